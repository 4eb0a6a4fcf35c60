#include "models/tables/intaketablemodel.h"
#include "tests/support/intakerows.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>

using namespace pl;
using namespace pl::tables;
using pl::test::intakeRow;

/// What waits, the newest first; what is settled goes.
class TestIntakeTableModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::IntakeReplica> m_intake;
    std::unique_ptr<IntakeTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    static QUuid id(int n) { return QUuid::fromString(QString::fromStdString(intakeRow(n)["id"])); }
    void put(int n, const nlohmann::json &changes) { m_office->transport.put("intake_items", intakeRow(n, changes)); }
    void change(int n, nlohmann::json changes)
    {
        changes.update({{"version", 2}, {"updated_at", m_office->transport.nextTime()}});
        put(n, changes);
    }
    QList<QUuid> shown() const
    {
        QList<QUuid> ids;
        for (int row = 0; row < m_model->rowCount(); ++row)
            ids += m_model->index(row, 0).data(IntakeTableModel::ItemIdRole).toUuid();
        return ids;
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(1);
        put(1, {{"cause", "refused"}});
        put(2, {{"status", "retry"}});
        put(3, {{"cause", "no_lead"}});
        m_intake = std::make_unique<replica::IntakeReplica>(m_office->client, nullptr, std::chrono::milliseconds(20));
        m_model = std::make_unique<IntakeTableModel>(*m_intake, m_office->replica);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_intake->start();
        QTRY_COMPARE(m_model->rowCount(), 3);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_intake.reset();
        m_office.reset();
    }

    void theNewestComeFirst() { QCOMPARE(shown(), (QList<QUuid>{id(3), id(2), id(1)})); }

    void whatIsSettledGoesAndComesBack()
    {
        change(2, {{"status", "taken"}});
        QTRY_COMPARE(shown(), (QList<QUuid>{id(3), id(1)}));
        put(2, {{"version", 3}, {"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(shown(), (QList<QUuid>{id(3), id(2), id(1)}));
    }

    void filtersBySourceAndCause()
    {
        m_model->setFilter({{}, {IntakeCause::Refused, IntakeCause::Unmapped}});
        QCOMPARE(shown(), (QList<QUuid>{id(2), id(1)}));
        m_model->setFilter({{QUuid::createUuid()}, {}});
        QVERIFY(shown().isEmpty());
        m_model->setFilter({});
        QCOMPARE(shown().size(), 3);
    }

    void sortsByCause()
    {
        m_model->sort(IntakeTableModel::CauseColumn, Qt::AscendingOrder);
        QCOMPARE(shown(), (QList<QUuid>{id(2), id(1), id(3)}));
    }
};

QTEST_GUILESS_MAIN(TestIntakeTableModel)
#include "tst_intaketablemodel.moc"
