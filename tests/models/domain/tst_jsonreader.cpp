#include "models/domain/jsonreader.h"
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
