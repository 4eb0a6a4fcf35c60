#include "models/stats/offerreader.h"
#include "tests/support/sourcerows.h"
#include "tests/ui/leadsfixture.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/dashboard/ranklist.h"
#include "ui/leads/assignpopup.h"
#include "ui/office/sourcecontext.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/offlinebar.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/sideitem.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterchip.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

class MainWindowTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1String(name));
    }
    LeadTable *table() { return find<LeadTable>("leadsTable"); }
    QLineEdit *search() { return find<QLineEdit>("searchField"); }
    int count(const char *page) { return find<SideBar>("sideBar")->count(QLatin1String(page)); }
    QString title() { return find<QLabel>("viewTitle")->text(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void open(int leads)
    {
        m_office->transport.fillOffice(leads);
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1300, 800);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        QTRY_COMPARE(table()->model()->rowCount(), leads);
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<test::OfficeFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void sideBarCountsAndLeads()
    {
        open(3);
        QCOMPARE(count("toAssign"), 3);
        QCOMPARE(count("all"), 3);
        QCOMPARE(count("plumbers"), 3);
        m_office->transport.put("leads", FakeTransport::lead(50, "One", "More"));
        QTRY_COMPARE(count("toAssign"), 4);
        QTest::mouseClick(find<QWidget>("side_all"), Qt::LeftButton);
        QCOMPARE(title(), QStringLiteral("All leads"));
        QCOMPARE(m_window->focusWidget(), table());
        press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(title(), QStringLiteral("To assign"));
    }

    void aPageWithoutAnItemLeavesNoneMarked()
    {
        SideBar bar;
        const SideItem *one = bar.addPage(QStringLiteral("one"), QStringLiteral("inbox"), QStringLiteral("One"));
        const SideItem *other = bar.addPage(QStringLiteral("other"), QStringLiteral("inbox"), QStringLiteral("Other"));
        bar.setCurrent(QStringLiteral("one"));
        QVERIFY(one->isChecked());
        bar.setCurrent(QStringLiteral("import"));
        QVERIFY(!one->isChecked() && !other->isChecked());
        bar.setCurrent(QStringLiteral("other"));
        QVERIFY(!one->isChecked() && other->isChecked());
        bar.setCurrent(QStringLiteral("one"));
        QVERIFY(one->isChecked() && !other->isChecked());
    }

    void adminsReachTheSourcesByKeyAndSideBar()
    {
        replica::SourceBook book(m_office->client);
        replica::SourceCommands commands(m_office->client, book);
        replica::SourceTester tester(m_office->client, m_office->replica);
        SourceContext sources{book, commands, tester};
        m_office->context.isAdmin = true;
        m_office->context.sources = &sources;
        m_office->transport.put("lead_sources", test::sourceRow(1, "website", "form"));
        book.follow(m_office->replica.news());
        open(1);
        QTRY_COMPARE(count("sources"), 1);
        press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_window->focusWidget(), find<QWidget>("sourcesTable"));
        press(Qt::Key_1, Qt::ControlModifier);
        QTest::mouseClick(find<QWidget>("side_sources"), Qt::LeftButton);
        QCOMPARE(m_window->focusWidget(), find<QWidget>("sourcesTable"));
        m_window.reset(); // before what it shows
    }

    void staffHaveNoSources()
    {
        open(1);
        QVERIFY(!find<QWidget>("side_sources"));
        QVERIFY(!find<QWidget>("sourcesView"));
    }

    void aClickOnTheDashboardNarrowsAllLeadsUntilItsChipIsRemoved()
    {
        stats::OfferReader offers(m_office->client);
        m_office->context.offers = &offers;
        nlohmann::json other = FakeTransport::lead(60, "Other", "Service");
        other["service_needed"] = "Water Heater Repair";
        open(3);
        m_office->transport.put("leads", other);
        QTRY_COMPARE(count("all"), 4);
        press(Qt::Key_D, Qt::ControlModifier);
        auto *services = find<RankList>("serviceRanks");
        QTRY_COMPARE(services->count(), 2);
        services->setFocus();
        services->setCurrentRow(1);
        press(Qt::Key_Return);
        QCOMPARE(title(), QStringLiteral("All leads"));
        QCOMPARE(table()->model()->rowCount(), 1);
        auto *chip = find<FilterChip>("narrowedFilter");
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->chosen(), QStringList{QStringLiteral("Water Heater Repair")});
        QTest::keyClick(chip, Qt::Key_Delete);
        QVERIFY(!chip->isVisible());
        QCOMPARE(table()->model()->rowCount(), 4);
        m_window.reset(); // before what its page works on
    }

    void tellsOfSilentSources()
    {
        open(1);
        auto *told = find<ElidedLabel>("statusSources");
        QVERIFY(!told->isVisible());
        const SourceSilence silence{QStringLiteral("website"), m_office->now.addSeconds(-5 * 3600), 14, 1, 5};
        m_office->transport.put("settings", {{"key", "source_silence.1"}, {"value", silence.toJson()}});
        m_office->transport.put("settings", {{"key", "source_silence.2"}, {"value", "nonsense"}});
        QTRY_VERIFY(told->isVisible());
        QCOMPARE(told->text(), QStringLiteral("website is silent"));
        QCOMPARE(told->toolTip(),
                 QStringLiteral("website sent 1 lead in 5 hours. It usually sends about 14. Is it still connected?"));
        nlohmann::json over = silence.toJson();
        over["since"] = nullptr;
        m_office->transport.put("settings", {{"key", "source_silence.1"}, {"value", over}});
        QTRY_VERIFY(!told->isVisible());
    }

    void searchIsReachedByASlashAndFilters()
    {
        open(12);
        press(Qt::Key_Slash);
        QCOMPARE(m_window->focusWidget(), search());
        QTest::keyClicks(search(), QStringLiteral("number12"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(search()->text(), QStringLiteral("number12"));
        press(Qt::Key_Return);
        QCOMPARE(m_window->focusWidget(), table());
        press(Qt::Key_F, Qt::ControlModifier);
        press(Qt::Key_Escape);
        QTRY_COMPARE(table()->model()->rowCount(), 12);
        press(Qt::Key_Escape);
        QCOMPARE(m_window->focusWidget(), table());
    }

    void typingGoesOnWhenNothingMatches()
    {
        open(2);
        press(Qt::Key_Slash);
        QTest::keyClicks(search(), QStringLiteral("number9"));
        QTRY_COMPARE(table()->model()->rowCount(), 0);
        QVERIFY(!table()->isVisible());
        QCOMPARE(m_window->focusWidget(), search());
        press(Qt::Key_Backspace);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(m_window->focusWidget(), search());
    }

    void undoReachesWhatWasDoneToAPlumber()
    {
        open(1);
        const auto status = [this] {
            return m_office->transport.row("plumbers", FakeTransport::plumberId(1))["status"].get<std::string>();
        };
        m_window->showPlumbers();
        auto *plumbers = find<QTableView>("plumbersTable");
        QTRY_VERIFY(plumbers->hasFocus());
        QCOMPARE(plumbers->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("Ann Lee"));
        press(Qt::Key_P);
        QTRY_COMPARE(status(), std::string("paused"));
        QTRY_COMPARE(find<QLabel>("noticeText")->text(), QStringLiteral("Ann Lee is paused and gets no leads"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(status(), std::string("active"));
        QTRY_COMPARE(find<QLabel>("noticeText")->text(), QStringLiteral("Undone: Ann Lee is paused and gets no leads"));
    }

    void aKeyDoesWhatTheNoticeOffers()
    {
        open(1);
        int ran = 0;
        press(Notice::kActionKey);
        m_window->notify(QStringLiteral("Not saved"), Notice::Kind::Problem, QStringLiteral("Try again"),
                         [&] { ++ran; });
        QWidget *focus = m_window->focusWidget();
        press(Notice::kActionKey);
        QTRY_COMPARE(ran, 1); // Qt shows the button pressed for a moment first
        QCOMPARE(m_window->focusWidget(), focus);
        press(Notice::kActionKey); // the notice is gone, and its offer with it
        QCOMPARE(ran, 1);
    }

    void commandsSayWhenNoneMatches()
    {
        open(1);
        press(Qt::Key_K, Qt::ControlModifier);
        auto *filter = find<QLineEdit>("commandFilter");
        QTRY_VERIFY(filter->isVisible());
        auto *noHits = find<QLabel>("commandNoHits");
        QVERIFY(!noHits->isVisible());
        QTest::keyClicks(filter, QStringLiteral("<b>zebra"));
        QVERIFY(noHits->isVisible());
        QVERIFY(!find<QListWidget>("commandList")->isVisible());
        QCOMPARE(
            noHits->text(),
            QStringLiteral("Nothing matches \u201C<b>zebra\u201D. Try fewer letters, a phone number or a ZIP code."));
        QCOMPARE(noHits->textFormat(), Qt::PlainText);
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY2(filter->isVisible(), "there is nothing to run, and the text can be corrected");
        filter->setText(QStringLiteral("new lead"));
        QVERIFY(find<QListWidget>("commandList")->isVisible());
        QVERIFY(!noHits->isVisible());
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_VERIFY(!filter->isVisible());
    }

    void noticeDoesNotOfferToUndoSomethingElse()
    {
        open(1);
        bool ran = false;
        m_window->notify(QStringLiteral("Done"), Notice::Kind::Done, QStringLiteral("Undo"), [&] { ran = true; });
        auto *notice = m_window->centralWidget()->findChild<Notice *>({}, Qt::FindDirectChildrenOnly);
        QVERIFY(notice->isVisible());
        m_office->undo.push(QStringLiteral("Something newer"), [] { return QtFuture::makeReadyFuture(Result<>()); });
        QVERIFY(!notice->isVisible());
        QVERIFY(!ran);
    }

    void typingIsNotDisturbedByNewRows()
    {
        open(2);
        press(Qt::Key_Slash);
        QTest::keyClicks(search(), QStringLiteral("cus"));
        search()->setCursorPosition(1);
        m_office->transport.put("leads", FakeTransport::lead(60, "Customer", "Late"));
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QCOMPARE(m_window->focusWidget(), search());
        QCOMPARE(search()->text(), QStringLiteral("cus"));
        QCOMPARE(search()->cursorPosition(), 1);
        QVERIFY(!find<AssignPopup>("assignPopup")->isOpen());
    }

    void searchFromThePlumbersGoesToTheLeads()
    {
        open(2);
        m_window->showPlumbers();
        QVERIFY(m_window->findChild<PlumbersView *>()->isVisible());
        press(Qt::Key_Slash);
        QTest::keyClicks(search(), QStringLiteral("number2"));
        QTRY_VERIFY(table()->isVisible());
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(m_window->focusWidget(), search());
    }

    void lettersOfTheLeadsRestWhilePlumbersAreInSight()
    {
        open(1);
        auto *assign = m_window->findChild<QAction *>(QStringLiteral("actionAssign"));
        QVERIFY(assign->isEnabled());
        m_window->showPlumbers();
        QVERIFY(!assign->isEnabled());
        m_window->showLeads(LeadView::All);
        QVERIFY(assign->isEnabled());
    }

    void lostConnectionIsAQuietBarAndComesBackByItself()
    {
        open(2);
        auto *bar = find<OfflineBar>("offlineBar");
        QVERIFY(bar->isHidden());
        m_office->transport.setOffline(true);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(find<QLabel>("offlineSentence")->text().startsWith(QStringLiteral("No connection since ")));
        QCOMPARE(table()->model()->rowCount(), 2);
        m_office->transport.setOffline(false);
        QTest::mouseClick(find<QPushButton>("offlineTryAgain"), Qt::LeftButton);
        QTRY_VERIFY(bar->isHidden());
    }

    void theServersNoticesAreForAdminsUntilTheyDismissThem()
    {
        const auto put = [this](const char *text) {
            m_office->transport.put(
                "settings", {{"key", "server_notices"},
                             {"version", 1},
                             {"value", {{"duty.payments", {{"since", "2026-11-18T10:00:00+00:00"}, {"text", text}}}}}});
        };
        put("Charges and refunds are failing: Stripe does not accept the key.");
        open(1);
        auto *bar = find<OfflineBar>("offlineBar");
        QVERIFY(bar->isHidden());
        m_window.reset();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->context.isAdmin = true;
        put("Charges and refunds are failing: Stripe does not accept the key.");
        open(1);
        bar = find<OfflineBar>("offlineBar");
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(
            find<QLabel>("offlineSentence")->text().startsWith(QStringLiteral("Charges and refunds are failing: ")));
        QTest::mouseClick(find<QPushButton>("offlineTryAgain"), Qt::LeftButton);
        QVERIFY(bar->isHidden());
        put("Charges and refunds are failing: Stripe is away.");
        QTRY_VERIFY(bar->isVisible());
        m_office->transport.put("settings",
                                {{"key", "server_notices"}, {"version", 2}, {"value", nlohmann::json::object()}});
        QTRY_VERIFY(bar->isHidden());
    }

    void noticeCarriesItsAction()
    {
        open(1);
        press(Qt::Key_A);
        QTRY_VERIFY(find<AssignPopup>("assignPopup")->isOpen());
        press(Qt::Key_Return);
        auto *notice = find<Notice>("notice");
        for (Notice *candidate : m_window->centralWidget()->findChildren<Notice *>(Qt::FindDirectChildrenOnly))
            notice = candidate;
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(notice->text(), QStringLiteral("Customer Number1 assigned to Ann Lee. No other lead in this list "
                                                "needs a plumber."));
        QTest::mouseClick(notice->findChild<QWidget *>(QStringLiteral("noticeAction")), Qt::LeftButton);
        QTRY_VERIFY(notice->text().startsWith(QStringLiteral("Undone: ")));
        QTRY_COMPARE(count("toAssign"), 1);
    }

    void theNoticeOfAnAssignmentCountsDown()
    {
        open(2);
        m_office->transport.put("settings", {{"key", "grace_seconds"}, {"value", 30}, {"version", 2}});
        QTRY_COMPARE(m_office->replica.settings().dispatch.graceSeconds, 30);
        press(Qt::Key_A);
        QTRY_VERIFY(find<AssignPopup>("assignPopup")->isOpen());
        press(Qt::Key_Return);
        const Notice *notice = m_window->centralWidget()->findChildren<Notice *>(Qt::FindDirectChildrenOnly).last();
        QTRY_VERIFY2(notice->text().endsWith(QStringLiteral("Messages go out in 30 s.")), qPrintable(notice->text()));
        m_office->now = m_office->now.addSeconds(20);
        QTRY_VERIFY2(notice->text().endsWith(QStringLiteral("Messages go out in 10 s.")), qPrintable(notice->text()));
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(notice->text().startsWith(QStringLiteral("Undone: ")));
    }

    void commandsAreFoundByTyping()
    {
        open(1);
        press(Qt::Key_K, Qt::ControlModifier);
        auto *list = find<QListWidget>("commandList");
        QTRY_VERIFY(list->isVisible());
        QVERIFY(list->count() > 10);
        QTest::keyClicks(m_window->focusWidget(), QStringLiteral("completed"));
        QCOMPARE(list->count(), 2); // below the title of its group
        press(Qt::Key_Return);
        QVERIFY(!list->isVisible());
        QCOMPARE(title(), QStringLiteral("Completed"));
    }

    void everyActionHasAMenuEntryAndNoTwoShareAKey()
    {
        open(1);
        QHash<QString, QString> keys;
        QList<const QMenu *> menus;
        for (const QAction *top : find<QMenuBar>("menuBar")->actions())
            menus += top->menu();
        int actions = 0;
        while (!menus.isEmpty()) {
            for (const QAction *action : menus.takeFirst()->actions()) {
                if (action->menu())
                    menus += action->menu();
                if (action->menu() || action->isSeparator())
                    continue;
                // The person's own keys are kept under it.
                QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
                // The plumbers' letters work in their own view alone.
                if (action->shortcut().isEmpty() || action->shortcutContext() == Qt::WidgetWithChildrenShortcut)
                    continue;
                ++actions;
                const QString key = action->shortcut().toString();
                QVERIFY2(!keys.contains(key), qPrintable(key));
                keys.insert(key, action->text());
            }
        }
        QVERIFY(actions >= 18);
        for (const char *key : {"A", "U", "C", "N", "E", "R", "Ctrl+N", "Ctrl+Z", "Ctrl+F", "Ctrl+K"})
            QVERIFY2(keys.contains(QLatin1String(key)), key);
    }

    void narrowWindowsGiveTheTableTheRoom()
    {
        open(1);
        auto *pane = find<DetailPane>("detailPane");
        QVERIFY(pane->isVisible());
        const int wide = find<SideBar>("sideBar")->width();
        m_window->resize(scaledPx(m_window.get(), 1000), 700);
        QTRY_VERIFY(!pane->isVisible());
        table()->setFocus();
        press(Qt::Key_O);
        QVERIFY(pane->isVisible());
        QVERIFY(pane->geometry().right() <= pane->parentWidget()->width());
        press(Qt::Key_Escape);
        QVERIFY(!pane->isVisible());
        m_window->resize(scaledPx(m_window.get(), 860), 640);
        QTRY_VERIFY(find<SideBar>("sideBar")->width() < wide / 2);
        m_window->resize(1300, 800);
        QTRY_VERIFY(pane->isVisible());
        QCOMPARE(find<SideBar>("sideBar")->width(), wide);
    }

    void placeAndPageAreRemembered()
    {
        open(1);
        m_window->showLeads(LeadView::Completed);
        m_window->resize(1180, 720);
        m_window->close();
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        QCOMPARE(m_window->size(), QSize(1180, 720));
        QCOMPARE(title(), QStringLiteral("Completed"));
    }

    void signingOutIsAskedForOutside()
    {
        open(0);
        const QSignalSpy wanted(m_window.get(), &MainWindow::signOutRequested);
        m_window->findChild<QAction *>(QStringLiteral("actionSignOut"))->trigger();
        QCOMPARE(wanted.count(), 1);
    }

    void iconButtonsHaveNames()
    {
        open(1);
        for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->text().isEmpty())
                QVERIFY2(!button->accessibleName().isEmpty(),
                         qPrintable(button->objectName() + QLatin1String(button->metaObject()->className())));
        }
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
