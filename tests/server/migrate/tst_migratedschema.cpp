#include "server/embedded/store/schema.h"
#include "server/migrate/migrator.h"
#include "tests/server/migrate/officedatabase.h"

#include <QRegularExpression>
#include <QTest>

using namespace pl;
using namespace pl::migrate;
using namespace pl::test;

/// Three descriptions of the same tables: the reference schema, the migrations, and the embedded database's.
class TestMigratedSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalsTheReferenceSchema_data();
    void equalsTheReferenceSchema();
    void hasTheReferencesIndexes();
    void indexesEveryForeignKey();
    void fixesEverySearchPath();
    void grantsOnlyFourVerbs();
    void allowsOnlyPublicFunctions();
    void closesEveryTable();
    void embeddedTablesAreTheSame();
    void embeddedColumnsAreTheSame_data();
    void embeddedColumnsAreTheSame();
    void embeddedForeignKeysAreTheSame_data();
    void embeddedForeignKeysAreTheSame();
    void embeddedUniquesAreTheSame_data();
    void embeddedUniquesAreTheSame();

private:
    std::unique_ptr<PostgresConnection> make(const QString &name, const QStringList &scripts, bool migrated);
    QString defaultText(const embedded::Column &column, const QString &expression);

    PostgresCluster m_cluster;
    std::unique_ptr<PostgresConnection> m_reference;
    std::unique_ptr<PostgresConnection> m_fresh;
    std::unique_ptr<PostgresConnection> m_documented;
};

namespace {

struct Aspect
{
    const char *name;
    const char *query;
};

constexpr Aspect kAspects[] = {
    {"columns", "select c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
                " a.attidentity, pg_get_expr(d.adbin, d.adrelid)"
                " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
                " left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum"
                " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1, 2"},
    {"constraints", "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
                    " where connamespace = 'public'::regnamespace order by 1, 2"},
    {"triggers", "select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled from pg_trigger"
                 " where not tgisinternal order by 1, 2"},
    {"policies", "select tablename, policyname, permissive, roles, cmd,"
                 " regexp_replace(qual, '\\s+', ' ', 'g'), with_check from pg_policies"
                 " where schemaname = 'public' order by 1, 2"},
    {"row security", "select relname, relrowsecurity, relforcerowsecurity from pg_class"
                     " where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"},
    {"grants on columns", "select a.attrelid::regclass::text, a.attname, r.rolname, g.privilege_type"
                          " from pg_attribute a, aclexplode(a.attacl) g join pg_roles r on r.oid = g.grantee"
                          " where a.attrelid in (select oid from pg_class"
                          " where relnamespace = 'public'::regnamespace) order by 1, 2, 3, 4"},
    {"functions", "select p.oid::regprocedure::text, pg_get_function_result(p.oid), l.lanname, p.provolatile,"
                  " p.prosecdef from pg_proc p join pg_language l on l.oid = p.prolang"
                  " where p.pronamespace = 'public'::regnamespace order by 1"},
    {"settings", "select key, value, version from settings order by key"}};

QStringList lines(PostgresConnection &database, const QString &query)
{
    return textOf(database, query).split(u'\n', Qt::SkipEmptyParts);
}

/// What this product has beyond the reference. Everything else is the same to the letter, but for who may call what
/// (grantsOnlyFourVerbs, allowsOnlyPublicFunctions).
const QRegularExpression kAdditions(QStringLiteral(
    "\\b(payment_attempts|hosted_pages|billing_exceptions|intake_items|source_secrets|imports"
    "|import_changes|saved_views|activity|server_requests|message_templates|contact_refusals|\\|refund_"
    "requested_cents|\\|refunds_settled)"
    "|payments_refund_requested_cents_check"
    "|leads\\|\\d+\\|(attention|decision)|lead_events\\|\\d+\\|(detail|sequence|previous_hash|hash|text_hash|text_salt)"
    "|notifications\\|\\d+\\|sent_text|leads\\|\\d+\\|(do_not_sell|decline_reason)|^(contact_salt|keeping_times)\\|"
    "|^settings\\|office_reads\\||leads_attention_check"
    "|\\blead_cap\\b|^(dispatch_weights|card_required|auto_assign|answer_minutes|office_time_zone)\\|"
    "|^(office_news|own_plumber_id)\\("
    "|^leads\\|office_or_own_reads\\||^(services|settings)\\|admin_(adds|changes|removes)\\|"
    "|notifications\\|\\d+\\|delivery(_at|_error)?\\||notifications_delivery_check"
    "|payments\\|\\d+\\|due_at\\||\\bgrace_(seconds|guard|end)\\b"
    "|\\b(stamp|stamp_created|lead_allowed|settle_guard|intake_guard)\\b"
    "|^leads\\|\\d+\\|(street|city|state|phone_extension|answers|origin|source_cost_cents|is_test"
    "|has_real_phone)\\||leads_source_cost_cents_check"
    "|^lead_sources\\|\\d+\\|(kind|preset|mapping|default_service|default_urgency|authentication"
    "|answer_status|old_key_hash|old_key_until)\\|"
    "|lead_sources_(kind|default_urgency|answer_status)_check"
    "|^(leads|lead_sources|services|settings|payments|lead_events)\\|\\w+\\|(anon|authenticated)\\|"
    "(INSERT|UPDATE)$"
    "|\\b(visible_text|visible_text_names|price_guard|price_rule_guard|is_chargeable)\\b"
    "|^notifications\\|(\\d+\\|(body|seen)|seen|office_sees_replies)\\|"
    "|^(leads|plumbers)\\|(\\d+\\|)?(import_id|withdrawn_at|edited_at)\\|"
    "|^plumbers\\|(\\d+\\|)?(company|license_number|license_expires|insurance_expires|paused_until"
    "|weekly_lead_cap|monthly_lead_cap|zip_codes|work_hours|language|verified_at|verified_by)\\|"
    "|plumbers_(weekly_lead_cap|monthly_lead_cap|language)_check"
    "|\\b(zips_and_hours|plumber_fits|are_work_hours)\\b"
    "|\\b(import_guard|import_admits|lead_admitted|view_owner|lead_linked|lead_withdrawn|plumber_before"
    "|history_sealed|history_stays|with_hash|plain_contact"
    "|refuses_sale|refusal_before|refusal_after|with_refusals|lead_sellable"
    "|do_not_contact|text_again|erase_traces"
    "|plumber_after|note_activity|changed_fields|request_owner|end_sessions|office_logo_guard)\\b"
    "|^(leads|plumbers)\\|office_adds\\||\\|lead_events_kind_check\\|"));

/// Policies of the reference of which two are for one verb, while this product's are one; and what says more here: who
/// adds what an import brings, and what the history tells of it.
const QRegularExpression kSaidOtherwise(
    QStringLiteral("^(leads\\|(office_reads|plumber_reads_own|office_adds)|plumbers\\|office_adds"
                   "|(services|settings)\\|admin_writes|settings\\|office_reads)\\||\\|lead_events_kind_check\\|"));

/// Indexes of the reference that serve no query.
const QRegularExpression kUnusedIndexes(QStringLiteral("INDEX (leads_open|leads_by_plumber|leads_contact) "));

QStringList without(const QRegularExpression &some, QStringList lines)
{
    lines.removeIf([&](const QString &line) { return line.contains(some); });
    return lines;
}

void addTableRows()
{
    QTest::addColumn<QString>("table");
    for (const auto &table : embedded::Schema::instance().tables())
        QTest::newRow(qPrintable(table.name)) << table.name;
}

} // namespace

void TestMigratedSchema::initTestCase()
{
    QVERIFY2(m_cluster.start(), m_cluster.log());
    m_reference = make(QStringLiteral("reference"), {QStringLiteral("/contract/schema.sql")}, false);
    m_fresh = make(QStringLiteral("fresh"), {}, true);
    m_documented = make(QStringLiteral("documented"), {QStringLiteral("/server/migrate/documented.sql")}, true);
    QVERIFY2(m_reference && m_fresh && m_documented, m_cluster.log());
}

std::unique_ptr<PostgresConnection> TestMigratedSchema::make(const QString &name, const QStringList &scripts,
                                                             bool migrated)
{
    if (!m_cluster.createDatabase(name))
        return nullptr;
    for (const QString &script : scripts)
        if (!m_cluster.runFile(name, QStringLiteral(PL_TEST_DATA) + script))
            return nullptr;
    auto connection = PostgresConnection::open(m_cluster.address(name));
    const auto own = ownMigrations();
    if (!connection || !own || (migrated && !Migrator(**connection, *own).apply()))
        return nullptr;
    return std::move(*connection);
}

void TestMigratedSchema::equalsTheReferenceSchema_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<bool>("fromDocumented");
    for (const Aspect &aspect : kAspects)
        for (const bool fromDocumented : {false, true})
            QTest::addRow("%s, from %s", aspect.name, fromDocumented ? "the documented tables" : "nothing")
                << QString::fromLatin1(aspect.query) << fromDocumented;
}

void TestMigratedSchema::equalsTheReferenceSchema()
{
    QFETCH(QString, query);
    QFETCH(bool, fromDocumented);
    const QStringList expected = without(kSaidOtherwise, lines(*m_reference, query));
    QVERIFY(expected.size() > 3);
    QCOMPARE(without(kAdditions, lines(fromDocumented ? *m_documented : *m_fresh, query)), expected);
}

void TestMigratedSchema::hasTheReferencesIndexes()
{
    const QString query = QStringLiteral("select pg_get_indexdef(indexrelid) from pg_index i join pg_class c"
                                         " on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace");
    for (const auto *migrated : {&m_fresh, &m_documented}) {
        const QStringList own = lines(**migrated, query);
        const QStringList expected = without(kUnusedIndexes, lines(*m_reference, query));
        QVERIFY(expected.size() > 20);
        QCOMPARE(without(kUnusedIndexes, own), own);
        for (const QString &index : expected)
            QVERIFY2(own.contains(index), qPrintable(index));
    }
}

/// An index that begins with the key's column. One with a condition serves when it leaves out nothing but nulls.
void TestMigratedSchema::indexesEveryForeignKey()
{
    QCOMPARE(lines(*m_fresh,
                   QStringLiteral("select conrelid::regclass, conname from pg_constraint c where contype = 'f'"
                                  " and connamespace = 'public'::regnamespace and not exists (select from pg_index i"
                                  " join pg_attribute a on a.attrelid = i.indrelid and a.attnum = c.conkey[1]"
                                  " where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1] and"
                                  " (i.indpred is null or pg_get_expr(i.indpred, i.indrelid)"
                                  " = format('(%I IS NOT NULL)', a.attname)))")),
             QStringList());
}

void TestMigratedSchema::fixesEverySearchPath()
{
    QCOMPARE(lines(*m_fresh, QStringLiteral("select proname from pg_proc where pronamespace = 'public'::regnamespace"
                                            " and not 'search_path=\"\"' = any(coalesce(proconfig, '{}'))")),
             QStringList());
}

/// No policy looks at TRUNCATE, TRIGGER and REFERENCES, which a hosted project grants on every new table.
void TestMigratedSchema::grantsOnlyFourVerbs()
{
    const QString query =
        QStringLiteral("select r.rolname, string_agg(distinct g.privilege_type, ' ' order by g.privilege_type),"
                       " count(distinct c.relname), bool_or(g.is_grantable) from pg_class c, aclexplode(c.relacl) g"
                       " left join pg_roles r on r.oid = g.grantee where c.relnamespace = 'public'::regnamespace"
                       " and g.grantee <> c.relowner and c.relname %1 'plumbers' group by 1 order by 1");
    for (const auto *migrated : {&m_fresh, &m_documented}) {
        QCOMPARE(lines(**migrated, query.arg(u"<>")),
                 (QStringList{QStringLiteral("anon|DELETE SELECT|21|false"),
                              QStringLiteral("authenticated|DELETE SELECT|21|false"),
                              QStringLiteral("service_role|DELETE INSERT SELECT UPDATE|21|false")}));
        // What else may be written of a plumber is granted column by column.
        QCOMPARE(lines(**migrated, query.arg(u"=")),
                 (QStringList{QStringLiteral("anon|DELETE SELECT|1|false"),
                              QStringLiteral("authenticated|DELETE SELECT|1|false"),
                              QStringLiteral("service_role|DELETE INSERT SELECT UPDATE|1|false")}));
    }
}

void TestMigratedSchema::allowsOnlyPublicFunctions()
{
    const QString query = QStringLiteral(
        "select p.oid::regprocedure::text, string_agg(coalesce(r.rolname, 'public'), ' ' order by r.rolname)"
        " from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g"
        " left join pg_roles r on r.oid = g.grantee"
        " where p.pronamespace = 'public'::regnamespace and g.grantee <> p.proowner group by p.oid order by 1");
    for (const auto *migrated : {&m_fresh, &m_documented})
        QCOMPARE(lines(**migrated, query),
                 (QStringList{QStringLiteral("app_role()|authenticated service_role"),
                              QStringLiteral("do_not_contact(text,text)|authenticated service_role"),
                              QStringLiteral("end_sessions(uuid)|service_role"),
                              QStringLiteral("is_admin()|authenticated service_role"),
                              QStringLiteral("is_office()|authenticated service_role"),
                              QStringLiteral("lead_price_cents(text,text)|service_role"),
                              QStringLiteral("office_news()|authenticated service_role"),
                              QStringLiteral("own_plumber_id()|authenticated service_role"),
                              QStringLiteral("text_again(text)|service_role")}));
}

/// In the migration that makes it: between two migrations nothing is open.
void TestMigratedSchema::closesEveryTable()
{
    const auto own = ownMigrations();
    QVERIFY(own.ok());
    QVERIFY(m_cluster.createDatabase(QStringLiteral("stepwise")));
    const auto database = PostgresConnection::open(m_cluster.address(QStringLiteral("stepwise")));
    QVERIFY(database.ok());
    for (qsizetype count = 1; count <= own->size(); ++count) {
        QVERIFY(Migrator(**database, own->first(count)).apply().ok());
        QCOMPARE(lines(**database, QStringLiteral("select relname from pg_class where relkind = 'r' and"
                                                  " relnamespace = 'public'::regnamespace and not relrowsecurity")),
                 QStringList());
    }
}

void TestMigratedSchema::embeddedTablesAreTheSame()
{
    QStringList names;
    for (const auto &table : embedded::Schema::instance().tables())
        names += table.name;
    names.sort();
    QCOMPARE(names, lines(*m_fresh, QStringLiteral("select relname from pg_class where relkind = 'r' and"
                                                   " relnamespace = 'public'::regnamespace order by relname")));
}

void TestMigratedSchema::embeddedColumnsAreTheSame_data()
{
    addTableRows();
}

/// The default in the embedded schema's words: PostgreSQL's expression is evaluated where it is a literal.
QString TestMigratedSchema::defaultText(const embedded::Column &column, const QString &expression)
{
    switch (column.defaultKind) {
    case embedded::DefaultValue::None:
    case embedded::DefaultValue::Identity:
        return expression;
    case embedded::DefaultValue::NewUuid:
        return expression == u"uuid_generate_v4()" ? QString() : expression;
    case embedded::DefaultValue::Now:
        return expression == u"now()" ? QString() : expression;
    case embedded::DefaultValue::Literal:
        return textOf(*m_fresh, QStringLiteral("select (%1)::text").arg(expression));
    }
    return {};
}

void TestMigratedSchema::embeddedColumnsAreTheSame()
{
    QFETCH(QString, table);
    const auto &columns = embedded::Schema::instance().table(table)->columns;
    const auto rows = m_fresh->rows(
        QStringLiteral("select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text,"
                       " coalesce(pg_get_expr(d.adbin, d.adrelid), '') from pg_attribute a"
                       " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
                       " where a.attrelid = '%1'::regclass and a.attnum > 0 order by a.attnum")
            .arg(table));
    QVERIFY(rows.ok());
    QCOMPARE(size_t(rows->size()), columns.size());
    for (size_t i = 0; i < columns.size(); ++i) {
        const embedded::Column &own = columns[i];
        const QVariantList &row = rows->at(qsizetype(i));
        const QString type = typeName(own.type);
        QCOMPARE(own.name, row.at(0).toString());
        QCOMPARE(own.maxLength ? QStringLiteral("%1(%2)").arg(type).arg(own.maxLength) : type, row.at(1).toString());
        QCOMPARE(own.notNull, row.at(2).toBool());
        QCOMPARE(own.defaultKind == embedded::DefaultValue::Identity, row.at(3).toString() == u"a");
        QCOMPARE(defaultText(own, row.at(4).toString()), own.literal);
    }
}

void TestMigratedSchema::embeddedForeignKeysAreTheSame_data()
{
    addTableRows();
}

void TestMigratedSchema::embeddedForeignKeysAreTheSame()
{
    QFETCH(QString, table);
    QStringList own;
    for (const auto &key : embedded::Schema::instance().table(table)->foreignKeys)
        own += key.constraint + u'|' + key.column + u'|' + key.target;
    own.sort();
    QCOMPARE(own,
             lines(*m_fresh, QStringLiteral("select c.conname, a.attname, c.confrelid::regclass from pg_constraint c"
                                            " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]"
                                            " where c.contype = 'f' and c.conrelid = '%1'::regclass order by 1")
                                 .arg(table)));
}

void TestMigratedSchema::embeddedUniquesAreTheSame_data()
{
    addTableRows();
}

void TestMigratedSchema::embeddedUniquesAreTheSame()
{
    QFETCH(QString, table);
    QStringList own;
    for (const auto &unique : embedded::Schema::instance().table(table)->uniques)
        own += unique.constraint + u'|' + unique.columns.join(u',') +
               (unique.partial ? QStringLiteral("|true") : QStringLiteral("|false"));
    own.sort();
    QCOMPARE(own,
             lines(*m_fresh, QStringLiteral("select i.indexrelid::regclass::text, (select string_agg(a.attname, ','"
                                            " order by array_position(i.indkey::int2[], a.attnum)) from pg_attribute a"
                                            " where a.attrelid = i.indrelid and a.attnum = any (i.indkey)),"
                                            " i.indpred is not null from pg_index i"
                                            " where i.indisunique and i.indrelid = '%1'::regclass order by 1")
                                 .arg(table)));
}

QTEST_GUILESS_MAIN(TestMigratedSchema)
#include "tst_migratedschema.moc"
