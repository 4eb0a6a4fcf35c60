#include "models/domain/lead.h"
#include "models/domain/leadevent.h"
#include "models/domain/payment.h"

#include <QFile>
#include <QTest>

using namespace pl;
using nlohmann::json;

namespace {

/// Rows as the recordings of the real PostgREST have them.
json fixture(const char *table)
{
    QFile file(QStringLiteral(PL_TEST_DATA "/contract/fixture.json"));
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return parseJson(file.readAll(), QStringLiteral("fixture")).valueOr(nullptr)[table];
}

} // namespace

class TestLead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryRowOfTheFixture()
    {
        const json rows = fixture("leads");
        QCOMPARE(rows.size(), std::size_t(6));
        for (const json &row : rows) {
            const Result<Lead> lead = Lead::fromJson(row);
            QVERIFY2(lead.ok(), lead.ok() ? "" : qPrintable(lead.error().message));
            QCOMPARE(lead->id.toString(QUuid::WithoutBraces).toStdString(), row["id"].get<std::string>());
        }
    }

    void keepsMicroseconds()
    {
        const Lead lead = *Lead::fromJson(fixture("leads")[2]);
        QCOMPARE(lead.updatedAt.toString(), QStringLiteral("2026-11-20T12:00:00.123456+00:00"));
        QCOMPARE(lead.status, LeadStatus::Assigned);
        QVERIFY(lead.assignedPlumberId.has_value());
        QCOMPARE(lead.version, 2);
    }

    void unknownFieldsAreKeptOut()
    {
        json row = fixture("leads")[0];
        const Lead before = *Lead::fromJson(row);
        row["a_column_of_tomorrow"] = 1;
        QCOMPARE(*Lead::fromJson(row), before);
    }

    void tellsEachWrongField()
    {
        json row = fixture("leads")[0];
        row["status"] = "lost in the post";
        row["version"] = nullptr;
        row.erase("email");
        const Result<Lead> lead = Lead::fromJson(row);
        QVERIFY(!lead.ok());
        QStringList fields;
        for (const FieldError &e : lead.error().fields)
            fields += e.field;
        fields.sort();
        QCOMPARE(fields, QStringList({QStringLiteral("email"), QStringLiteral("status"), QStringLiteral("version")}));
    }

    void columnsAreThoseThatAreRead()
    {
        const json row = fixture("leads")[0];
        // The recorded reference is older than these columns.
        const QByteArrayList younger{
            "attention",         "street",  "city",           "state",     "phone_extension", "answers",    "origin",
            "source_cost_cents", "is_test", "has_real_phone", "import_id", "withdrawn_at",    "do_not_sell"};
        for (const QByteArray &column : Lead::columns().split(','))
            QVERIFY2(row.contains(column.toStdString()) || younger.contains(column), column.constData());
    }

    void paymentsOfTheFixture()
    {
        const json rows = fixture("payments");
        QCOMPARE(rows.size(), std::size_t(3));
        const Payment refunded = *Payment::fromJson(rows[1]);
        QCOMPARE(refunded.status, PaymentStatus::Refunded);
        QCOMPARE(refunded.amountCents, 3750);
        QCOMPARE(*Payment::fromJson(rows[2])->failureCode, QStringLiteral("card_declined"));
        // The recorded reference is older than these columns.
        const QByteArrayList newer{"refund_requested_cents", "due_at"};
        for (const QByteArray &column : Payment::columns().split(','))
            QVERIFY2(rows[0].contains(column.toStdString()) || newer.contains(column), column.constData());
    }

    void eventsOfTheFixture()
    {
        const json rows = fixture("lead_events");
        const LeadEvent event = *LeadEvent::fromJson(rows[1]);
        QCOMPARE(event.kind, LeadEventKind::Assigned);
        QCOMPARE(event.actor, QStringLiteral("sam@office.test"));
        for (const QByteArray &column : LeadEvent::columns().split(','))
            QVERIFY2(rows[0].contains(column.toStdString()) || column == "detail", column.constData());
    }
};

QTEST_GUILESS_MAIN(TestLead)
#include "tst_lead.moc"
