#include "models/tables/leadboardmodel.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::tables;
using namespace Qt::StringLiterals;
using pl::test::OfficeFixture;

class TestLeadBoardModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<OfficeFixture> m_office;
    std::unique_ptr<LeadTableModel> m_table;
    std::unique_ptr<LeadBoardModel> m_board;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> m_testers;

    BoardColumnModel &fresh() { return m_board->column(LeadStatus::New); }
    BoardColumnModel &assigned() { return m_board->column(LeadStatus::Assigned); }
    static QString numbers(const BoardColumnModel &column)
    {
        QStringList found;
        for (int row = 0; row < column.rowCount(); ++row)
            found += column.index(row).data().toString().section(u"Number"_s, 1);
        return found.join(u' ');
    }
    void assign(int lead)
    {
        m_office->changeLead(lead, [](Lead &row) {
            row.status = LeadStatus::Assigned;
            row.assignedPlumberId = OfficeFixture::plumberId(1);
        });
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<OfficeFixture>(5);
        m_table = std::make_unique<LeadTableModel>(m_office->replica);
        m_board = std::make_unique<LeadBoardModel>(*m_table);
        for (const LeadStatus status : {LeadStatus::New, LeadStatus::Assigned, LeadStatus::Completed})
            m_testers.push_back(std::make_unique<QAbstractItemModelTester>(
                &m_board->column(status), QAbstractItemModelTester::FailureReportingMode::QtTest));
        QVERIFY(m_office->load());
        m_board->setFollowing(true);
    }
    void cleanup()
    {
        m_testers.clear();
        m_board.reset();
        m_table.reset();
        m_office.reset();
    }

    void theColumnsFollowTheTable()
    {
        QCOMPARE(numbers(fresh()), u"5 4 3 2 1"_s);
        QCOMPARE(assigned().rowCount(), 0);
        assign(3);
        QTRY_COMPARE(numbers(assigned()), u"3"_s);
        QCOMPARE(numbers(fresh()), u"5 4 2 1"_s);
        m_table->sort(LeadTableModel::ReceivedColumn, Qt::AscendingOrder);
        QTRY_COMPARE(numbers(fresh()), u"1 2 4 5"_s);
        LeadFilter filter;
        filter.text = u"number4"_s;
        m_table->setFilter(filter);
        QTRY_COMPARE(numbers(fresh()), u"4"_s);
        QCOMPARE(assigned().rowCount(), 0);
    }

    void whatIsCurrentStaysSoUntilItLeavesItsColumn()
    {
        const QPersistentModelIndex watched = fresh().index(fresh().rowOf(OfficeFixture::leadId(2)));
        assign(5);
        QTRY_COMPARE(fresh().rowCount(), 4);
        QCOMPARE(fresh().idAt(watched.row()), OfficeFixture::leadId(2));
        assign(2);
        QTRY_COMPARE(fresh().rowCount(), 3);
        QVERIFY(!watched.isValid());
        QCOMPARE(assigned().idAt(assigned().rowOf(OfficeFixture::leadId(2))), OfficeFixture::leadId(2));
    }

    void aCardSaysWhatTheColumnsSay()
    {
        m_office->changeLead(4, [](Lead &row) { row.firstName = u"Zoe"_s; });
        QTRY_COMPARE(fresh().index(fresh().rowOf(OfficeFixture::leadId(4))).data().toString(), u"Zoe Number4"_s);
        QCOMPARE(fresh().index(1).data(LeadTableModel::LeadIdRole).toUuid(), OfficeFixture::leadId(4));
        QCOMPARE(fresh().index(1).data(LeadTableModel::StatusRole).toInt(), int(LeadStatus::New));
    }

    void manyChangesAreOne()
    {
        const QSignalSpy arranged(m_board.get(), &LeadBoardModel::arranged);
        for (const int lead : {1, 2, 3})
            assign(lead);
        QTRY_COMPARE(assigned().rowCount(), 3);
        QCOMPARE(arranged.count(), 1);
    }

    void aHiddenBoardDoesNothing()
    {
        m_board->setFollowing(false);
        const QSignalSpy arranged(m_board.get(), &LeadBoardModel::arranged);
        assign(1);
        QCoreApplication::processEvents();
        QCOMPARE(arranged.count(), 0);
        m_board->setFollowing(true);
        QCOMPARE(numbers(assigned()), u"1"_s);
    }
};

QTEST_GUILESS_MAIN(TestLeadBoardModel)
#include "tst_leadboardmodel.moc"
