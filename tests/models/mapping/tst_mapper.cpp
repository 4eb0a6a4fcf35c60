#include "models/base/jsontext.h"
#include "models/domain/sentphone.h"
#include "models/mapping/mapper.h"
#include "models/mapping/personname.h"
#include "models/mapping/preset.h"
#include "models/mapping/sentvalues.h"
#include "models/mapping/wordtable.h"

#include <QTest>

using namespace pl;
using namespace pl::mapping;

namespace {

QString textOf(const char *text)
{
    return QString::fromUtf8(text);
}

Mapped mappedGenerically(const QByteArray &type, const QByteArray &body,
                         const QStringList &services = {QStringLiteral("Drain Cleaning"), QStringLiteral("Repiping")})
{
    const auto read = readBody(type, body);
    if (!read)
        return Unmappable{read.error().message};
    return mapBody(*read, genericMapping(), services).first();
}

/// A field of the row that a lead would be; "" when there is none.
QString fieldOf(const Mapped &mapped, const QString &path)
{
    const auto *lead = std::get_if<MappedLead>(&mapped);
    if (!lead)
        return {};
    const nlohmann::json row = lead->toJson();
    const BodyTree tree(row);
    const auto found = Path::parse(path)->find(tree);
    if (found.isEmpty())
        return {};
    // Reading it as a body once more would hide what was decoded too often.
    const nlohmann::json &value = *tree.node(found.first()).value;
    return value.is_string() ? QString::fromStdString(value.get<std::string>()) : tree.text(found.first());
}

} // namespace

class TestMapper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        const auto row = [](const char *name, const char *first, const char *last) {
            QTest::newRow(name) << textOf(name) << textOf(first) << textOf(last);
        };
        row("Rosa Example", "Rosa", "Example");
        row("Maria", "Maria", "");
        row("GONZALEZ, MARIA", "MARIA", "GONZALEZ");
        row("Smith, John Jr.", "John Jr.", "Smith");
        row("John Smith, Jr.", "John", "Smith, Jr.");
        row("Rosa Maria Example", "Rosa Maria", "Example");
        row("Anna van der Berg", "Anna", "van der Berg");
        row("John Smith III", "John", "Smith III");
        row("Mrs. Rosa Example", "Rosa", "Example");
        row("  Rosa\t Example ", "Rosa", "Example");
        row("Smith,", "Smith", "");
        row("Rosa E.", "Rosa", "E.");
        row("", "", "");
    }
    void names()
    {
        QFETCH(QString, name);
        const PersonName split = splitName(name);
        QTEST(split.first, "first");
        QTEST(split.last, "last");
    }

    void phones_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<SentPhone>("phone");
        const auto row = [](const char *text, const char *number, bool isValid, const char *extension = "",
                            const char *label = "", const char *other = "") {
            QTest::newRow(text) << textOf(text)
                                << SentPhone{textOf(number), isValid, textOf(extension), textOf(label), textOf(other)};
        };
        row("(512) 555-0143", "+15125550143", true);
        row("512-555-0143 x12", "+15125550143", true, "12");
        row("512-555-0143x12", "+15125550143", true, "12");
        row("512-555-0143 ext. 3", "+15125550143", true, "3");
        row("512-555-0143 extension 3", "+15125550143", true, "3");
        row("5125550143 (cell)", "+15125550143", true, "", "cell");
        row("512-555-0143 x12 (work)", "+15125550143", true, "12", "work");
        row("Cell: 512-555-0143", "+15125550143", true, "", "Cell");
        row("tel:+15125550143", "+15125550143", true);
        row("512-555-0143 / 512-555-0144", "+15125550143", true, "", "", "512-555-0144");
        row("512-555-0143 or 512-555-0144 (home)", "+15125550143", true, "", "", "512-555-0144 (home)");
        row("5125550143 5125550144", "+15125550143", true, "", "", "5125550144");
        row("512/555-0143", "+15125550143", true);
        row("0000000000", "+10000000000", false);
        row("(123) 555-0143", "+11235550143", false);
        row("1234567890", "+11234567890", false);
        row("+44 20 7946 0958", "+442079460958", true);
        row("call me", "", false);
        row("911", "", false);
        row("", "", false);
    }
    void phones()
    {
        QFETCH(QString, text);
        QFETCH(SentPhone, phone);
        const SentPhone read = readPhone(text);
        QCOMPARE(read.number, phone.number);
        QCOMPARE(read.isValid, phone.isValid);
        QCOMPARE(read.extension, phone.extension);
        QCOMPARE(read.label, phone.label);
        QCOMPARE(read.other, phone.other);
    }

    void zips_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("zip");
        for (const auto &[text, zip] :
             {std::pair{"78701", "78701"}, std::pair{"2134", "02134"}, std::pair{"501", "00501"},
              std::pair{"78701-1234", "78701-1234"}, std::pair{"787011234", "78701-1234"},
              std::pair{"Austin, TX 78701", "78701"}, std::pair{"12345 Main St, TX 78701", "78701"},
              std::pair{"SW1A 1AA", ""}, std::pair{"1234567", ""}, std::pair{"", ""}})
            QTest::newRow(text) << textOf(text) << textOf(zip);
    }
    void zips()
    {
        QFETCH(QString, text);
        QTEST(readZip(text), "zip");
    }

    void costs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("inCents");
        QTest::addColumn<qint64>("cents"); // -1: none
        const auto row = [](const char *text, bool inCents, qint64 cents) {
            QTest::newRow(qPrintable(textOf(text) + textOf(inCents ? " in cents" : " in dollars")))
                << textOf(text) << inCents << cents;
        };
        row("$23.50", false, 2350);
        row("25.67", false, 2567);
        row("25", false, 2500);
        row("1,250", false, 125000);
        row("USD 25", false, 2500);
        row("25.678", false, 2568);
        row("2350", true, 2350);
        row("$23.50", true, 2350);
        row("0", false, 0);
        row("-5", false, -1);
        row("free", false, -1);
        row("999999999", false, -1);
    }
    void costs()
    {
        QFETCH(QString, text);
        QFETCH(bool, inCents);
        QTEST(readCents(text, inCents ? CostUnit::Cents : CostUnit::Dollars).value_or(-1), "cents");
    }

    void urgencies_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("urgency");
        for (const auto &[text, urgency] :
             {std::pair{"day", "day"}, std::pair{"WEEK", "week"}, std::pair{"As soon as possible", "day"},
              std::pair{"AS_SOON_AS_POSSIBLE", "day"}, std::pair{"Urgent!", "day"}, std::pair{"Not urgent", "month"},
              std::pair{"Within 24 hours", "day"}, std::pair{"Within 48 hours", "week"},
              std::pair{"I'm flexible", "month"}, std::pair{"2-3 weeks", "month"}, std::pair{"purple", ""},
              std::pair{"", ""}})
            QTest::newRow(text) << textOf(text) << textOf(urgency);
    }
    void urgencies()
    {
        QFETCH(QString, text);
        const auto urgency = urgencyMeant(text, {});
        QTEST(urgency ? QString(enumName(*urgency)) : QString(), "urgency");
    }

    void wordsOfATable()
    {
        const QMap<QString, QString> words{{QStringLiteral("*heater*"), QStringLiteral("Water Heater Repair")},
                                           {QStringLiteral("*tankless heater*"), QStringLiteral("Tankless")},
                                           {QStringLiteral("Heater"), QStringLiteral("Heater Check")}};
        QCOMPARE(translated(words, QStringLiteral("Water-Heater!")), QStringLiteral("Water Heater Repair"));
        QCOMPARE(translated(words, QStringLiteral("a tankless heater")), QStringLiteral("Tankless"));
        QCOMPARE(translated(words, QStringLiteral("heater")), QStringLiteral("Heater Check"));
        QVERIFY(!translated(words, QStringLiteral("drain")));
        const QStringList services{QStringLiteral("Tankless"), QStringLiteral("Drain Cleaning")};
        QCOMPARE(serviceMeant(QStringLiteral("drain cleaning"), words, services), QStringLiteral("Drain Cleaning"));
        QCOMPARE(serviceMeant(QStringLiteral("Roof, Tankless heater"), words, services), QStringLiteral("Tankless"));
        // A word for a service that the office doesn't have is none.
        QVERIFY(!serviceMeant(QStringLiteral("Water heater"), words, services));
    }

    void generic_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const char *body, const char *path, const char *value,
                            const char *type = "application/json") {
            QTest::newRow(name) << QByteArray(type) << QByteArray(body) << textOf(path) << textOf(value);
        };
        row("our own names", R"({"first_name":"Rosa","last_name":"Example","email":"r@example.com"})", "last_name",
            "Example");
        row("one name", R"({"name":"Rosa Example","tel":"5125550143"})", "first_name", "Rosa");
        row("camel case", R"({"fullName":"Rosa Example","phoneNumber":5125550143})", "phone_number", "+15125550143");
        row("your-name", "your-name=Rosa+Example&your-email=r%40example.com", "last_name", "Example", "");
        row("a label with a star", R"({"Your Name*":"Rosa Example","E-Mail*":"r@example.com"})", "email",
            "r@example.com");
        row("fname and lname", "fname=Rosa&lname=Example&mobile=512-555-0143", "last_name", "Example", "");
        row("nested", R"({"data":{"contact":{"firstName":"Rosa","phone":"512-555-0143"}}})", "first_name", "Rosa");
        row("a name in parts", R"({"name":{"first":"Rosa","last":"Example"},"phone":"5125550143"})", "last_name",
            "Example");
        row("questions with answers",
            R"({"fields":[{"label":"Phone","value":"5125550143"},{"label":"Name","value":"Rosa"}]})", "first_name",
            "Rosa");
        row("an array of answers",
            R"([{"name":"phone","value":"5125550143"},{"name":"email","value":"r@example.com"}])", "email",
            "r@example.com");
        row("a ZIP as a number", R"({"phone":"5125550143","zip":2134})", "zip_code", "02134");
        row("postcode", R"({"phone":"5125550143","postcode":"78701-1234"})", "zip_code", "78701-1234");
        row("a boolean consent", R"({"phone":"5125550143","consent":true})", "consent.given", "true");
        row("a consent in words", R"({"phone":"5125550143","consent":"I agree to be called"})", "consent.given",
            "I agree to be called");
        row("a consent that is none", R"({"phone":"5125550143","consent":"no"})", "consent.given", "");
        row("a consent object", R"({"phone":"5125550143","consent":{"text":"yes","ip":"192.0.2.1"}})", "consent.ip",
            "192.0.2.1");
        row("urgency in words", R"({"phone":"5125550143","urgency":"ASAP"})", "urgency", "day");
        row("an entity", "{\"phone\":\"5125550143\",\"name\":\"Sean O&#039;Brien\"}", "last_name", "O'Brien");
        row("entities once", R"({"phone":"5125550143","message":"&amp;lt; R&amp;D"})", "description", "&lt; R&D");
        row("an extension", R"({"phone":"512-555-0143 x12"})", "phone_extension", "12");
        row("a label", "{\"phone\":\"512-555-0143 (cell)\"}", "answers.\"Phone label\"", "cell");
        row("an array of phones", R"({"phone":["512-555-0143","512-555-0144"]})", "answers.\"Second phone\"",
            "512-555-0144");
        row("an unknown field", R"({"phone":"5125550143","pets":"2 dogs"})", "answers.pets", "2 dogs");
        row("an unknown field below", R"({"phone":"5125550143","home":{"floor":3}})", "answers.\"home.floor\"", "3");
        row("an unknown question", R"({"phone":"5125550143","q":[{"question":"Pets?","answer":"2 dogs"}]})",
            "answers.\"Pets?\"", "2 dogs");
        row("an array of words", R"({"phone":"5125550143","days":["Mon","Tue"]})", "answers.days", "Mon, Tue");
        row("a campaign", R"({"phone":"5125550143","utm_source":"google","gclid":"x1"})", "origin.gclid", "x1");
        row("a campaign in the page's address",
            R"({"phone":"5125550143","page_url":"https://p.example/?utm_source=ads&utm_term=drain%20cleaning"})",
            "origin.utm_term", "drain cleaning");
        row("a repeat's id", R"({"phone":"5125550143","lead_id":4711})", "external_id", "4711");
        row("a test", R"({"phone":"5125550143","is_test":"true"})", "is_test", "true");
        row("no test", R"({"phone":"5125550143","is_test":"0"})", "is_test", "false");
        row("a service in other letters", R"({"phone":"5125550143","service":"drain-cleaning"})", "service_needed",
            "Drain Cleaning");
        row("a job type with a word", R"({"phone":"5125550143","job_type":"Clogged drain"})", "service_needed",
            "Drain Cleaning");
        row("the word as it was sent", R"({"phone":"5125550143","job_type":"Clogged drain"})",
            "answers.\"Service as sent\"", "Clogged drain");
        row("an address with its name", R"({"email":"Rosa Example <r@example.com>"})", "email", "r@example.com");
        row("an e-mail in the second place", R"({"email":"none","contact_email":"r@example.com"})", "email",
            "r@example.com");
        row("a name with a link", R"({"phone":"5125550143","name":"Win www.evil.example"})", "answers.\"Last name\"",
            "www.evil.example");
        row("text with labels", "Name: Rosa Example\nPhone: 512-555-0143\nMessage: It drips.", "description",
            "It drips.", "text/plain");
        row("a mail's text", R"({"from":"x","text":"New lead\nPhone: 512-555-0143\nName: Rosa"})", "first_name",
            "Rosa");
        row("XML", "<lead><name>Rosa Example</name><phone>5125550143</phone></lead>", "last_name", "Example",
            "text/xml");
        row("a captcha is no answer", R"({"phone":"5125550143","g-recaptcha-response":"x"})",
            "answers.\"g-recaptcha-response\"", "");
        row("invisible characters", "{\"phone\":\"5125550143\",\"name\":\"Ro\\u200bsa\\u0000\"}", "first_name", "Rosa");
    }
    void generic()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, path);
        const Mapped mapped = mappedGenerically(type, body);
        const auto *trouble = std::get_if<Unmappable>(&mapped);
        QVERIFY2(!trouble, trouble ? qPrintable(trouble->reason) : "");
        QTEST(fieldOf(mapped, path), "value");
    }

    void unmappable_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nobody") << QByteArray(R"({"message":"hello"})")
                                << textOf("There is no name, no phone number, and no e-mail address.");
        QTest::newRow("a name alone") << QByteArray(R"({"name":"Rosa"})")
                                      << textOf("There is no phone number and no e-mail address.");
        QTest::newRow("an e-mail that is none") << QByteArray(R"({"name":"Rosa","email":"rosa@"})")
                                                << textOf("There is no phone number and no e-mail address.");
        QTest::newRow("an unknown service")
            << QByteArray(R"({"name":"Rosa","phone":"5125550143","service":"Roofing"})")
            << textOf("The service “Roofing” is unknown, and the source has no default.");
    }
    void unmappable()
    {
        QFETCH(QByteArray, body);
        const Mapped mapped = mappedGenerically("application/json", body);
        QVERIFY(std::holds_alternative<Unmappable>(mapped));
        QTEST(std::get<Unmappable>(mapped).reason, "reason");
    }

    void defaultsOfTheSource()
    {
        Mapping mapping = genericMapping();
        mapping.fields[LeadField::ServiceNeeded].fallback = QStringLiteral("Repiping");
        mapping.fields[LeadField::Urgency].fallback = QStringLiteral("month");
        const nlohmann::json body{{"phone", "5125550143"}, {"service", "Roofing"}, {"urgency", "purple"}};
        const Mapped mapped = mapLead(body, mapping, {QStringLiteral("Repiping")});
        QCOMPARE(fieldOf(mapped, QStringLiteral("service_needed")), QStringLiteral("Repiping"));
        QCOMPARE(fieldOf(mapped, QStringLiteral("urgency")), QStringLiteral("month"));
        QCOMPARE(fieldOf(mapped, QStringLiteral("answers.\"Service as sent\"")), QStringLiteral("Roofing"));
        QCOMPARE(fieldOf(mapped, QStringLiteral("answers.\"Urgency as sent\"")), QStringLiteral("purple"));
    }

    void whatIsMissingIsNamed()
    {
        const Mapped mapped = mappedGenerically("application/json", R"({"phone":"0000000000"})");
        const auto &lead = std::get<MappedLead>(mapped);
        QCOMPARE(lead.missing, (QList<Missing>{Missing::Name, Missing::LastName, Missing::Reach, Missing::Email,
                                               Missing::Service, Missing::Urgency, Missing::ZipCode}));
        QVERIFY(!lead.hasValidPhone);
        QCOMPARE(lead.phoneNumber, QStringLiteral("+10000000000"));
    }

    void severalLeadsInOneBody()
    {
        const auto read = readBody("application/json", R"([{"name":"A B","phone":"5125550143"},{"name":"C"}])");
        const auto leads = mapBody(*read, genericMapping(), {});
        QCOMPARE(leads.size(), 2);
        QVERIFY(std::holds_alternative<MappedLead>(leads.at(0)));
        QVERIFY(std::holds_alternative<Unmappable>(leads.at(1)));
    }

    void answersAreLimited()
    {
        nlohmann::json body{{"phone", "5125550143"}};
        for (int i = 0; i < 500; ++i)
            body["field" + std::to_string(i)] = std::string(3000, 'x');
        const Mapped mapped = mapLead(body, genericMapping(), {});
        const auto &lead = std::get<MappedLead>(mapped);
        QVERIFY(lead.answers.size() <= 101);
        QVERIFY(lead.answers.dump().size() < 80000);
        QVERIFY(lead.answers.contains("…"));
    }

    /// PostgreSQL's JSON can't hold it, in names neither.
    void nulGoesNowhere()
    {
        const auto mapped = mappedGenerically(
            "application/json", "{\"phone\":\"5125550143\",\"wa\\u0000ter\":\"le\\u0000aks\","
                                "\"consent\":{\"te\\u0000xt\":[\"I ag\\u0000ree\"]},\"o\":{\"p\\u0000\":\"x\"}}");
        const auto *lead = std::get_if<MappedLead>(&mapped);
        QVERIFY(lead);
        const QByteArray row = dumpJson(lead->toJson());
        for (const char *part : {"\"water\":\"leaks\"", "\"text\":[\"I agree\"]"})
            QVERIFY2(row.contains(part), row);
        QVERIFY2(!row.contains("\\u0000"), row);

        ReadBody withFile;
        withFile.tree = {{"phone", "5125550143"}};
        withFile.files = {QStringLiteral("le") + QChar(0) + QStringLiteral("ak.jpg")};
        const auto leads = mapBody(withFile, genericMapping(), {});
        QCOMPARE(fieldOf(leads.first(), QStringLiteral("answers.\"Files left out\"")), QStringLiteral("leak.jpg"));
    }

    /// Values of every type in every place: an answer comes each time.
    void wrongTypesHurtNobody_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"null", "true", "-1", "1e300", "\"\"", "[]", "{}", "[[[]]]", R"({"a":null})",
                                  R"([{"value":1}])", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "18446744073709551615"})
            QTest::newRow(value) << QByteArray(value);
    }
    void wrongTypesHurtNobody()
    {
        QFETCH(QByteArray, value);
        for (const QString &name : presetNames()) {
            const Preset *preset = presetOf(name);
            QVERIFY(preset);
            nlohmann::json sample = readBody(preset->sampleType, preset->sample)->tree;
            const nlohmann::json flat = sample.flatten();
            for (const auto &[pointer, old] : flat.items()) {
                nlohmann::json changed = sample;
                changed[nlohmann::json::json_pointer(pointer)] = nlohmann::json::parse(value.toStdString());
                (void)mapLead(changed, preset->mapping, {QStringLiteral("Drain Cleaning")});
            }
            (void)mapLead(nlohmann::json::parse(value.toStdString()), preset->mapping, {});
        }
    }
};

QTEST_GUILESS_MAIN(TestMapper)
#include "tst_mapper.moc"
