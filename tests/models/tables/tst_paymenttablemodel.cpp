#include "models/tables/breakdownmodel.h"
#include "models/tables/paymenttablemodel.h"
#include "models/tables/pricetablemodel.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace pl;
using namespace pl::tables;
using pl::test::FakeTransport;
using Tester = QAbstractItemModelTester;

/// The models about money, each under QAbstractItemModelTester.
class TestPaymentTableModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::PaymentReplica> m_payments;
    std::unique_ptr<PaymentTableModel> m_model;
    std::unique_ptr<Tester> m_tester;

    static QUuid id(int n) { return QUuid::fromString(QString::fromStdString(FakeTransport::paymentId(n))); }
    void open()
    {
        QVERIFY(m_office->load());
        m_payments->start();
        QTRY_COMPARE(m_payments->state(), replica::PaymentReplica::State::Live);
    }
    void change(int n, const std::function<void(Payment &)> &f)
    {
        Payment row = *m_payments->payment(id(n));
        f(row);
        ++row.version;
        m_payments->apply(row);
    }
    bool isSorted() const
    {
        const auto key = [this](int row) {
            return m_model->index(row, PaymentTableModel::AmountColumn).data(PaymentTableModel::RawRole).toLongLong();
        };
        for (int row = 1; row < m_model->rowCount(); ++row)
            if (key(row - 1) > key(row))
                return false;
        return true;
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(5);
        m_payments = std::make_unique<replica::PaymentReplica>(m_office->client, nullptr, std::chrono::hours(1));
        m_model = std::make_unique<PaymentTableModel>(*m_payments, m_office->replica);
        m_tester = std::make_unique<Tester>(m_model.get(), Tester::FailureReportingMode::QtTest);
        m_office->transport.putPayment(1, "succeeded", 6000);
        m_office->transport.putPayment(2, "failed", 3000);
        m_office->transport.putPayment(3, "pending", 2500);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_payments.reset();
        m_office.reset();
    }

    void newestFirstWithNames()
    {
        open();
        QCOMPARE(m_model->rowCount(), 3);
        const auto cell = [&](int column) { return m_model->index(0, column).data().toString(); };
        QCOMPARE(m_model->paymentAt(m_model->index(0, 0))->id, id(3));
        QCOMPARE(cell(PaymentTableModel::ServiceColumn), QStringLiteral("Drain Cleaning"));
        QCOMPARE(cell(PaymentTableModel::CustomerColumn), QStringLiteral("Customer Number3"));
        QCOMPARE(cell(PaymentTableModel::PlumberColumn), QStringLiteral("Ann Lee"));
        QCOMPARE(cell(PaymentTableModel::AmountColumn), QStringLiteral("$25.00"));
        for (int column = 0; column < PaymentTableModel::ColumnCount; ++column)
            QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void sortsEveryColumn()
    {
        open();
        for (int column = 0; column < PaymentTableModel::ColumnCount; ++column)
            for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                m_model->sort(column, order);
                QCOMPARE(m_model->rowCount(), 3);
            }
        m_model->sort(PaymentTableModel::AmountColumn, Qt::AscendingOrder);
        QCOMPARE(m_model->paymentAt(m_model->index(0, 0))->id, id(3));
    }

    void filters_data()
    {
        QTest::addColumn<PaymentFilter>("filter");
        QTest::addColumn<int>("rows");
        const auto ann = test::OfficeFixture::plumberId(1);
        QTest::newRow("none") << PaymentFilter{} << 3;
        QTest::newRow("state") << PaymentFilter{{}, {PaymentStatus::Failed}, {}, {}} << 1;
        QTest::newRow("two states") << PaymentFilter{{}, {PaymentStatus::Failed, PaymentStatus::Pending}, {}, {}} << 2;
        QTest::newRow("plumber") << PaymentFilter{{}, {}, {ann}, {}} << 3;
        QTest::newRow("another plumber") << PaymentFilter{{}, {}, {test::OfficeFixture::plumberId(2)}, {}} << 0;
        QTest::newRow("month") << PaymentFilter{{}, {}, {}, {QDate(2026, 11, 1)}} << 3;
        QTest::newRow("another month") << PaymentFilter{{}, {}, {}, {QDate(2026, 10, 1)}} << 0;
        QTest::newRow("customer") << PaymentFilter{QStringLiteral("number2"), {}, {}, {}} << 1;
        QTest::newRow("two words, two columns") << PaymentFilter{QStringLiteral("ann number1"), {}, {}, {}} << 1;
        QTest::newRow("failure") << PaymentFilter{QStringLiteral("declined"), {}, {}, {}} << 1;
    }
    void filters()
    {
        QFETCH(PaymentFilter, filter);
        QFETCH(int, rows);
        open();
        m_model->setFilter(filter);
        QCOMPARE(m_model->rowCount(), rows);
    }

    void totalsFollowTheFilter()
    {
        open();
        QCOMPARE(m_model->totals().paid.sum.cents(QStringLiteral("usd")), 6000);
        QCOMPARE(m_model->totals().needsAttention.count, 1);
        m_model->setFilter({{}, {PaymentStatus::Pending}, {}, {}});
        QCOMPARE(m_model->totals().paid.count, 0);
        QCOMPARE(m_model->totals().onItsWay.sum.cents(QStringLiteral("usd")), 2500);
    }

    void aChangedRowMovesAndStaysSelected()
    {
        open();
        m_model->sort(PaymentTableModel::AmountColumn, Qt::AscendingOrder);
        const QPersistentModelIndex row(m_model->index(m_model->rowOf(id(3)), 0));
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        change(3, [](Payment &p) { p.amountCents = 9000; });
        QCOMPARE(row.row(), 2);
        QCOMPARE(removed.count(), 0);
        m_model->setFilter({{}, {PaymentStatus::Pending}, {}, {}});
        change(3, [](Payment &p) { p.status = PaymentStatus::Succeeded; });
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(!row.isValid());
    }

    /// However rows change, the table is what sorting everything anew would give.
    void incrementalUpdatesEqualAReload()
    {
        for (int n = 4; n <= 40; ++n)
            m_office->transport.putPayment(n, "succeeded", n * 100);
        open();
        m_model->sort(PaymentTableModel::AmountColumn, Qt::AscendingOrder);
        QRandomGenerator random(3);
        for (int i = 0; i < 2000; ++i) {
            change(1 + random.bounded(40), [&](Payment &p) {
                p.amountCents = random.bounded(20) * 100;
                p.status = random.bounded(3) ? PaymentStatus::Succeeded : PaymentStatus::Failed;
            });
            if (i % 100 == 0)
                m_model->setFilter({{}, i % 200 ? QSet{PaymentStatus::Failed} : QSet<PaymentStatus>{}, {}, {}});
            QVERIFY(isSorted());
        }
        QList<QUuid> order;
        for (int row = 0; row < m_model->rowCount(); ++row)
            order += m_model->index(row, 0).data(PaymentTableModel::PaymentIdRole).toUuid();
        m_model->sort(PaymentTableModel::ChargedColumn);
        m_model->sort(PaymentTableModel::AmountColumn, Qt::AscendingOrder);
        for (int row = 0; row < m_model->rowCount(); ++row)
            QCOMPARE(m_model->paymentAt(m_model->index(row, 0))->id, order[row]);
    }

    void aRenamedCustomerShows()
    {
        open();
        m_office->changeLead(1, [](Lead &l) { l.firstName = QStringLiteral("Zelda"); });
        m_model->setFilter({QStringLiteral("zelda"), {}, {}, {}});
        QCOMPARE(m_model->rowCount(), 1);
        m_office->changeLead(1, [](Lead &l) { l.firstName = QString::fromUtf8("Đức"); });
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setFilter({QStringLiteral("duc"), {}, {}, {}});
        QCOMPARE(m_model->rowCount(), 1);
    }

    void sumsByMonthAndPlumber()
    {
        nlohmann::json october = m_office->transport.putPayment(4, "succeeded", 1000);
        october["created_at"] = "2026-10-15T12:00:00+00:00";
        october["plumber_id"] = FakeTransport::plumberId(2);
        m_office->transport.put("payments", october);
        BreakdownModel months(BreakdownModel::By::Month, *m_payments, m_office->replica);
        BreakdownModel plumbers(BreakdownModel::By::Plumber, *m_payments, m_office->replica);
        const Tester first(&months, Tester::FailureReportingMode::QtTest);
        const Tester second(&plumbers, Tester::FailureReportingMode::QtTest);
        open();
        QCOMPARE(months.rowCount(), 2);
        QCOMPARE(months.index(0, 0).data(BreakdownModel::KeyRole).toDate(), QDate(2026, 11, 1));
        QCOMPARE(months.index(0, BreakdownModel::PaidColumn).data().toString(), QStringLiteral("$60.00"));
        QCOMPARE(months.index(0, BreakdownModel::NeedsAttentionColumn).data().toString(), QStringLiteral("$30.00"));
        QCOMPARE(months.index(1, BreakdownModel::PaidColumn).data(BreakdownModel::ShareRole).toDouble(),
                 1000.0 / 6000.0);
        QTRY_COMPARE(plumbers.index(0, 0).data().toString(), QStringLiteral("Ann Lee"));
        QCOMPARE(plumbers.rowCount(), 2);
        // Each follows the filter but for its own side of it.
        months.setFilter({{}, {PaymentStatus::Pending}, {}, {QDate(2026, 10, 1)}});
        QCOMPARE(months.rowCount(), 1);
        QCOMPARE(months.index(0, BreakdownModel::OnItsWayColumn).data().toString(), QStringLiteral("$25.00"));
        change(3, [](Payment &p) { p.amountCents = 5000; });
        QTRY_COMPARE(months.index(0, BreakdownModel::OnItsWayColumn).data().toString(), QStringLiteral("$50.00"));
    }

    void pricesAndTheirPreview()
    {
        PriceTableModel prices;
        const Tester tester(&prices, Tester::FailureReportingMode::QtTest);
        const QList<Service> services{{QStringLiteral("Drain"), QStringLiteral("M"), 2501, true, 1},
                                      {QStringLiteral("Well"), QStringLiteral("M"), 100, false, 1}};
        OfficeSettings rules;
        prices.setPrices(services, rules);
        const QModelIndex today = prices.index(0, PriceTableModel::TodayColumn);
        QCOMPARE(today.data().toString(), QStringLiteral("$37.52"));
        QVERIFY(!today.data(PriceTableModel::WasRole).isValid());
        rules.urgencyFactorMillionths[0] = 2'000'000;
        prices.setPreview(rules);
        QCOMPARE(today.data().toString(), QStringLiteral("$50.02"));
        QCOMPARE(today.data(PriceTableModel::WasRole).toLongLong(), 3752);
        QVERIFY(!prices.index(0, PriceTableModel::WeekColumn).data(PriceTableModel::WasRole).isValid());
        prices.setPrices(services, rules);
        QVERIFY(!today.data(PriceTableModel::WasRole).isValid());
    }
};

QTEST_GUILESS_MAIN(TestPaymentTableModel)
#include "tst_paymenttablemodel.moc"
