#include "models/domain/lead.h"
#include "models/domain/newlead.h"

#include <QTest>

using namespace pl;
using nlohmann::json;

namespace {

json good()
{
    return {{"first_name", " Maria "},
            {"last_name", "Gonzalez"},
            {"email", "maria@Example.com"},
            {"phone_number", "(512) 555-0143"},
            {"service_needed", "Burst Pipe Repair"},
            {"urgency", "day"},
            {"zip_code", "78701"},
            {"description", "Water\r\neverywhere"},
            {"external_id", "a-1"},
            {"consent", {{"text", "yes"}}}};
}

QStringList problems(const json &input)
{
    QStringList list;
    for (const FieldError &e : NewLead::fromJson(input).error().fields)
        list += e.field + QLatin1Char(' ') + e.code;
    list.sort();
    return list;
}

} // namespace

class TestNewLead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndTidies()
    {
        const Result<NewLead> lead = NewLead::fromJson(good());
        QVERIFY2(lead.ok(), lead.ok() ? "" : qPrintable(lead.error().message));
        QCOMPARE(lead->firstName, QStringLiteral("Maria"));
        QCOMPARE(lead->email, QStringLiteral("maria@example.com"));
        QCOMPARE(lead->phoneNumber, QStringLiteral("+15125550143"));
        QCOMPARE(lead->urgency, Urgency::Day);
        QCOMPARE(*lead->description, QStringLiteral("Water\neverywhere"));
        QVERIFY(lead->toJson()["phone_number"] == json("+15125550143"));
        QVERIFY(lead->toJson()["consent"] == good()["consent"]);
    }

    void keepsWhatIsWrittenBesideANumber()
    {
        json input = good();
        input["phone_number"] = "(512) 555-0143 x12 (work)";
        const Result<NewLead> lead = NewLead::fromJson(input);
        QVERIFY(lead.ok());
        QCOMPARE(lead->phoneNumber, QStringLiteral("+15125550143"));
        QCOMPARE(*lead->phoneExtension, QStringLiteral("12"));
        QCOMPARE(*lead->description, QStringLiteral("Phone label: work\nWater\neverywhere"));
        QCOMPARE(lead->hasRealPhone, std::optional(true));
        // Typed again it is the same.
        NewLead again = *lead;
        again.phoneNumber = QStringLiteral("512-555-0143 ext. 12 (work)");
        again.phoneExtension.reset();
        QCOMPARE(*again.validated(), *lead);
        input.erase("description");
        input["phone_number"] = "512-555-0143 or 512-555-0144";
        QCOMPARE(*NewLead::fromJson(input)->description, QStringLiteral("Other phone: 512-555-0144"));
        QVERIFY(!NewLead::fromJson(input)->phoneExtension);
    }

    void aNumberThatNobodyCanHaveIsMarked()
    {
        for (const char *number : {"0000000000", "(123) 555-0143"}) {
            json input = good();
            input["phone_number"] = number;
            const Result<NewLead> lead = NewLead::fromJson(input);
            QVERIFY(lead.ok());
            QCOMPARE(lead->hasRealPhone, std::optional(false));
            QVERIFY(lead->toJson()["has_real_phone"] == false);
            QVERIFY(lead->validated()->hasRealPhone == false);
        }
        QVERIFY(NewLead::fromJson(good())->toJson()["has_real_phone"] == true);
        json claimed = good();
        claimed["has_real_phone"] = true;
        QCOMPARE(problems(claimed), QStringList{QStringLiteral("has_real_phone unknown_field")});
    }

    void readsWhereTheJobIs()
    {
        json input = good();
        input["street"] = " 12  Main St ";
        input["city"] = "Austin";
        input["state"] = "TX";
        input["phone_extension"] = "12";
        const Result<NewLead> lead = NewLead::fromJson(input);
        QVERIFY(lead.ok());
        const json row = lead->toJson();
        QVERIFY(row["street"] == "12 Main St");
        QVERIFY(row["city"] == "Austin" && row["state"] == "TX" && row["phone_extension"] == "12");
        for (const auto &[field, length] : {std::pair("street", 201), std::pair("city", 101), std::pair("state", 51),
                                            std::pair("phone_extension", 21)}) {
            json wrong = input;
            wrong[field] = std::string(std::size_t(length), 'x');
            QCOMPARE(problems(wrong), QStringList{QLatin1String(field) + QStringLiteral(" too_long")});
            wrong[field] = "www.evil.example";
            QCOMPARE(problems(wrong), QStringList{QLatin1String(field) + QStringLiteral(" invalid")});
            wrong[field] = " ";
            QVERIFY(!NewLead::fromJson(wrong)->toJson().contains(field));
        }
    }

    void nullIsUnknownWhileThePersonCanBeReached_data()
    {
        QTest::addColumn<QStringList>("unknown");
        const auto row = [](const char *name, const QString &fields) { QTest::newRow(name) << fields.split(u' '); };
        row("a first name", QStringLiteral("first_name"));
        row("an e-mail address", QStringLiteral("email"));
        row("a phone number", QStringLiteral("phone_number"));
        row("a service", QStringLiteral("service_needed"));
        row("all but a phone number", QStringLiteral("first_name last_name email service_needed urgency"));
        row("all but an e-mail address", QStringLiteral("first_name last_name phone_number service_needed urgency"));
    }
    void nullIsUnknownWhileThePersonCanBeReached()
    {
        QFETCH(QStringList, unknown);
        json input = good();
        for (const QString &field : unknown)
            input[field.toStdString()] = nullptr;
        const Result<NewLead> lead = NewLead::fromJson(input);
        QVERIFY2(lead.ok(), lead.ok() ? "" : qPrintable(lead.error().message));
        const json row = lead->toJson();
        for (const QString &field : unknown)
            QVERIFY(row[field.toStdString()] == (field == u"urgency" ? "week" : ""));
        QCOMPARE(lead->hasRealPhone.has_value(), !unknown.contains(QStringLiteral("phone_number")));
        QCOMPARE(row.contains("has_real_phone"), lead->hasRealPhone.has_value());
        QCOMPARE(lead->toJsonText(), dumpJson(row));
    }

    void aPersonWhoCantBeReachedIsNoLead()
    {
        json input = good();
        input["email"] = nullptr;
        input["phone_number"] = nullptr;
        input["service_needed"] = nullptr;
        QCOMPARE(problems(input),
                 (QStringList{QStringLiteral("email required"), QStringLiteral("phone_number required"),
                              QStringLiteral("service_needed required")}));
        input["service_needed"] = "Drain Cleaning";
        input.erase("email");
        QCOMPARE(problems(input),
                 (QStringList{QStringLiteral("email required"), QStringLiteral("phone_number required")}));
        // It is wrong, not missing.
        input["email"] = "nobody";
        QCOMPARE(problems(input), QStringList{QStringLiteral("email invalid")});
    }

    void emptyTextsStayMistakes()
    {
        for (const char *field : {"first_name", "last_name", "email", "phone_number", "service_needed"}) {
            json input = good();
            input[field] = "";
            QCOMPARE(problems(input), QStringList{QLatin1String(field) + QStringLiteral(" required")});
        }
    }

    void invisibleCharactersAreRemovedBeforeChecks()
    {
        json input = good();
        input["first_name"] = "\u200b\u3164";
        input["last_name"] = "www.evil.example";
        input["service_needed"] = "Drain https://evil.example";
        input["phone_number"] = "\u2800";
        QCOMPARE(problems(input),
                 (QStringList{QStringLiteral("first_name required"), QStringLiteral("last_name invalid"),
                              QStringLiteral("phone_number required"), QStringLiteral("service_needed invalid")}));
        input = good();
        input["email"] = "ma\u200bria@example.com";
        input["zip_code"] = "\ufeff";
        input["external_id"] = "a\u2060-1";
        input["consent"] = {{"te\u00adxt", "y\u202ees"}};
        const Result<NewLead> lead = NewLead::fromJson(input);
        QVERIFY(lead.ok());
        QCOMPARE(lead->email, QStringLiteral("maria@example.com"));
        QVERIFY(!lead->zipCode);
        QCOMPARE(*lead->externalId, QStringLiteral("a-1"));
        QVERIFY(lead->consent == json({{"text", "yes"}}));
    }

    void readsTheSameBothWays_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const char *changes) {
            json lead = good();
            lead.merge_patch(json::parse(changes));
            QTest::newRow(name) << dumpJson(lead);
        };
        row("good", "{}");
        row("missing", R"({"first_name":null,"phone_number":null,"zip_code":null})"); // merge_patch takes them out
        QTest::newRow("null") << QByteArray(
            R"({"first_name":null,"last_name":null,"email":null,"phone_number":"5125550143","service_needed":null,)"
            R"("urgency":null,"street":null})");
        QTest::newRow("null and nobody to reach") << QByteArray(
            R"({"first_name":"A","last_name":null,"email":null,"phone_number":null,"service_needed":null,"urgency":"x"})");
        QTest::newRow("null after a text")
            << QByteArray(R"({"email":"a@b.example","email":null,"phone_number":null,"phone_number":"0000000000"})");
        row("a place", R"({"street":"12 Main St","city":7,"state":"","phone_extension":"1"})");
        row("wrong types",
            R"({"first_name":1,"last_name":true,"email":[],"urgency":{},"zip_code":1.5,"consent":"yes"})");
        row("unknown", R"({"zz":1,"aa":"x","mm":null})");
        row("texts", R"({"first_name":"\u0141ukasz \ud83d\ude00","description":"a\nb\u0000c","urgency":"soon"})");
        row("consent", R"({"consent":{"a":{"b":[1,2.5,-3,null,true,"\u0000"]}}})");
        QByteArray twice = dumpJson(good());
        twice.replace(0, 1, R"({"first_name":"Old","zip_code":7,"external_id":null,)");
        QTest::newRow("fields that come twice") << twice;
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("blanks") << QByteArray(" \t\n{ \"first_name\" : \"x\" } ");
    }

    void readsTheSameBothWays()
    {
        QFETCH(QByteArray, text);
        const auto fields = JsonFields::read(text);
        QVERIFY(fields.has_value());
        const auto one = NewLead::fromFields(*fields);
        const auto other = NewLead::fromJson(*parseJson(text, QStringLiteral("It")));
        QCOMPARE(one.ok(), other.ok());
        if (one)
            QVERIFY(*one == *other);
        else
            QCOMPARE(one.error(), other.error());
    }

    void leavesUnusualTextToTheFullReader()
    {
        QByteArray many = "{";
        for (int i = 0; i < 33; ++i)
            many += (i > 0 ? "," : "") + QByteArray("\"f") + QByteArray::number(i) + "\":1";
        for (const QByteArray &text :
             {many + '}', QByteArray("[]"), QByteArray("1"), QByteArray(""), QByteArray("{\"a\":"),
              "{\"a\":" + QByteArray(70, '[') + QByteArray(70, ']') + '}', QByteArray("{\"a\":\"\xff\"}"),
              QByteArray("{\"a\":123456789012345678901234567890}")})
            QVERIFY2(!JsonFields::read(text), text);
    }

    void isWrittenTheSameBothWays()
    {
        const QStringList texts{QStringLiteral("Ana"),
                                QStringLiteral("\"Bo\\b\""),
                                QStringLiteral("ł 漢字 😀 \x7f \u2028"),
                                QStringLiteral("two\nlines\tand a tab"),
                                QStringLiteral("a\x01\x1f z"),
                                QString(3000, QLatin1Char('l')),
                                QString(3000, QLatin1Char('l')) + QChar(0xe9),
                                QString(QChar(0xd800)) + QLatin1Char('x'),
                                QLatin1Char('x') + QString(QChar(0xd83d)),
                                QString()};
        for (const QString &text : texts) {
            NewLead lead;
            lead.firstName = lead.lastName = lead.email = lead.phoneNumber = lead.serviceNeeded = text;
            QCOMPARE(lead.toJsonText(), dumpJson(lead.toJson()));
            lead.zipCode = lead.description = lead.externalId = text;
            lead.street = lead.city = lead.state = lead.phoneExtension = text;
            lead.hasRealPhone = text.size() % 2 == 0;
            lead.consent = json{{"text", toJson(text)}, {"at", nullptr}};
            QCOMPARE(lead.toJsonText(), dumpJson(lead.toJson()));
        }
    }

    void absentColumnsStayAbsent()
    {
        json input = good();
        for (const char *field : {"zip_code", "description", "external_id", "consent"})
            input.erase(field);
        const Result<NewLead> lead = NewLead::fromJson(input);
        QVERIFY(lead.ok());
        QCOMPARE(lead->toJson().size(), std::size_t(7)); // with has_real_phone
    }

    void namesEveryWrongFieldAtOnce()
    {
        json input = good();
        input["phone_number"] = "12";
        input["email"] = "nobody";
        input["urgency"] = "now";
        input["colour"] = "blue";
        QCOMPARE(problems(input),
                 QStringList({QStringLiteral("colour unknown_field"), QStringLiteral("email invalid"),
                              QStringLiteral("phone_number invalid"), QStringLiteral("urgency invalid")}));
    }

    void anEmptyObjectNamesWhatIsRequired()
    {
        QCOMPARE(problems(json::object()),
                 QStringList({QStringLiteral("email required"), QStringLiteral("first_name required"),
                              QStringLiteral("last_name required"), QStringLiteral("phone_number required"),
                              QStringLiteral("service_needed required"), QStringLiteral("urgency required")}));
    }

    void oneErrorPerField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value"); // JSON
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const char *field, const char *value, const char *problem) {
            QTest::newRow(name) << QString::fromUtf8(field) << QString::fromUtf8(value) << QString::fromUtf8(problem);
        };
        row("a number for a name", "first_name", "7", "first_name wrong_type");
        row("a name of white space", "last_name", "\"  \"", "last_name required");
        row("a control character", "first_name", "\"a\\u0000b\"", "first_name invalid");
        row("a bad ZIP", "zip_code", "\"787\"", "zip_code invalid");
        row("consent as a text", "consent", "\"yes\"", "consent wrong_type");
        row("NUL in consent", "consent", R"({"said":["a\u0000b"]})", "consent invalid");
        row("NUL in a name in consent", "consent", R"({"a\u0000b":1})", "consent invalid");
        row("a long external id", "external_id",
            qPrintable(QLatin1Char('"') + QString(101, QLatin1Char('x')) + QLatin1Char('"')), "external_id too_long");
        row("a list for an e-mail", "email", "[\"a@example.com\"]", "email wrong_type");
    }
    void oneErrorPerField()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        json input = good();
        input[field.toStdString()] = json::parse(value.toStdString());
        QCOMPARE(problems(input), QStringList{problem});
    }

    void notAnObject() { QCOMPARE(problems(json("text")), QStringList{QStringLiteral(" wrong_type")}); }

    void typedInTheWindow()
    {
        NewLead lead = *NewLead::fromJson(good());
        lead.zipCode = QStringLiteral(" ");
        QVERIFY(lead.validated().ok());
        QVERIFY(!lead.validated()->zipCode.has_value());
        lead.email.clear();
        lead.lastName = QStringLiteral(" ");
        lead.serviceNeeded.clear();
        QVERIFY(lead.validated().ok());
        QCOMPARE(lead.validated()->lastName, QString());
        lead.firstName.clear();
        QVERIFY(lead.validated().ok());
        lead.phoneNumber.clear();
        const Error nobody = lead.validated().error();
        QCOMPARE(nobody.fields.size(), 2);
        QCOMPARE(nobody.fields[0].field, QStringLiteral("email"));
        QCOMPARE(nobody.fields[0].detail, QStringLiteral("or a phone number is needed"));
        QCOMPARE(nobody.fields[1].field, QStringLiteral("phone_number"));
        QCOMPARE(nobody.fields[1].detail, QStringLiteral("or an e-mail address is needed"));
        lead.email = QStringLiteral("maria@example.com");
        QVERIFY(lead.validated().ok());
        QVERIFY(!lead.validated()->hasRealPhone);
    }

    void isTheSameAsTheLeadThatItCameFrom()
    {
        Lead lead;
        lead.phoneNumber = QStringLiteral("+10000000000");
        lead.street = QStringLiteral("12 Main St");
        lead.city = QStringLiteral("Austin");
        lead.state = QStringLiteral("TX");
        lead.phoneExtension = QStringLiteral("12");
        lead.hasRealPhone = false;
        const NewLead same = NewLead::of(lead);
        QCOMPARE(same.validated().valueOr({}), same);
        QCOMPARE(same.phoneExtension, lead.phoneExtension);
        QCOMPARE(same.state, lead.state);
    }
};

QTEST_GUILESS_MAIN(TestNewLead)
#include "tst_newlead.moc"
