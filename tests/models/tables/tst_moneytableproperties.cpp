#include "tests/models/tables/naivemoneytables.h"
#include "tests/support/messagerows.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <random>

using namespace pl;
using namespace pl::tables;
using pl::test::FakeTransport;
using pl::test::messageRow;
using pl::test::NaiveMoneyTables;
using pl::test::OfficeFixture;

namespace {

constexpr int kMadeRows = 60;
constexpr int kMoneySteps = 200;
constexpr qint64 kMicrosOfHour = 3'600'000'000;

} // namespace

/// After any sequence of changes, filters and sorts, the tables of payments and messages show what naive ones show, and
/// what held an index holds it still; arranged at once, and on another thread. PL_SEED=N runs one sequence again.
class TestMoneyTableProperties : public QObject
{
    Q_OBJECT

    struct Held
    {
        QPersistentModelIndex index;
        QUuid id;
    };
    std::mt19937 m_random;
    std::unique_ptr<OfficeFixture> m_office;
    std::unique_ptr<replica::PaymentReplica> m_payments;
    std::unique_ptr<replica::MessageReplica> m_messages;
    std::unique_ptr<PaymentTableModel> m_paid;
    std::unique_ptr<MessageTableModel> m_sent;
    QHash<QUuid, Payment> m_allPaid;
    QHash<QUuid, Notification> m_allSent;

    int below(int end) { return static_cast<int>(m_random() % static_cast<unsigned>(end)); }
    template <class T>
    T oneOf(std::initializer_list<T> list)
    {
        return *(list.begin() + below(static_cast<int>(list.size())));
    }
    const replica::OfficeReplica &office() const { return m_office->replica; }

    void seedRows(unsigned seed)
    {
        m_random.seed(seed);
        m_office = std::make_unique<OfficeFixture>(20);
        m_payments = std::make_unique<replica::PaymentReplica>(m_office->client, nullptr, std::chrono::hours(1));
        m_messages = std::make_unique<replica::MessageReplica>(m_office->client, nullptr, std::chrono::hours(1));
        m_paid = std::make_unique<PaymentTableModel>(*m_payments, office());
        m_sent = std::make_unique<MessageTableModel>(*m_messages, office());
        for (int n = 1; n <= 10; ++n) {
            m_office->transport.putPayment(n, "succeeded", n * 1000);
            m_office->transport.put("notifications", messageRow(n));
        }
        m_payments->start();
        m_messages->start();
        QVERIFY(m_office->load());
        QTRY_VERIFY(m_payments->state() == replica::Replica::State::Live &&
                    m_messages->state() == replica::Replica::State::Live);
        m_allPaid.clear();
        m_allSent.clear();
        for (const QUuid &id : m_payments->newestFirst())
            m_allPaid.insert(id, *m_payments->payment(id));
        for (const QUuid &id : m_messages->newestFirst())
            m_allSent.insert(id, *m_messages->row(id));
    }

    // One change each.

    void changePayment()
    {
        const int number = 1 + below(kMadeRows);
        const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::paymentId(number)));
        Payment payment = m_allPaid.value(id);
        payment.id = id;
        payment.leadId = OfficeFixture::leadId(1 + below(22)); // two of which nobody knows
        payment.plumberId = OfficeFixture::plumberId(1 + below(3));
        payment.amountCents = below(6) * 500;
        payment.status = PaymentStatus(below(8));
        payment.refundedCents = payment.status == PaymentStatus::Refunded ? payment.amountCents / 2 : 0;
        payment.currency = oneOf({QStringLiteral("usd"), QStringLiteral("usd"), QStringLiteral("eur")});
        payment.createdAt = {1'794'900'000'000'000 - below(2000) * kMicrosOfHour};
        payment.failureMessage =
            oneOf({std::optional<QString>(), std::optional(QStringLiteral("Your card was declined.")),
                   std::optional(QString::fromUtf8("Karte ungültig"))});
        payment.receiptUrl = below(2) ? std::optional(QStringLiteral("https://r.test/1")) : std::nullopt;
        payment.version = below(10) == 0 ? payment.version - 1 : payment.version + 1; // an older one comes late
        if (!m_allPaid.contains(id) || payment.version > m_allPaid[id].version)
            m_allPaid.insert(id, payment);
        m_payments->apply(payment);
    }
    /// By the server, many at once.
    void readMessages()
    {
        const int count = oneOf({1, 3, 40});
        for (int i = 0; i < count; ++i) {
            const int number = 1 + below(kMadeRows);
            nlohmann::json row = messageRow(number);
            const Notification known = m_allSent.value(QUuid::fromString(QString::fromStdString(row["id"])));
            row.update({{"lead_id", FakeTransport::leadId(1 + below(22))},
                        {"plumber_id", FakeTransport::plumberId(1 + below(3))},
                        {"channel", oneOf({"email", "sms"})},
                        {"template", oneOf({"lead_assigned", "plumber_found", "reply", "reminder"})},
                        {"recipient", oneOf({"ann@pipes.test", "+15125550143", "Bo@pipes.test", ""})},
                        {"status", oneOf({"pending", "sent", "failed", "skipped"})},
                        {"error", oneOf<nlohmann::json>({nullptr, "No such address.", "refused"})},
                        {"body", oneOf<nlohmann::json>({nullptr, "Zu spät", "call me"})},
                        {"seen", below(2) == 0},
                        {"version", known.version + 1},
                        {"updated_at", m_office->transport.nextTime()}});
            m_office->transport.put("notifications", row);
            const Notification message = *Notification::fromJson(row);
            m_allSent.insert(message.id, message);
        }
        m_messages->syncNow();
        QTRY_VERIFY(std::all_of(m_allSent.cbegin(), m_allSent.cend(), [this](const Notification &one) {
            const Notification *there = m_messages->row(one.id);
            return there && there->version == one.version;
        }));
    }
    void renameSomebody()
    {
        m_office->changeLead(1 + below(20), [this](Lead &lead) {
            lead.firstName =
                oneOf({QStringLiteral("Ann"), QStringLiteral("Zelda"), QString::fromUtf8("Zoë"), QString()});
            lead.lastName = oneOf({QStringLiteral("Lee"), QStringLiteral("Abbot"), QString()});
            lead.serviceNeeded = oneOf({QStringLiteral("Drain Cleaning"), QStringLiteral("Water Heater")});
        });
    }
    void sortSomehow()
    {
        const auto order = below(2) ? Qt::AscendingOrder : Qt::DescendingOrder;
        m_paid->sort(below(PaymentTableModel::ColumnCount), order);
        m_sent->sort(below(MessageTableModel::ColumnCount), order);
    }
    void filterSomehow()
    {
        const QString text = oneOf({QString(), QString(), QStringLiteral("zoe"), QStringLiteral("lee declined"),
                                    QStringLiteral("drain"), QStringLiteral("pipes"), QStringLiteral("(512) 555")});
        PaymentFilter paid{text, {}, {}, {}};
        MessageFilter sent{text, {}, {}};
        if (below(2))
            paid.states = {PaymentStatus(below(8)), PaymentStatus(below(8)), PaymentStatus::Succeeded};
        if (below(3) == 0)
            paid.plumbers = {OfficeFixture::plumberId(1 + below(3))};
        if (below(3) == 0)
            paid.months = {monthOf({1'794'900'000'000'000 - below(2000) * kMicrosOfHour})};
        if (below(2))
            sent.states = {MessageState::Waiting, MessageState(below(14)), MessageState(below(14))};
        if (below(3) == 0)
            sent.channels = {QStringLiteral("sms")};
        m_paid->setFilter(paid);
        m_sent->setFilter(sent);
    }

    static QList<QUuid> shown(const QAbstractItemModel &model)
    {
        QList<QUuid> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids += model.index(row, 0).data(Qt::UserRole).toUuid();
        return ids;
    }
    QString difference() const
    {
        const NaiveMoneyTables naive{office(), m_paid.get(), m_sent.get()};
        if (shown(*m_paid) != naive.wanted(m_allPaid, m_paid->sortOrder()))
            return QStringLiteral("payments by column %1").arg(m_paid->sortColumn());
        if (shown(*m_sent) != naive.wanted(m_allSent, m_sent->sortOrder()))
            return QStringLiteral("messages by column %1").arg(m_sent->sortColumn());
        PaymentTotals totals;
        for (const Payment &payment : m_allPaid)
            if (naive.matches(payment))
                totals.add(payment);
        const auto missing = std::count_if(m_allSent.cbegin(), m_allSent.cend(), [&naive](const Notification &message) {
            return naive.matches(message) && didNotArrive(stateOf(message));
        });
        if (m_sent->missing() != missing)
            return QStringLiteral("what didn't arrive");
        return totals == m_paid->totals() ? QString() : QStringLiteral("totals");
    }
    static void hold(const QAbstractItemModel &model, std::vector<Held> &held)
    {
        held.clear();
        for (int row = 0; row < model.rowCount(); row += 3) {
            const QModelIndex index = model.index(row, row % model.columnCount());
            held.push_back({index, index.data(Qt::UserRole).toUuid()});
        }
    }
    static bool isHeld(const std::vector<Held> &held)
    {
        return std::all_of(held.begin(), held.end(), [](const Held &one) {
            return !one.index.isValid() || one.index.data(Qt::UserRole).toUuid() == one.id;
        });
    }
    void step()
    {
        switch (below(8)) {
        case 0:
            return sortSomehow();
        case 1:
            return filterSomehow();
        case 2:
            return readMessages();
        case 3:
            return renameSomebody();
        default:
            for (int i = oneOf({1, 1, 2, 25}); i > 0; --i)
                changePayment();
        }
    }

private Q_SLOTS:
    void cleanup()
    {
        m_paid.reset();
        m_sent.reset();
        m_payments.reset();
        m_messages.reset();
        m_office.reset();
    }

    void showsWhatNaiveTablesShow_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<bool>("here");
        const unsigned chosen = qEnvironmentVariableIntValue("PL_SEED");
        for (unsigned seed = chosen ? chosen : 1; seed <= (chosen ? chosen : 4); ++seed) {
            QTest::addRow("at once, %u", seed) << seed << true;
            QTest::addRow("on another thread, %u", seed) << seed << false;
        }
    }
    void showsWhatNaiveTablesShow()
    {
        QFETCH(const unsigned, seed);
        QFETCH(const bool, here);
        seedRows(seed);
        const auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;
        const QAbstractItemModelTester paid(m_paid.get(), reporting);
        const QAbstractItemModelTester sent(m_sent.get(), reporting);
        if (!here) {
            m_paid->setRowsAtOnce(0);
            m_sent->setRowsAtOnce(0);
        }
        std::vector<Held> heldPaid, heldSent;
        for (int i = 0; i < kMoneySteps; ++i) {
            hold(*m_paid, heldPaid);
            hold(*m_sent, heldSent);
            step();
            if (here)
                QVERIFY2(difference().isEmpty(), qPrintable(difference()));
            else
                QTRY_VERIFY2(difference().isEmpty(), qPrintable(difference()));
            QVERIFY(isHeld(heldPaid) && isHeld(heldSent));
        }
    }

    /// A row that only changes is moved, and what held it holds it still.
    void fewChangesArePlacedOneByOne()
    {
        seedRows(7);
        m_paid->setRowsAtOnce(0);
        m_paid->sort(PaymentTableModel::AmountColumn, Qt::AscendingOrder);
        QTRY_VERIFY(!m_paid->isArranging() && difference().isEmpty());
        int layouts = 0;
        connect(m_paid.get(), &QAbstractItemModel::layoutChanged, this, [&layouts] { ++layouts; });
        const QPersistentModelIndex first(m_paid->index(0, 0));
        Payment payment = *m_paid->paymentAt(first);
        payment.amountCents = 1'000'000;
        ++payment.version;
        m_allPaid.insert(payment.id, payment);
        m_payments->apply(payment);
        QCOMPARE(first.row(), m_paid->rowCount() - 1); // at once, also of a large table
        QCOMPARE(layouts, 0);
        QVERIFY2(difference().isEmpty(), qPrintable(difference()));
    }

    /// The last wish counts, whatever is under way.
    void onlyTheLastFilterIsShown()
    {
        seedRows(8);
        m_paid->setRowsAtOnce(0);
        for (const PaymentStatus status : {PaymentStatus::Failed, PaymentStatus::Pending, PaymentStatus::Succeeded})
            m_paid->setFilter({{}, {status}, {}, {}});
        QVERIFY(m_paid->isArranging());
        changePayment();
        QTRY_VERIFY(!m_paid->isArranging());
        QVERIFY2(difference().isEmpty(), qPrintable(difference()));
    }
};

QTEST_GUILESS_MAIN(TestMoneyTableProperties)
#include "tst_moneytableproperties.moc"
