#include "models/base/jsonmember.h"
#include "models/mapping/preset.h"
#include "server/main/commands/hookoptions.h"
#include "server/main/commands/intakepreview.h"
#include "server/main/commands/intaketable.h"
#include "server/main/commands/signatureoptions.h"
#include "server/main/commands/sourcetable.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// What commands print about sources and about what waits to be sorted.
class TestIntakeWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheOfficesService_data();
    void findsTheOfficesService();
    void needsAHeaderForASignature();
    void countsWhatIsToBeSorted();
    void listsItems();
    void strangersWordsStayOnTheirLine();
    void previews_data();
    void previews();
    void previewsForPeople();
    void saysThatABodyWasErasedOrIsNoText();
    void advisesWhatTheSourceNeeds();
};

namespace {

IntakeItem someItem(const QByteArray &type = "application/json")
{
    IntakeItem item;
    item.id = QUuid(u"0190b5a2-4c1e-7f00-8000-000000000001"_s);
    item.sourceId = QUuid(u"0190b5a2-4c1e-7f00-8000-00000000000a"_s);
    item.receivedAt = *Timestamp::parse(u"2026-11-29T04:41:00Z");
    item.reason = u"There is no phone number and no e-mail address."_s;
    item.contentType = QString::fromLatin1(type);
    return item;
}

LeadSource someSource(const QString &preset = u"generic"_s)
{
    LeadSource source;
    source.kind = LeadSource::Kind::Hook;
    source.preset = preset;
    source.defaultService = u"Drain Cleaning"_s;
    return source;
}

const SourceNames kNames{{QUuid(u"0190b5a2-4c1e-7f00-8000-00000000000a"_s), u"ads"_s}};

} // namespace

void TestIntakeWords::findsTheOfficesService_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("found"); // or the error
    QTest::newRow("as it is") << u"Drain Cleaning"_s << u"Drain Cleaning"_s;
    QTest::newRow("in lower case") << u" drain cleaning"_s << u"Drain Cleaning"_s;
    QTest::newRow("misspelled") << u"Drain Cleanin"_s
                                << u"The office has no service \"Drain Cleanin\". Did you mean \"Drain Cleaning\"?"_s;
    QTest::newRow("unknown") << u"Roofing"_s << u"The office has no service \"Roofing\"."_s;
}

void TestIntakeWords::findsTheOfficesService()
{
    QFETCH(QString, typed);
    const json rows = json::array({json{{"name", "Burst Pipe Repair"}}, json{{"name", "Drain Cleaning"}}});
    const auto service = officeService(rows, typed);
    QTEST(service ? *service : service.error().message, "found");
}

/// The rest of the rule is tested with mapping::SignatureSettings.
void TestIntakeWords::needsAHeaderForASignature()
{
    const json path = json::array({json{{"kind", "path"}}});
    SignatureOptions options;
    options.settings.algorithm = u"sha1"_s;
    const auto refused = options.appliedTo(path);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().remoteCode, u"usage"_s);
    options.settings.header = u"X-Signature"_s;
    const auto applied = options.appliedTo(path);
    QVERIFY(applied.ok());
    QCOMPARE(jsonText((*applied)[0], "algorithm"), u"sha1"_s);
}

void TestIntakeWords::countsWhatIsToBeSorted()
{
    const std::string ads = "0190b5a2-4c1e-7f00-8000-00000000000a";
    const std::string site = "0190b5a2-4c1e-7f00-8000-00000000000b";
    const auto source = [](const std::string &id, const char *name, const char *kind, const json &preset) {
        return json{
            {"id", id},       {"name", name},        {"kind", kind}, {"preset", preset}, {"key_prefix", "ph_AAAAAA"},
            {"active", true}, {"daily_cap", nullptr}};
    };
    const json items = json::array({json{{"source_id", ads}}, json{{"source_id", ads}}});
    const json list =
        sourceList(json::array({source(ads, "ads", "hook", "google-ads"), source(site, "site", "program", nullptr)}),
                   json::array(), items);
    QVERIFY(list[0]["to_sort"] == 2 && list[1]["to_sort"] == 0);
    QVERIFY(list[0]["kind"] == "hook" && list[1]["kind"] == "program");
    const QList<QByteArray> lines = sourceTable(list).split('\n');
    QVERIFY2(lines.at(0).contains("TO SORT"), lines.at(0));
    QVERIFY2(lines.at(1).contains("hook: google-ads") && lines.at(1).contains(" 2 "), lines.at(1));
    QVERIFY2(lines.at(2).contains("program") && lines.at(2).contains(" 0 "), lines.at(2));
}

void TestIntakeWords::listsItems()
{
    const json list = itemList({someItem()}, kNames);
    QVERIFY2(list == json::array({json{{"id", "0190b5a2-4c1e-7f00-8000-000000000001"},
                                       {"source", "ads"},
                                       {"received_at", "2026-11-29T04:41:00+00:00"},
                                       {"cause", "unmapped"},
                                       {"reason", "There is no phone number and no e-mail address."},
                                       {"status", "waiting"},
                                       {"lead_id", nullptr}}}),
             list.dump().c_str());
    const QByteArray table = itemTable({someItem()}, kNames);
    QVERIFY2(table.contains("2026-11-29 04:41 UTC") && table.contains("ads"), table);
}

void TestIntakeWords::strangersWordsStayOnTheirLine()
{
    IntakeItem item = someItem();
    item.reason = u"The service “a\x1b[31m\u202e\nb"_s + QString(300, u'c') + u"” is unknown."_s;
    const QByteArray table = itemTable({item}, kNames);
    QCOMPARE(table.count('\n'), 2);
    QVERIFY2(!table.contains('\x1b') && !QString::fromUtf8(table).contains(u'\u202e'), table);
    for (const QByteArray &line : table.split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() < 200, line);
    QCOMPARE(terminalText(u"a\tb\nc\x9b d\x7f"_s), u"a\tb\nc\uFFFD d\uFFFD"_s);
}

void TestIntakeWords::previews_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("said"); // a part of it
    QTest::newRow("a lead") << u"generic"_s << QByteArray("{\"phone\":\"512-555-0143\",\"name\":\"Rosa Example\"}")
                            << u"lead"_s << u"+15125550143"_s;
    QTest::newRow("nobody") << u"generic"_s << QByteArray("{\"hello\":\"world\"}") << u"unmapped"_s
                            << u"There is no name, no phone number, and no e-mail address."_s;
    QTest::newRow("nothing") << u"generic"_s << QByteArray() << u"broken"_s << u"empty"_s;
    QTest::newRow("a message") << u"thumbtack"_s << QByteArray("{\"event\":{\"eventType\":\"MessageCreatedV4\"}}")
                               << u"no_lead"_s << u"message"_s;
    QTest::newRow("ids alone") << u"yelp"_s << QByteArray("{\"data\":{\"updates\":[{\"lead_id\":\"CCC\"}]}}")
                               << u"to_fetch"_s << u"CCC"_s;
}

void TestIntakeWords::previews()
{
    QFETCH(QString, preset);
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    const json preview = intakePreview(someItem(), {body}, someSource(preset), {u"Drain Cleaning"_s});
    QCOMPARE(preview.size(), std::size_t(1));
    QTEST(jsonText(preview[0], "result"), "result");
    QVERIFY2(QString::fromStdString(preview.dump()).contains(said), preview.dump().c_str());
}

void TestIntakeWords::previewsForPeople()
{
    const auto text = [](const QByteArray &body) {
        return previewText(intakePreview(someItem(), {body}, someSource(), {u"Drain Cleaning"_s}));
    };
    const QByteArray lead = text("{\"phone\":\"512-555-0143\",\"pets\":\"2 \\u001b[31mdogs\"}");
    QVERIFY2(lead.startsWith("A lead:\n") && lead.contains("phone_number") && lead.contains("answers.pets"), lead);
    QVERIFY2(lead.contains("To ask for: ") && lead.contains("name"), lead);
    QVERIFY2(!lead.contains('\x1b'), lead);
    QVERIFY2(text("{\"hello\":\"world\"}").startsWith("Not a lead yet: There is no name"), lead);
}

void TestIntakeWords::saysThatABodyWasErasedOrIsNoText()
{
    IntakeItem item = someItem();
    QVERIFY(itemText(item, {"{\"phone\":1}"}, u"ads"_s).contains("\n{\"phone\":1}\n"));
    QVERIFY(itemText(item, {QByteArray("\xff\xfe", 2)}, u"ads"_s).contains("2 bytes"));
    item.erasedAt = item.receivedAt;
    QVERIFY(itemText(item, {}, u"ads"_s).contains("erased on 2026-11-29"));
}

void TestIntakeWords::advisesWhatTheSourceNeeds()
{
    const QByteArray meta = hookAdvice(*mapping::presetOf(u"meta"_s), u"fb"_s);
    QVERIFY2(meta.contains("source secret \"fb\" --kind token") && meta.contains("source secret \"fb\" --kind hmac"),
             meta);
    const QByteArray elementor = hookAdvice(*mapping::presetOf(u"elementor"_s), u"site"_s);
    QVERIFY2(elementor.contains("  1. ") && !elementor.contains("secret"), elementor);
}

QTEST_GUILESS_MAIN(TestIntakeWords)
#include "tst_intakewords.moc"
