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

    void readsWhatTheOfficeKnowsOfThem()
    {
        json full = row();
        full.update({{"company", "Dee & Co"},
                     {"license_number", "M-4"},
                     {"license_expires", "2027-03-01"},
                     {"insurance_expires", "2026-12-31"},
                     {"paused_until", "2026-12-12"},
                     {"weekly_lead_cap", 7},
                     {"monthly_lead_cap", 20},
                     {"zip_codes", json::array({"78701"})},
                     {"work_hours", {{"mon", json::array({json::array({"08:00", "17:00"})})}}},
                     {"language", "es"},
                     {"verified_at", "2026-11-20T12:00:00+00:00"},
                     {"verified_by", "ada@office.test"}});
        const Result<Plumber> plumber = Plumber::fromJson(full);
        QVERIFY(plumber.ok());
        QCOMPARE(plumber->licenseExpires, std::optional(QDate(2027, 3, 1)));
        QCOMPARE(plumber->weeklyLeadCap, std::optional(7));
        QCOMPARE(plumber->zipCodes, QStringList{QStringLiteral("78701")});
        QVERIFY(!plumber->workHours.always);
        QVERIFY(plumber->isVerified());
        const json out = plumber->toJson();
        QVERIFY(!out.contains("verified_by"));
        for (const auto &[column, value] : out.items())
            QVERIFY2(full.at(column) == value, column.c_str());
        full["license_expires"] = "March";
        full["work_hours"] = "always";
        QCOMPARE(Plumber::fromJson(full).error().fields.size(), 2);
    }

    void oldRowsHaveTheDefaults()
    {
        const Plumber plumber = *Plumber::fromJson(row());
        QVERIFY(plumber.workHours.always && plumber.zipCodes.isEmpty() && !plumber.isVerified());
        QCOMPARE(plumber.language, QStringLiteral("en"));
        QVERIFY(plumber.toJson()["company"].is_null() && plumber.toJson()["work_hours"].is_null());
    }

    void aPauseAndPapersEndByTheDay()
    {
        Plumber plumber = *Plumber::fromJson(row());
        const QDate day(2026, 12, 12);
        QVERIFY(plumber.isPausedOn(day)); // without an end
        plumber.pausedUntil = day;
        QVERIFY(plumber.isPausedOn(day.addDays(-1)) && !plumber.isPausedOn(day));
        QCOMPARE(plumber.statusOn(day.addDays(-1)), PlumberStatus::Paused);
        QCOMPARE(plumber.statusOn(day), PlumberStatus::Active);
        QVERIFY(!plumber.insuranceExpiredOn(day) && !plumber.licenseExpiredOn(day));
        plumber.insuranceExpires = plumber.licenseExpires = day;
        QVERIFY(!plumber.insuranceExpiredOn(day) && plumber.insuranceExpiredOn(day.addDays(1)));
        QVERIFY(!plumber.licenseExpiredOn(day) && plumber.licenseExpiredOn(day.addDays(1)));
    }

    void checksTheirTerms()
    {
        Plumber plumber = *Plumber::fromJson(row());
        plumber.zipCodes = {QStringLiteral(" 78701-1234"), QStringLiteral("78702"), QStringLiteral("78701")};
        plumber.pausedUntil = QDate(2026, 12, 12);
        plumber.status = PlumberStatus::Active;
        const Plumber tidy = *plumber.validated();
        QCOMPARE(tidy.zipCodes, QStringList({QStringLiteral("78701"), QStringLiteral("78702")}));
        QVERIFY(!tidy.pausedUntil);
        plumber.zipCodes = {QStringLiteral("Austin")};
        plumber.weeklyLeadCap = plumber.monthlyLeadCap = 0;
        plumber.language = QStringLiteral("fr");
        plumber.company = QStringLiteral("www.evil.example");
        plumber.workHours.always = false;
        plumber.workHours.on(Qt::Monday) = {{QTime(9, 0), QTime(8, 0)}};
        QStringList fields;
        for (const FieldError &e : plumber.validated().error().fields)
            fields += e.field;
        fields.sort();
        QCOMPARE(fields,
                 QStringLiteral("company language monthly_lead_cap weekly_lead_cap work_hours zip_codes").split(u' '));
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
