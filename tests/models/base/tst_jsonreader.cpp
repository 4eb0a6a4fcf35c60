#include "models/base/jsonreader.h"
#include "models/domain/urgency.h"

#include <QTest>

using namespace pl;
using nlohmann::json;

class TestJsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gathersEveryError()
    {
        const json object{{"name", 5}, {"urgency", "soon"}, {"id", "no-uuid"}, {"at", "tomorrow"}, {"count", "3"}};
        JsonReader r(object);
        r.string("name");
        r.enumeration<Urgency>("urgency");
        r.uuid("id");
        r.timestamp("at");
        r.integer("count");
        r.string("missing");
        const Result<int> result = r.finish(1);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::InvalidInput);
        const QStringList expected{QStringLiteral("name wrong_type"),  QStringLiteral("urgency invalid"),
                                   QStringLiteral("id invalid"),       QStringLiteral("at invalid"),
                                   QStringLiteral("count wrong_type"), QStringLiteral("missing required")};
        QStringList got;
        for (const FieldError &e : result.error().fields)
            got += e.field + QLatin1Char(' ') + e.code;
        QCOMPARE(got, expected);
    }

    void nullIsAbsent()
    {
        const json object{{"zip", nullptr}};
        JsonReader r(object);
        QVERIFY(!r.optionalString("zip").has_value());
        QVERIFY(r.errors().isEmpty());
        r.string("zip");
        QCOMPARE(r.errors().size(), 1);
    }

    void nullIsToldFromAbsent()
    {
        const QByteArray text = R"({"zip":null,"name":"","count":0})";
        const auto fields = JsonFields::read(text);
        QVERIFY(fields.has_value());
        const json object = json::parse(text.toStdString());
        for (JsonReader r : {JsonReader(object), JsonReader(*fields)}) {
            QVERIFY(r.isNull("zip"));
            QVERIFY(!r.isNull("name") && !r.isNull("count") && !r.isNull("missing"));
            QVERIFY(r.errors().isEmpty());
            r.refuseUnknown();
            QVERIFY(r.errors().isEmpty()); // asking is reading
        }
    }

    void daysAreReadInFull()
    {
        const json value{
            {"day", "2026-11-20"}, {"none", nullptr}, {"odd", "2026-02-30"}, {"moment", "2026-11-20T01:00Z"}};
        JsonReader r(value);
        QCOMPARE(r.optionalDate("day"), std::optional(QDate(2026, 11, 20)));
        QVERIFY(!r.optionalDate("none") && !r.optionalDate("absent"));
        QVERIFY(r.errors().isEmpty());
        QVERIFY(!r.optionalDate("odd") && !r.optionalDate("moment"));
        QCOMPARE(r.errors().size(), 2);
        QVERIFY(toJson(std::optional(QDate(2026, 11, 20))) == "2026-11-20" && toJson(std::optional<QDate>()).is_null());
    }

    void aListMayBeAbsent()
    {
        const json value{{"list", {"a", "b"}}, {"none", nullptr}, {"odd", 7}};
        JsonReader r(value);
        QCOMPARE(r.optionalStringList("list").size(), 2);
        QVERIFY(r.optionalStringList("none").isEmpty() && r.optionalStringList("absent").isEmpty());
        QVERIFY(r.errors().isEmpty());
        QVERIFY(r.optionalStringList("odd").isEmpty() && r.hasErrorFor("odd"));
    }

    void notAnObjectIsOneError()
    {
        const json list = json::array({1});
        JsonReader r(list);
        r.string("a");
        r.uuid("b");
        QCOMPARE(r.errors().size(), 1);
        QCOMPARE(r.errors().first().field, QString());
    }

    void unknownFieldsOnRequest()
    {
        const json object{{"a", "x"}, {"b", "y"}};
        JsonReader r(object);
        r.string("a");
        QVERIFY(r.errors().isEmpty());
        r.refuseUnknown();
        QCOMPARE(r.errors().size(), 1);
        QCOMPARE(r.errors().first().field, QStringLiteral("b"));
        QCOMPARE(r.errors().first().code, QStringLiteral("unknown_field"));
    }

    void parsesWithoutThrowing()
    {
        QVERIFY(!parseJson("{\"a\":", QStringLiteral("x")).ok());
        QVERIFY(!parseJson("", QStringLiteral("x")).ok());
        QVERIFY(parseJson("[1,2]", QStringLiteral("x")).ok());
        QCOMPARE(dumpJson(json("\xff")), QByteArray("\"\xEF\xBF\xBD\""));
    }

    /// Two libraries read; whoever asks must not notice.
    void readsLikeNlohmann_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a lead") << QByteArray(
            R"({"first_name":"Żaneta","zip_code":null,"consent":{"at":[1,2.5,true]}})");
        QTest::newRow("a key twice") << QByteArray(R"({"a":1,"a":{"b":2}})");
        QTest::newRow("escapes") << QByteArray("[\"\\u0000\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\"]");
        QTest::newRow("half a surrogate") << QByteArray("[\"\\ud83d\"]");
        QTest::newRow("integers") << QByteArray(
            "[0,-0,1,-1,9223372036854775807,-9223372036854775808,9223372036854775808]");
        QTest::newRow("the largest") << QByteArray("18446744073709551615");
        QTest::newRow("too large") << QByteArray("[18446744073709551616,-9223372036854775809]");
        QTest::newRow("fractions") << QByteArray("[0.1,-0.0,1e3,1E-7,123456789.123456789e300,4.9e-324]");
        QTest::newRow("infinite") << QByteArray("1e400");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}");
        QTest::newRow("no UTF-8") << QByteArray("[\"\xff\"]");
        QTest::newRow("a control in a text") << QByteArray("[\"a\nb\"]");
        QTest::newRow("a NUL behind") << QByteArray("{}\0", 3);
        QTest::newRow("two values") << QByteArray("{} {}");
        QTest::newRow("spaces") << QByteArray(" \t\r\n{ } \n");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a word") << QByteArray("nul");
        QTest::newRow("a comma at the end") << QByteArray("[1,]");
        QTest::newRow("a leading zero") << QByteArray("[01]");
        QTest::newRow("long") << QByteArray('[' + QByteArray(R"({"a":"b"},)").repeated(40'000) + "1]");
    }
    void readsLikeNlohmann()
    {
        QFETCH(QByteArray, text);
        const json wanted = json::parse(text.begin(), text.end(), nullptr, false);
        const auto read = parseJson(text, QStringLiteral("x"));
        QCOMPARE(read.ok(), !wanted.is_discarded());
        if (!read)
            return;
        QVERIFY(*read == wanted);
        QCOMPARE(read->type(), wanted.type());
        QCOMPARE(dumpJson(*read), dumpJson(wanted));
    }

    void refusesWhatIsNestedTooDeeply_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isTaken");
        const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
        QTest::newRow("64 levels") << nested(64) << true;
        QTest::newRow("65 levels") << nested(65) << false;
        QTest::newRow("half a million") << nested(500'000) << false;
        QTest::newRow("objects") << QByteArray("{\"a\":").repeated(65) + '1' + QByteArray(65, '}') << false;
        QTest::newRow("brackets in a string") << QByteArray("[\"\\\"" + QByteArray(100, '[') + "\"]") << true;
        QTest::newRow("behind a string") << QByteArray("[\"\\\\\"," + nested(64) + ']') << false;
        QTest::newRow("side by side") << QByteArray('[' + QByteArray("[],").repeated(100) + "[]]") << true;
    }
    void refusesWhatIsNestedTooDeeply()
    {
        QFETCH(QByteArray, text);
        QTEST(parseJson(text, QStringLiteral("x")).ok(), "isTaken");
    }
};

QTEST_GUILESS_MAIN(TestJsonReader)
#include "tst_jsonreader.moc"
