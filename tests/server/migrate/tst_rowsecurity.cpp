#include "server/embedded/store/columnrights.h"
#include "tests/server/migrate/officedatabase.h"

#include <QFile>
#include <QTest>

using namespace pl;
using namespace pl::test;
using embedded::Command;

/// Who may what on a real PostgreSQL, and that the embedded database's policies say the same.
class TestRowSecurity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTableIsCovered();
    void matrix_data();
    void matrix();
    void outsidersCannotTouchHiddenRows_data();
    void outsidersCannotTouchHiddenRows();
    void forbids_data();
    void forbids();
    void newRowsAreStamped();
    void anErasedLeadStaysErased();
    void anExceptionIsSettledOnceInOnesOwnName();
    void peopleSortItems_data();
    void peopleSortItems();
    void whoDiscardsAnItemIsKept();
    void everyPolicyIsEmbedded();
    void embeddedPoliciesAreTheSame_data();
    void embeddedPoliciesAreTheSame();
    void embeddedColumnRightsAreTheSame_data();
    void embeddedColumnRightsAreTheSame();
    void readmeSaysTheSame_data();
    void readmeSaysTheSame();
    void looksUpTheCallerOncePerQuery();

private:
    OfficeDatabase m_office;
};

namespace {

const QStringList kPeople{QStringLiteral("anon"),    QStringLiteral("norole"), QStringLiteral("pretender"),
                          QStringLiteral("plumber"), QStringLiteral("staff"),  QStringLiteral("admin"),
                          QStringLiteral("service")};

const char *const kDenied = "42501";

/// A table and what each of kPeople gets, a word a person: how many rows, or the refusal's code; "-" is kDenied.
struct TableRow
{
    const char *table;
    const char *reads;
    const char *columns; ///< of an insert that breaks no other rule
    const char *values;
    const char *inserts;
    const char *one; ///< a row of the fixture
    const char *change;
    const char *updates;
    const char *deletes;
};

// The words' order: anon norole pretender plumber staff admin service. Lead 2 has neither history nor payment.
constexpr TableRow kTables[] = {
    {"leads", "0 0 0 1 6 6 6", "first_name, last_name, email, phone_number, service_needed, urgency",
     "'H', 'N', 'h@n', '1', 'x', 'day'", "- - - - 1 1 1", "id = '20000000-0000-4000-8000-000000000002'",
     "zip_code = '1'", "0 0 0 0 1 1 1", "0 0 0 0 0 0 1"},
    {"plumbers", "0 0 0 1 4 4 4", "first_name, last_name, email, phone_number, zip_code, services",
     "'H', 'N', 'h@n', '1', '1', '[]'", "- - - - 1 1 1", "id = '10000000-0000-4000-8000-000000000004'",
     "status = 'paused'", "- 0 0 0 1 1 1", "0 0 0 0 0 0 1"},
    {"services", "0 0 0 0 4 4 4", "name, category, price_cents", "'x', 'y', 100", "- - - - - 1 1",
     "name = 'Drain Cleaning'", "price_cents = 100", "0 0 0 0 0 1 1", "0 0 0 0 0 1 1"},
    {"settings", "0 0 0 0 12 12 13", "key, value", "'x', '1'", "- - - - - 1 1", "key = 'currency'", "value = '\"eur\"'",
     "0 0 0 0 0 1 1", "0 0 0 0 0 1 1"},
    {"lead_sources", "0 0 0 0 0 2 2", "name, key_prefix, key_hash", "'x', 'y', 'z'", "- - - - - 1 1",
     "name = 'website'", "active = false", "0 0 0 0 0 1 1", "0 0 0 0 0 23503 23503"},
    {"payments", "0 0 0 0 0 3 3", "lead_id, plumber_id, amount_cents",
     "'20000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', 1", "- - - - - - 1",
     "id = '30000000-0000-4000-8000-000000000003'", "status = 'pending'", "0 0 0 0 0 1 1", "0 0 0 0 0 0 1"},
    {"stripe_events", "0 0 0 0 0 1 1", "id, type, created, payload", "'evt_2', 'x', now(), '{}'", "- - - - - - 1",
     "id = 'evt_1'", "type = 'y'", "- - - - - - 1", "0 0 0 0 0 0 1"},
    {"lead_events", "0 0 0 0 3 3 3", "lead_id, kind, actor",
     "'20000000-0000-4000-8000-000000000001', 'note', (select auth.email())", "- - - - 1 1 23502", "id = 1",
     "note = null", "- - - - - - 1", "0 0 0 0 0 0 1"},
    {"notifications", "0 0 0 0 2 2 2", "channel, template, recipient", "'sms', 'x', 'y'", "- - - - - - 1",
     "id = '40000000-0000-4000-8000-000000000001'", "status = 'skipped'", "- - - - - - 1", "0 0 0 0 0 0 1"},
    {"opt_outs", "0 0 0 0 1 1 1", "phone_number", "'2'", "- - - - - - 1", "phone_number = '1'", "at = now()",
     "- - - - - - 1", "0 0 0 0 0 0 1"},
    // Entered by the office, but not by whoever asks here.
    {"contact_refusals", "0 0 0 0 1 1 1", "contact, channel", "'+15125550198', 'call'", "- - - - 1 1 1",
     "channel = 'call'", "reason = 'x'", "- - - - - - 1", "0 0 0 0 0 1 1"},
    {"payment_attempts", "0 0 0 0 0 0 0", "payment_id, kind, number, amount_cents",
     "'30000000-0000-4000-8000-000000000003', 'charge', 1, 1", "- - - - - - 1",
     "id = '50000000-0000-4000-8000-000000000001'", "number = 2", "- - - - - - 0", "0 0 0 0 0 0 0"},
    {"hosted_pages", "0 0 0 0 0 0 0", "kind, plumber_id, url", "'card', '10000000-0000-4000-8000-000000000001', 'x'",
     "- - - - - - 1", "id = '50000000-0000-4000-8000-000000000001'", "url = 'y'", "- - - - - - 0", "0 0 0 0 0 0 0"},
    {"billing_exceptions", "0 0 0 0 0 0 0", "kind, detail", "'x', 'y'", "- - - - - - 1",
     "id = '50000000-0000-4000-8000-000000000001'", "detail = 'z'", "- - - - - - 0", "0 0 0 0 0 0 0"},
    {"intake_items", "0 0 0 0 1 1 1", "source_id, cause, is_test, status",
     "'50000000-0000-4000-8000-000000000001', 'unmapped', true, 'retry'", "- - - - - 1 1",
     "id = '60000000-0000-4000-8000-000000000001'", "status = 'retry'", "0 0 0 0 1 1 1", "0 0 0 0 0 0 1"},
    {"source_secrets", "0 0 0 0 0 0 1", "source_id, kind, secret",
     "'50000000-0000-4000-8000-000000000001', 'hmac', 'x'", "- - - - - 1 1", "id = 1", "secret = 'y'", "- - - - - - 1",
     "0 0 0 0 0 0 1"},
    {"imports", "0 0 0 0 0 1 1", "kind, file_name, total", "'leads', 'x.csv', 1", "- - - - - 1 1",
     "id = '70000000-0000-4000-8000-000000000001'", "state = 'done'", "0 0 0 0 0 1 1", "0 0 0 0 0 0 1"},
    {"import_changes", "0 0 0 0 0 0 0", "import_id, row_id, before, after, version",
     "'70000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', '{}', '{}', 2", "- - - - - 1 1",
     "id = '70000000-0000-4000-8000-000000000001'", "version = 3", "- - - - - - 0", "0 0 0 0 0 0 0"},
    // A refusal and an export, and an invitation, which is for admins.
    {"activity", "0 0 0 0 2 3 3", "actor, kind", "(select auth.email()), 'printed'", "- - - - 1 1 23502", "id = 2",
     "subject = 'x'", "- - - - - - 1", "0 0 0 0 0 0 1"},
    // Sam's own, shared with the office.
    {"saved_views", "0 0 0 0 1 1 1", "name, owner, definition", "'x', 'somebody', '{}'", "- - - - 1 1 1",
     "name = 'Sam''s'", "shared = false", "0 0 0 0 1 - 1", "0 0 0 0 0 0 1"},
    {"server_requests", "0 0 0 0 0 1 1", "kind", "'people'", "- - - - - 1 1",
     "id = '80000000-0000-4000-8000-000000000001'", "state = 'done'", "- - - - - - 1", "0 0 0 0 0 0 1"},
    {"message_templates", "0 0 0 0 1 1 1", "name, channel, body", "'card_setup', 'email', '{{link}}'", "- - - - - 1 1",
     "name = 'lead_assigned'", "body = null", "0 0 0 0 0 1 1", "0 0 0 0 0 0 1"}};

const QString kNewItem = QStringLiteral("insert into intake_items (id, source_id, cause) values"
                                        " ('60000000-0000-4000-8000-000000000002',"
                                        " '50000000-0000-4000-8000-000000000001', 'unmapped')");
const QString kTheItem = QStringLiteral(" where id = '60000000-0000-4000-8000-000000000002'");

QString expected(const char *row, qsizetype person)
{
    const QString word = QString::fromLatin1(row).section(u' ', person, person);
    return word == u"-" ? QString::fromLatin1(kDenied) : word;
}

/// The condition in PostgreSQL's words.
QString conditionOf(const char *embedded)
{
    return QString::fromLatin1(embedded)
        .replace(QStringLiteral(":office"), QStringLiteral("(select is_office())"))
        .replace(QStringLiteral(":admin"), QStringLiteral("(select is_admin())"))
        .replace(QStringLiteral(":own_plumber_id"), QStringLiteral("(select own_plumber_id())"))
        .replace(QStringLiteral(":email"), QStringLiteral("(select auth.email())"));
}

QString commandWord(const QList<Command> &commands)
{
    if (commands.size() == 4)
        return QStringLiteral("all");
    switch (commands.first()) {
    case Command::Select:
        return QStringLiteral("select");
    case Command::Insert:
        return QStringLiteral("insert");
    case Command::Update:
        return QStringLiteral("update");
    case Command::Delete:
        return QStringLiteral("delete");
    }
    return {};
}

/// Whether one of a condition's alternatives can hold for a person who is signed in.
bool mayHold(const char *condition, const QString &who)
{
    const QStringList ways = QString::fromLatin1(condition).split(QStringLiteral(" or "), Qt::SkipEmptyParts);
    const bool isAdmin = who == u"admin";
    return std::any_of(ways.begin(), ways.end(), [&](const QString &way) {
        return (!way.contains(u":office") || isAdmin || who == u"staff") && (!way.contains(u":admin") || isAdmin) &&
               (!way.contains(u":own_plumber_id") || who == u"plumber");
    });
}

bool isAllowed(const QString &who, Command command, const QString &table)
{
    const auto &policies = embedded::policies();
    return std::any_of(policies.begin(), policies.end(), [&](const embedded::Policy &policy) {
        return table == QLatin1StringView(policy.table) && policy.commands.contains(command) &&
               mayHold(command == Command::Insert ? policy.allowed : policy.visible, who);
    });
}

/// In README's letters: r read, a add, c change, d delete.
QString rightsOf(const QString &who, const QString &table)
{
    if (who == u"service") // for whom no policy counts
        return QStringLiteral("racd");
    QString rights;
    for (const auto &[command, letter] : {std::pair(Command::Select, u'r'), std::pair(Command::Insert, u'a'),
                                          std::pair(Command::Update, u'c'), std::pair(Command::Delete, u'd')})
        if (who != u"anon" && isAllowed(who, command, table))
            rights += QChar(letter);
    return rights.isEmpty() ? QStringLiteral("\u2013") : rights;
}

/// The table's row of "Who may do what", without its notes.
QStringList rightsInReadme(const QString &table)
{
    QFile readme(QStringLiteral(PL_TEST_DATA "/../server/README.md"));
    if (!readme.open(QIODevice::ReadOnly))
        return {};
    const QStringList lines = QString::fromUtf8(readme.readAll()).split(u'\n');
    for (const QString &line : lines) {
        const QStringList cells = line.split(u'|');
        if (cells.size() != 8 + 1 || !cells.at(1).contains(QStringLiteral("`%1`").arg(table)))
            continue;
        QStringList rights;
        for (const QString &cell : cells.mid(2, 6))
            rights += cell.simplified().section(u' ', 0, 0);
        return rights;
    }
    return {};
}

} // namespace

void TestRowSecurity::initTestCase()
{
    QVERIFY2(m_office.start() && m_office.reload(), m_office.log());
    QCOMPARE(m_office
                 .as(QStringLiteral("service"), QStringLiteral("insert into stripe_events (id, type, created, payload)"
                                                               " values ('evt_1', 'x', now(), '{}')"))
                 .text(),
             QStringLiteral("1"));
    QCOMPARE(m_office
                 .as(QStringLiteral("staff"), QStringLiteral("insert into contact_refusals (contact, channel) values"
                                                             " ('+15125550199', 'call')"))
                 .text(),
             QStringLiteral("1"));
    for (const char *row : {"opt_outs (phone_number) values ('1')",
                            "intake_items (id, source_id, cause) values ('60000000-0000-4000-8000-000000000001',"
                            " '50000000-0000-4000-8000-000000000001', 'unmapped')",
                            "source_secrets (source_id, kind, secret) values"
                            " ('50000000-0000-4000-8000-000000000001', 'token', 'x')",
                            "imports (id, kind, file_name, total) values ('70000000-0000-4000-8000-000000000001',"
                            " 'leads', 'old.csv', 1)",
                            "activity (actor, kind, admin_only) values ('server', 'person_invited', true)",
                            "activity (actor, kind) values ('ada@office.test', 'exported')",
                            "saved_views (owner, name, shared, definition) values ('sam@office.test', 'Sam''s', true,"
                            " '{}')",
                            "server_requests (id, kind) values ('80000000-0000-4000-8000-000000000001', 'people')",
                            "message_templates (name, channel, body) values ('lead_assigned', 'sms', '{{link}}')"})
        QCOMPARE(m_office.as(QStringLiteral("service"), QStringLiteral("insert into ") + QLatin1StringView(row)).text(),
                 QStringLiteral("1"));
}

void TestRowSecurity::everyTableIsCovered()
{
    QStringList names;
    for (const TableRow &row : kTables)
        names += QString::fromLatin1(row.table);
    names.sort();
    QCOMPARE(names.join(u'\n'), m_office.text(QStringLiteral("select relname from pg_class where relkind = 'r' and"
                                                             " relnamespace = 'public'::regnamespace order by 1")));
}

void TestRowSecurity::matrix_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("outcome");
    for (const TableRow &row : kTables)
        for (qsizetype i = 0; i < kPeople.size(); ++i) {
            const auto add = [&](const char *verb, const char *outcomes, const QString &statement) {
                QTest::addRow("%s %s %s", qPrintable(kPeople[i]), verb, row.table)
                    << kPeople[i] << statement.arg(QLatin1StringView(row.table)) << expected(outcomes, i);
            };
            add("reads", row.reads, QStringLiteral("select * from %1"));
            add("inserts into", row.inserts,
                QStringLiteral("insert into %1 (") + QLatin1StringView(row.columns) + QStringLiteral(") values (") +
                    QLatin1StringView(row.values) + u')');
            add("updates", row.updates,
                QStringLiteral("update %1 set ") + QLatin1StringView(row.change) + QStringLiteral(" where ") +
                    QLatin1StringView(row.one));
            add("deletes from", row.deletes, QStringLiteral("delete from %1 where ") + QLatin1StringView(row.one));
        }
}

void TestRowSecurity::matrix()
{
    QFETCH(QString, who);
    QFETCH(QString, statement);
    QTEST(m_office.tryAs(who, statement).text(), "outcome");
}

void TestRowSecurity::outsidersCannotTouchHiddenRows_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("statement");
    for (const TableRow &row : kTables)
        for (const QString &who : kPeople.first(4)) {
            const QString table = QString::fromLatin1(row.table);
            QTest::addRow("%s updates all %s", qPrintable(who), row.table)
                << who << table << QStringLiteral("update %1 set ").arg(table) + QLatin1StringView(row.change);
            QTest::addRow("%s deletes all %s", qPrintable(who), row.table)
                << who << table << QStringLiteral("delete from ") + table;
        }
}

/// Without a filter and without an answer PostgreSQL asks the policies of reading nothing: those of writing stand
/// alone.
void TestRowSecurity::outsidersCannotTouchHiddenRows()
{
    QFETCH(QString, who);
    QFETCH(QString, table);
    QFETCH(QString, statement);
    auto &database = m_office.connection();
    const QString fingerprint = QStringLiteral("select count(*), sum(hashtext(t::text)) from %1 t").arg(table);
    const QString before = m_office.text(fingerprint);
    QVERIFY(database.run(QStringLiteral("begin")).ok());
    const bool isCaller = becomeCaller(database, who).ok();
    const auto done = database.run(statement);
    const QString after = done && database.run(QStringLiteral("reset role")) ? m_office.text(fingerprint) : before;
    QVERIFY(database.run(QStringLiteral("rollback")).ok());
    QVERIFY(isCaller);
    QVERIFY(done || done.error().remoteCode == QLatin1StringView(kDenied));
    QCOMPARE(after, before);
}

void TestRowSecurity::forbids_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const char *who, const char *statement, const char *outcome) {
        QTest::newRow(name) << QString::fromLatin1(who) << QString::fromUtf8(statement) << QString::fromLatin1(outcome);
    };
    for (const char *who : {"plumber", "staff", "admin"})
        for (const char *change : {"stripe_customer_id = 'cus_x'", "payment_ready = true", "version = 9",
                                   "created_at = now()", "import_id = null", "edited_at = null", "updated_at = now()",
                                   "verified_by = 'ada@office.test'", "id = '10000000-0000-4000-8000-000000000009'"})
            QTest::addRow("%s sets a plumber's %s", who, change)
                << QString::fromLatin1(who) << QStringLiteral("update plumbers set ") + QLatin1StringView(change)
                << QString::fromLatin1(kDenied);
    row("admin adds a plumber with a card", "admin",
        "insert into plumbers (first_name, last_name, email, phone_number, zip_code, services, payment_ready)"
        " values ('H', 'N', 'h@n', '1', '1', '[]', true)",
        kDenied);
    row("server sets a plumber's card", "service",
        "update plumbers set payment_ready = true, stripe_customer_id = 'cus_x' where email = 'bob@pipes.test'", "1");
    for (const char *who : {"staff", "admin"})
        for (const char *change :
             {"updated_at = 'infinity'", "version = 9", "created_at = now()", "id = id", "source_id = null",
              "external_id = 'x'", "consent = '{}'", "import_id = null", "erased_at = now()", "assigned_at = now()",
              "accepted_at = now()", "completed_at = now()", "attention = 'nobody'", "answers = '{}'", "origin = '{}'",
              "source_cost_cents = 1", "is_test = true", "do_not_sell = false", "decline_reason = 'no time'"})
            QTest::addRow("%s sets a lead's %s", who, change)
                << QString::fromLatin1(who) << QStringLiteral("update leads set ") + QLatin1StringView(change)
                << QString::fromLatin1(kDenied);
    row("staff adds a lead of the future", "staff",
        "insert into leads (first_name, last_name, email, phone_number, service_needed, urgency, updated_at)"
        " values ('H', 'N', 'h@n', '1', 'x', 'day', '9999-01-01')",
        kDenied);
    const QString item = QStringLiteral("insert into intake_items (source_id, cause, is_test, status) values"
                                        " ('50000000-0000-4000-8000-000000000001', 'unmapped', %1, '%2')");
    QTest::newRow("an admin's item that is no test")
        << QStringLiteral("admin") << item.arg(QStringLiteral("false"), QStringLiteral("retry"))
        << QString::fromLatin1(kDenied);
    QTest::newRow("an admin's test that is not tried")
        << QStringLiteral("admin") << item.arg(QStringLiteral("true"), QStringLiteral("taken"))
        << QString::fromLatin1(kDenied);
    row("admin writes what a source sent", "admin", "update intake_items set body = ''", kDenied);
    row("admin adds a secret", "admin",
        "insert into source_secrets (source_id, kind, secret) values ('50000000-0000-4000-8000-000000000001', 'hmac',"
        " 'x')",
        "1");
    row("admin adds a secret and reads it back", "admin",
        "insert into source_secrets (source_id, kind, secret) values ('50000000-0000-4000-8000-000000000001', 'hmac',"
        " 'x') returning secret",
        kDenied);
    row("admin keeps an old key", "admin",
        "update lead_sources set old_key_hash = key_hash, old_key_until = now() where name = 'website'", "1");
    row("note of 2020", "staff",
        "insert into lead_events (lead_id, kind, actor, at) values ('20000000-0000-4000-8000-000000000001', 'note',"
        " 'sam@office.test', '2020-01-01')",
        kDenied);
    row("admin assigns as the server does", "admin",
        "update leads set assigned_plumber_id = '10000000-0000-4000-8000-000000000001',"
        " decision = '{\"automatic\": true}' where status = 'new'",
        "P0001");
    const auto becomes = [&](const char *name, const char *status, const char *change, const char *outcome) {
        QTest::newRow(name) << QStringLiteral("service")
                            << QStringLiteral(
                                   "update leads set %2 where id in (select id from leads where status = '%1'"
                                   " order by id limit 1)")
                                   .arg(QLatin1StringView(status), QLatin1StringView(change))
                            << QString::fromLatin1(outcome);
    };
    becomes("an assigned lead is accepted", "assigned", "accepted_at = now()", "1");
    becomes("a new lead can't be", "new", "accepted_at = now()", "P0001");
    becomes("nor a completed one", "completed", "accepted_at = now()", "P0001");
    becomes("a plumber declines", "assigned", "assigned_plumber_id = null, status = 'new', attention = 'declined'",
            "1");
    becomes("of a new lead there's nothing to decline", "new", "attention = 'declined'", "P0001");
    becomes("a new lead becomes a duplicate", "new", "duplicate_of = '20000000-0000-4000-8000-000000000003'", "1");
    becomes("an assigned one can't", "assigned", "duplicate_of = '20000000-0000-4000-8000-000000000001'", "P0001");
    becomes("nor one of itself", "new", "duplicate_of = id", "P0001");
    row("plumber changes itself", "plumber", "update plumbers set zip_code = '1' where email = 'ann@pipes.test'", "0");
    row("plumber takes a lead", "plumber",
        "update leads set assigned_plumber_id = '10000000-0000-4000-8000-000000000001' where status = 'new'", "0");
    row("plumber reads another's lead", "plumber",
        "select * from leads where assigned_plumber_id <> '10000000-0000-4000-8000-000000000001'", "0");
    row("note in another's name", "staff",
        "insert into lead_events (lead_id, kind, actor) values ('20000000-0000-4000-8000-000000000001', 'note',"
        " 'ada@office.test')",
        kDenied);
    row("history that is no note", "admin",
        "insert into lead_events (lead_id, kind, actor) values ('20000000-0000-4000-8000-000000000001', 'assigned',"
        " 'ada@office.test')",
        kDenied);
    row("admin asks for a refund", "admin",
        "update payments set status = 'refund_requested', refund_reason = 'x' where status = 'succeeded'", "1");
    row("admin changes an amount", "admin", "update payments set amount_cents = 1 where status = 'succeeded'", kDenied);
    row("admin changes an amount with a refund", "admin",
        "update payments set status = 'refund_requested', amount_cents = 1 where status = 'succeeded'", kDenied);
    row("admin calls a payment paid", "admin", "update payments set status = 'succeeded' where status = 'failed'",
        "P0001");
    row("server calls a payment paid", "service", "update payments set status = 'succeeded' where status = 'failed'",
        "1");
    for (const char *who : {"anon", "staff", "admin"})
        QTest::addRow("%s asks for a price", who)
            << QString::fromLatin1(who) << QStringLiteral("select lead_price_cents('x', 'day')")
            << QString::fromLatin1(kDenied);
    row("anon asks who it is", "anon", "select is_admin()", kDenied);
    row("anon asks for news", "anon", "select office_news()", kDenied);
    for (const char *who : {"anon", "staff", "admin", "service"})
        for (const char *function :
             {"touch",          "stamp",          "stamp_created",      "lead_allowed",   "lead_before",
              "lead_after",     "lead_cap",       "payment_guard",      "settle_guard",   "intake_guard",
              "import_guard",   "import_admits",  "lead_admitted",      "view_owner",     "lead_linked",
              "lead_withdrawn", "plumber_before", "plumber_after",      "plumber_fits",   "grace_guard",
              "grace_end",      "visible_text",   "visible_text_names", "price_guard",    "price_rule_guard",
              "request_owner",  "history_sealed", "history_stays",      "refusal_before", "refusal_after",
              "lead_sellable"})
            QTest::addRow("%s calls %s", who, function)
                << QString::fromLatin1(who) << QStringLiteral("select %1()").arg(QLatin1StringView(function))
                << QString::fromLatin1(kDenied);
    row("staff checks hours", "staff", "select are_work_hours('{}')", kDenied);
    row("server asks for a price", "service", "select lead_price_cents('x', 'day')", "1");
    row("admin ends somebody's sessions", "admin", "select end_sessions('80000000-0000-4000-8000-000000000001')",
        kDenied);
    for (const char *who : {"anon", "norole", "plumber"})
        QTest::addRow("%s asks what a person refuses", who)
            << QString::fromLatin1(who) << QStringLiteral("select do_not_contact('1', '')")
            << QString::fromLatin1(kDenied);
    for (const char *who : {"staff", "admin", "service"})
        QTest::addRow("%s asks what a person refuses", who)
            << QString::fromLatin1(who) << QStringLiteral("select do_not_contact('1', '')") << QStringLiteral("1");
    for (const char *who : {"anon", "staff", "admin", "service"})
        QTest::addRow("%s calls refuses_sale", who)
            << QString::fromLatin1(who) << QStringLiteral("select refuses_sale('1', '')")
            << QString::fromLatin1(kDenied);
    row("admin lets somebody be texted again", "admin", "select text_again('1')", kDenied);
    for (const char *kind : {"file_viewed", "proof_made", "person_exported"})
        QTest::addRow("staff notes %s", kind)
            << QStringLiteral("staff")
            << QStringLiteral("insert into activity (actor, kind, lead_id) values ('sam@office.test', '%1',"
                              " '20000000-0000-4000-8000-000000000001')")
                   .arg(QLatin1StringView(kind))
            << QStringLiteral("1");
    row("staff notes an erasing", "staff",
        "insert into activity (actor, kind) values ('sam@office.test', 'person_erased')", kDenied);
    row("staff looks in another's name", "staff",
        "insert into activity (actor, kind) values ('ada@office.test', 'file_viewed')", kDenied);
    row("admin adds a salt", "admin", "insert into settings (key, value) values ('contact_salt', '1')", kDenied);
    row("admin changes the salt", "admin", "update settings set value = '1' where key = 'contact_salt'", "0");
    row("admin deletes the salt", "admin", "delete from settings where key = 'contact_salt'", "0");
    row("server ends somebody's sessions", "service", "select end_sessions('80000000-0000-4000-8000-000000000001')",
        "1");
}

void TestRowSecurity::forbids()
{
    QFETCH(QString, who);
    QFETCH(QString, statement);
    QTEST(m_office.tryAs(who, statement).text(), "outcome");
}

void TestRowSecurity::newRowsAreStamped()
{
    const auto cleanUp = qScopeGuard([this] { QVERIFY(m_office.reload()); });
    QCOMPARE(m_office
                 .as(QStringLiteral("service"),
                     QStringLiteral("insert into leads (id, first_name, last_name, email, phone_number, service_needed,"
                                    " urgency, created_at, updated_at, version) values"
                                    " ('20000000-0000-4000-8000-000000000077', 'H', 'N', 'h@n', '1', 'x', 'day',"
                                    " '9999-01-01', '9999-01-01', 9223372036854775807)"))
                 .text(),
             QStringLiteral("1"));
    QCOMPARE(m_office.text(QStringLiteral("select version, updated_at <= now(), created_at = updated_at from leads"
                                          " where id = '20000000-0000-4000-8000-000000000077'")),
             QStringLiteral("1|true|true"));
}

void TestRowSecurity::anErasedLeadStaysErased()
{
    const auto cleanUp = qScopeGuard([this] { QVERIFY(m_office.reload()); });
    const auto service = [this](const char *change) {
        return m_office
            .as(QStringLiteral("service"), QStringLiteral("update leads set ") + QLatin1StringView(change) +
                                               QStringLiteral(" where id = '20000000-0000-4000-8000-000000000004'"))
            .text();
    };
    QCOMPARE(service("erased_at = now(), first_name = ''"), QStringLiteral("1"));
    QCOMPARE(service("zip_code = null"), QStringLiteral("1"));
    for (const char *change :
         {"erased_at = null", "erased_at = 'infinity'", "first_name = 'Flo'", "street = 'x'", "zip_code = '1'",
          "consent = '{}'", "external_id = 'x'", "answers = '{}'", "origin = '{}'", "phone_extension = '1'"})
        QCOMPARE(service(change), QStringLiteral("P0001"));
}

void TestRowSecurity::anExceptionIsSettledOnceInOnesOwnName()
{
    const auto cleanUp = qScopeGuard([this] { QVERIFY(m_office.reload()); });
    QCOMPARE(m_office
                 .as(QStringLiteral("service"),
                     QStringLiteral("insert into billing_exceptions (kind, detail) values ('x', 'y')"))
                 .text(),
             QStringLiteral("1"));
    const auto settle = QStringLiteral("update billing_exceptions set settled_at = '2020-01-01', settled_by = 'sam@x'");
    QCOMPARE(m_office.as(QStringLiteral("admin"), settle).text(), QStringLiteral("1"));
    QCOMPARE(m_office.text(QStringLiteral("select settled_by, settled_at = updated_at from billing_exceptions")),
             QStringLiteral("ada@office.test|true"));
    QCOMPARE(m_office.as(QStringLiteral("admin"), settle).text(), QStringLiteral("P0001"));
    QCOMPARE(
        m_office.as(QStringLiteral("admin"), QStringLiteral("update billing_exceptions set settled_at = null")).text(),
        QStringLiteral("P0001"));
}

void TestRowSecurity::peopleSortItems_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const char *from, const char *change, const char *outcome) {
        QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(change) << QString::fromLatin1(outcome);
    };
    row("try again", "status = 'waiting'", "status = 'retry'", "1");
    row("discard", "status = 'waiting'", "status = 'discarded', note = 'An ad'", "1");
    row("put back", "status = 'discarded'", "status = 'waiting'", "1");
    row("don't try", "status = 'retry'", "status = 'waiting'", "1");
    row("discard for no reason", "status = 'waiting', note = null", "status = 'discarded'", "P0001");
    row("discard for a blank reason", "status = 'waiting'", "status = 'discarded', note = ' '", "P0001");
    row("take", "status = 'waiting'", "status = 'taken'", "P0001");
    row("give another reason", "status = 'discarded'", "note = 'x'", "P0001");
    row("try what was discarded", "status = 'discarded'", "status = 'retry'", "P0001");
    row("try what was taken", "status = 'taken'", "status = 'retry'", "P0001");
    row("put back without a body", "status = 'discarded', erased_at = now()", "status = 'waiting'", "P0001");
    row("try without a body", "status = 'waiting', erased_at = now()", "status = 'retry'", "P0001");
    row("discard without a body", "status = 'waiting', erased_at = now()", "status = 'discarded', note = 'x'", "1");
}

void TestRowSecurity::peopleSortItems()
{
    QFETCH(QString, from);
    QFETCH(QString, change);
    const auto cleanUp = qScopeGuard([this] { QVERIFY(m_office.reload()); });
    QCOMPARE(m_office.as(QStringLiteral("service"), kNewItem).text(), QStringLiteral("1"));
    const auto update = [this](const char *who, const QString &what) {
        return m_office.as(QString::fromLatin1(who), QStringLiteral("update intake_items set ") + what + kTheItem)
            .text();
    };
    QCOMPARE(update("service", QStringLiteral("tries = 3, retry_at = now(), ") + from), QStringLiteral("1"));
    QTEST(update("staff", change), "outcome");
    QCOMPARE(m_office.text(QStringLiteral("select tries from intake_items") + kTheItem),
             change == u"status = 'retry'" && from == u"status = 'waiting'" ? QStringLiteral("0")
                                                                            : QStringLiteral("3"));
}

void TestRowSecurity::whoDiscardsAnItemIsKept()
{
    const auto cleanUp = qScopeGuard([this] { QVERIFY(m_office.reload()); });
    QCOMPARE(m_office.as(QStringLiteral("service"), kNewItem).text(), QStringLiteral("1"));
    const QString settled =
        QStringLiteral("select settled_by, (settled_at = updated_at)::text, version from intake_items");
    const auto becomes = [&](const char *who, const char *change) {
        const auto done = m_office.as(QString::fromLatin1(who), QStringLiteral("update intake_items set ") +
                                                                    QLatin1StringView(change) + kTheItem);
        return done.rows == 1 ? m_office.text(settled + kTheItem) : done.text();
    };
    QCOMPARE(becomes("staff", "status = 'discarded', note = 'An ad'"), QStringLiteral("sam@office.test|true|2"));
    QCOMPARE(becomes("admin", "status = 'waiting'"), QStringLiteral("||3"));
    QCOMPARE(becomes("service", "status = 'taken'"), QStringLiteral("server|true|4"));
}

void TestRowSecurity::everyPolicyIsEmbedded()
{
    QStringList own;
    for (const embedded::Policy &policy : embedded::policies())
        own += QString::fromLatin1(policy.table) + u'|' + QLatin1StringView(policy.name);
    own.sort();
    QCOMPARE(own.join(u'\n'),
             m_office.text(QStringLiteral("select tablename, policyname from pg_policies where schemaname = 'public'"
                                          " order by tablename || '|' || policyname collate \"C\"")));
}

void TestRowSecurity::embeddedPoliciesAreTheSame_data()
{
    QTest::addColumn<int>("index");
    for (qsizetype i = 0; i < embedded::policies().size(); ++i)
        QTest::addRow("%s on %s", embedded::policies()[i].name, embedded::policies()[i].table) << int(i);
}

/// PostgreSQL itself compares them: the embedded one is created beside the migrated one, and both are shown.
void TestRowSecurity::embeddedPoliciesAreTheSame()
{
    QFETCH(int, index);
    const embedded::Policy &policy = embedded::policies()[index];
    QString create = QStringLiteral("create policy embedded on %1 for %2 to authenticated")
                         .arg(QLatin1StringView(policy.table), commandWord(policy.commands));
    if (*policy.visible)
        create += QStringLiteral(" using (%1)").arg(conditionOf(policy.visible));
    if (*policy.allowed)
        create += QStringLiteral(" with check (%1)").arg(conditionOf(policy.allowed));
    const QString show = QStringLiteral("select permissive, roles, cmd, qual, with_check from pg_policies"
                                        " where tablename = '%1' and policyname = '%2'");
    auto &database = m_office.connection();
    QVERIFY(database.run(QStringLiteral("begin")).ok());
    const auto created = database.run(create);
    const QString embeddedText = m_office.text(show.arg(QLatin1StringView(policy.table), QStringLiteral("embedded")));
    QVERIFY(database.run(QStringLiteral("rollback")).ok());
    QVERIFY2(created.ok(), qPrintable(create));
    QVERIFY(!embeddedText.isEmpty());
    QCOMPARE(embeddedText, m_office.text(show.arg(QLatin1StringView(policy.table), QLatin1StringView(policy.name))));
}

void TestRowSecurity::embeddedColumnRightsAreTheSame_data()
{
    QTest::addColumn<QString>("table");
    for (const auto &table : embedded::Schema::instance().tables())
        QTest::newRow(qPrintable(table.name)) << table.name;
}

void TestRowSecurity::embeddedColumnRightsAreTheSame()
{
    QFETCH(QString, table);
    using Role = embedded::Caller::Role;
    const embedded::Table &description = *embedded::Schema::instance().table(table);
    const std::pair<Role, const char *> roles[] = {
        {Role::Anonymous, "anon"}, {Role::Authenticated, "authenticated"}, {Role::Service, "service_role"}};
    for (const auto &[role, name] : roles)
        for (const Command command : {Command::Insert, Command::Update})
            for (const auto &column : description.columns) {
                const bool allowed = embedded::mayWriteColumns({role}, description, command, {column.name});
                const QString asked = QStringLiteral("select has_column_privilege('%1', '%2', '%3', '%4')")
                                          .arg(QLatin1StringView(name), table, column.name, commandWord({command}));
                QVERIFY2(m_office.text(asked) == (allowed ? u"true" : u"false"), qPrintable(asked));
            }
}

void TestRowSecurity::readmeSaysTheSame_data()
{
    QTest::addColumn<QString>("table");
    for (const TableRow &row : kTables)
        QTest::newRow(row.table) << QString::fromLatin1(row.table);
}

void TestRowSecurity::readmeSaysTheSame()
{
    QFETCH(QString, table);
    QStringList rights;
    for (const char *who : {"anon", "norole", "plumber", "staff", "admin", "service"})
        rights += rightsOf(QString::fromLatin1(who), table);
    QCOMPARE(rightsInReadme(table), rights);
}

/// Functions in a policy are computed before the scan, not for each row of it.
void TestRowSecurity::looksUpTheCallerOncePerQuery()
{
    auto &database = m_office.connection();
    QVERIFY(database.run(QStringLiteral("begin")).ok());
    QVERIFY(becomeCaller(database, QStringLiteral("staff")).ok());
    const QString plan = m_office.text(QStringLiteral("explain select * from leads"));
    QVERIFY(database.run(QStringLiteral("rollback")).ok());
    QVERIFY2(plan.contains(QStringLiteral("InitPlan")), qPrintable(plan));
    QVERIFY2(!plan.contains(QStringLiteral("is_office()")), qPrintable(plan));
}

QTEST_GUILESS_MAIN(TestRowSecurity)
#include "tst_rowsecurity.moc"
