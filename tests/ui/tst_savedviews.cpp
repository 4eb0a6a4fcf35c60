#include "tests/ui/leadsfixture.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/sideitem.h"
#include "ui/shell/viewsection.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/filterchip.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::FakeTransport;
using LeadModel = tables::LeadTableModel;

/// Saved views in the window: further filters, sections, and the side bar.
class SavedViewsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::ViewBook> m_book;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    LeadTable *table() { return find<LeadTable>("leadsTable"); }
    FilterChip *chip(const char *name) { return find<FilterChip>(name); }
    SideBar *bar() { return find<SideBar>("sideBar"); }
    SideItem *item(int number) { return bar()->item(ViewSection::keyOf(viewId(number))); }
    int count(int number) { return bar()->count(ViewSection::keyOf(viewId(number))); }
    QString title() { return find<QLabel>("viewTitle")->text(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    static std::string viewIdText(int number) { return "60000000-0000-4000-8000-00000000000" + std::to_string(number); }
    static QUuid viewId(int number) { return QUuid::fromString(QString::fromStdString(viewIdText(number))); }
    void putView(int number, const char *name, const json &definition, const char *shortcut = "")
    {
        const std::string at = m_office->transport.nextTime();
        m_office->transport.put("saved_views", {{"id", viewIdText(number)},
                                                {"owner", "sam@office.test"},
                                                {"name", name},
                                                {"shared", false},
                                                {"definition", definition},
                                                {"position", number},
                                                {"shortcut", *shortcut ? json(shortcut) : json()},
                                                {"deleted_at", nullptr},
                                                {"created_at", at},
                                                {"updated_at", at},
                                                {"version", 1}});
    }
    void open(int leads)
    {
        m_office->transport.fillOffice(leads);
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_book = std::make_unique<replica::ViewBook>(m_office->client, u"sam@office.test"_s, false);
        m_book->follow(m_office->replica.news());
        m_office->context.views = m_book.get();
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        QTRY_COMPARE(table()->model()->rowCount(), leads);
        QTRY_VERIFY(m_book->isLoaded());
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<test::OfficeFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_book.reset();
        m_theme.reset();
        m_office.reset();
    }

    void aFilterIsAddedAndTakenAwayByKeys()
    {
        open(4);
        QVERIFY(find<QWidget>("moreFilters")->isHidden());
        chip("zipFilter")->openMenu();
        QTRY_COMPARE(m_window->focusWidget()->objectName(), u"pickWords"_s);
        QTest::keyClicks(m_window->focusWidget(), u"10001"_s);
        press(Qt::Key_Return);
        QCOMPARE(chip("zipFilter")->chosen(), QStringList{u"10001"_s});
        QTRY_COMPARE(table()->model()->rowCount(), 0);
        QTest::keyClicks(m_window->focusWidget(), u"787"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(table()->model()->rowCount(), 4);
        press(Qt::Key_Escape);
        chip("zipFilter")->show();
        chip("zipFilter")->setFocus();
        press(Qt::Key_Delete);
        QVERIFY(chip("zipFilter")->chosen().isEmpty());
        QCOMPARE(table()->model()->rowCount(), 4);
    }

    void plumbersAreFoundByTyping()
    {
        open(3);
        press(Qt::Key_4, Qt::ControlModifier);
        chip("plumberFilter")->openMenu();
        QTRY_COMPARE(m_window->focusWidget()->objectName(), u"pickWords"_s);
        QTest::keyClicks(m_window->focusWidget(), u"angst"_s);
        QListWidget *list = nullptr;
        for (auto *found : m_window->findChildren<QListWidget *>(u"pickList"_s))
            if (found->isVisible())
                list = found;
        QVERIFY(list);
        QCOMPARE(list->count(), 1);
        press(Qt::Key_Return);
        QCOMPARE(chip("plumberFilter")->chosen().size(), 1);
        QTRY_COMPARE(table()->model()->rowCount(), 0);
    }

    void aViewsKeyDoesNotTakeThePersonsOwn()
    {
        m_office->settings.setValue(u"keys/actionDetails"_s, u"Ctrl+Alt+1"_s);
        putView(1, "New ones", {{"filter", {{"statuses", {"new"}}}}}, "Ctrl+Alt+1");
        putView(2, "Old ones", {{"filter", {{"statuses", {"completed"}}}}}, "Ctrl+Alt+2");
        open(1);
        const auto keyOf = [this](int number) {
            const auto *action = m_window->findChild<QAction *>(ViewSection::keyOf(viewId(number)));
            return action ? action->shortcut() : QKeySequence();
        };
        QTRY_COMPARE(keyOf(2), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_2));
        QCOMPARE(keyOf(1), QKeySequence());
        QCOMPARE(find<QAction>("actionDetails")->shortcut(), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_1));
    }

    void aViewShowsWhatItHoldsAndCounts()
    {
        putView(1, "New ones by name",
                {{"filter", {{"statuses", {"new"}}}},
                 {"sort", {{"column", "customer"}, {"order", "ascending"}}},
                 {"columns", {"customer", "zip"}}},
                "Ctrl+Alt+1");
        putView(2, "Nobody", {{"filter", {{"text", "nothing like it"}}}});
        open(3);
        QTRY_COMPARE(count(1), 3);
        QCOMPARE(count(2), 0);
        press(Qt::Key_1, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(title(), u"New ones by name"_s);
        QVERIFY(item(1)->isChecked());
        QCOMPARE(chip("statusFilter")->chosen(), QStringList{u"new"_s});
        QCOMPARE(table()->columns().shown(), QList<int>({LeadModel::CustomerColumn, LeadModel::ZipColumn}));
        QCOMPARE(table()->horizontalHeader()->sortIndicatorSection(), int(LeadModel::CustomerColumn));
        m_office->transport.put("leads", FakeTransport::lead(50, "One", "More"));
        QTRY_COMPARE(count(1), 4);
        press(Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(title(), u"All leads"_s);
        QVERIFY(chip("statusFilter")->chosen().isEmpty());
        QVERIFY(table()->columns().shown().size() > 2);
    }

    void aChangedViewIsSavedAtOnceWithAnUndo()
    {
        putView(1, "Mine", {{"filter", {{"statuses", {"new"}}}}});
        open(2);
        QTRY_VERIFY(item(1));
        QTest::mouseClick(item(1), Qt::LeftButton);
        QTRY_COMPARE(title(), u"Mine"_s);
        QVERIFY(find<QPushButton>("saveViewButton")->isHidden());
        chip("urgencyFilter")->setChosen({u"day"_s});
        QVERIFY(!find<QPushButton>("saveViewButton")->isHidden());
        press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        const auto urgencies = [this] {
            return m_office->transport.row("saved_views", viewIdText(1))["definition"]["filter"].value("urgencies",
                                                                                                       json());
        };
        QTRY_VERIFY(urgencies() == json::array({"day"}));
        QTRY_VERIFY(find<QPushButton>("saveViewButton")->isHidden());
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(urgencies().is_null());
        QTRY_VERIFY(chip("urgencyFilter")->chosen().isEmpty());
    }

    void aRangeMayBeOpenAtOneEnd_data()
    {
        QTest::addColumn<QString>("end");
        QTest::addColumn<QString>("day");
        QTest::newRow("from") << u"from"_s << u"2026-11-01"_s;
        QTest::newRow("until") << u"until"_s << u"2099-11-01"_s;
    }
    void aRangeMayBeOpenAtOneEnd()
    {
        QFETCH(QString, end);
        QFETCH(QString, day);
        putView(1, "Range", {{"filter", {{"received", {{end.toStdString(), day.toStdString()}}}}}});
        open(2);
        QTRY_VERIFY(item(1));
        QTest::mouseClick(item(1), Qt::LeftButton);
        QTRY_COMPARE(title(), u"Range"_s);
        QCOMPARE(chip("receivedFilter")->chosen().size(), 1);
        QVERIFY(find<QPushButton>("saveViewButton")->isHidden()); // shown as it was saved
        QCOMPARE(table()->model()->rowCount(), 2);
    }

    void aWiderColumnIsNoChangeOfAView()
    {
        putView(1, "Plain", json::object());
        open(2);
        QTRY_VERIFY(item(1));
        QTest::mouseClick(item(1), Qt::LeftButton);
        QTRY_COMPARE(title(), u"Plain"_s);
        QHeaderView *header = table()->horizontalHeader();
        header->resizeSection(header->logicalIndex(0), header->sectionSize(header->logicalIndex(0)) + 20);
        QVERIFY(find<QPushButton>("saveViewButton")->isHidden());
        header->moveSection(0, 1);
        QVERIFY(!find<QPushButton>("saveViewButton")->isHidden());
    }

    void viewsAreMovedByKeysAndByDragging()
    {
        putView(1, "One", json::object());
        putView(2, "Two", json::object());
        putView(3, "Three", json::object());
        open(1);
        QTRY_VERIFY(item(1) && item(2) && item(3));
        QTRY_VERIFY(item(1)->y() < item(2)->y() && item(2)->y() < item(3)->y());
        item(3)->setFocus();
        press(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QTRY_VERIFY(item(1)->y() < item(3)->y() && item(3)->y() < item(2)->y());
        const QPoint middle = item(1)->rect().center();
        QTest::mousePress(item(1), Qt::LeftButton, {}, middle);
        QTest::mouseMove(item(1), middle + QPoint(0, item(2)->y() - item(1)->y()));
        QTest::mouseRelease(item(1), Qt::LeftButton, {}, item(1)->rect().center());
        const QStringList order = m_office->settings.value(u"views/order"_s).toStringList();
        QCOMPARE(order, QStringList({viewId(3).toString(QUuid::WithoutBraces), viewId(2).toString(QUuid::WithoutBraces),
                                     viewId(1).toString(QUuid::WithoutBraces)}));
        QCOMPARE(title(), u"To assign"_s); // a drag is no click
    }

    void theDetailsHaveAWindowOfTheirOwnAndComeBack()
    {
        open(3);
        table()->setFocus();
        press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        auto *window = find<QWidget>("detachedPane");
        QVERIFY(window && window->isVisible());
        auto *pane = window->findChild<DetailPane *>();
        QVERIFY(pane);
        const QUuid first = pane->lead();
        press(Qt::Key_Down);
        QVERIFY(pane->lead() != first && pane->lead() == table()->currentLead());
        m_window->resize(1000, 700); // where the pane would lie over the table
        QVERIFY(window->isAncestorOf(pane));
        m_window->resize(1400, 900);
        window->close();
        QVERIFY(pane->window() == m_window.get() && pane->isVisible());
    }

    void sectionsAreOpenedAndClosedByKeys()
    {
        open(3);
        chip("groupChip")->setChosen({u"service"_s});
        QTRY_COMPARE(table()->model()->rowCount(), 4);
        QCOMPARE(find<QLabel>("leadCount")->text(), u"3 leads"_s);
        QVERIFY(!table()->currentLead().isNull());
        table()->setFocus();
        press(Qt::Key_Left);
        QCOMPARE(table()->currentIndex().row(), 0);
        press(Qt::Key_Left);
        QCOMPARE(table()->model()->rowCount(), 1);
        press(Qt::Key_Right);
        QCOMPARE(table()->model()->rowCount(), 4);
        press(Qt::Key_Space);
        QCOMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(find<QLabel>("leadCount")->text(), u"3 leads"_s);
    }
};

QTEST_MAIN(SavedViewsTest)
#include "tst_savedviews.moc"
