#include "models/tables/leadtablemodel.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::tables;
using namespace Qt::StringLiterals;
using pl::test::OfficeFixture;

class TestLeadSections : public QObject
{
    Q_OBJECT

    std::unique_ptr<OfficeFixture> m_office;
    std::unique_ptr<LeadTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    /// "Ann Lee (2): 4 1" for a head and the numbers of its leads.
    QStringList sections() const
    {
        QStringList list;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (const LeadGroup *group = m_model->groupAt(m_model->index(row, 0)))
                list += u"%1 (%2):"_s.arg(group->value.toString()).arg(group->count);
            else
                list.last() += QString(m_model->leadAt(m_model->index(row, 0))->lastName).replace(u"Number"_s, u" "_s);
        }
        return list;
    }
    void assign(int lead, int plumber)
    {
        m_office->changeLead(lead, [plumber](Lead &row) {
            row.status = LeadStatus::Assigned;
            row.assignedPlumberId = OfficeFixture::plumberId(plumber);
        });
    }
    QUuid headId(int row) const { return m_model->groupAt(m_model->index(row, 0))->id; }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<OfficeFixture>(5);
        m_model = std::make_unique<LeadTableModel>(m_office->replica);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(m_office->load());
        assign(1, 2);
        assign(3, 1);
        assign(4, 1);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_office.reset();
    }

    void leadsStandUnderTheirPlumber()
    {
        m_model->setGrouping(LeadGrouping::Plumber);
        QCOMPARE(sections(), QStringList({u" (2): 5 2"_s, u"Ann Lee (2): 4 3"_s, u"Bob O'Hara (1): 1"_s}));
        m_model->sort(LeadTableModel::ReceivedColumn, Qt::AscendingOrder);
        QCOMPARE(sections(), QStringList({u" (2): 2 5"_s, u"Ann Lee (2): 3 4"_s, u"Bob O'Hara (1): 1"_s}));
        QCOMPARE(m_model->leadCount(), 5);
        m_model->setGrouping(LeadGrouping::None);
        QCOMPARE(m_model->rowCount(), 5);
    }

    void aChangeMovesTheLeadAndTheCounts()
    {
        m_model->setGrouping(LeadGrouping::Plumber);
        const QPersistentModelIndex watched = m_model->index(m_model->rowOf(OfficeFixture::leadId(5)), 0);
        assign(5, 2);
        QCOMPARE(sections(), QStringList({u" (1): 2"_s, u"Ann Lee (2): 4 3"_s, u"Bob O'Hara (2): 5 1"_s}));
        QCOMPARE(watched.data(LeadTableModel::LeadIdRole).toUuid(), OfficeFixture::leadId(5));
        assign(2, 2);
        QCOMPARE(sections().size(), 2);
    }

    void aKeptLeadStaysInItsSectionUntilItIsReleased()
    {
        m_model->setGrouping(LeadGrouping::Plumber);
        m_model->setCollapsed(headId(6), true); // Bob's
        m_model->keep(OfficeFixture::leadId(5));
        assign(5, 2);
        const QStringList held{u" (2): 5 2"_s, u"Ann Lee (2): 4 3"_s, u"Bob O'Hara (1):"_s};
        QCOMPARE(sections(), held);
        m_model->keep(OfficeFixture::leadId(2));
        assign(2, 1);
        QCOMPARE(sections(), held); // nobody else is without a plumber
        m_model->release(OfficeFixture::leadId(5));
        m_model->release(OfficeFixture::leadId(2));
        m_office->changeLead(3, [](Lead &lead) { lead.firstName = u"Other"_s; });
        QCOMPARE(sections(), QStringList({u"Ann Lee (3): 4 3 2"_s, u"Bob O'Hara (2):"_s}));
    }

    void aKeptLeadThatNoLongerMatchesIsInPlaceWithoutSections()
    {
        LeadFilter filter;
        filter.statuses = {LeadStatus::Assigned};
        m_model->setFilter(filter);
        m_model->setGrouping(LeadGrouping::Plumber); // Bob's is the second section
        m_model->keep(OfficeFixture::leadId(1));
        m_model->sort(LeadTableModel::ReceivedColumn, Qt::AscendingOrder);
        m_office->changeLead(1, [](Lead &lead) { lead.status = LeadStatus::Completed; });
        m_model->setGrouping(LeadGrouping::None);
        QCOMPARE(m_model->rowOf(OfficeFixture::leadId(1)), 0); // the oldest
    }

    void aFilterChoosesWithinAnother()
    {
        LeadFilter within;
        within.plumbers = {OfficeFixture::plumberId(1)};
        LeadFilter filter;
        m_model->setFilter(filter, within);
        QCOMPARE(m_model->rowCount(), 2);
        filter.plumbers = {OfficeFixture::plumberId(2)};
        m_model->setFilter(filter, within);
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setFilter(filter);
        QCOMPARE(m_model->rowCount(), 1);
    }

    void aCollapsedSectionKeepsItsCountAndComesBack()
    {
        m_model->setGrouping(LeadGrouping::Plumber);
        const QPersistentModelIndex hidden = m_model->index(m_model->rowOf(OfficeFixture::leadId(4)), 0);
        m_model->setCollapsed(headId(3), true);
        QCOMPARE(sections(), QStringList({u" (2): 5 2"_s, u"Ann Lee (2):"_s, u"Bob O'Hara (1): 1"_s}));
        QVERIFY(!hidden.isValid());
        QCOMPARE(m_model->leadCount(), 5);
        QVERIFY(m_model->groupAt(m_model->index(3, 0))->isCollapsed);
        QVERIFY(!m_model->reveal(OfficeFixture::leadId(1))); // is there already
        QVERIFY(m_model->reveal(OfficeFixture::leadId(4)));
        QCOMPARE(sections().at(1), u"Ann Lee (2): 4 3"_s);
        m_model->setAllCollapsed(true);
        QCOMPARE(m_model->rowCount(), 3);
    }

    void aHeadIsNoLeadAndCantBeSelected()
    {
        m_model->setGrouping(LeadGrouping::Service);
        const QModelIndex head = m_model->index(0, LeadTableModel::CustomerColumn);
        QVERIFY(!m_model->leadAt(head));
        QVERIFY(head.data(LeadTableModel::LeadIdRole).toUuid().isNull());
        QVERIFY(!head.flags().testFlag(Qt::ItemIsSelectable) && head.flags().testFlag(Qt::ItemIsEnabled));
        QCOMPARE(head.data().toString(), u"Drain Cleaning"_s);
        m_model->setSpokenGroups([](const LeadGroup &group) { return u"%1 leads"_s.arg(group.count); });
        QCOMPARE(head.data(Qt::AccessibleTextRole).toString(), u"5 leads"_s);
        QCOMPARE(m_model->headOf(3), 0);
        QCOMPARE(m_model->headOf(0), 0);
    }

    void daysAreTheOffices()
    {
        DispatchSettings dispatch;
        dispatch.timeZone = "America/Chicago";
        OfficeSettings settings = m_office->replica.settings();
        settings.dispatch = dispatch;
        m_office->replica.apply(m_office->replica.services(), settings);
        const auto at = [this](int number, QStringView moment) {
            m_office->changeLead(number, [moment](Lead &lead) { lead.createdAt = *Timestamp::parse(moment); });
        };
        at(1, u"2026-11-18T05:59:59Z");
        at(2, u"2026-11-18T06:00:00Z");
        at(3, u"2026-11-17T06:00:00Z");
        at(4, u"2026-11-17T05:00:00Z");
        at(5, u"2026-11-18T20:00:00Z");
        m_model->setGrouping(LeadGrouping::Day);
        QCOMPARE(sections(), QStringList({u"2026-11-18 (2): 5 2"_s, u"2026-11-17 (2): 1 3"_s, u"2026-11-16 (1): 4"_s}));
    }

    void aLongTableIsArrangedOnceForManyChanges()
    {
        m_tester.reset(); // looks at every row at every change
        QList<Lead> leads;
        const Lead first = *m_office->replica.lead(OfficeFixture::leadId(1));
        for (int i = 0; i < 2'500; ++i) {
            leads += first;
            leads.last().id = QUuid::createUuid();
        }
        for (const Lead &lead : std::as_const(leads))
            m_office->replica.apply(lead);
        m_model->setGrouping(LeadGrouping::Plumber);
        const int rows = m_model->rowCount();
        const QSignalSpy layouts(m_model.get(), &QAbstractItemModel::layoutChanged);
        for (int i = 0; i < 100; ++i) {
            leads[i].assignedPlumberId = OfficeFixture::plumberId(1);
            ++leads[i].version;
            m_office->replica.apply(leads[i]);
        }
        QCOMPARE(layouts.size(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_model->groupAt(m_model->index(3, 0))->count, 102, 15'000);
        QCOMPARE(layouts.size(), 1);
        QCOMPARE(m_model->rowCount(), rows);
    }

    void aTableWithoutSectionsStillPlacesRowsOneByOne()
    {
        m_model->setGrouping(LeadGrouping::Plumber);
        m_model->setGrouping(LeadGrouping::None);
        const QSignalSpy layouts(m_model.get(), &QAbstractItemModel::layoutChanged);
        const QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        assign(2, 1);
        QCOMPARE(layouts.size(), 0);
        QCOMPARE(changed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestLeadSections)
#include "tst_leadsections.moc"
