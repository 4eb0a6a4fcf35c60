#include "models/base/timestamp.h"
#include "models/domain/sourcekey.h"
#include "tests/support/serverprocess.h"

#include <QFile>
#include <QTest>
#include <QUuid>

using namespace pl::test;
using nlohmann::json;
using namespace Qt::StringLiterals;

/// Sources in other people's words, and what is to be sorted, in the hands of whoever runs the server.
class TestSourceCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addsAHook();
    void showsAPersonWhatToDo();
    void refusesAHook_data();
    void refusesAHook();
    void aMappingRoundTrips();
    void namesAMappingsFaults();
    void secretsComeOnStandardInput();
    void aNewTokenFetchesAgain();
    void saysHowASourceSigns();
    void rotatesAKey();
    void listsAndShowsItems();
    void changesOnlyWhatWaits();
    void retriesEverythingOfOneSource();
    void whatWasSentBeforeItsMappingBecomesALeadOnce();

private:
    ServerProcess::Run source(QStringList arguments, const QByteArray &input = {});
    ServerProcess::Run intake(QStringList arguments);
    /// A new hook: what `source add` prints.
    json hook(const QString &name, const QStringList &options = {});
    /// An item that waits; its id.
    QString item(const json &source, const QByteArray &body, const char *cause = "unmapped");
    json rowOf(const QString &name, const QString &columns);
    json itemRow(const QString &id);

    ServerProcess m_server;
};

namespace {

QString textOf(const json &object, const char *member)
{
    return QString::fromStdString(object.value(member, std::string()));
}

} // namespace

ServerProcess::Run TestSourceCommandLine::source(QStringList arguments, const QByteArray &input)
{
    return m_server.run(QStringList{u"source"_s} + arguments, input);
}

ServerProcess::Run TestSourceCommandLine::intake(QStringList arguments)
{
    return m_server.run(QStringList{u"intake"_s} + arguments);
}

json TestSourceCommandLine::hook(const QString &name, const QStringList &options)
{
    return source(QStringList{u"add"_s, name, u"--hook"_s, u"--json"_s} + options).json();
}

QString TestSourceCommandLine::item(const json &source, const QByteArray &body, const char *cause)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const json row{{"id", id.toStdString()},
                   {"source_id", source["id"]},
                   {"cause", cause},
                   {"reason", "There is no name, no phone number, and no e-mail address."},
                   {"content_type", "application/json"},
                   {"body", body.toStdString()}};
    return m_server.write("POST", u"intake_items"_s, row) == 201 ? id : QString();
}

json TestSourceCommandLine::rowOf(const QString &name, const QString &columns)
{
    const json rows = m_server.rows(u"lead_sources?select=%1&name=eq.%2"_s.arg(columns, name));
    return rows.size() == 1 ? rows[0] : json();
}

json TestSourceCommandLine::itemRow(const QString &id)
{
    const json rows = m_server.rows(u"intake_items?select=status,note,settled_by,lead_id&id=eq."_s + id);
    return rows.size() == 1 ? rows[0] : json();
}

void TestSourceCommandLine::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.errorOutput().constData());
}

void TestSourceCommandLine::addsAHook()
{
    const auto run = source({u"add"_s, u"ads"_s, u"--hook"_s, u"--preset"_s, u"google-ads"_s, u"--service"_s,
                             u"drain cleaning"_s, u"--urgency"_s, u"day"_s, u"--answer"_s, u"201"_s, u"--json"_s});
    QVERIFY2(run.exitCode == 0, run.errorOutput.constData());
    const json made = run.json();
    QCOMPARE(made.size(), std::size_t(4)); // id, name, key, address
    QVERIFY(!QUuid::fromString(textOf(made, "id")).isNull());
    QCOMPARE(textOf(made, "name"), u"ads"_s);
    QVERIFY(textOf(made, "key").startsWith(u"ph_"_s));
    QCOMPARE(textOf(made, "address"), u"/api/v1/hooks/"_s + textOf(made, "key"));

    const json row = rowOf(u"ads"_s, u"kind,preset,default_service,default_urgency,answer_status,mapping"_s);
    QVERIFY2(row == json({{"kind", "hook"},
                          {"preset", "google-ads"},
                          {"default_service", "Drain Cleaning"}, // as the office spells it
                          {"default_urgency", "day"},
                          {"answer_status", 201},
                          {"mapping", nullptr}}),
             row.dump().c_str());
    const json list = source({u"list"_s, u"--json"_s}).json();
    const auto listed = std::find_if(list.begin(), list.end(), [](const json &one) { return one["name"] == "ads"; });
    QVERIFY(listed != list.end());
    QVERIFY((*listed)["kind"] == "hook" && (*listed)["preset"] == "google-ads" && (*listed)["to_sort"] == 0);
    QVERIFY(source({u"list"_s}).output.contains("hook: google-ads"));
    // The others are as before.
    QCOMPARE(source({u"add"_s, u"program"_s, u"--json"_s}).json().size(), std::size_t(3));
    QVERIFY(rowOf(u"program"_s, u"kind,preset"_s) == json({{"kind", "program"}, {"preset", nullptr}}));
}

void TestSourceCommandLine::showsAPersonWhatToDo()
{
    const auto run = source({u"add"_s, u"facebook"_s, u"--hook"_s, u"--preset"_s, u"meta"_s});
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.output.contains(m_server.url().toUtf8() + "/api/v1/hooks/ph_"), run.output);
    QVERIFY2(run.output.contains("  1. In Meta for Developers"), run.output);
    QVERIFY2(run.output.contains("source secret \"facebook\" --kind token"), run.output);
    QVERIFY2(run.output.contains("source secret \"facebook\" --kind hmac"), run.output);
}

void TestSourceCommandLine::refusesAHook_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("misspelled preset") << QStringList{u"--hook"_s, u"--preset"_s, u"gogle-ads"_s} << 2
                                       << QByteArray("the nearest is google-ads");
    QTest::newRow("unknown preset") << QStringList{u"--hook"_s, u"--preset"_s, u"xyz"_s} << 2
                                    << QByteArray("google-ads, meta, thumbtack");
    QTest::newRow("unknown urgency") << QStringList{u"--hook"_s, u"--urgency"_s, u"now"_s} << 2
                                     << QByteArray("must be day, week, or month");
    QTest::newRow("unknown answer") << QStringList{u"--hook"_s, u"--answer"_s, u"204"_s} << 2
                                    << QByteArray("must be 200 or 201");
    QTest::newRow("unknown service") << QStringList{u"--hook"_s, u"--service"_s, u"Drain Cleanin"_s} << 1
                                     << QByteArray("Did you mean \"Drain Cleaning\"?");
    QTest::newRow("no hook") << QStringList{u"--preset"_s, u"meta"_s} << 2 << QByteArray("requires --hook");
    QTest::newRow("a form, too") << QStringList{u"--hook"_s, u"--form"_s, u"--origin"_s, u"https://a.example"_s} << 2
                                 << QByteArray("excludes");
    QTest::newRow("a form's origins") << QStringList{u"--hook"_s, u"--origin"_s, u"https://a.example"_s} << 2
                                      << QByteArray("A form needs the origins");
}

void TestSourceCommandLine::refusesAHook()
{
    QFETCH(QStringList, options);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, words);
    const auto run = source(QStringList{u"add"_s, u"refused"_s} + options);
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY2(run.errorOutput.contains(words), run.errorOutput);
    QVERIFY(rowOf(u"refused"_s, u"id"_s).is_null());
}

void TestSourceCommandLine::aMappingRoundTrips()
{
    (void)hook(u"mapped"_s, {u"--preset"_s, u"angi"_s, u"--service"_s, u"Drain Cleaning"_s});
    const auto presets = source({u"mapping"_s, u"mapped"_s});
    QCOMPARE(presets.exitCode, 0);
    QVERIFY(presets.json()["fields"]["first_name"] == json::array({"firstName"}));
    // The source's default is not baked in.
    QVERIFY(!presets.json()["fields"]["service_needed"].is_object());

    const QString path = m_server.dataDir() + u"/mapping.json"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    json changed = presets.json();
    changed["fields"]["full_name"] = json::array({"caller"});
    file.write(QByteArray::fromStdString(changed.dump()));
    file.close();
    QCOMPARE(source({u"map"_s, u"mapped"_s, u"--file"_s, path}).exitCode, 0);
    QVERIFY(source({u"mapping"_s, u"mapped"_s}).json() == changed);
    QCOMPARE(source({u"map"_s, u"mapped"_s, u"--file"_s, u"-"_s}, presets.output).exitCode, 0);
    QVERIFY(source({u"mapping"_s, u"mapped"_s}).json() == presets.json());
    QCOMPARE(source({u"map"_s, u"mapped"_s, u"--reset"_s}).exitCode, 0);
    QVERIFY(rowOf(u"mapped"_s, u"mapping"_s)["mapping"].is_null());
    QCOMPARE(source({u"map"_s, u"mapped"_s, u"--preset"_s, u"callrail"_s}).exitCode, 0);
    QVERIFY(rowOf(u"mapped"_s, u"preset,mapping"_s) == json({{"preset", "callrail"}, {"mapping", nullptr}}));
}

void TestSourceCommandLine::namesAMappingsFaults()
{
    (void)hook(u"faulty"_s);
    const auto map = [this](const QByteArray &mapping) {
        return source({u"map"_s, u"faulty"_s, u"--file"_s, u"-"_s}, mapping);
    };
    const auto wrong = map("{\"fields\":{\"email\":[\"a\",\"b[\"]},\"colour\":1}");
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(wrong.errorOutput.contains("fields.email[1]") && wrong.errorOutput.contains("colour"), wrong.errorOutput);
    QCOMPARE(map("{").exitCode, 1);
    QCOMPARE(source({u"map"_s, u"faulty"_s, u"--file"_s, u"/nowhere/mapping.json"_s}).exitCode, 1);
    QCOMPARE(source({u"map"_s, u"faulty"_s}).exitCode, 2);
    QCOMPARE(source({u"map"_s, u"faulty"_s, u"--reset"_s, u"--preset"_s, u"meta"_s}).exitCode, 2);
    QVERIFY(rowOf(u"faulty"_s, u"mapping"_s)["mapping"].is_null());
    const auto unknown = source({u"mapping"_s, u"Nobody"_s});
    QCOMPARE(unknown.exitCode, 1);
    QCOMPARE(unknown.errorOutput, QByteArray("plumber-leads-server: There is no source \"Nobody\".\n"));
}

void TestSourceCommandLine::secretsComeOnStandardInput()
{
    const json made = hook(u"page"_s, {u"--preset"_s, u"meta"_s});
    const auto saved = source({u"secret"_s, u"page"_s, u"--kind"_s, u"token"_s}, "EAAB-first\n");
    QVERIFY2(saved.exitCode == 0, saved.errorOutput.constData());
    QVERIFY(!saved.output.contains("EAAB"));
    QCOMPARE(source({u"secret"_s, u"page"_s, u"--kind"_s, u"token"_s}, "EAAB-second").exitCode, 0);
    QCOMPARE(source({u"secret"_s, u"page"_s, u"--kind"_s, u"token"_s}, "\n").exitCode, 2);
    QCOMPARE(source({u"secret"_s, u"page"_s, u"--kind"_s, u"token"_s, u"--header"_s, u"X"_s}, "x").exitCode, 2);
    QCOMPARE(source({u"secret"_s, u"Nobody"_s, u"--kind"_s, u"token"_s}, "x").exitCode, 1);
    const json rows = m_server.rows(u"source_secrets?select=kind,secret&order=id&source_id=eq."_s + textOf(made, "id"));
    QVERIFY2(rows == json::array({json{{"kind", "token"}, {"secret", "EAAB-first"}},
                                  json{{"kind", "token"}, {"secret", "EAAB-second"}}}),
             rows.dump().c_str());
}

/// What waits for a token is tried with it; the server that runs may be done with it before we look.
void TestSourceCommandLine::aNewTokenFetchesAgain()
{
    const json made = hook(u"fetching"_s, {u"--preset"_s, u"meta"_s});
    const json other = hook(u"fetching elsewhere"_s, {u"--preset"_s, u"meta"_s});
    QVERIFY(!item(made, "{\"hello\":1}", "not_fetched").isEmpty());
    const QString unmapped = item(made, "{\"hello\":2}");
    const QString others = item(other, "{\"hello\":3}", "not_fetched");
    const auto saved = source({u"secret"_s, u"fetching"_s, u"--kind"_s, u"token"_s}, "EAAB-new");
    QVERIFY2(saved.exitCode == 0, saved.errorOutput.constData());
    QVERIFY2(saved.output.contains("Will be tried again: 1\n"), saved.output);
    QVERIFY(itemRow(unmapped)["status"] == "waiting");
    QVERIFY(itemRow(others)["status"] == "waiting");
    const auto signing = source({u"secret"_s, u"fetching elsewhere"_s, u"--kind"_s, u"hmac"_s}, "s");
    QVERIFY2(signing.exitCode == 0 && !signing.output.contains("tried again"), signing.output);
}

void TestSourceCommandLine::saysHowASourceSigns()
{
    (void)hook(u"form"_s, {u"--preset"_s, u"typeform"_s});
    QCOMPARE(source({u"secret"_s, u"form"_s, u"--kind"_s, u"hmac"_s}, "s1").exitCode, 0);
    QVERIFY(rowOf(u"form"_s, u"authentication"_s)["authentication"].is_null()); // the preset knows

    (void)hook(u"own"_s);
    const auto unknown = source({u"secret"_s, u"own"_s, u"--kind"_s, u"hmac"_s}, "s2");
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.errorOutput.contains("--header"), unknown.errorOutput);
    QCOMPARE(source({u"secret"_s, u"own"_s, u"--kind"_s, u"hmac"_s, u"--header"_s, u"X-Signature"_s, u"--prefix"_s,
                     u"sha256="_s},
                    "s2")
                 .exitCode,
             0);
    const json ways = rowOf(u"own"_s, u"authentication"_s)["authentication"];
    QVERIFY2(ways == json::array({json{{"kind", "hmac"},
                                       {"header", "X-Signature"},
                                       {"algorithm", "sha256"},
                                       {"encoding", "hex"},
                                       {"prefix", "sha256="}},
                                  json{{"kind", "path"}}}),
             ways.dump().c_str());
}

void TestSourceCommandLine::rotatesAKey()
{
    const json made = hook(u"rotated"_s);
    const auto run = source({u"rotate"_s, u"rotated"_s, u"--json"_s});
    QVERIFY2(run.exitCode == 0, run.errorOutput.constData());
    const QByteArray before = textOf(made, "key").toUtf8();
    const QByteArray after = textOf(run.json(), "key").toUtf8();
    QVERIFY(after.startsWith("ph_") && after != before);
    QCOMPARE(textOf(run.json(), "address"), u"/api/v1/hooks/"_s + QString::fromUtf8(after));
    const json row = rowOf(u"rotated"_s, u"key_prefix,key_hash,old_key_hash,old_key_until"_s);
    QVERIFY(row["key_prefix"] == after.first(9).toStdString());
    QVERIFY(row["key_hash"] == pl::SourceKey(after).hash().toStdString());
    QVERIFY(row["old_key_hash"] == pl::SourceKey(before).hash().toStdString());
    const auto until = pl::Timestamp::parse(textOf(row, "old_key_until"));
    QVERIFY(until);
    const qint64 left = pl::Timestamp::now().secondsTo(*until);
    QVERIFY(left > 23 * 3600 && left <= 24 * 3600 + 60);

    QCOMPARE(source({u"revoke"_s, u"rotated"_s}).exitCode, 0);
    const auto revoked = source({u"rotate"_s, u"rotated"_s});
    QCOMPARE(revoked.exitCode, 1);
    QVERIFY2(revoked.errorOutput.contains("revoked"), revoked.errorOutput);
}

void TestSourceCommandLine::listsAndShowsItems()
{
    const json made = hook(u"listed"_s, {u"--service"_s, u"Drain Cleaning"_s});
    const QString id = item(made, "{\"phone\":\"512-555-0143\"}");
    QVERIFY(!id.isEmpty());
    const json list = intake({u"list"_s, u"--source"_s, u"listed"_s, u"--json"_s}).json();
    QCOMPARE(list.size(), std::size_t(1));
    const json &one = list[0];
    QCOMPARE(one.size(), std::size_t(7)); // id, source, received_at, cause, reason, status, lead_id
    QCOMPARE(textOf(one, "id"), id);
    QVERIFY(one["source"] == "listed" && one["cause"] == "unmapped" && one["status"] == "waiting");
    QVERIFY(one["lead_id"].is_null());
    QVERIFY(intake({u"list"_s}).output.contains(id.toUtf8()));
    QCOMPARE(intake({u"list"_s, u"--source"_s, u"listed"_s, u"--status"_s, u"taken"_s, u"--json"_s}).output.trimmed(),
             QByteArray("[]"));
    QCOMPARE(intake({u"list"_s, u"--source"_s, u"Nobody"_s}).exitCode, 1);
    const json sources = source({u"list"_s, u"--json"_s}).json();
    QVERIFY(std::any_of(sources.begin(), sources.end(),
                        [](const json &row) { return row["name"] == "listed" && row["to_sort"] == 1; }));

    const auto shown = intake({u"show"_s, id, u"--json"_s});
    QVERIFY2(shown.exitCode == 0, shown.errorOutput.constData());
    QVERIFY(json::parse(textOf(shown.json(), "body").toStdString())["phone"] == "512-555-0143");
    QVERIFY(shown.json()["preview"][0]["lead"]["phone_number"] == "+15125550143");
    const auto text = intake({u"show"_s, id});
    QVERIFY2(text.output.contains("+15125550143") && text.output.contains("512-555-0143"), text.output);
    const auto steered = intake({u"show"_s, item(made, "Phone: 512-555-0143\nNote: \x1b[2J")});
    QVERIFY2(steered.output.contains("[2J") && !steered.output.contains('\x1b'), steered.output);
    QCOMPARE(intake({u"show"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}).exitCode, 1);
    QCOMPARE(intake({u"show"_s, u"first"_s}).exitCode, 2);
}

void TestSourceCommandLine::changesOnlyWhatWaits()
{
    const QString id = item(hook(u"settled"_s), "{\"hello\":\"world\"}");
    QCOMPARE(intake({u"discard"_s, id}).exitCode, 2);
    QCOMPARE(intake({u"discard"_s, id, u"--reason"_s, u" "_s}).exitCode, 2);
    const auto discarded = intake({u"discard"_s, id, u"--reason"_s, u"our own test"_s});
    QVERIFY2(discarded.exitCode == 0, discarded.errorOutput.constData());
    const json row = itemRow(id);
    QVERIFY2(row["status"] == "discarded" && row["note"] == "our own test" && row["settled_by"] == "server",
             row.dump().c_str());
    const auto again = intake({u"discard"_s, id, u"--reason"_s, u"twice"_s});
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.errorOutput.contains("discarded"), again.errorOutput);
    QCOMPARE(intake({u"retry"_s, id}).exitCode, 1);
    QVERIFY(itemRow(id)["note"] == "our own test");
    QCOMPARE(intake({u"retry"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}).exitCode, 1);
    for (const QStringList &words :
         {QStringList{u"retry"_s}, {u"retry"_s, id, u"--all"_s}, {u"retry"_s, id, u"--source"_s, u"settled"_s}})
        QCOMPARE(intake(words).exitCode, 2);
}

void TestSourceCommandLine::retriesEverythingOfOneSource()
{
    const json one = hook(u"one"_s);
    const QString other = item(hook(u"other"_s), "{\"hello\":\"world\"}");
    for (int i = 0; i < 3; ++i)
        QVERIFY(!item(one, "{\"hello\":" + QByteArray::number(i) + '}').isEmpty());
    const auto run = intake({u"retry"_s, u"--all"_s, u"--source"_s, u"one"_s});
    QVERIFY2(run.exitCode == 0, run.errorOutput.constData());
    QCOMPARE(run.output, QByteArray("Will be tried again: 3\n"));
    QVERIFY(itemRow(other)["status"] == "waiting");
    QCOMPARE(intake({u"retry"_s, other}).output, QByteArray("Will be tried again: 1\n"));
}

/// The way of a source that nobody knows, all of it from the command line.
void TestSourceCommandLine::whatWasSentBeforeItsMappingBecomesALeadOnce()
{
    const json made = hook(u"stranger"_s, {u"--service"_s, u"Drain Cleaning"_s});
    const auto post = [&](const QByteArray &body) {
        return m_server.request("POST", textOf(made, "address"), {{"Content-Type", "application/json"}}, body).status;
    };
    const auto list = [this](const QString &status) {
        return intake({u"list"_s, u"--source"_s, u"stranger"_s, u"--status"_s, status, u"--json"_s}).json();
    };
    QTRY_COMPARE_WITH_TIMEOUT(post("{\"wer\":\"Rosa Example\",\"wo\":\"512-555-0143\"}"), 200, 10000);
    QCOMPARE(post("{\"wer\":\"Maria Gonzalez\",\"wo\":\"512-555-0144\"}"), 200);
    QTRY_COMPARE_WITH_TIMEOUT(list(u"waiting"_s).size(), std::size_t(2), 20000);

    QCOMPARE(source({u"map"_s, u"stranger"_s, u"--file"_s, u"-"_s},
                    "{\"fields\":{\"full_name\":\"wer\",\"phone_number\":\"wo\"}}")
                 .exitCode,
             0);
    const QString first = textOf(list(u"waiting"_s)[0], "id");
    QVERIFY(intake({u"show"_s, first, u"--json"_s}).json()["preview"][0]["result"] == "lead");
    QCOMPARE(intake({u"retry"_s, u"--all"_s, u"--source"_s, u"stranger"_s}).output,
             QByteArray("Will be tried again: 2\n"));
    QTRY_COMPARE_WITH_TIMEOUT(list(u"taken"_s).size(), std::size_t(2), 20000);
    QVERIFY(!list(u"taken"_s)[0]["lead_id"].is_null());
    QCOMPARE(list(u"open"_s).size(), std::size_t(0));
    const json leads =
        m_server.rows(u"leads?select=last_name,service_needed&order=last_name&source_id=eq."_s + textOf(made, "id"));
    QVERIFY2(leads == json::array({json{{"last_name", "Example"}, {"service_needed", "Drain Cleaning"}},
                                   json{{"last_name", "Gonzalez"}, {"service_needed", "Drain Cleaning"}}}),
             leads.dump().c_str());
}

QTEST_GUILESS_MAIN(TestSourceCommandLine)
#include "tst_sourcecommandline.moc"
