#include "tests/support/sourcerows.h"
#include "tests/ui/leadsfixture.h"
#include "ui/help/actionkeys.h"
#include "ui/help/firststepspage.h"
#include "ui/office/sourcecontext.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/sideitem.h"
#include "ui/widgets/plainlabel.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::FakeTransport;

/// The way of a new office to its first assigned lead, and who is shown it.
class FirstStepsTest : public QObject
{
    Q_OBJECT

    using State = FirstSteps::State;

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::TemplateBook> m_templates;
    std::unique_ptr<replica::SourceBook> m_book;
    std::unique_ptr<replica::SourceCommands> m_commands;
    std::unique_ptr<replica::SourceTester> m_tester;
    std::unique_ptr<SourceContext> m_sources;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    FirstStepsPage *page() { return find<FirstStepsPage>("firstStepsPage"); }
    SideItem *item() { return find<SideBar>("sideBar")->item(u"firstSteps"_s); }
    LeadTable *table() { return find<LeadTable>("leadsTable"); }
    QWidget *welcomeBar() { return find<QWidget>("welcomeBar"); }
    QPushButton *emptyListsButton()
    {
        return find<QWidget>("leadsState")->findChild<QPushButton *>(u"stateSecondAction"_s);
    }
    StepRow *row(const char *step) { return page()->findChild<StepRow *>(u"firstStep_"_s + QLatin1StringView(step)); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void beAdmin()
    {
        m_templates = std::make_unique<replica::TemplateBook>(m_office->client);
        m_book = std::make_unique<replica::SourceBook>(m_office->client);
        m_commands = std::make_unique<replica::SourceCommands>(m_office->client, *m_book);
        m_tester = std::make_unique<replica::SourceTester>(m_office->client, m_office->replica);
        m_sources = std::make_unique<SourceContext>(*m_book, *m_commands, *m_tester);
        m_templates->follow(m_office->replica.news());
        m_book->follow(m_office->replica.news());
        m_office->context.isAdmin = true;
        m_office->context.templates = m_templates.get();
        m_office->context.sources = m_sources.get();
    }
    void show()
    {
        if (!m_theme)
            m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void open(int leads)
    {
        m_office->transport.fillOffice(leads);
        show();
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
    }
    void putName(const char *name)
    {
        m_office->transport.put(
            "settings",
            {{"key", "office_name"}, {"value", name}, {"version", 1}, {"updated_at", m_office->transport.nextTime()}});
    }
    void putSource()
    {
        json source = test::sourceRow(1, "website", "form");
        source["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("lead_sources", source);
    }
    void putLead(int number, bool assigned)
    {
        json lead = FakeTransport::lead(number, "Mara", "Quinn");
        lead["updated_at"] = m_office->transport.nextTime();
        lead["version"] = assigned ? 2 : 1;
        if (assigned)
            lead.update({{"status", "assigned"},
                         {"assigned_plumber_id", FakeTransport::plumberId(1)},
                         {"assigned_at", lead["updated_at"]}});
        m_office->transport.put("leads", lead);
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<test::OfficeFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_sources.reset();
        m_tester.reset();
        m_commands.reset();
        m_book.reset();
        m_templates.reset();
        m_office.reset();
    }

    void whatIsDoneIsReadFromTheData_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QList<int>>("done"); // of the five steps
        QTest::newRow("nothing") << QString() << QList<int>{};
        QTest::newRow("a name") << u"name"_s << QList<int>{0};
        QTest::newRow("a name of blanks") << u"blanks"_s << QList<int>{};
        QTest::newRow("a plumber") << u"plumber"_s << QList<int>{1};
        QTest::newRow("a plumber who was removed") << u"removed"_s << QList<int>{};
        QTest::newRow("a source") << u"source"_s << QList<int>{2};
        QTest::newRow("a lead of a source") << u"sourced"_s << QList<int>{2, 3};
        QTest::newRow("a lead") << u"lead"_s << QList<int>{3};
        QTest::newRow("an assigned lead") << u"assigned"_s << QList<int>{3, 4};
        QTest::newRow("an assigned test") << u"test"_s << QList<int>{};
    }
    void whatIsDoneIsReadFromTheData()
    {
        QFETCH(QString, what);
        QFETCH(QList<int>, done);
        QHash<QUuid, Plumber> plumbers;
        columns::LeadColumns leads;
        if (what == u"plumber" || what == u"removed") {
            Plumber plumber;
            plumber.status = what == u"removed" ? PlumberStatus::Removed : PlumberStatus::Paused;
            plumbers.insert(QUuid::createUuid(), plumber);
        }
        if (what == u"lead" || what == u"sourced" || what == u"assigned" || what == u"test") {
            Lead lead;
            lead.isTest = what == u"test";
            if (what == u"sourced")
                lead.sourceId = QUuid::createUuid();
            if (what == u"assigned" || what == u"test")
                lead.assignedPlumberId = QUuid::createUuid();
            lead.id = QUuid::createUuid();
            leads.upsert(lead);
        }
        const QString name = what == u"name" ? u"Kit & Sons"_s : what == u"blanks" ? u"  "_s : QString();
        const FirstSteps steps = FirstSteps::of({name, what == u"source", plumbers, leads});
        for (const FirstStep step : kFirstSteps)
            QCOMPARE(steps.stateOf(step), done.contains(int(step)) ? State::Done : State::ToDo);
        QCOMPARE(steps.left(), 5 - int(done.size()));
    }

    void whatThePersonMayNotSeeIsNotLeft()
    {
        const FirstSteps steps = FirstSteps::of({std::nullopt, std::nullopt, {}, columns::LeadColumns()});
        QCOMPARE(steps.stateOf(FirstStep::Office), State::Unknown);
        QCOMPARE(steps.stateOf(FirstStep::Sources), State::Unknown);
        QCOMPARE(steps.left(), 3);
    }

    void ticksAppearAsDataChanges()
    {
        beAdmin();
        open(0);
        QTRY_COMPARE(item()->count(), 4); // the plumbers are there
        QVERIFY(item()->isVisible());
        QCOMPARE(row("plumbers")->state(), State::Done);
        QCOMPARE(row("office")->state(), State::ToDo);
        putName("Kit & Sons");
        QTRY_COMPARE(row("office")->state(), State::Done);
        putSource();
        QTRY_COMPARE(row("sources")->state(), State::Done);
        putLead(50, false);
        QTRY_COMPARE(item()->count(), 1);
        putLead(50, true);
        QTRY_VERIFY(!item()->isVisible());
    }

    void theLastTickIsSeenAndThePagePutAway()
    {
        beAdmin();
        putName("Kit & Sons");
        putSource();
        open(1);
        QTRY_COMPARE(item()->count(), 1);
        m_window->showFirstSteps();
        QVERIFY(!find<QWidget>("firstStepsDone")->isVisible());
        putLead(1, true);
        QTRY_VERIFY(find<QWidget>("firstStepsDone")->isVisible());
        QVERIFY(item()->isVisible());
        find<QPushButton>("firstStepsHide")->setFocus();
        press(Qt::Key_Return);
        QVERIFY(!page()->isVisible());
        QVERIFY(!item()->isVisible());
        QVERIFY(find<QWidget>("leadsView")->isAncestorOf(m_window->focusWidget()));
    }

    void hidingThePageIsRememberedForEachPerson()
    {
        open(0);
        QTRY_VERIFY(item()->isVisible());
        QTest::mouseClick(item(), Qt::LeftButton);
        QTest::mouseClick(find<QPushButton>("firstStepsHide"), Qt::LeftButton);
        QVERIFY(!item()->isVisible());
        m_window.reset();
        show();
        QVERIFY(page()->isKnown());
        QVERIFY(!item()->isVisible());
        m_window->showFirstSteps(); // as the Help menu does
        QVERIFY(item()->isVisible());
        QTest::mouseClick(find<QPushButton>("firstStepsHide"), Qt::LeftButton);
        m_window.reset();
        m_office->context.userEmail = u"ada@office.test"_s;
        show();
        QVERIFY(item()->isVisible());
    }

    void staffSeeWhoDoesWhatTheyMayNot()
    {
        open(0);
        QTRY_COMPARE(item()->count(), 2); // a lead, and to assign it
        for (const char *step : {"office", "sources"}) {
            QVERIFY(row(step)->findChildren<QPushButton *>().isEmpty());
            QStringList said;
            for (const PlainLabel *label : row(step)->findChildren<PlainLabel *>())
                said += label->text();
            QVERIFY(said.contains(u"An admin does this."_s));
        }
        QVERIFY(row("plumbers")->firstButton());
    }

    void buttonsGoThereAndSayTheirKeys()
    {
        beAdmin();
        open(0);
        QTRY_COMPARE(item()->count(), 4);
        m_window->showFirstSteps();
        QCOMPARE(m_window->focusWidget(), find<QWidget>("step_actionSettings_office"));
        press(Qt::Key_Return);
        QCOMPARE(m_window->settingsPage().currentPart(), u"office"_s);
        m_window->showFirstSteps();
        QTest::mouseClick(find<QPushButton>("step_actionShowSources"), Qt::LeftButton);
        QVERIFY(find<QWidget>("sourcesView")->isVisible());
        m_window->showFirstSteps();
        QCOMPARE(row("lead")->findChild<ActionKeys *>()->texts(), QStringList{u"Ctrl N"_s});
        find<QAction>("actionNewLead")->setShortcut(Qt::Key_F8);
        QCOMPARE(row("lead")->findChild<ActionKeys *>()->texts(), QStringList{u"F8"_s});
        find<QPushButton>("step_actionNewLead")->setFocus();
        press(Qt::Key_Return);
        QTRY_VERIFY(find<QDialog>("leadForm")->isVisible());
        find<QDialog>("leadForm")->reject();
        QTest::mouseClick(find<QPushButton>("step_actionShow_toAssign"), Qt::LeftButton);
        QVERIFY(find<QWidget>("leadsView")->isVisible());
    }

    void anEmptyOfficeOpensOnItAndNoKeyDoesAnything()
    {
        beAdmin();
        m_office->transport.fillOffice(0);
        show();
        m_window->welcome();
        QVERIFY(!page()->isVisible());
        m_office->start();
        QTRY_VERIFY(page()->isVisible());
        QCOMPARE(m_window->focusWidget(), page());
        press(Qt::Key_Return);
        press(Qt::Key_Space);
        QVERIFY(page()->isVisible());
        QVERIFY(!QApplication::activeModalWidget());
    }

    void anAdminWhoWaitsSeesTheFirstLeadInItsList()
    {
        beAdmin();
        m_office->transport.fillOffice(0);
        show();
        m_window->welcome();
        m_office->start();
        QTRY_VERIFY(page()->isVisible());
        putLead(50, false);
        QTRY_VERIFY(table()->isVisible());
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QTRY_COMPARE(m_window->focusWidget(), table());
    }

    void theFirstLeadLeavesAnAdminWhoUsesThePageThere()
    {
        beAdmin();
        m_office->transport.fillOffice(0);
        show();
        m_window->welcome();
        m_office->start();
        QTRY_VERIFY(page()->isVisible());
        page()->focusFirst();
        QVERIFY(m_window->focusWidget() != page());
        putLead(50, false);
        QTRY_COMPARE(m_office->replica.leadCount(), 1);
        QVERIFY(page()->isVisible());
    }

    void staffOfAnEmptyOfficeSeeTheirList()
    {
        m_office->transport.fillOffice(0);
        show();
        m_window->welcome();
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
        QVERIFY(!page()->isVisible());
    }

    void anOfficeWithLeadsOpensAsBefore()
    {
        m_office->transport.fillOffice(2);
        show();
        m_window->welcome();
        m_office->start();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QVERIFY(m_office->isLive());
        QVERIFY(!page()->isVisible());
        QCOMPARE(m_window->focusWidget(), table());
    }

    void thePageDoesNotOpenOverWhatSomebodyBegan_data()
    {
        QTest::addColumn<QString>("begun");
        for (const char *begun : {"typing", "another page", "another list"})
            QTest::newRow(begun) << QString::fromLatin1(begun);
    }
    void thePageDoesNotOpenOverWhatSomebodyBegan()
    {
        QFETCH(QString, begun);
        beAdmin();
        m_office->transport.fillOffice(0);
        show();
        m_window->welcome();
        if (begun == u"typing")
            press(Qt::Key_Slash);
        else if (begun == u"another page")
            m_window->showPlumbers();
        else
            m_window->showLeads(LeadView::Completed);
        const QPointer<QWidget> focus = m_window->focusWidget();
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
        QVERIFY(!page()->isVisible());
        if (begun == u"typing")
            QCOMPARE(m_window->focusWidget(), focus.data());
    }

    void anEmptyListLeadsThereOnlyWhereNothingEverCame()
    {
        open(0);
        QTRY_COMPARE(emptyListsButton()->text(), u"First steps"_s);
        QTest::mouseClick(emptyListsButton(), Qt::LeftButton);
        QVERIFY(page()->isVisible());
        putLead(50, false);
        QTRY_COMPARE(m_office->replica.leadCount(), 1);
        m_window->showLeads(LeadView::Completed);
        QVERIFY(find<QWidget>("leadsState")->isVisible());
        QVERIFY(!emptyListsButton()->isVisible());
    }

    void theTourIsOfferedOnceWithoutTakingTheKeyboard()
    {
        open(2);
        QVERIFY(!welcomeBar()->isVisible());
        m_window->welcome();
        QVERIFY(welcomeBar()->isVisible());
        QTRY_COMPARE(m_window->focusWidget(), table());
        QTest::mouseClick(find<QPushButton>("welcomeDecline"), Qt::LeftButton);
        QVERIFY(!welcomeBar()->isVisible());
        QCOMPARE(m_window->focusWidget(), table());
        m_window.reset();
        show();
        m_window->welcome();
        QVERIFY(!welcomeBar()->isVisible());
    }

    void aProblemIsShownBeforeTheOffer()
    {
        open(2);
        m_window->welcome();
        m_office->transport.setOffline(true);
        QTRY_VERIFY(find<QWidget>("offlineBar")->isVisible());
        QVERIFY(!welcomeBar()->isVisible());
        m_office->transport.setOffline(false);
        QTRY_VERIFY(!find<QWidget>("offlineBar")->isVisible());
        QVERIFY(welcomeBar()->isVisible());
    }

    void theOfferFitsTheNarrowestWindow()
    {
        open(2);
        m_window->welcome();
        m_window->resize(m_window->minimumSize());
        QTRY_COMPARE(m_window->size(), m_window->minimumSize());
        const QWidget *last = find<QPushButton>("welcomeDecline");
        QTRY_VERIFY(last->mapTo(m_window.get(), QPoint(last->width(), 0)).x() <= m_window->width());
    }
};

QTEST_MAIN(FirstStepsTest)
#include "tst_firststeps.moc"
