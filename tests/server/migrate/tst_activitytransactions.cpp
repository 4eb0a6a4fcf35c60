#include "tests/server/migrate/officedatabase.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// Who did what in the office, as a real PostgreSQL writes it down. tests/server/embedded/tst_activitylines asks the
/// embedded database the same.
class TestActivityTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyChangeHasItsLine_data();
    void everyChangeHasItsLine();
    void whatTheServerDoesHasNone();
    void whatHasALineElsewhereHasNoneHere_data();
    void whatHasALineElsewhereHasNoneHere();
    void anImportIsOneLineAndItsUndoAnother();
    void aLongSettingIsToldWithoutItsValue();
    void moneyIsForAdmins();
    void whatAPersonCanWriteIsAnExportInTheirOwnName_data();
    void whatAPersonCanWriteIsAnExportInTheirOwnName();
    void aColumnThatIsAddedLaterCounts();

private:
    QString as(const char *who, const QString &statement)
    {
        return m_office.as(QString::fromLatin1(who), statement).text();
    }
    QString lines()
    {
        return m_office.text(QStringLiteral("select concat_ws(' ', case when admin_only then '!' end, actor, kind,"
                                            " subject, detail::text) from activity order by id"));
    }

    OfficeDatabase m_office;
};

namespace {

const QString kOneDone = QStringLiteral("1");
const QString kAdasName = QStringLiteral("ada@office.test ");

QString ofAnn(const char *change)
{
    return QStringLiteral("update plumbers set %1 where email = 'ann@pipes.test'").arg(QLatin1StringView(change));
}

QString ofThePayment(const char *change)
{
    return QStringLiteral("update payments set status = 'refund_requested', %1"
                          " where id = '30000000-0000-4000-8000-000000000001'")
        .arg(QLatin1StringView(change));
}

QString newPlumber(const char *column = "", const char *value = "")
{
    return QStringLiteral("insert into plumbers (first_name, last_name, email, phone_number, zip_code, services%1)"
                          " values ('H', 'N', 'h@n', '1', '1', '[]'%2)")
        .arg(QLatin1StringView(column), QLatin1StringView(value));
}

} // namespace

void TestActivityTransactions::initTestCase()
{
    QVERIFY2(m_office.start(), m_office.log());
}

void TestActivityTransactions::init()
{
    QVERIFY(m_office.connection()
                .run(QStringLiteral(
                    "truncate imports, import_changes, saved_views, message_templates, contact_refusals cascade"))
                .ok());
    QVERIFY(
        m_office.connection().run(QStringLiteral("update settings set value = '\"usd\"' where key = 'currency'")).ok());
    QVERIFY(m_office.connection().run(QStringLiteral("delete from settings where key in ('x', 'message_test')")).ok());
    QVERIFY2(m_office.reload(), m_office.log());
    QCOMPARE(lines(), QString());
}

void TestActivityTransactions::everyChangeHasItsLine_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("line");
    const auto row = [](const char *name, const QString &statement, const char *line) {
        QTest::newRow(name) << statement << QString::fromUtf8(line);
    };
    row("a plumber is added", newPlumber(), "plumber_added");
    row("a plumber's fields", ofAnn("zip_code = '1', phone_number = '2', status = 'paused'"),
        R"(plumber_changed {"fields": ["phone_number", "status", "zip_code"]})");
    row("a plumber goes", ofAnn("status = 'removed'"), "plumber_removed");
    row("a setting", QStringLiteral("update settings set value = '\"eur\"' where key = 'currency'"),
        R"(! setting_changed currency {"after": "eur", "before": "usd"})");
    row("a new setting", QStringLiteral("insert into settings (key, value) values ('x', '[1]')"),
        R"(! setting_changed x {"after": [1], "before": null})");
    row("a service is added",
        QStringLiteral("insert into services (name, category, price_cents) values ('x', 'y', 300)"),
        R"(! service_added x {"after": 300, "before": null, "fields": []})");
    row("a price", QStringLiteral("update services set price_cents = 2600 where name = 'Drain Cleaning'"),
        R"(! service_changed Drain Cleaning {"after": 2600, "before": 2500, "fields": ["price_cents"]})");
    row("a service goes", QStringLiteral("delete from services where name = 'Drain Cleaning'"),
        R"(! service_removed Drain Cleaning {"after": null, "before": 2500, "fields": []})");
    row("a refusal",
        QStringLiteral(
            "insert into contact_refusals (contact, channel, way) values ('+15125550143', 'call', 'letter')"),
        R"(refusal_added call {"way": "letter"})");
    row("a source is added",
        QStringLiteral("insert into lead_sources (name, key_prefix, key_hash) values ('n', 'y', 'z')"),
        "! source_added n");
    row("a source's key",
        QStringLiteral("update lead_sources set key_prefix = 'y', key_hash = 'z' where name = 'website'"),
        R"(! source_changed website {"fields": ["key_hash"]})");
    row("a view is shared",
        QStringLiteral("insert into saved_views (name, owner, shared, definition) values ('Mine', 'x', true, '{}')"),
        "view_shared Mine");
    row("a template",
        QStringLiteral("insert into message_templates (name, channel, language, body)"
                       " values ('card_setup', 'sms', 'es', '{{link}}')"),
        R"(! template_changed card_setup {"channel": "sms", "language": "es"})");
    row("a refund of all", ofThePayment("refund_reason = 'Wrong number'"),
        R"(! refund_requested {"cents": 7200, "currency": "usd"})");
    row("a refund of a part", ofThePayment("refund_requested_cents = 100"),
        R"(! refund_requested {"cents": 100, "currency": "usd"})");
}

void TestActivityTransactions::everyChangeHasItsLine()
{
    QFETCH(QString, statement);
    QFETCH(QString, line);
    QCOMPARE(as("admin", statement), kOneDone);
    QCOMPARE(lines(), line.startsWith(u'!') ? QStringLiteral("! ") + kAdasName + line.mid(2) : kAdasName + line);
}

void TestActivityTransactions::whatTheServerDoesHasNone()
{
    QCOMPARE(as("service", newPlumber()), kOneDone);
    QCOMPARE(as("service", ofAnn("zip_code = '1'")), kOneDone);
    QCOMPARE(as("service", QStringLiteral("update settings set value = '\"eur\"' where key = 'currency'")), kOneDone);
    QCOMPARE(as("service", QStringLiteral("update lead_sources set active = false where name = 'website'")), kOneDone);
    QCOMPARE(lines(), QString());
}

void TestActivityTransactions::whatHasALineElsewhereHasNoneHere_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("a lead, with its refund")
        << QStringLiteral("update leads set assigned_plumber_id = null, status = 'new'"
                          " where id = '20000000-0000-4000-8000-000000000003'");
    QTest::newRow("a change that is none") << ofAnn("zip_code = zip_code");
    QTest::newRow("the value it has") << QStringLiteral("update settings set value = value where key = 'currency'");
    QTest::newRow("a test message, which names somebody")
        << QStringLiteral("insert into settings (key, value) values ('message_test', '\"x@home.test\"')");
    QTest::newRow("a view of one's own") << QStringLiteral(
        "insert into saved_views (name, owner, definition) values ('Mine', 'x', '{}')");
}

void TestActivityTransactions::whatHasALineElsewhereHasNoneHere()
{
    QFETCH(QString, statement);
    QCOMPARE(as("admin", statement), kOneDone);
    QCOMPARE(lines(), QString());
}

void TestActivityTransactions::anImportIsOneLineAndItsUndoAnother()
{
    const auto state = [](const char *to) {
        return QStringLiteral("update imports set state = '%1'").arg(QLatin1StringView(to));
    };
    QCOMPARE(as("admin", QStringLiteral("insert into imports (id, kind, file_name, total) values"
                                        " ('70000000-0000-4000-8000-000000000001', 'plumbers', 'old.csv', 1)")),
             kOneDone);
    QCOMPARE(as("admin", newPlumber(", import_id", ", '70000000-0000-4000-8000-000000000001'")), kOneDone);
    QCOMPARE(as("admin", state("undoing")), kOneDone);
    QCOMPARE(as("admin", QStringLiteral("update plumbers set withdrawn_at = now() where import_id is not null")),
             kOneDone);
    QCOMPARE(as("admin", state("undone")), kOneDone);
    const QString about = QStringLiteral(R"( old.csv {"kind": "plumbers", "total": 1})");
    QCOMPARE(lines(), QStringLiteral("! ada@office.test import_begun") + about +
                          QStringLiteral("\n! ada@office.test import_undone") + about);
}

void TestActivityTransactions::aLongSettingIsToldWithoutItsValue()
{
    QCOMPARE(as("admin", QStringLiteral("insert into settings (key, value) values ('x', to_jsonb(repeat('a', 1000)))")),
             kOneDone);
    QCOMPARE(lines(), QStringLiteral("! ada@office.test setting_changed x"));
}

void TestActivityTransactions::moneyIsForAdmins()
{
    QCOMPARE(as("admin", QStringLiteral("update services set price_cents = 2600 where name = 'Drain Cleaning'")),
             kOneDone);
    QCOMPARE(as("admin", ofAnn("zip_code = '1'")), kOneDone);
    const QString all = QStringLiteral("select 1 from activity");
    QCOMPARE(as("admin", all), QStringLiteral("2"));
    QCOMPARE(as("staff", all), QStringLiteral("1"));
    for (const char *who : {"anon", "norole", "plumber"})
        QCOMPARE(as(who, all), QStringLiteral("0"));
}

void TestActivityTransactions::whatAPersonCanWriteIsAnExportInTheirOwnName_data()
{
    QTest::addColumn<QByteArray>("who");
    QTest::addColumn<QString>("columns");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const char *who, const char *columns, const char *outcome) {
        QTest::newRow(name) << QByteArray(who) << QString::fromLatin1(columns) << QString::fromLatin1(outcome);
    };
    row("an export", "staff", "(actor, kind, detail) values ('sam@office.test', 'exported', '{}')", "1");
    row("a print", "staff", "(actor, kind) values ('sam@office.test', 'printed')", "1");
    row("somebody else's", "admin", "(actor, kind) values ('sam@office.test', 'exported')", "42501");
    row("another kind", "staff", "(actor, kind) values ('sam@office.test', 'plumber_added')", "42501");
    row("for admins alone", "staff", "(actor, kind, admin_only) values ('sam@office.test', 'exported', true)", "42501");
    row("of another time", "staff", "(actor, kind, at) values ('sam@office.test', 'exported', '2020-01-01')", "42501");
    row("a plumber's", "plumber", "(actor, kind) values ('ann@pipes.test', 'exported')", "42501");
    row("the server's, of any kind", "service", "(actor, kind, admin_only) values ('server', 'person_invited', true)",
        "1");
    row("a kind that isn't there", "service", "(actor, kind) values ('server', 'x')", "23514");
    row("a detail that is no object", "service", "(actor, kind, detail) values ('server', 'printed', '[]')", "23514");
}

void TestActivityTransactions::whatAPersonCanWriteIsAnExportInTheirOwnName()
{
    QFETCH(QByteArray, who);
    QFETCH(QString, columns);
    QTEST(as(who, QStringLiteral("insert into activity ") + columns), "outcome");
}

void TestActivityTransactions::aColumnThatIsAddedLaterCounts()
{
    auto &database = m_office.connection();
    QVERIFY(database.run(QStringLiteral("begin")).ok());
    QVERIFY(database.run(QStringLiteral("alter table plumbers add column shirt_size text")).ok());
    QVERIFY(database.run(QStringLiteral("grant update (shirt_size) on plumbers to authenticated")).ok());
    QVERIFY(becomeCaller(database, QStringLiteral("staff")).ok());
    QVERIFY(database.run(ofAnn("shirt_size = 'L'")).ok());
    QVERIFY(database.run(QStringLiteral("reset role")).ok());
    const QString told = lines();
    QVERIFY(database.run(QStringLiteral("rollback")).ok());
    QCOMPARE(told, QStringLiteral(R"(sam@office.test plumber_changed {"fields": ["shirt_size"]})"));
}

QTEST_GUILESS_MAIN(TestActivityTransactions)
#include "tst_activitytransactions.moc"
