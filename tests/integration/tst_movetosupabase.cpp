#include "models/replica/officecommands.h"
#include "models/supabase/networktransport.h"
#include "models/supabase/session.h"
#include "server/move/movetable.h"
#include "tests/integration/hostedproject.h"
#include "tests/integration/messageproviders.h"
#include "tests/integration/movedoffice.h"
#include "tests/support/waiting.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using embedded::PgType;
using nlohmann::json;

/// `move-to-supabase` by the real program, into a real PostgreSQL, as the owner that a Supabase project gives: no
/// superuser.
class TestMoveToSupabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusesAProjectWithoutTables();
    void refusesWhatIsInUse();
    void refusesWhileAServerRuns();
    void asksFirst();
    void aStrangersLoginCantMove();
    void goesOnAfterKills();
    void everyRowIsTheSame_data();
    void everyRowIsTheSame();
    void triggersAreOnAgain();
    void whatComesNextIsNumberedBehind();
    void anAdminAssignsInTheProject();
    void passwordsMove();
    void theServerAndAWindowGoOnThere();
    void saysThatItIsDone();
    void theFolderServesNoOldData();
    void anotherOfficeCantFollow();
    void startsOverWhenTheOfficeChanged();

private:
    MovedOffice::Cells rowsHere(const move::MoveTable &table);
    MovedOffice::Cells rowsThere(const move::MoveTable &table);
    static MovedOffice::Cells plain(const move::MoveTable &table, MovedOffice::Cells rows);
    void setProject(const QString &url, const QByteArray &publishable, const QByteArray &secret);
    void assignAsAWindow(const QUuid &lead);
    static int countIn(const QByteArray &table, const QByteArray &word);

    MovedOffice m_office;
};

namespace {

constexpr int kLeads = 12'000;
const QStringList kYes{u"--yes"_s};
const QString kClaims = u"{\"role\":\"authenticated\",\"email\":\"ada@office.example\","
                        "\"app_metadata\":{\"role\":\"admin\"}}"_s;

const move::MoveTable &tableNamed(const QList<move::MoveTable> &tables, const QString &name)
{
    return *std::find_if(tables.begin(), tables.end(), [&](const auto &table) { return table.name == name; });
}

} // namespace

void TestMoveToSupabase::initTestCase()
{
    QVERIFY2(m_office.start(kLeads), m_office.log());
}

void TestMoveToSupabase::refusesAProjectWithoutTables()
{
    QVERIFY2(m_office.makeProject(u"bare"_s, false), m_office.log());
    const auto refused = m_office.move(kYes);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errorOutput.contains("plumber-leads-server migrate"), refused.errorOutput);
}

void TestMoveToSupabase::refusesWhatIsInUse()
{
    QVERIFY2(m_office.makeProject(u"used"_s), m_office.log());
    QVERIFY2(m_office.cluster().runScript(u"used"_s, u"insert into opt_outs (phone_number) values ('+15125550199')"_s),
             m_office.log());
    const auto refused = m_office.move(kYes);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errorOutput.contains("in use: opt_outs"), refused.errorOutput);
    QVERIFY2(m_office.cluster().runScript(u"used"_s, u"delete from opt_outs; update settings set value = '30'"
                                                     " where key = 'grace_seconds'"_s),
             m_office.log());
    QVERIFY(m_office.move(kYes).errorOutput.contains("in use: settings"));
    QCOMPARE(m_office.there(u"select count(*) from leads"_s), u"0"_s);
}

void TestMoveToSupabase::refusesWhileAServerRuns()
{
    QVERIFY2(m_office.makeProject(u"project"_s), m_office.log());
    QVERIFY(m_office.server().start());
    const auto refused = m_office.move(kYes);
    QCOMPARE(m_office.server().stop(), 0);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errorOutput.contains("Another server"), refused.errorOutput);
}

void TestMoveToSupabase::asksFirst()
{
    const auto looked = m_office.move({u"--dry-run"_s});
    QCOMPARE(looked.exitCode, 0);
    const QByteArray leads = QByteArray::number(m_office.here(u"select count(*) from leads"_s).toInt());
    QVERIFY2(looked.output.simplified().contains(" leads " + leads + " 0 "), looked.output);
    QVERIFY(looked.output.simplified().contains(" accounts 3 0 "));
    QVERIFY(looked.output.endsWith("Nothing was changed; this was --dry-run.\n"));
    const auto asked = m_office.move({});
    QCOMPARE(asked.exitCode, 2);
    QVERIFY(asked.output.simplified().contains(" leads " + leads + " 0 "));
    QVERIFY(asked.errorOutput.contains("add --yes"));
    QCOMPARE(m_office.move({u"--start-over"_s}).exitCode, 2);
    QCOMPARE(m_office.there(u"select count(*) from leads"_s), u"0"_s);
    QCOMPARE(m_office.there(u"select count(*) from pg_namespace where nspname = 'plumber_leads_move'"_s), u"0"_s);
}

void TestMoveToSupabase::aStrangersLoginCantMove()
{
    QVERIFY2(m_office.cluster().runScript(u"project"_s, u"revoke insert on auth.users from project_owner"_s),
             m_office.log());
    const auto refused = m_office.move(kYes);
    QVERIFY2(m_office.cluster().runScript(u"project"_s, u"grant insert on auth.users to project_owner"_s),
             m_office.log());
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errorOutput.contains("can't write accounts"), refused.errorOutput);
}

void TestMoveToSupabase::goesOnAfterKills()
{
    for (const QByteArray at : {"\nleads: ", "\nlead_events: "}) {
        QVERIFY2(m_office.moveAndKillAt(at), m_office.log());
        QCOMPARE(m_office.there(u"select count(*) from pg_trigger where not tgisinternal and tgenabled <> 'O'"_s),
                 u"0"_s);
        QVERIFY(m_office.there(u"select count(*) from leads"_s).toInt() > 0);
    }
    const auto looked = m_office.move({u"--dry-run"_s});
    QCOMPARE(looked.exitCode, 0);
    const auto moved = m_office.move(kYes);
    QVERIFY2(moved.exitCode == 0, m_office.log());
    QVERIFY(!moved.errorOutput.contains("leads: ")); // those were there
    QCOMPARE(countIn(moved.output, " NO\n"), 0);
    QVERIFY(countIn(moved.output, " yes\n") > int(move::moveTables().size()));
    QVERIFY2(moved.output.contains("sum of amount_cents"), moved.output);
    QVERIFY(moved.output.contains("SUPABASE_SERVICE_KEY"));
}

int TestMoveToSupabase::countIn(const QByteArray &table, const QByteArray &word)
{
    return int(table.count(word));
}

void TestMoveToSupabase::everyRowIsTheSame_data()
{
    QTest::addColumn<QString>("name");
    for (const auto &table : move::moveTables())
        QTest::newRow(qPrintable(table.name)) << table.name;
}

/// Not by the product's own digest: each row by itself, times as microseconds, documents as any reader of JSON sees
/// them.
MovedOffice::Cells TestMoveToSupabase::rowsHere(const move::MoveTable &table)
{
    QStringList cells;
    for (const move::MoveColumn &column : table.columns)
        cells += u"coalesce(%1, '(none)')"_s.arg(column.source);
    return plain(table, m_office.cellsHere(u"select %1 from %2 order by %3"_s.arg(cells.join(u", "), table.source,
                                                                                  table.keyColumn().source)));
}

MovedOffice::Cells TestMoveToSupabase::rowsThere(const move::MoveTable &table)
{
    QStringList cells;
    for (const move::MoveColumn &column : table.columns) {
        QString text = u"cast(%1 as text)"_s;
        if (column.type == PgType::Timestamptz)
            text = u"cast(cast(extract(epoch from %1) * 1000000 as bigint) as text)"_s;
        else if (column.type == PgType::Boolean)
            text = u"cast(cast(%1 as integer) as text)"_s;
        else if (column.type == PgType::TextArray)
            text = u"cast(to_jsonb(%1) as text)"_s;
        cells += u"coalesce(%1, '(none)')"_s.arg(text.arg(move::quotedName(column.target)));
    }
    const move::MoveColumn &key = table.keyColumn();
    const bool isText = key.type == PgType::Varchar || key.type == PgType::Text;
    return plain(table, m_office.cellsThere(u"select %1 from %2 order by %3%4"_s.arg(
                            cells.join(u", "), table.target, move::quotedName(key.target),
                            isText ? u" collate \"C\""_s : QString())));
}

MovedOffice::Cells TestMoveToSupabase::plain(const move::MoveTable &table, MovedOffice::Cells rows)
{
    for (QStringList &row : rows)
        for (qsizetype i = 0; i < row.size() && row.size() == table.columns.size(); ++i) {
            const auto document = QJsonDocument::fromJson(row.at(i).toUtf8());
            if (table.columns.at(i).type == PgType::Jsonb && !document.isNull())
                row[i] = QString::fromUtf8(document.toJson(QJsonDocument::Compact));
        }
    return rows;
}

void TestMoveToSupabase::everyRowIsTheSame()
{
    QFETCH(QString, name);
    const auto tables = move::moveTables();
    const move::MoveTable &table = tableNamed(tables, name);
    const auto here = rowsHere(table);
    const auto there = rowsThere(table);
    QCOMPARE(there.size(), here.size());
    for (qsizetype i = 0; i < here.size(); ++i)
        QCOMPARE(there.at(i), here.at(i));
}

void TestMoveToSupabase::triggersAreOnAgain()
{
    QCOMPARE(m_office.there(u"select count(*) from leads where duplicate_of is not null"_s), u"1"_s);
    QCOMPARE(m_office.there(u"select count(*) from pg_trigger where not tgisinternal and tgenabled <> 'O'"_s), u"0"_s);
}

void TestMoveToSupabase::whatComesNextIsNumberedBehind()
{
    const QString here = m_office.here(u"select seq from sqlite_sequence where name = 'lead_events'"_s);
    QCOMPARE(m_office.there(u"select last_value from lead_events_id_seq"_s), here);
}

/// The triggers write what belongs to one assignment, once, and nothing about what had moved.
void TestMoveToSupabase::anAdminAssignsInTheProject()
{
    const auto count = [this](const char *table) {
        return m_office.there(u"select count(*) from "_s + QLatin1String(table)).toInt();
    };
    const QString waiting = u"select count(*) from %1 where status = 'pending'"_s;
    QCOMPARE(m_office.there(waiting.arg(u"payments")), m_office.here(waiting.arg(u"payments")));
    QVERIFY(m_office.there(waiting.arg(u"payments")).toInt() >= 1);
    QCOMPARE(m_office.there(waiting.arg(u"notifications")), m_office.here(waiting.arg(u"notifications")));
    QVERIFY(m_office.there(waiting.arg(u"notifications")).toInt() >= 1);
    const int events = count("lead_events");
    const int payments = count("payments");
    const QString lead = m_office.there(u"select id from leads where status = 'new' and duplicate_of is null and"
                                        " not is_test order by created_at limit 1"_s);
    const QString plumber = m_office.there(u"select id from plumbers where status = 'active' limit 1"_s);
    const QString version = m_office.thereAs(
        kClaims, u"update leads set assigned_plumber_id = '%1' where id = '%2' and version = 1 returning version"_s.arg(
                     plumber, lead));
    QCOMPARE(version, u"2"_s);
    QCOMPARE(count("lead_events"), events + 1);
    QCOMPARE(count("payments"), payments + 1);
    QCOMPARE(m_office.there(u"select id from lead_events order by id desc limit 1"_s).toLongLong(),
             m_office.here(u"select seq from sqlite_sequence where name = 'lead_events'"_s).toLongLong() + 1);
    QCOMPARE(m_office.there(u"select actor from lead_events order by id desc limit 1"_s), u"ada@office.example"_s);
}

/// The real server on the project, and a window's own classes as the admin with the password from before.
void TestMoveToSupabase::theServerAndAWindowGoOnThere()
{
    const QString mails = u"select count(*) from notifications where channel = 'email' and status in "_s;
    const int sentBefore = m_office.there(mails + u"('sent')"_s).toInt();
    const int payments = m_office.there(u"select count(*) from payments"_s).toInt();
    const int events = m_office.there(u"select count(*) from lead_events"_s).toInt();
    HostedProject project;
    QVERIFY(project.start(m_office.cluster().address(u"project"_s)));
    MessageProviders providers;
    providers.serve(m_office.server());
    setProject(project.url(), project.publishableKey(), project.secretKey());
    QVERIFY2(m_office.server().start(), m_office.server().errorOutput());

    // What waited goes out once, if it is still of use.
    QTRY_COMPARE_WITH_TIMEOUT(m_office.there(mails + u"('pending', 'sending')"_s), u"0"_s, 60000);
    const int sent = m_office.there(mails + u"('sent')"_s).toInt() - sentBefore;
    QVERIFY(sent >= 1);
    QCOMPARE(int(providers.email.taken().size()), sent);
    QCOMPARE(m_office.there(u"select count(*) from payments"_s).toInt(), payments);
    QCOMPARE(m_office.there(u"select count(*) from lead_events"_s).toInt(), events);

    // A source's key is still its key.
    const json lead{{"first_name", "Maria"},
                    {"last_name", "Gonzalez"},
                    {"email", "maria@home.example"},
                    {"phone_number", "+15125550144"},
                    {"service_needed", "Drain Cleaning"},
                    {"urgency", "week"}};
    const auto taken = [&] {
        return m_office.server().request("POST", u"/api/v1/leads"_s,
                                         {{"X-Api-Key", m_office.sourceKey()},
                                          {"Content-Type", "application/json"},
                                          {"Idempotency-Key", "after-the-move"}},
                                         QByteArray::fromStdString(lead.dump()));
    };
    QTRY_VERIFY2_WITH_TIMEOUT(taken().status / 100 == 2, taken().body + m_office.server().errorOutput(), 30000);
    const QString marias = u"select id from leads where email = 'maria@home.example'"_s;
    QTRY_VERIFY_WITH_TIMEOUT(!m_office.there(marias).isEmpty(), 30000);
    assignAsAWindow(QUuid::fromString(m_office.there(marias)));
    QCOMPARE(m_office.there(u"select count(*) from lead_events"_s).toInt(), events + 2); // received, assigned
    QCOMPARE(m_office.there(u"select count(*) from payments"_s).toInt(), payments + 1);
    QCOMPARE(m_office.server().stop(), 0);
    QVERIFY2(project.refusals().isEmpty(), qPrintable(project.refusals().join(u'\n')));
    setProject(QString(), QByteArray(), QByteArray());
}

/// An empty setting counts as missing.
void TestMoveToSupabase::setProject(const QString &url, const QByteArray &publishable, const QByteArray &secret)
{
    m_office.server().setEnvironment(u"SUPABASE_URL"_s, url);
    m_office.server().setEnvironment(u"SUPABASE_KEY"_s, QString::fromLatin1(publishable));
    m_office.server().setEnvironment(u"SUPABASE_SERVICE_KEY"_s, QString::fromLatin1(secret));
}

void TestMoveToSupabase::assignAsAWindow(const QUuid &lead)
{
    const json config = m_office.server().request("GET", u"/api/v1/config"_s).json();
    supabase::NetworkTransport transport(QUrl(QString::fromStdString(config["supabase_url"])));
    supabase::Session session(transport, QByteArray::fromStdString(config["anon_key"]));
    const auto signedIn =
        test::wait(session.signIn(QLatin1String(MovedOffice::kAdmin), QLatin1String(MovedOffice::kPassword)));
    QVERIFY2(signedIn.ok(), signedIn.ok() ? "" : qPrintable(signedIn.error().message));
    supabase::RestClient client(transport, session);
    client.setPurpose("desktop");
    replica::OfficeReplica replica(client);
    replica::OfficeCommands commands(client, replica);
    replica.start();
    QTRY_VERIFY_WITH_TIMEOUT(replica.connection() == replica::Connection::Live && replica.lead(lead), 60000);
    const QUuid plumber =
        QUuid::fromString(m_office.there(u"select id from plumbers where status = 'active' limit 1"_s));
    const auto assigned = test::wait(commands.assign(*replica.lead(lead), plumber));
    QVERIFY2(assigned.ok() && assigned->written(), assigned.ok() ? "" : qPrintable(assigned.error().message));
}

/// Auth takes Argon2id as it is; the row has what its reader needs.
void TestMoveToSupabase::passwordsMove()
{
    const QString hash =
        m_office.there(u"select encrypted_password from auth.users where email = 'ada@office.example'"_s);
    QVERIFY(hash.startsWith(u"$argon2id$v=19$m="));
    QCOMPARE(hash, m_office.here(u"select password_hash from _auth_users where email = 'ada@office.example'"_s));
    QCOMPARE(m_office.there(u"select u.aud, u.role, u.confirmation_token, i.provider, i.email,"
                            " u.raw_app_meta_data ->> 'role' from auth.users u join auth.identities i on"
                            " i.user_id = u.id where u.email = 'ada@office.example'"_s),
             u"authenticated|authenticated||email|ada@office.example|admin"_s);
    QCOMPARE(m_office.there(u"select count(*) from auth.users where confirmation_token is null or recovery_token is"
                            " null or email_change is null or email_change_token_new is null"_s),
             u"0"_s);
}

void TestMoveToSupabase::saysThatItIsDone()
{
    const auto again = m_office.move(kYes);
    QVERIFY2(again.exitCode == 0, m_office.log());
    QVERIFY(again.output.startsWith("The move was finished on "));
    QCOMPARE(m_office.move({u"--yes"_s, u"--start-over"_s}).exitCode, 1);
    QVERIFY(m_office.there(u"select count(*) from leads"_s).toInt() > kLeads);
}

void TestMoveToSupabase::theFolderServesNoOldData()
{
    QVERIFY(!m_office.server().start());
    QVERIFY2(m_office.server().errorOutput().contains("Set SUPABASE_URL"), m_office.server().errorOutput());
    QVERIFY(QFile::remove(m_office.server().dataDir() + u"/moved-to-supabase"_s));
}

/// The office that went on is no longer the one that moved.
void TestMoveToSupabase::anotherOfficeCantFollow()
{
    QVERIFY(m_office.server().start());
    QVERIFY(m_office.server().write("POST", u"opt_outs"_s, {{"phone_number", "+15125550198"}}) == 201);
    QCOMPARE(m_office.server().stop(), 0);
    const auto refused = m_office.move(kYes);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errorOutput.contains("An office moved into this project"), refused.errorOutput);
    QVERIFY(!QFile::exists(m_office.server().dataDir() + u"/moved-to-supabase"_s));
}

void TestMoveToSupabase::startsOverWhenTheOfficeChanged()
{
    QVERIFY2(m_office.makeProject(u"second"_s), m_office.log());
    QVERIFY2(m_office.moveAndKillAt("\nleads: "), m_office.log());
    QVERIFY(m_office.server().start());
    QVERIFY(m_office.server().write("POST", u"opt_outs"_s, {{"phone_number", "+15125550197"}}) == 201);
    QCOMPARE(m_office.server().stop(), 0);
    const auto refused = m_office.move(kYes);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.errorOutput.contains("--start-over"), refused.errorOutput);

    const QString added = u"insert into opt_outs (phone_number) values ('+15125550196')"_s;
    QVERIFY2(m_office.cluster().runScript(u"second"_s, added), m_office.log());
    QVERIFY(m_office.move({u"--yes"_s, u"--start-over"_s}).errorOutput.contains("Somebody has written"));
    QVERIFY2(m_office.cluster().runScript(u"second"_s, u"delete from opt_outs where phone_number = '+15125550196'"_s),
             m_office.log());
    const auto moved = m_office.move({u"--yes"_s, u"--start-over"_s});
    QVERIFY2(moved.exitCode == 0, m_office.log());
    QCOMPARE(m_office.there(u"select count(*) from opt_outs"_s), u"3"_s);
    QCOMPARE(countIn(moved.output, " NO\n"), 0);
}

QTEST_GUILESS_MAIN(TestMoveToSupabase)
#include "tst_movetosupabase.moc"
