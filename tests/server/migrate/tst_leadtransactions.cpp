#include "tests/server/migrate/officedatabase.h"

#include <QTest>

#include <barrier>
#include <thread>

using namespace pl;
using namespace pl::test;

/// What a change of a lead brings with it in the same transaction, and that of many who change it at once one wins.
class TestLeadTransactions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aNewLeadIsReceived();
    void assigningChargesAndNotifies();
    void theUrgencyAndTheServiceMakeThePrice_data();
    void theUrgencyAndTheServiceMakeThePrice();
    void notifiesEachPersonByTheirChannel_data();
    void notifiesEachPersonByTheirChannel();
    void unassigningUndoesEverything();
    void unassigningRequestsARefund();
    void reassigningChargesTheNewOne();
    void aDuplicateChargesNobody();
    void whatNobodyPaysFor_data();
    void whatNobodyPaysFor();
    void noMessageGoesToAnUnknownAddress();
    void acceptingIsNoted();
    void completingAndReopening();
    void editingLogsOnlyFieldNames();
    void erasingIsNotLoggedAsAnEdit();
    void erasingTakesAllThatIsPersonal();
    void everyUpdateRaisesTheVersion_data();
    void everyUpdateRaisesTheVersion();
    void aRefusedChangeLeavesNoTrace();
    void historyNamesTheServer();
    void oneOfManyConcurrentWritersWins();
    void anAssignmentsEffectsWait_data();
    void anAssignmentsEffectsWait();
    void aPayerWhoGetsItBackIsNotRefunded();
    void aGraceOutOfRangeIsRefused_data();
    void aGraceOutOfRangeIsRefused();

private:
    void change(const QString &what, const QString &lead = {});
    void serverChanges(const QString &what);
    QString events();
    QString payments();
    QString notifications();

    OfficeDatabase m_office;
};

namespace {

const QString kLead = QStringLiteral("20000000-0000-4000-8000-000000000001"); // new, day, a service of $40
const QString kAnn = QStringLiteral("10000000-0000-4000-8000-000000000001");
const QString kBob = QStringLiteral("10000000-0000-4000-8000-000000000002");
const QString kStaff = QStringLiteral("staff");

QString assignedTo(const QString &plumber)
{
    return QStringLiteral("assigned_plumber_id = '%1'").arg(plumber);
}

const QString kUnassigned = QStringLiteral("assigned_plumber_id = null, status = 'new'");

} // namespace

void TestLeadTransactions::initTestCase()
{
    QVERIFY2(m_office.start(), m_office.log());
}

void TestLeadTransactions::init()
{
    QVERIFY2(m_office.reload(), m_office.log());
}

/// As staff, on kLead unless told otherwise.
void TestLeadTransactions::change(const QString &what, const QString &lead)
{
    QCOMPARE(
        m_office
            .as(kStaff, QStringLiteral("update leads set %1 where id = '%2'").arg(what, lead.isEmpty() ? kLead : lead))
            .text(),
        QStringLiteral("1"));
}

/// What the office may not write.
void TestLeadTransactions::serverChanges(const QString &what)
{
    QCOMPARE(
        m_office.as(QStringLiteral("service"), QStringLiteral("update leads set %1 where id = '%2'").arg(what, kLead))
            .text(),
        QStringLiteral("1"));
}

QString TestLeadTransactions::events()
{
    return m_office.text(QStringLiteral("select kind, actor, right(plumber_id::text, 1), note from lead_events"
                                        " where lead_id = '%1' order by id")
                             .arg(kLead));
}

QString TestLeadTransactions::payments()
{
    return m_office.text(QStringLiteral("select right(plumber_id::text, 1), amount_cents, currency, status,"
                                        " refund_reason from payments where lead_id = '%1' order by created_at")
                             .arg(kLead));
}

QString TestLeadTransactions::notifications()
{
    return m_office.text(QStringLiteral("select channel, template, recipient, status from notifications"
                                        " where lead_id = '%1' order by created_at, template, channel")
                             .arg(kLead));
}

void TestLeadTransactions::aNewLeadIsReceived()
{
    QCOMPARE(m_office
                 .as(kStaff, QStringLiteral("insert into leads (first_name, last_name, email, phone_number,"
                                            " service_needed, urgency) values ('A', 'B', 'new@home.test', 'd', 'e',"
                                            " 'day')"))
                 .text(),
             QStringLiteral("1"));
    QCOMPARE(m_office.text(QStringLiteral("select l.status, l.version, e.kind, e.actor from leads l join lead_events e"
                                          " on e.lead_id = l.id where l.email = 'new@home.test'")),
             QStringLiteral("new|1|received|sam@office.test"));
}

void TestLeadTransactions::assigningChargesAndNotifies()
{
    change(assignedTo(kAnn));
    QCOMPARE(
        m_office.text(
            QStringLiteral("select status, version, assigned_at = updated_at from leads where id = '%1'").arg(kLead)),
        QStringLiteral("assigned|2|true"));
    QCOMPARE(events(), QStringLiteral("assigned|sam@office.test|1|"));
    QCOMPARE(payments(), QStringLiteral("1|6000|usd|pending|"));
    QCOMPARE(notifications(), QStringLiteral("email|lead_assigned|ann@pipes.test|pending\n"
                                             "sms|lead_assigned|+15125550101|pending\n"
                                             "email|plumber_found|cy@home.test|pending"));
}

void TestLeadTransactions::theUrgencyAndTheServiceMakeThePrice_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("urgency");
    QTest::addColumn<QString>("cents");
    const auto row = [](const char *service, const char *urgency, const char *cents) {
        QTest::addRow("%s within a %s", service, urgency)
            << QString::fromLatin1(service) << QString::fromLatin1(urgency) << QString::fromLatin1(cents);
    };
    row("Leak Detection & Repair", "day", "6000");
    row("Leak Detection & Repair", "week", "4000");
    row("Leak Detection & Repair", "month", "3200");
    row("Bathroom Remodeling", "day", "13500");
    row("something else", "week", "2500");
}

void TestLeadTransactions::theUrgencyAndTheServiceMakeThePrice()
{
    QFETCH(QString, service);
    QFETCH(QString, urgency);
    change(QStringLiteral("service_needed = '%1', urgency = '%2', %3").arg(service, urgency, assignedTo(kAnn)));
    QTEST(payments().section(u'|', 1, 1), "cents");
}

void TestLeadTransactions::notifiesEachPersonByTheirChannel_data()
{
    QTest::addColumn<QString>("notifyBy");
    QTest::addColumn<QString>("urgency");
    QTest::addColumn<QString>("channels");
    const auto row = [](const char *by, const char *urgency, const char *channels) {
        QTest::addRow("by %s within a %s", by, urgency)
            << QString::fromLatin1(by) << QString::fromLatin1(urgency) << QString::fromLatin1(channels);
    };
    row("email", "day", "email");
    row("sms", "month", "sms");
    row("both", "day", "email\nsms");
    row("both", "week", "email");
    row("none", "day", "");
}

void TestLeadTransactions::notifiesEachPersonByTheirChannel()
{
    QFETCH(QString, notifyBy);
    QFETCH(QString, urgency);
    QCOMPARE(
        m_office.as(kStaff, QStringLiteral("update plumbers set notify_by = '%1' where id = '%2'").arg(notifyBy, kAnn))
            .text(),
        QStringLiteral("1"));
    change(QStringLiteral("urgency = '%1', %2").arg(urgency, assignedTo(kAnn)));
    QTEST(m_office.text(QStringLiteral("select channel from notifications where lead_id = '%1'"
                                       " and template = 'lead_assigned' order by 1")
                            .arg(kLead)),
          "channels");
}

void TestLeadTransactions::unassigningUndoesEverything()
{
    change(assignedTo(kAnn));
    change(kUnassigned);
    QCOMPARE(events(), QStringLiteral("assigned|sam@office.test|1|\nunassigned|sam@office.test|1|"));
    QCOMPARE(payments(), QStringLiteral("1|6000|usd|void|"));
    QCOMPARE(m_office.text(QStringLiteral("select distinct status from notifications where lead_id = '%1'").arg(kLead)),
             QStringLiteral("skipped"));
    QCOMPARE(m_office.text(QStringLiteral("select assigned_at, accepted_at from leads where id = '%1'").arg(kLead)),
             QStringLiteral("|"));
}

void TestLeadTransactions::unassigningRequestsARefund()
{
    change(assignedTo(kAnn));
    QCOMPARE(m_office
                 .as(QStringLiteral("service"),
                     QStringLiteral("update payments set status = 'succeeded' where lead_id = '%1'").arg(kLead))
                 .text(),
             QStringLiteral("1"));
    change(kUnassigned);
    QCOMPARE(payments(), QStringLiteral("1|6000|usd|refund_requested|unassigned"));
}

void TestLeadTransactions::reassigningChargesTheNewOne()
{
    change(assignedTo(kAnn));
    change(assignedTo(kBob));
    QCOMPARE(payments(), QStringLiteral("1|6000|usd|void|\n2|6000|usd|pending|"));
    QCOMPARE(events(), QStringLiteral("assigned|sam@office.test|1|\nunassigned|sam@office.test|1|\n"
                                      "assigned|sam@office.test|2|"));
}

void TestLeadTransactions::aDuplicateChargesNobody()
{
    serverChanges(QStringLiteral("duplicate_of = '20000000-0000-4000-8000-000000000002'"));
    change(assignedTo(kAnn));
    QCOMPARE(payments(), QString());
    QVERIFY(!notifications().isEmpty());
}

void TestLeadTransactions::whatNobodyPaysFor_data()
{
    QTest::addColumn<QString>("lead");
    QTest::addColumn<QString>("paid");
    QTest::addColumn<QString>("told");
    const auto row = [](const char *name, const char *lead, const char *paid, const char *told) {
        QTest::newRow(name) << QString::fromLatin1(lead) << QString::fromLatin1(paid) << QString::fromLatin1(told);
    };
    row("a test", "is_test = true", "0", "0");
    row("a number that nobody can have", "has_real_phone = false", "0", "3");
    row("a real number", "has_real_phone = true", "1", "3");
    row("a number that was not checked", "has_real_phone = null", "1", "3");
}

void TestLeadTransactions::whatNobodyPaysFor()
{
    QFETCH(QString, lead);
    serverChanges(lead);
    change(assignedTo(kAnn));
    const auto counts = [this](const char *table) {
        return m_office.text(
            QStringLiteral("select count(*) from %1 where lead_id = '%2'").arg(QLatin1StringView(table), kLead));
    };
    QTEST(counts("payments"), "paid");
    QTEST(counts("notifications"), "told");
    QCOMPARE(events(), QStringLiteral("assigned|sam@office.test|1|"));
}

void TestLeadTransactions::noMessageGoesToAnUnknownAddress()
{
    change(QStringLiteral("email = ''"));
    change(assignedTo(kAnn));
    QCOMPARE(notifications(), QStringLiteral("email|lead_assigned|ann@pipes.test|pending\n"
                                             "sms|lead_assigned|+15125550101|pending"));
}

void TestLeadTransactions::acceptingIsNoted()
{
    change(assignedTo(kAnn));
    serverChanges(QStringLiteral("accepted_at = now()"));
    QCOMPARE(events().section(u'\n', -1), QStringLiteral("accepted|server|1|"));
    change(assignedTo(kBob));
    QCOMPARE(m_office.text(QStringLiteral("select accepted_at is null from leads where id = '%1'").arg(kLead)),
             QStringLiteral("true"));
}

void TestLeadTransactions::completingAndReopening()
{
    change(assignedTo(kAnn));
    change(QStringLiteral("status = 'completed', closed_reason = 'done'"));
    QCOMPARE(events().section(u'\n', -1), QStringLiteral("completed|sam@office.test|1|done"));
    QCOMPARE(m_office.text(QStringLiteral("select completed_at is null from leads where id = '%1'").arg(kLead)),
             QStringLiteral("false"));
    change(QStringLiteral("status = 'assigned', closed_reason = null"));
    QCOMPARE(events().section(u'\n', -1), QStringLiteral("reopened|sam@office.test||"));
    QCOMPARE(m_office.text(QStringLiteral("select completed_at is null from leads where id = '%1'").arg(kLead)),
             QStringLiteral("true"));
}

void TestLeadTransactions::editingLogsOnlyFieldNames()
{
    change(QStringLiteral("phone_number = '+1', email = 'cy@new.test', zip_code = zip_code, street = '1 Main St'"));
    QCOMPARE(events(), QStringLiteral("edited|sam@office.test||email, phone_number, street"));
}

void TestLeadTransactions::erasingIsNotLoggedAsAnEdit()
{
    serverChanges(QStringLiteral("erased_at = now(), first_name = '', last_name = '', email = '', phone_number = ''"));
    QCOMPARE(events(), QStringLiteral("erased|server||"));
}

void TestLeadTransactions::erasingTakesAllThatIsPersonal()
{
    serverChanges(QStringLiteral("street = '1 Main St', city = 'Austin', state = 'TX', phone_extension = '5',"
                                 " answers = '{\"a\": \"b\"}', origin = '{\"c\": \"d\"}'"));
    QCOMPARE(m_office
                 .as(QStringLiteral("service"),
                     QStringLiteral("insert into intake_items (source_id, cause, status, body, lead_id) values"
                                    " ('50000000-0000-4000-8000-000000000001', 'unmapped', 'taken', 'Cy', '%1')")
                         .arg(kLead))
                 .text(),
             QStringLiteral("1"));
    serverChanges(QStringLiteral("erased_at = now(), first_name = '', last_name = '', email = '', phone_number = ''"));
    QCOMPARE(
        m_office.text(QStringLiteral("select l.street, l.city, l.state, l.phone_extension, l.answers, l.origin, i.body,"
                                     " i.erased_at = l.erased_at, i.version from leads l join intake_items i"
                                     " on i.lead_id = l.id")),
        QStringLiteral("|||||||true|2"));
}

void TestLeadTransactions::everyUpdateRaisesTheVersion_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("change");
    const auto row = [](const char *table, const char *change) {
        QTest::newRow(table) << QString::fromLatin1(table) << QString::fromLatin1(change);
    };
    row("plumbers", "zip_code = '1'");
    row("lead_sources", "active = false");
    row("services", "active = true");
    row("settings", "value = value");
    row("payments", "receipt_url = 'x'");
    row("notifications", "error = 'x'");
    row("leads", "zip_code = '1', version = 70, updated_at = '2000-01-01'");
}

void TestLeadTransactions::everyUpdateRaisesTheVersion()
{
    QFETCH(QString, table);
    QFETCH(QString, change);
    const QString versions = QStringLiteral("select sum(version) from %1").arg(table);
    const int before = m_office.text(versions).toInt();
    const auto updated = m_office.as(QStringLiteral("service"), QStringLiteral("update %1 set %2").arg(table, change));
    QVERIFY2(updated.rows > 0, qPrintable(updated.text()));
    QCOMPARE(m_office.text(versions).toInt(), before + updated.rows);
    QCOMPARE(m_office.text(
                 QStringLiteral("select count(*) from %1 where updated_at < now() - interval '1 minute'").arg(table)),
             QStringLiteral("0"));
}

void TestLeadTransactions::aRefusedChangeLeavesNoTrace()
{
    const auto refused = m_office.as(
        kStaff,
        QStringLiteral("update leads set %1, closed_reason = 'because' where id = '%2'").arg(assignedTo(kAnn), kLead));
    QCOMPARE(refused.text(), QStringLiteral("23514"));
    QCOMPARE(events() + payments() + notifications(), QString());
}

void TestLeadTransactions::historyNamesTheServer()
{
    QCOMPARE(m_office
                 .as(QStringLiteral("service"),
                     QStringLiteral("update leads set %1 where id = '%2'").arg(assignedTo(kAnn), kLead))
                 .text(),
             QStringLiteral("1"));
    QCOMPARE(events(), QStringLiteral("assigned|server|1|"));
}

void TestLeadTransactions::oneOfManyConcurrentWritersWins()
{
    constexpr int kDesktops = 50;
    std::vector<int> rows(kDesktops, -1);
    std::barrier start(kDesktops);
    {
        std::vector<std::jthread> desktops;
        for (int i = 0; i < kDesktops; ++i)
            desktops.emplace_back([this, i, &rows, &start] {
                const auto connection = m_office.connect();
                start.arrive_and_wait();
                if (!connection)
                    return;
                const auto answer = (*connection)->inTransaction([&]() -> Result<QList<QVariantList>> {
                    if (const auto became = becomeCaller(**connection, kStaff); !became)
                        return became.error();
                    return (*connection)
                        ->rows(QStringLiteral("update leads set %1 where id = '%2' and version = 1 returning id")
                                   .arg(assignedTo(i % 2 ? kAnn : kBob), kLead));
                });
                if (answer)
                    rows[size_t(i)] = int(answer->size());
            });
    }
    QCOMPARE(std::count(rows.begin(), rows.end(), 1), 1);
    QCOMPARE(std::count(rows.begin(), rows.end(), 0), kDesktops - 1);
    QCOMPARE(m_office.text(QStringLiteral("select version from leads where id = '%1'").arg(kLead)),
             QStringLiteral("2"));
    QCOMPARE(m_office.text(QStringLiteral("select count(*) from payments where lead_id = '%1'").arg(kLead)),
             QStringLiteral("1"));
    QCOMPARE(events().count(QStringLiteral("assigned|")), 1);
}

void TestLeadTransactions::anAssignmentsEffectsWait_data()
{
    QTest::addColumn<QString>("grace");
    for (const char *grace : {"0", "10", "60"})
        QTest::newRow(grace) << QString::fromLatin1(grace);
}

void TestLeadTransactions::anAssignmentsEffectsWait()
{
    QFETCH(QString, grace);
    const auto set = [this](const QString &seconds) {
        return m_office
            .as(QStringLiteral("admin"),
                QStringLiteral("update settings set value = '%1' where key = 'grace_seconds'").arg(seconds))
            .text();
    };
    QCOMPARE(set(grace), QStringLiteral("1"));
    change(assignedTo(kAnn));
    QCOMPARE(set(QStringLiteral("10")), QStringLiteral("1"));
    QCOMPARE(m_office.text(QStringLiteral("select extract(epoch from due_at - created_at)::int from payments"
                                          " where lead_id = '%1'")
                               .arg(kLead)),
             grace);
    QCOMPARE(m_office.text(QStringLiteral("select count(*), min(extract(epoch from next_attempt_at - created_at))::int,"
                                          " max(extract(epoch from next_attempt_at - created_at))::int"
                                          " from notifications where lead_id = '%1'")
                               .arg(kLead)),
             QStringLiteral("3|%1|%1").arg(grace));
}

void TestLeadTransactions::aPayerWhoGetsItBackIsNotRefunded()
{
    change(assignedTo(kAnn));
    m_office.text(
        QStringLiteral("update payments set status = 'succeeded', stripe_charge_id = 'ch_1' where lead_id = '%1'")
            .arg(kLead));
    change(assignedTo(kBob));
    QCOMPARE(m_office.text(QStringLiteral("select due_at > now() from payments where status = 'refund_requested'"
                                          " and lead_id = '%1'")
                               .arg(kLead)),
             QStringLiteral("true"));
    change(assignedTo(kAnn));
    QCOMPARE(payments(), QStringLiteral("1|6000|usd|succeeded|\n2|6000|usd|void|"));
    m_office.text(QStringLiteral("update payments set due_at = now() where lead_id = '%1'").arg(kLead));
    change(kUnassigned);
    m_office.text(QStringLiteral("update payments set due_at = now() where lead_id = '%1'").arg(kLead));
    change(assignedTo(kAnn));
    QCOMPARE(payments(), QStringLiteral("1|6000|usd|refund_requested|unassigned\n2|6000|usd|void|\n"
                                        "1|6000|usd|pending|"));
}

void TestLeadTransactions::aGraceOutOfRangeIsRefused_data()
{
    QTest::addColumn<QString>("value");
    for (const char *value : {"-1", "61", "1.5", "\"10\"", "true", "null", "[]", "100000000000000"})
        QTest::newRow(value) << QString::fromLatin1(value);
}

void TestLeadTransactions::aGraceOutOfRangeIsRefused()
{
    QFETCH(QString, value);
    QCOMPARE(m_office
                 .as(QStringLiteral("admin"),
                     QStringLiteral("update settings set value = '%1' where key = 'grace_seconds'").arg(value))
                 .text(),
             QStringLiteral("P0001"));
}

QTEST_GUILESS_MAIN(TestLeadTransactions)
#include "tst_leadtransactions.moc"
