#include "models/domain/plumber.h"

#include <QFile>
#include <QTest>

using namespace pl;
using nlohmann::json;

class TestPlumber : public QObject
{
    Q_OBJECT

private:
    static json row()
    {
        return {{"id", "10000000-0000-4000-8000-000000000004"},
                {"first_name", "Dee \"Dee\""},
                {"last_name", "Comma, Jr."},
                {"email", "dee@pipes.test"},
                {"phone_number", "+15125550104"},
                {"zip_code", "10001"},
                {"services", json::array({"Drain Cleaning"})},
                {"created_at", "2026-11-02T09:03:00+00:00"},
                {"updated_at", "2026-11-02T09:03:00.123456+00:00"},
                {"status", "paused"},
                {"service_radius_miles", 40},
                {"daily_lead_cap", 3},
                {"notify_by", "sms"},
                {"payment_ready", true},
                {"version", 9},
                {"stripe_customer_id", "cus_1"}};
    }

private Q_SLOTS:
    void reads()
    {
        const Result<Plumber> plumber = Plumber::fromJson(row());
        QVERIFY(plumber.ok());
        QCOMPARE(plumber->fullName(), QStringLiteral("Dee \"Dee\" Comma, Jr."));
        QCOMPARE(plumber->status, PlumberStatus::Paused);
        QCOMPARE(plumber->dailyLeadCap, std::optional(3));
        QCOMPARE(plumber->notifyBy, NotifyBy::Sms);
        QVERIFY(plumber->paymentReady);
    }

    void servicesMustBeTexts()
    {
        json wrong = row();
        wrong["services"] = json::array({"a", 5});
        QCOMPARE(Plumber::fromJson(wrong).error().fields.first().field, QStringLiteral("services"));
        wrong["services"] = "Drain Cleaning";
        QCOMPARE(Plumber::fromJson(wrong).error().fields.first().field, QStringLiteral("services"));
    }

    void writesOnlyWhatTheOfficeMayWrite()
    {
        const json out = Plumber::fromJson(row())->toJson();
        for (const char *column : {"stripe_customer_id", "payment_ready", "version", "created_at", "updated_at", "id"})
            QVERIFY2(!out.contains(column), column);
        QVERIFY(out["daily_lead_cap"] == json(3));
        QVERIFY(out["services"] == row()["services"]);
    }

    void checksWhatIsTyped()
    {
        Plumber plumber = *Plumber::fromJson(row());
        plumber.phoneNumber = QStringLiteral("512 555 0199");
        QCOMPARE(plumber.validated()->phoneNumber, QStringLiteral("+15125550199"));
        plumber.serviceRadiusMiles = 0;
        plumber.dailyLeadCap = 0;
        plumber.lastName = QStringLiteral(" ");
        QStringList fields;
        for (const FieldError &e : plumber.validated().error().fields)
            fields += e.field;
        QCOMPARE(fields, QStringList({QStringLiteral("last_name"), QStringLiteral("service_radius_miles"),
                                      QStringLiteral("daily_lead_cap")}));
    }
};

QTEST_GUILESS_MAIN(TestPlumber)
#include "tst_plumber.moc"
