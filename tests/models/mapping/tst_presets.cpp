#include "models/base/jsontext.h"
#include "models/mapping/mapper.h"
#include "models/mapping/preset.h"

#include <QFile>
#include <QTest>

using namespace pl;
using namespace pl::mapping;

namespace {

const QStringList kServices{QStringLiteral("Drain Cleaning"), QStringLiteral("Water Heater Repair")};

QByteArray shape(const QString &file)
{
    QFile read(QStringLiteral(PL_TEST_DATA "/data/sources/") + file);
    return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
}

/// The first lead of a body; the source's default service is "Drain Cleaning".
Mapped mapped(const QString &name, const QByteArray &type, const QByteArray &body, bool hasDefault = true)
{
    const auto read = readBody(type, body);
    if (!read)
        return Unmappable{read.error().message};
    Mapping mapping = presetOf(name)->mapping;
    if (hasDefault)
        mapping.fields[LeadField::ServiceNeeded].fallback = kServices.first();
    return mapBody(*read, mapping, kServices).first();
}

Mapped mappedSample(const QString &name)
{
    return mapped(name, presetOf(name)->sampleType, presetOf(name)->sample);
}

QString reasonOf(const Mapped &result)
{
    if (const auto *no = std::get_if<NoLead>(&result))
        return no->reason;
    const auto *trouble = std::get_if<Unmappable>(&result);
    return trouble ? trouble->reason : QString();
}

QString valueOf(const Mapped &result, const QString &path)
{
    const auto *lead = std::get_if<MappedLead>(&result);
    if (!lead)
        return {};
    const nlohmann::json row = lead->toJson();
    const BodyTree tree(row);
    const auto found = Path::parse(path)->find(tree);
    return found.isEmpty() ? QString() : tree.text(found.first());
}

} // namespace

class TestPresets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void all_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : presetNames())
            QTest::newRow(qPrintable(name)) << name;
    }
    void all()
    {
        QFETCH(QString, name);
        const Preset *preset = presetOf(name);
        QVERIFY2(preset, "can't be read");
        QVERIFY(!preset->title.isEmpty());
        QVERIFY(preset->steps.size() >= 3);
        QVERIFY(!preset->authentication.isEmpty());
        const auto again = Mapping::fromJson(preset->mapping.toJson());
        QVERIFY2(again.ok(), again ? "" : qPrintable(again.error().message));
        QVERIFY(*again == preset->mapping);
        const Mapped result = mappedSample(name);
        QVERIFY2(std::holds_alternative<MappedLead>(result), qPrintable(reasonOf(result)));
        const auto &lead = std::get<MappedLead>(result);
        QCOMPARE(lead.firstName, QStringLiteral("Rosa"));
        QVERIFY(lead.hasValidPhone);
        QVERIFY(lead.phoneNumber.startsWith(u"+1512555014"));
        QVERIFY(!lead.isTest);
        QVERIFY(kServices.contains(lead.serviceNeeded));
        QVERIFY2(lead.answers.size() <= 12, lead.answers.dump(1).c_str());
    }

    void noPresetOfThatName()
    {
        QVERIFY(!presetOf(QStringLiteral("nobody")));
        QVERIFY(!genericMapping().fields.isEmpty());
    }

    void values_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const char *path, const char *value) {
            QTest::addRow("%s: %s", name, path)
                << QString::fromUtf8(name) << QString::fromUtf8(path) << QString::fromUtf8(value);
        };
        row("google-ads", "last_name", "Example");
        row("google-ads", "zip_code", "78701");
        row("google-ads", "external_id", "Cj0KCQ-test-0001");
        row("google-ads", "origin.gclid", "Cj0KCQ-test-0001");
        row("google-ads", "origin.campaign_id", "20000000001");
        row("google-ads", "answers.google_key", "");
        row("google-ads", "answers.\"Service as sent\"", "Water heater");
        row("meta", "email", "rosa@example.com");
        row("meta", "external_id", "200000000000002");
        row("meta", "urgency", "day");
        row("meta", "origin.ad_id", "400000000000004");
        row("thumbtack", "last_name", "Example");
        row("thumbtack", "service_needed", "Drain Cleaning");
        row("thumbtack", "urgency", "week");
        row("thumbtack", "street", "1 Example St");
        row("thumbtack", "city", "Austin");
        row("thumbtack", "source_cost_cents", "2500");
        row("thumbtack", "external_id", "590000000000000002");
        row("thumbtack", "answers.\"data.request.proposedTimes[0].start\"", "2026-11-30T16:00:00Z");
        row("google-ads", "answers.is_test", "");
        row("angi", "phone_extension", "12");
        row("angi", "source_cost_cents", "2567");
        row("angi", "urgency", "day");
        row("angi", "service_needed", "Drain Cleaning");
        row("angi", "consent.given", "true");
        row("angi", "consent.certificate", "https://cert.trustedform.com/0000000000000000000000000000000000000000");
        row("angi", "answers.name", "");
        row("angi", "answers.crmKey", "");
        row("angi", "external_id", "987654321");
        row("yelp", "last_name", "E.");
        row("yelp", "description", "Kitchen sink backs up");
        row("yelp", "urgency", "day");
        row("yelp", "answers.\"Which drain is clogged?\"", "Kitchen sink");
        row("callrail", "state", "TX");
        row("callrail", "external_id", "CAL00000000000000000000000000000001");
        row("callrail", "origin.gclid", "Cj0KCQ-test-0001");
        row("typeform", "email", "rosa@example.com");
        row("typeform", "origin.utm_source", "google");
        row("typeform", "external_id", "a3a12ec67a1365927098a606107fac15");
        row("jotform", "last_name", "Example");
        row("jotform", "street", "1 Example St");
        row("jotform", "zip_code", "78701");
        row("jotform", "description", "Kitchen sink backs up");
        row("jotform", "external_id", "5900000000000000001");
        row("elementor", "last_name", "Example");
        row("elementor", "description", "Drain is blocked");
        row("elementor", "origin.page", "https://plumber.example/contact");
        row("elementor", "answers.\"Powered by\"", "");
        row("contact-form-7", "email", "rosa@example.com");
        row("contact-form-7", "answers._wpcf7", "");
        row("contact-form-7", "answers.\"your-subject\"", "Kitchen sink");
        row("contact-form-7", "consent.given", "1");
        row("gravity-forms", "last_name", "Example");
        row("gravity-forms", "email", "rosa@example.com");
        row("gravity-forms", "city", "Austin");
        row("gravity-forms", "zip_code", "78701");
        row("gravity-forms", "origin.utm_source", "google");
        row("gravity-forms", "answers.4", "Kitchen sink backs up");
        row("wpforms", "description", "Kitchen sink backs up");
        row("zapier", "zip_code", "78701");
        row("email", "last_name", "Example");
        row("email", "phone_number", "+15125550143");
        row("email", "email", "rosa@example.com");
        row("email", "service_needed", "Drain Cleaning");
        row("email", "urgency", "day");
        row("email", "zip_code", "78701");
        row("email", "external_id", "<0001@service.example>");
        row("email", "answers.subject", "New lead in 78701");
        row("generic", "answers.preferred_time", "After 5 pm");
    }
    void values()
    {
        QFETCH(QString, name);
        QFETCH(QString, path);
        QTEST(valueOf(mappedSample(name), path), "value");
    }

    /// The shapes as the makers document them, and what else comes to the same addresses.
    void shapes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("before"); // replaced in the file …
        QTest::addColumn<QByteArray>("after");  // … by this
        QTest::addColumn<QString>("path");      // of a lead; empty: none comes out
        QTest::addColumn<QString>("value");     // there, or the reason
        const auto row = [](const char *what, const char *name, const char *file, const char *before, const char *after,
                            const char *path, const char *value) {
            QTest::newRow(what) << QString::fromUtf8(name) << QString::fromUtf8(file) << QByteArray(before)
                                << QByteArray(after) << QString::fromUtf8(path) << QString::fromUtf8(value);
        };
        row("Google", "google-ads", "google_ads.json", "", "", "phone_number", "+15125550143");
        row("Google: a test", "google-ads", "google_ads.json", "\"is_test\":false", "\"is_test\":true", "is_test",
            "true");
        row("Google: first and last name", "google-ads", "google_ads.json",
            R"({"column_id":"FULL_NAME","column_name":"Full Name","string_value":"Rosa Example"})",
            R"({"column_id":"FIRST_NAME","string_value":"Maria"},{"column_id":"LAST_NAME","string_value":"Gonzalez"})",
            "last_name", "Gonzalez");
        row("Google: no name", "google-ads", "google_ads.json", "FULL_NAME", "COMPANY_NAME", "answers.\"Full Name\"",
            "Rosa Example");
        row("Google: a ZIP code as a number", "google-ads", "google_ads.json", "\"78701\"", "2134", "zip_code",
            "02134");
        row("Google: columns as a text", "google-ads", "google_ads.json", "\"user_column_data\":[", "\"other\":[", "",
            "There is no name, no phone number, and no e-mail address.");
        row("Thumbtack", "thumbtack", "thumbtack.json", "", "", "first_name", "Rosa");
        row("Thumbtack: a message", "thumbtack", "thumbtack.json", "NegotiationCreatedV4", "MessageCreatedV4", "",
            "a message about an earlier lead");
        row("Thumbtack: a review", "thumbtack", "thumbtack.json", "NegotiationCreatedV4", "ReviewCreatedV4", "",
            "a review");
        row("Thumbtack: a test", "thumbtack", "thumbtack.json", "590000000000000002", "1234567890", "is_test", "true");
        row("Thumbtack: a price as a number", "thumbtack", "thumbtack.json", "\"$25.00\"", "25", "source_cost_cents",
            "2500");
        row("Thumbtack: no phone", "thumbtack", "thumbtack.json", "\"5125550143\"", "null", "",
            "There is no phone number and no e-mail address.");
        row("Angi", "angi", "angi.json", "", "", "email", "rosa@example.com");
        row("Angi: a name alone", "angi", "angi.json", R"("firstName":"Rosa","lastName":"Example",)", "", "last_name",
            "Example");
        row("Angi: a second phone", "angi", "angi.json", "\"secondaryPhone\":null", "\"secondaryPhone\":\"5125550144\"",
            "answers.secondaryPhone", "5125550144");
        row("Angi: new members", "angi", "angi.json", "{", R"({"budget":{"low":100},)", "answers.\"budget.low\"",
            "100");
        row("Elementor", "elementor", "elementor.form", "", "", "phone_number", "+15125550143");
        row("Elementor: a submit button and a captcha", "elementor", "elementor.form",
            "Name=", "submit=Send&g-recaptcha-response=x&Name=", "first_name", "Rosa");
        row("Elementor: a field twice", "elementor", "elementor.form", "Phone=512-555-0143",
            "Phone=512-555-0143&Phone=512-555-0144", "answers.\"Second phone\"", "512-555-0144");
        row("Elementor: an entity", "elementor", "elementor.form", "Rosa+Example", "Rosa+O%26%23039%3BBrien",
            "last_name", "O'Brien");
        row("Typeform", "typeform", "typeform.json", "", "", "service_needed", "Drain Cleaning");
        row("Typeform: another question", "typeform", "typeform.json", "\"ref\":\"service\"", "\"ref\":\"room\"",
            "answers.room", "Drain");
        row("Yelp: ids alone", "yelp", "yelp.json", "", "", "",
            "There is no name, no phone number, and no e-mail address.");
        row("Meta: ids alone", "meta", "meta_leadgen.json", "", "", "",
            "There is no name, no phone number, and no e-mail address.");
        row("Meta: news about the page", "meta", "meta_leadgen.json", "\"leadgen\"", "\"feed\"", "",
            "news about the page, not a lead");
    }
    void shapes()
    {
        QFETCH(QString, name);
        QFETCH(QString, file);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, path);
        QByteArray body = shape(file);
        QVERIFY(!body.isEmpty());
        QVERIFY(body.contains(before));
        if (!before.isEmpty())
            body.replace(body.indexOf(before), before.size(), after);
        const Mapped result = mapped(name, {}, body);
        QCOMPARE(std::holds_alternative<MappedLead>(result), !path.isEmpty());
        QTEST(path.isEmpty() ? reasonOf(result) : valueOf(result, path), "value");
    }

    void idsToFetch()
    {
        const auto meta = readBody({}, shape(QStringLiteral("meta_leadgen.json")));
        QCOMPARE(presetOf(QStringLiteral("meta"))->idsToFetch(meta->tree),
                 QStringList(QStringLiteral("200000000000002")));
        const auto yelp = readBody({}, shape(QStringLiteral("yelp.json")));
        QCOMPARE(presetOf(QStringLiteral("yelp"))->idsToFetch(yelp->tree),
                 QStringList(QStringLiteral("CCCCCCCCCCCCCCCCCCCCCC")));
        QVERIFY(presetOf(QStringLiteral("generic"))->idsToFetch(meta->tree).isEmpty());
    }

    void elementorWithAdvancedData()
    {
        const QByteArray body =
            "form[id]=1a2b3c4&form[name]=Contact"
            "&fields[name][id]=name&fields[name][type]=text&fields[name][title]=Name&fields[name][value]=Rosa+Example"
            "&fields[name][raw_value]=Rosa+Example&fields[name][required]=1"
            "&fields[field_ab12][id]=field_ab12&fields[field_ab12][type]=tel&fields[field_ab12][title]=Phone+number"
            "&fields[field_ab12][value]=512-555-0143&fields[field_ab12][raw_value]=512-555-0143"
            "&fields[pets][id]=pets&fields[pets][type]=text&fields[pets][title]=Any+pets%3F&fields[pets][value]=2+dogs"
            "&meta[page_url][title]=Page+URL&meta[page_url][value]=https%3A%2F%2Fplumber.example%2Fcontact";
        const Mapped result = mapped(QStringLiteral("elementor"), "application/x-www-form-urlencoded", body);
        QCOMPARE(valueOf(result, QStringLiteral("last_name")), QStringLiteral("Example"));
        QCOMPARE(valueOf(result, QStringLiteral("phone_number")), QStringLiteral("+15125550143"));
        QCOMPARE(valueOf(result, QStringLiteral("answers.\"Any pets?\"")), QStringLiteral("2 dogs"));
        QCOMPARE(valueOf(result, QStringLiteral("origin.page")), QStringLiteral("https://plumber.example/contact"));
    }

    void callRailFormsAndRepeats()
    {
        const QByteArray form = R"({"resource_id":"FRM0001","form_data":{"Name":"Rosa Example","Phone":"512-555-0143",
            "Message":"It drips","Pets":"2 dogs"},"form_url":"https://plumber.example/"})";
        const Mapped result = mapped(QStringLiteral("callrail"), {}, form);
        QCOMPARE(valueOf(result, QStringLiteral("description")), QStringLiteral("It drips"));
        QCOMPARE(valueOf(result, QStringLiteral("answers.\"form_data.Pets\"")), QStringLiteral("2 dogs"));
        QVERIFY(std::get<MappedLead>(result).changesEarlier);
        QVERIFY(!std::get<MappedLead>(mappedSample(QStringLiteral("angi"))).changesEarlier);
        QCOMPARE(reasonOf(mapped(QStringLiteral("callrail"), {},
                                 R"({"direction":"outbound","customer_phone_number":"+15125550143"})")),
                 QStringLiteral("a call to a customer"));
    }

    void anUnknownServiceWithoutADefaultWaits()
    {
        const Mapped result = mapped(QStringLiteral("google-ads"), {}, shape(QStringLiteral("google_ads.json")), false);
        QCOMPARE(reasonOf(result),
                 QStringLiteral("The service “Water heater” is unknown, and the source has no default."));
    }

    void aTableOfWordsKnowsIt()
    {
        const auto read = readBody({}, shape(QStringLiteral("google_ads.json")));
        Mapping mapping = presetOf(QStringLiteral("google-ads"))->mapping;
        mapping.services[QStringLiteral("Water heater")] = QStringLiteral("Water Heater Repair");
        const Mapped result = mapBody(*read, mapping, kServices).first();
        QCOMPARE(valueOf(result, QStringLiteral("service_needed")), QStringLiteral("Water Heater Repair"));
    }

    void filesLeftOutAreAnAnswer()
    {
        const QByteArray body =
            "--b\r\nContent-Disposition: form-data; name=\"your-phone\"\r\n\r\n5125550143\r\n--b\r\n"
            "Content-Disposition: form-data; name=\"photo\"; filename=\"sink.jpg\"\r\n\r\nx\r\n--b--";
        const Mapped result = mapped(QStringLiteral("contact-form-7"), "multipart/form-data; boundary=b", body);
        QCOMPARE(valueOf(result, QStringLiteral("answers.\"Files left out\"")), QStringLiteral("sink.jpg"));
    }
};

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
