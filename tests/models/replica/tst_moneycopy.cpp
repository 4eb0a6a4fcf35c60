#include "models/replica/messagereplica.h"
#include "models/replica/paymentcommands.h"
#include "tests/support/diskfiles.h"
#include "tests/support/messagerows.h"
#include "tests/support/waiting.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::replica;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using pl::test::FakeTransport;
using pl::test::messageRow;

namespace {

constexpr auto kSecretWords = "Qwxyzvbn"; // that nothing else has

/// One window of an office, with its payments and messages.
struct MoneyWindow
{
    MoneyWindow(FakeTransport &transport, const CopyPlace &place)
        : client(transport, key, nullptr, supabase::RetryPolicy{1, 1ms, 1ms, 1s}), office(client, nullptr, 10ms, place)
    {
        payments.keepIn(office);
        messages.keepIn(office);
    }
    void start()
    {
        office.start();
        payments.start();
        messages.start();
    }
    bool isLive() const
    {
        return office.connection() == Connection::Live && payments.state() == Replica::State::Live &&
               messages.state() == Replica::State::Live && payments.isComplete() && messages.isComplete();
    }
    void load()
    {
        start();
        QTRY_VERIFY(isLive());
    }

    supabase::KeyCredentials key{"anon"};
    supabase::RestClient client;
    OfficeReplica office;
    PaymentReplica payments{client, nullptr, 10ms};
    MessageReplica messages{client, nullptr, 10ms};
    PaymentCommands commands{client, payments};
};

} // namespace

/// Payments and messages in the copy of the office on disk: what a window leaves there, and what the next one makes of
/// it.
class TestMoneyCopy : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeTransport> m_transport;

    QString path() const { return m_dir->filePath(u"office.sqlite"_s); }
    static CopyPlace placeAt(const QString &path)
    {
        return {path, {u"office.test"_s, QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1), u"admin"_s}};
    }
    CopyPlace place() const { return placeAt(path()); }
    static QUuid paymentId(int n) { return QUuid::fromString(QString::fromStdString(FakeTransport::paymentId(n))); }
    static QUuid messageId(int n) { return QUuid::fromString(QString::fromStdString(messageRow(n)["id"])); }
    void change(const char *table, const std::string &id, const nlohmann::json &changes)
    {
        nlohmann::json row = m_transport->row(table, id);
        row.update(changes);
        row["version"] = row["version"].get<int>() + 1;
        row["updated_at"] = m_transport->nextTime();
        m_transport->put(table, row);
    }
    void leaveACopy()
    {
        MoneyWindow window(*m_transport, place());
        window.load();
    }
    /// As a window shows it that can't reach the server.
    std::unique_ptr<MoneyWindow> openOffline()
    {
        m_transport->setOffline(true);
        auto window = std::make_unique<MoneyWindow>(*m_transport, place());
        window->start();
        return window;
    }
    /// How many pages of messages were asked for by first loads: the newest one, and those up to a moment.
    int pagesOfLoads() const
    {
        const auto requests = m_transport->requests();
        return static_cast<int>(std::count_if(requests.cbegin(), requests.cend(), [](const auto &request) {
            return request.target.startsWith("/rest/v1/notifications?") &&
                   (request.target.contains("updated_at.desc") || request.target.contains("updated_at=lte."));
        }));
    }
    QByteArray bytesOnDisk() const { return test::bytesIn(m_dir->path()); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_transport = std::make_unique<FakeTransport>();
        m_transport->fillOffice(3);
        m_transport->tellTime();
        for (int n = 1; n <= 3; ++n) {
            m_transport->putPayment(n, "succeeded", n * 1000);
            m_transport->put("notifications", messageRow(n));
        }
    }

    void theNextStartNeedsNoNetwork()
    {
        leaveACopy();
        const auto window = openOffline();
        QSignalSpy reset(&window->payments, &PaymentReplica::reset);
        QTRY_COMPARE(window->payments.count(), 3);
        QTRY_COMPARE(window->messages.count(), 3);
        QVERIFY(window->payments.isShown() && window->payments.isComplete());
        QVERIFY(!reset.isEmpty());
        QCOMPARE(window->payments.payment(paymentId(2))->amountCents, 2000);
        QCOMPARE(window->messages.row(messageId(3))->recipient, u"p1@pipes.test"_s);
        QCOMPARE(window->payments.countOf(PaymentStatus::Succeeded), 3);
        QTRY_COMPARE(window->payments.state(), Replica::State::Failed);
        QCOMPARE(window->payments.count(), 3);
    }

    void onlyWhatChangedIsAskedFor()
    {
        leaveACopy();
        const int payments = m_transport->countOf("GET", "/rest/v1/payments");
        const int messages = m_transport->countOf("GET", "/rest/v1/notifications");
        change("payments", FakeTransport::paymentId(2), {{"status", "disputed"}});
        MoneyWindow window(*m_transport, place());
        window.load();
        QTRY_COMPARE(window.payments.payment(paymentId(2))->status, PaymentStatus::Disputed);
        QVERIFY(m_transport->countOf("GET", "/rest/v1/payments") > payments);
        QVERIFY(m_transport->countOf("GET", "/rest/v1/notifications") > messages);
        const auto requests = m_transport->requests();
        int asked = 0;
        for (const supabase::HttpRequest &request : requests)
            if (request.target.startsWith("/rest/v1/payments?") && ++asked > payments)
                QVERIFY2(request.target.contains("updated_at=gte."), request.target.constData());
    }

    void aRowNeverGoesBack()
    {
        {
            MoneyWindow window(*m_transport, place());
            window.load();
            Payment payment = *window.payments.payment(paymentId(1));
            payment.version = 7;
            payment.amountCents = 777;
            window.payments.apply(payment);
            QCOMPARE(window.payments.payment(paymentId(1))->amountCents, 777);
            payment.version = 6;
            payment.amountCents = 666;
            window.payments.apply(payment);
            QCOMPARE(window.payments.payment(paymentId(1))->amountCents, 777);
            change("payments", FakeTransport::paymentId(1), {{"amount_cents", 2}}); // version 2, come late
            change("payments", FakeTransport::paymentId(2), {{"amount_cents", 3}});
            QTRY_COMPARE(window.payments.payment(paymentId(2))->amountCents, 3);
            QCOMPARE(window.payments.payment(paymentId(1))->amountCents, 777);
        }
        const auto window = openOffline();
        QTRY_COMPARE(window->payments.count(), 3);
        QCOMPARE(window->payments.payment(paymentId(1))->amountCents, 777);
        QCOMPARE(window->payments.rows()->rows()[window->payments.rows()->find(paymentId(1))].amountCents, 777);
        QCOMPARE(window->payments.payment(paymentId(2))->amountCents, 3);
    }

    void anOwnWriteThatLostIsTakenBack()
    {
        MoneyWindow window(*m_transport, place());
        window.load();
        const Payment seen = *window.payments.payment(paymentId(1));
        m_transport->setOffline(true);
        QVERIFY(!test::wait(window.commands.requestRefund(seen, 500, u"Mine"_s)).ok());
        QCOMPARE(window.payments.payment(paymentId(1))->status, PaymentStatus::Succeeded);
        change("payments", FakeTransport::paymentId(1), {{"status", "disputed"}});
        m_transport->setOffline(false);
        const auto outcome = test::wait(window.commands.requestRefund(seen, 500, u"Mine"_s));
        QVERIFY(outcome.ok());
        QVERIFY(!outcome->written);
        QCOMPARE(window.payments.payment(paymentId(1))->status, PaymentStatus::Disputed);
        QVERIFY(!window.payments.payment(paymentId(1))->refundReason);
    }

    void wipingLeavesNothing()
    {
        MoneyWindow window(*m_transport, place());
        window.load();
        QSignalSpy reset(&window.payments, &PaymentReplica::reset);
        window.payments.stop();
        window.messages.stop();
        window.office.wipe();
        QCOMPARE(reset.size(), 1);
        QCOMPARE(window.payments.count(), 0);
        QCOMPARE(window.messages.count(), 0);
        QVERIFY(!window.payments.payment(paymentId(1)));
        QVERIFY(QDir(m_dir->path()).isEmpty());
    }

    void itMovesToMemoryAndBack()
    {
        MoneyWindow window(*m_transport, place());
        window.load();
        window.office.moveTo({});
        QVERIFY(QDir(m_dir->path()).isEmpty());
        QTRY_VERIFY(window.isLive());
        QCOMPARE(window.payments.count(), 3);
        QCOMPARE(window.messages.row(messageId(1))->recipient, u"p1@pipes.test"_s);
        QVERIFY(QDir(m_dir->path()).isEmpty());
        window.office.moveTo(place());
        QTRY_VERIFY(window.isLive());
        QCOMPARE(window.payments.payment(paymentId(3))->amountCents, 3000);
    }

    void nobodySeesAnotherRolesRows()
    {
        leaveACopy();
        m_transport->setOffline(true);
        CopyPlace staff = place();
        staff.key.role = u"staff"_s;
        MoneyWindow window(*m_transport, staff);
        window.start();
        QTRY_COMPARE(window.payments.state(), Replica::State::Failed);
        QCOMPARE(window.payments.count(), 0);
        QCOMPARE(window.messages.count(), 0);
    }

    void whatAnErasedCustomerWroteIsGone()
    {
        change("notifications", messageRow(2)["id"],
               {{"template", "reply"}, {"recipient", "+15125550143"}, {"body", kSecretWords}});
        change("payments", FakeTransport::paymentId(2), {{"refunded_cents", 100}, {"refund_reason", kSecretWords}});
        MoneyWindow window(*m_transport, place());
        window.load();
        QTRY_COMPARE(bytesOnDisk().count(kSecretWords) >= 2, true);
        const QByteArray folded = QByteArray(kSecretWords).toLower();
        QVERIFY(window.messages.rows()->rows().holds(folded.toStdString()));
        QVERIFY(window.payments.rows()->rows().holds(folded.toStdString()));
        change("notifications", messageRow(2)["id"], {{"recipient", ""}, {"body", nullptr}});
        change("payments", FakeTransport::paymentId(2), {{"refund_reason", nullptr}});
        QTRY_VERIFY(window.messages.row(messageId(2))->recipient.isEmpty());
        QTRY_VERIFY(!window.payments.payment(paymentId(2))->refundReason);
        QVERIFY(!window.messages.rows()->rows().holds(folded.toStdString()));
        QVERIFY(!window.payments.rows()->rows().holds(folded.toStdString()));
        QTRY_VERIFY(!bytesOnDisk().contains(kSecretWords));
    }

    void manyAreShownFromTheCopyTheNewestFirst()
    {
        for (int n = 4; n <= 2300; ++n)
            m_transport->put("notifications", messageRow(n));
        leaveACopy();
        m_transport->setOffline(true);
        MoneyWindow window(*m_transport, place());
        QList<qsizetype> counts;
        connect(&window.messages, &MessageReplica::reset, this, [&] { counts += window.messages.count(); });
        window.start();
        QTRY_COMPARE(window.messages.count(), 2300);
        QCOMPARE(counts, (QList<qsizetype>{1000, 2300}));
        QVERIFY(window.messages.isComplete());
        QCOMPARE(window.messages.row(messageId(1))->recipient, u"p1@pipes.test"_s);
    }

    /// Until all rows are read, the newest ones stand in for them.
    void changesWhileAllAreReadAreKept()
    {
        for (int n = 4; n <= 2300; ++n)
            m_transport->put("notifications", messageRow(n));
        leaveACopy();
        MoneyWindow window(*m_transport, place());
        bool isChanged = false;
        connect(&window.messages, &MessageReplica::reset, this, [&] {
            if (!std::exchange(isChanged, true))
                change("notifications", messageRow(7)["id"], {{"status", "sent"}});
        });
        window.load();
        QTRY_COMPARE(window.messages.row(messageId(7))->status, NotificationStatus::Sent);
        const auto &rows = *window.messages.rows();
        QCOMPARE(MessageState(rows.rows()[rows.find(messageId(7))].state), MessageState::Sent);
        QCOMPARE(window.messages.count(), 2300);
    }

    /// What a kill leaves is what is in the file and its log at that moment.
    void aLoadThatWasKilledGoesOn()
    {
        constexpr int kAll = 7'000;
        const Timestamp present = *Timestamp::parse(QString::fromStdString(m_transport->nextTime()));
        for (int n = 4; n <= kAll; ++n) { // a minute each, none of which a reading of changes would come across
            const std::string at = present.addSeconds(60 * (n - kAll - 2)).toString().toStdString();
            m_transport->put("notifications", messageRow(n, {{"created_at", at}, {"updated_at", at}}));
        }
        const QString killed = m_dir->filePath(u"killed.sqlite"_s);
        {
            MoneyWindow window(*m_transport, place());
            window.start();
            QTRY_VERIFY_WITH_TIMEOUT(window.messages.loadedSoFar() > 5'000, 60'000);
            m_transport->setOffline(true);
            disk::ReplicaStore &store = window.office.copy()->store();
            const auto copied = store.ask([from = path(), killed](const disk::ReplicaFile &) { // nobody writes then
                return Result<bool>(test::copyAsItIs(from, killed) &&
                                    test::copyAsItIs(from + u"-wal"_s, killed + u"-wal"_s));
            });
            QVERIFY(copied.result().valueOr(false));
        }
        m_transport->setOffline(false);
        const int asked = pagesOfLoads();
        MoneyWindow window(*m_transport, placeAt(killed));
        window.start();
        QTRY_VERIFY_WITH_TIMEOUT(window.messages.isComplete(), 60'000);
        QCOMPARE(window.messages.count(), kAll);
        QVERIFY2(pagesOfLoads() - asked < kAll / 1000, "it began from the beginning");
    }
};

QTEST_GUILESS_MAIN(TestMoneyCopy)
#include "tst_moneycopy.moc"
