#include "tests/support/leadsof.h"
#include "tests/ui/leadsfixture.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/leadselection.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterchip.h"

#include <QHeaderView>
#include <QPushButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using pl::test::FakeTransport;
using Phase = BulkActions::Phase;

/// Several selected leads together with sections, the dashboard's chip, a narrow window and the details' own window.
class BulkViewsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    LeadsView &view() { return *find<LeadsView>("leadsView"); }
    LeadTable &table() { return view().table(); }
    QAbstractItemModel &model() { return *table().model(); }
    BulkActions &bulk() { return view().bulk(); }
    FilterChip *chip(const char *name) { return find<FilterChip>(name); }
    int checked() { return table().selection().count(); }
    int toAssign() { return find<SideBar>("sideBar")->count(u"toAssign"_s); }
    int sent() { return m_office->transport.countOf("PATCH", "/rest/v1/leads"); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void goTo(int row) { table().setCurrentIndex(model().index(row, 0)); }
    static QUuid idOf(int number) { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number))); }
    void open(int leads)
    {
        m_office->transport.fillOffice(leads);
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        m_window->showLeads(LeadView::All);
        QTRY_VERIFY(m_office->isLive());
        QTRY_VERIFY(model().rowCount() >= leads);
    }
    /// Three leads of one service and one of another, each under its service.
    void openSections()
    {
        nlohmann::json heater = FakeTransport::lead(60, "Other", "Service");
        heater["service_needed"] = "Water Heater Repair";
        open(3);
        m_office->transport.put("leads", heater);
        QTRY_COMPARE(model().rowCount(), 4);
        view().setGrouping(tables::LeadGrouping::Service);
        QCOMPARE(model().rowCount(), 6);
        view().focusTable();
    }
    void checkAll()
    {
        press(Qt::Key_A, Qt::ControlModifier);
        QTRY_VERIFY(bulk().plan().isReady());
        QCOMPARE(bulk().phase(), Phase::Plan);
    }
    void put(int lead, LeadStatus status)
    {
        Lead row = *m_office->replica.lead(idOf(lead));
        row.status = status;
        ++row.version;
        m_office->replica.apply(row);
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<test::OfficeFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void headsAreNeitherSelectedNorExported()
    {
        openSections();
        checkAll();
        QCOMPARE(checked(), 4);
        QCOMPARE(bulk().selected().size(), 4);
        QVERIFY(!bulk().selected().contains(QUuid()));
        QHeaderView *checks = table().verticalHeader();
        QTest::mouseClick(checks->viewport(), Qt::LeftButton, {},
                          QPoint(checks->width() / 2, checks->sectionViewportPosition(0) + 8));
        QCOMPARE(checked(), 4);
        press(Qt::Key_Escape);
        goTo(3);
        press(Qt::Key_Down, Qt::ShiftModifier);
        press(Qt::Key_Down, Qt::ShiftModifier); // across the other section's head
        QCOMPARE(checked(), 2);
        const ExportList list = view().exportList();
        QCOMPARE(list.selected(), table().selectedLeads());
        QCOMPARE(list.scopes.first().rows, 2);
        QCOMPARE(list.listed.rows, 4);
    }

    void keysOnAHeadAreTheSectionsWhateverIsSelected_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Space") << int(Qt::Key_Space);
        QTest::newRow("Enter") << int(Qt::Key_Return);
        QTest::newRow("Left") << int(Qt::Key_Left);
    }
    void keysOnAHeadAreTheSectionsWhateverIsSelected()
    {
        QFETCH(int, key);
        openSections();
        checkAll();
        goTo(0);
        press(key);
        QCOMPARE(model().rowCount(), 3);
        QCOMPARE(sent(), 0);
        // Nobody acts on what can't be seen.
        QCOMPARE(table().selectedLeads(), QList{idOf(60)});
        QCOMPARE(bulk().selected(), QList{idOf(60)});
        press(Qt::Key_Right);
        QCOMPARE(model().rowCount(), 6);
        QCOMPARE(checked(), 1);
    }

    void allGoWhileTheTableIsInSections()
    {
        openSections();
        goTo(2);
        press(Qt::Key_Space);
        press(Qt::Key_Down);
        press(Qt::Key_Space);
        const QList<QUuid> chosen = table().selectedLeads();
        QCOMPARE(chosen.size(), 2);
        view().setGrouping(tables::LeadGrouping::Plumber); // they stay checked
        QCOMPARE(checked(), 2);
        QTRY_VERIFY(bulk().plan().isReady());
        press(Qt::Key_Return);
        QTRY_COMPARE(bulk().phase(), Phase::Off);
        for (const QUuid &lead : chosen)
            QVERIFY(m_office->replica.lead(lead)->assignedPlumberId);
        QCOMPARE(sent(), 2);
    }

    void anAssignedLeadStaysInItsSectionAndTheNextOneIsCurrent()
    {
        open(3);
        view().setGrouping(tables::LeadGrouping::Plumber);
        QCOMPARE(model().rowCount(), 4);
        goTo(2);
        const QUuid lead = table().currentLead();
        goTo(3);
        const QUuid next = table().currentLead();
        goTo(2);
        m_window->findChild<LeadActions *>()->assignTo(
            lead, QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(1))));
        QTRY_COMPARE(table().currentLead(), next);
        QVERIFY(m_office->replica.lead(lead)->assignedPlumberId);
    }

    void aSectionsEndLeavesACurrentLead()
    {
        openSections();
        goTo(0);
        QVERIFY(table().currentLead().isNull());
        view().setGrouping(tables::LeadGrouping::None);
        QVERIFY(!table().currentLead().isNull());
    }

    void otherFiltersChooseAmongWhatTheDashboardShows()
    {
        openSections();
        view().setGrouping(tables::LeadGrouping::None);
        tables::LeadFilter heaters;
        heaters.services = QStringList{u"Water Heater Repair"_s};
        view().showNarrowed(heaters, u"Heaters"_s);
        QCOMPARE(model().rowCount(), 1);
        chip("serviceFilter")->setChosen({u"Drain Cleaning"_s});
        QCOMPARE(model().rowCount(), 0); // never more than the chip says
        chip("serviceFilter")->clear();
        chip("zipFilter")->setChosen({u"00000"_s});
        QCOMPARE(model().rowCount(), 0);
        chip("zipFilter")->clear();
        QCOMPARE(model().rowCount(), 1);
        chip("narrowedFilter")->clear();
        QVERIFY(!view().isNarrowed());
        QCOMPARE(model().rowCount(), 4);
    }

    void whatTheDashboardShowsCanBeSelectedAndLeft()
    {
        openSections();
        tables::LeadFilter drains;
        drains.services = QStringList{u"Drain Cleaning"_s};
        view().showNarrowed(drains, u"Drains"_s);
        checkAll();
        QCOMPARE(checked(), 3);
        m_window->showLeads(LeadView::Completed);
        QCOMPARE(checked(), 0);
        QCOMPARE(bulk().phase(), Phase::Off);
        QVERIFY(!view().isNarrowed());
    }

    void escapeClearsTheSelectionBeforeItClosesThePane()
    {
        open(3);
        m_window->resize(scaledPx(m_window.get(), 1000), 700);
        auto *pane = find<DetailPane>("detailPane");
        QTRY_VERIFY(!pane->isVisible());
        press(Qt::Key_O);
        QTRY_VERIFY(pane->isVisible());
        view().focusTable();
        checkAll();
        QVERIFY(pane->isCovered());
        press(Qt::Key_Escape);
        QCOMPARE(checked(), 0);
        QVERIFY(pane->isVisible() && !pane->isCovered());
        press(Qt::Key_Escape);
        QVERIFY(!pane->isVisible());
        QVERIFY(!table().currentLead().isNull());
    }

    void thePlanIsShownInTheDetailsOwnWindow()
    {
        open(3);
        press(Qt::Key_O); // the focus is in the pane that leaves
        press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        auto *own = find<QWidget>("detachedPane");
        QVERIFY(own && own->isVisible());
        QCOMPARE(m_window->focusWidget(), &table());
        checkAll();
        auto *plan = find<QWidget>("bulkPane");
        QVERIFY(plan->isVisible());
        QCOMPARE(plan->window(), own);
        m_window->resize(scaledPx(m_window.get(), 1000), 700); // the plan can be seen all the same
        press(Qt::Key_Return);
        QTRY_COMPARE(bulk().phase(), Phase::Off);
        QCOMPARE(sent(), 3);
        QVERIFY(!plan->isVisible() && own->isVisible());
        own->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(own));
        QTest::keyClick(own, Qt::Key_Escape);
        QTRY_VERIFY(m_window->isActiveWindow());
        QCOMPARE(m_window->focusWidget(), &table());
    }

    void anotherPageActsOnNoLeads()
    {
        open(2);
        checkAll();
        QVERIFY(bulk().invalid->isEnabled() && bulk().each->isEnabled());
        m_window->showPlumbers();
        for (const QAction *action : {bulk().invalid, bulk().each, bulk().go, bulk().duplicates, bulk().checkAll})
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
        m_window->showLeads(LeadView::All);
        QCOMPARE(checked(), 2);
        QVERIFY(bulk().invalid->isEnabled());
    }

    void countsWaitWhileManyAreWritten()
    {
        open(20);
        checkAll();
        QTRY_COMPARE(toAssign(), 20);
        put(1, LeadStatus::Assigned);
        QCOMPARE(toAssign(), 19); // at once
        QTRY_VERIFY(bulk().plan().isReady());
        m_office->transport.setHanging(true);
        press(Qt::Key_Return);
        QTRY_COMPARE(sent(), 6);
        QCOMPARE(bulk().phase(), Phase::Running);
        put(19, LeadStatus::Assigned);
        put(20, LeadStatus::Assigned);
        QCOMPARE(toAssign(), 19);
        QTRY_COMPARE_WITH_TIMEOUT(toAssign(), 17, 15'000);
        QTest::mouseClick(find<QPushButton>("bulkStop"), Qt::LeftButton);
        m_office->transport.release();
        QTRY_VERIFY(bulk().phase() != Phase::Running);
        const QList<Lead> leads = test::leadsOf(m_office->replica);
        QCOMPARE(toAssign(), int(std::count_if(leads.cbegin(), leads.cend(),
                                               [](const Lead &lead) { return lead.status == LeadStatus::New; })));
    }
};

QTEST_MAIN(BulkViewsTest)
#include "tst_bulkviews.moc"
