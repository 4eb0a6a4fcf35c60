#include "models/base/jsontext.h"
#include "models/mapping/mapping.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pl;
using namespace pl::mapping;

namespace {

nlohmann::json jsonOf(const char *text)
{
    return *parseJson(QByteArray(text), QStringLiteral("it"));
}

const char *const kBody = R"({
    "name": "top", "Your Name*": "Rosa", "1.3": "dotted", "q3_name": {"first": "Rosa", "last": "Example"},
    "list": [{"id": "A", "v": 1}, {"id": "B b", "v": 2}, {"id": "C", "v": [3, 4]}],
    "deep": {"er": {"phone": "512-555-0143", "list": ["x", "y"]}},
    "pairs": [{"column_id": "POSTAL_CODE", "column_name": "Zip Code", "string_value": "78701"},
              {"question": "How urgent?", "answer": "today"}],
    "numbered": {"0": "zero"}
})";

} // namespace

class TestMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("found"); // with '|' between them
        const auto row = [](const char *path, const char *found) {
            QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(found);
        };
        row("name", "top");
        row("NAME", "top");
        row("your-name", "Rosa");
        row("\"Your Name*\"", "Rosa");
        row("\"1.3\"", "dotted");
        row("q*_name.first", "Rosa");
        row("q3_name.*", "Rosa|Example");
        row("q3_name", "Rosa, Example");
        row("list[0].v", "1");
        row("list[-1].v", "3, 4");
        row("list[*].id", "A|B b|C");
        row("list[id=A].v", "1");
        row("list[id=b-b].v", "2");
        row("list[id=\"B b\"].v", "2");
        row("list[id=b*].v", "2");
        row("list[id=none].v", "");
        row("list[9].v", "");
        row("numbered[0]", "zero");
        row("deep.er.list[1]", "y");
        row("deep[phone=512-555-0143].list[0]", "x");
        row("**.phone", "512-555-0143");
        row("**.list", "A, 1, B b, 2, C, 3, 4|x, y");
        row("**.zip_code", "78701");
        row("**.postal code", "78701");
        row("**.\"How urgent?\"", "today");
        row("**.*phon*", "512-555-0143");
        row("pairs[0]", "78701");
        row("nothing.at.all", "");
    }
    void paths()
    {
        QFETCH(QString, path);
        const auto parsed = Path::parse(path);
        QVERIFY2(parsed.ok(), parsed ? "" : qPrintable(parsed.error().message));
        const nlohmann::json body = jsonOf(kBody);
        const BodyTree tree(body);
        QStringList found;
        for (const int number : parsed->find(tree))
            found += tree.text(number);
        QTEST(found.join(u'|'), "found");
    }

    void badPaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *path, const char *message) {
            QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(message);
        };
        row(" ", "character 1: a name is missing");
        row("a..b", "character 3: a name is missing");
        row("a.", "character 2: a dot is missing, or stands at the end");
        row("a[0", "character 4: a ] is missing");
        row("a[b]", "character 4: a number, * or key=VALUE must stand in brackets");
        row("a[b=", "character 5: a name is missing");
        row("a[]", "character 3: a name is missing");
        row("\"a", "character 3: a closing quote is missing");
        row("a\"b\"", "character 2: a quote must begin and end the name");
        row("a.**.b", "character 5: ** must be the first step");
        row("**", "character 3: ** must be followed by a dot and a name");
        row("**.*", "character 5: ** must be followed by a name");
        row("**.!", "character 5: the name behind ** has no letter or digit");
        row("a]b", "character 2: a dot is missing, or stands at the end");
    }
    void badPaths()
    {
        QFETCH(QString, path);
        const auto parsed = Path::parse(path);
        QVERIFY(!parsed);
        QTEST(parsed.error().message, "message");
    }

    void pathsHaveLimits()
    {
        QVERIFY(Path::parse(QStringLiteral("a.").repeated(15) + u'a'));
        QVERIFY(!Path::parse(QStringLiteral("a.").repeated(16) + u'a'));
        QVERIFY(!Path::parse(QString(301, u'a')));
    }

    /// What the window points at is found again by its path.
    void everyValueHasAPath()
    {
        const nlohmann::json body = jsonOf(kBody);
        const BodyTree tree(body);
        for (int number = 1; number < tree.size(); ++number) {
            const auto path = Path::parse(tree.pathTo(number));
            QVERIFY2(path.ok(), qPrintable(tree.pathTo(number)));
            QCOMPARE(path->find(tree), QList<int>{number});
        }
    }

    void writesAndReadsItself()
    {
        const nlohmann::json whole = jsonOf(R"({
            "fields": {"full_name": "a.b", "email": ["x", {"in": "text", "pattern": "E-mail: *"}],
                       "service_needed": {"from": ["s"], "default": "Drain Cleaning"},
                       "urgency": {"default": "week"}, "description": {"from": ["m", "n"], "join": true}},
            "origin": {"utm_source": ["**.utm_source"]}, "consent": {"given": "agree"},
            "services": {"Water heater": "Water Heater Repair", "*drain*": "Drain Cleaning"},
            "urgencies": {"Within 48 hours": "week"}, "each": "entry[*]",
            "questions": [{"items": "answers[*]", "question": "field.ref", "answer": ["text", "choice.label"]}],
            "ignore": ["google_key"],
            "no_lead": [{"path": "event", "is": ["Message*"], "is_not": "MessageLead", "reason": "a message"}],
            "tests": [{"path": "is_test"}], "repeats": "change", "cost_unit": "cents"})");
        const auto read = Mapping::fromJson(whole);
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->fields.value(LeadField::Email).from.at(1).pattern, QStringLiteral("E-mail: *"));
        QCOMPARE(read->fields.value(LeadField::Urgency).fallback, QStringLiteral("week"));
        QCOMPARE(read->repeats, Repeats::Change);
        QCOMPARE(read->costUnit, CostUnit::Cents);
        const auto again = Mapping::fromJson(read->toJson());
        QVERIFY2(again.ok(), again ? "" : qPrintable(again.error().message));
        QVERIFY(*again == *read);
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *json, const char *field, const char *code) {
            QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(field) << QString::fromUtf8(code);
        };
        row("no object", "[]", "mapping", "wrong_type");
        row("no fields", "{}", "fields", "wrong_type");
        row("an unknown part", R"({"fields":{},"field":{}})", "field", "unknown_field");
        row("an unknown field", R"({"fields":{"nmae":"a"}})", "fields.nmae", "unknown_field");
        row("a number for a path", R"({"fields":{"email":5}})", "fields.email", "wrong_type");
        row("a bad path", "{\"fields\":{\"email\":[\"a\",\"b[\"]}}", "fields.email[1]", "invalid");
        row("nothing at all", R"({"fields":{"email":[]}})", "fields.email", "required");
        row("a pattern without a star", R"({"fields":{"email":[{"in":"a","pattern":"x"}]}})", "fields.email[0].pattern",
            "invalid");
        row("an unknown part of a field", R"({"fields":{"email":{"from":["a"],"form":1}}})", "fields.email.form",
            "unknown_field");
        row("an unknown urgency", R"({"fields":{"urgency":{"default":"soon"}}})", "fields.urgency.default", "invalid");
        row("an unknown word", R"({"fields":{},"urgencies":{"a":"soon"}})", "urgencies.a", "invalid");
        row("a filter without a reason", R"({"fields":{},"no_lead":[{"path":"a"}]})", "no_lead[0].reason",
            "wrong_type");
        row("a question without an answer", R"({"fields":{},"questions":[{"items":"a","question":"b"}]})",
            "questions[0]", "required");
        row("an unknown unit", R"({"fields":{},"cost_unit":"euros"})", "cost_unit", "invalid");
    }
    void faults()
    {
        QFETCH(QByteArray, json);
        const auto read = Mapping::fromJson(jsonOf(json.constData()));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidInput);
        QVERIFY(!read.error().fields.isEmpty());
        QTEST(read.error().fields.first().field, "field");
        QTEST(read.error().fields.first().code, "code");
    }

    void everyFaultIsNamedAtOnce()
    {
        const auto read =
            Mapping::fromJson(jsonOf("{\"fields\":{\"email\":\"[\",\"nmae\":\"a\"},\"repeats\":\"never\"}"));
        QVERIFY(!read);
        QCOMPARE(read.error().fields.size(), 3);
    }

    void aLargeBodyTakesLittleTime()
    {
        nlohmann::json body = nlohmann::json::object();
        for (int i = 0; i < 19000; ++i)
            body["Member number " + std::to_string(i)] = i;
        const BodyTree tree(body);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 200; ++i) {
            QVERIFY(Path::parse(QStringLiteral("missing.member"))->find(tree).isEmpty());
            QVERIFY(Path::parse(QStringLiteral("**.missing"))->find(tree).isEmpty());
        }
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
