#include "models/domain/newlead.h"
#include "models/domain/plainlead.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pl;
using nlohmann::json;

namespace {

json plain()
{
    return {{"first_name", "Maria"},
            {"last_name", "Gonzalez-Ortiz"},
            {"email", "maria.g+leads@mail.example.com"},
            {"phone_number", "(512) 555-0143"},
            {"service_needed", "Burst Pipe Repair"},
            {"urgency", "day"},
            {"zip_code", "78701-1234"},
            {"description", "Water comes through the ceiling;  please call."},
            {"external_id", "a-1"}};
}

Result<CheckedLead> byNewLead(const QByteArray &text)
{
    return parseJson(text, QStringLiteral("It")).andThen(NewLead::fromJson).transform([](const NewLead &lead) {
        return lead.checked();
    });
}

} // namespace

/// The quick way for most leads says what NewLead says, or nothing.
class TestPlainLead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsWhatNewLeadMakes_data();
    void equalsWhatNewLeadMakes();
    void leavesTheRestToNewLead_data();
    void leavesTheRestToNewLead();
    void agreesWithNewLeadOnRandomInput();
};

void TestPlainLead::equalsWhatNewLeadMakes_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const json &changes) {
        json lead = plain();
        lead.merge_patch(changes);
        QTest::newRow(name) << dumpJson(lead);
    };
    row("all fields", json::object());
    row("only what is required",
        {{"zip_code", nullptr}, {"description", nullptr}, {"external_id", nullptr}}); // merge_patch takes them out
    row("where the job is", {{"street", "12 Main St, Apt 4"}, {"city", "Austin"}, {"state", "TX"}});
    row("an extension", {{"phone_extension", "12"}});
    row("another spelling of the number", {{"phone_number", "+1 512.555.0143"}});
    row("spaces around the number", {{"phone_number", "  5125550143 "}});
    row("the longest name", {{"first_name", std::string(100, 'x')}});
    row("the longest description", {{"description", std::string(10'000, 'x')}});
    row("capitals before the at", {{"email", "Maria@example.com"}});
    QTest::newRow("in another order, with space") << QByteArray(
        R"( { "urgency" : "month" , "zip_code":"78701","service_needed":"Drain Cleaning","phone_number":"5125550143",
            "last_name":"B","first_name":"A","email":"a@b.example" } )");
    QTest::newRow("with escapes that stand for plain characters") << QByteArray(
        R"({"first_name":"\u0041\/","last_name":"B","email":"a\u0040b.example","phone_number":"5125550143",)"
        R"("service_needed":"Drain Cleaning","urgency":"week"})");
}

void TestPlainLead::equalsWhatNewLeadMakes()
{
    QFETCH(QByteArray, text);
    const auto quick = plainLead(text);
    QVERIFY(quick);
    const auto slow = byNewLead(text);
    QVERIFY2(slow.ok(), slow.ok() ? "" : qPrintable(slow.error().message));
    QCOMPARE(quick->row, slow->row);
    QCOMPARE(quick->externalId, slow->externalId);
    QCOMPARE(quick->externalId.isNull(), slow->externalId.isNull());
}

void TestPlainLead::leavesTheRestToNewLead_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *field, const json &value) {
        json lead = plain();
        lead[field] = value;
        QTest::newRow(name) << dumpJson(lead);
    };
    for (const char *field : {"first_name", "last_name", "email", "phone_number", "service_needed", "urgency"}) {
        json lead = plain();
        lead.erase(field);
        QTest::addRow("without %s", field) << dumpJson(lead);
        row(qPrintable(QStringLiteral("empty %1").arg(QLatin1StringView(field))), field, "");
        row(qPrintable(QStringLiteral("null %1").arg(QLatin1StringView(field))), field, nullptr);
        row(qPrintable(QStringLiteral("a number as %1").arg(QLatin1StringView(field))), field, 5);
    }
    row("space around", "first_name", " Maria");
    row("space behind", "last_name", "Gonzalez ");
    row("two spaces", "service_needed", "Burst  Pipe");
    row("a tab", "description", "a\tb");
    row("two lines", "description", "a\nb");
    row("a quote", "description", "the \"big\" one");
    row("a backslash", "external_id", "a\\b");
    row("letters beyond ASCII", "last_name", "Gonz\xc3\xa1lez");
    row("NUL", "first_name", std::string("a\0b", 3));
    row("DEL", "first_name", "a\x7f");
    row("too long", "first_name", std::string(101, 'x'));
    row("too long a description", "description", std::string(10'001, 'x'));
    row("a domain in capitals", "email", "maria@Example.com");
    row("a dot in front", "email", ".maria@example.com");
    row("two dots", "email", "ma..ria@example.com");
    row("a dot behind", "email", "maria.@example.com");
    row("no domain", "email", "maria@example");
    row("two ats", "email", "a@b@example.com");
    row("a number of another country", "phone_number", "+44 20 7946 0958");
    row("a number with an extension", "phone_number", "512-555-0143 ext. 9");
    row("a number in 41 characters", "phone_number", "5125550143" + std::string(31, ' '));
    row("another urgency", "urgency", "now");
    row("a number that nobody can have", "phone_number", "5120550143");
    row("zeros for a number", "phone_number", "0000000000");
    row("a link as a name", "first_name", "https://evil.example");
    row("a link in a name", "last_name", "see WWW.evil.example");
    row("a link as a service", "service_needed", "Drain www.evil.example");
    row("a link as a street", "street", "www.evil.example");
    row("an empty city", "city", "");
    row("a long state", "state", std::string(51, 'x'));
    row("a long extension", "phone_extension", std::string(21, '1'));
    row("whether the number is real", "has_real_phone", true);
    row("a short ZIP code", "zip_code", "7870");
    row("an empty ZIP code", "zip_code", "");
    row("consent", "consent", {{"text", "yes"}});
    row("an unknown field", "color", "red");
    QTest::newRow("a name twice") << QByteArray(R"({"first_name":"A",)" + dumpJson(plain()).sliced(1));
    QTest::newRow("an array") << QByteArray("[" + dumpJson(plain()) + "]");
    QTest::newRow("something behind it") << QByteArray(dumpJson(plain()) + "x");
    QTest::newRow("a long text") << QByteArray(dumpJson(plain()) + QByteArray(16 * 1024, ' '));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half") << dumpJson(plain()).chopped(20);
}

void TestPlainLead::leavesTheRestToNewLead()
{
    QFETCH(QByteArray, text);
    QVERIFY(!plainLead(text));
}

void TestPlainLead::agreesWithNewLeadOnRandomInput()
{
    const QByteArray good = dumpJson(plain());
    const QByteArrayList pieces{"\"",
                                "\\",
                                " ",
                                "  ",
                                ".",
                                "..",
                                "@",
                                "-",
                                "+1",
                                "1",
                                "A",
                                "\xc3\xa9",
                                "\\u0041",
                                "\\n",
                                "\x01",
                                "\x7f",
                                ",",
                                "{}",
                                "null",
                                "\"zip_code\":\"78701\",",
                                "\"city\":\"Austin\",",
                                "0",
                                "day",
                                "\t",
                                "(",
                                ")",
                                "://",
                                "www."};
    QRandomGenerator random(20'261'128);
    int plainOnes = 0;
    int others = 0;
    for (int i = 0; i < 40'000; ++i) {
        QByteArray text = good;
        for (int changes = 1 + random.bounded(3); changes > 0; --changes) {
            const auto at = random.bounded(int(text.size()));
            const bool isCut = random.bounded(2) == 0;
            text.replace(at, isCut ? random.bounded(6) : 0,
                         random.bounded(4) == 0 ? QByteArray() : pieces.at(random.bounded(int(pieces.size()))));
        }
        const auto quick = plainLead(text);
        quick ? ++plainOnes : ++others;
        if (!quick)
            continue;
        const auto slow = byNewLead(text);
        QVERIFY2(slow.ok() && *slow == *quick, text);
    }
    // Both sorts were met often.
    QVERIFY2(plainOnes > 4000 && others > 4000, qPrintable(QString::number(plainOnes)));
}

QTEST_GUILESS_MAIN(TestPlainLead)
#include "tst_plainlead.moc"
