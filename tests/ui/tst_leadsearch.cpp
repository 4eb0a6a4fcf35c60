#include "tests/ui/leadsfixture.h"
#include "ui/help/manualwindow.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/searchhelp.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::FakeTransport;

/// Searching for leads in the window: what terms find, and what the window says about it.
class LeadSearchTest : public QObject
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
    SearchField *search() { return find<SearchField>("searchField"); }
    QString countText() { return find<QLabel>("leadCount")->text(); }
    int rows() { return table()->model()->rowCount(); }
    QStringList offered()
    {
        QStringList texts;
        const auto *list = find<QListWidget>("searchCompletions");
        for (int row = 0; row < list->count(); ++row)
            texts += list->item(row)->text();
        return texts;
    }
    void type(const QString &keys) { QTest::keyClicks(m_window->focusWidget(), keys); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void put(int number, const char *first, const char *last, const json &more = json::object())
    {
        json row = FakeTransport::lead(number, first, last);
        row["created_at"] = m_office->now.addSeconds(-600 * number).toString().toStdString();
        row["updated_at"] = m_office->transport.nextTime();
        row.update(more);
        m_office->transport.put("leads", row);
    }
    /// Four leads, ten minutes apart; the last one is Ann Lee's.
    void open()
    {
        m_office->transport.fillOffice(0);
        put(1, "Maria", "Gonzalez", {{"service_needed", "Leak Detection & Repair"}});
        put(2, "Zo\u00EB", "O\u2019Brien", {{"zip_code", "10001"}, {"urgency", "day"}});
        put(3, "Newman", "Leak", {{"description", "The main valve is closed."}});
        put(40, "Sam", "Late",
            {{"status", "assigned"},
             {"assigned_plumber_id", FakeTransport::plumberId(1)},
             {"assigned_at", m_office->now.addSeconds(-60).toString().toStdString()}});
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
        press(Qt::Key_4, Qt::ControlModifier);
        QTRY_COMPARE(rows(), 4);
        QTRY_VERIFY(m_book->isLoaded());
        press(Qt::Key_Slash);
        QCOMPARE(m_window->focusWidget(), search());
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

    void termsCombine_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *typed, const QStringList &names) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << names;
        };
        row("leak 787", {u"Maria Gonzalez"_s, u"Newman Leak"_s});
        row("leak -valve", {u"Maria Gonzalez"_s});
        row("\"main valve\"", {u"Newman Leak"_s});
        row("\"valve main\"", {});
        row("obrien", {u"Zo\u00EB O\u2019Brien"_s});
        row("zip:100", {u"Zo\u00EB O\u2019Brien"_s});
        row("urgency:today", {u"Zo\u00EB O\u2019Brien"_s});
        row("status:assigned", {u"Sam Late"_s});
        row("-status:new", {u"Sam Late"_s});
        row("plumber:lee", {u"Sam Late"_s});
        row("plumber:\"ann lee\" status:assigned", {u"Sam Late"_s});
        row("age:<15m", {u"Maria Gonzalez"_s});
        row("age:>2h", {u"Sam Late"_s});
        row("service:leak", {u"Maria Gonzalez"_s});
        row("name:leak", {u"Newman Leak"_s});
        row("phone:0143 status:a", {u"Sam Late"_s});
    }
    void termsCombine()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, names);
        open();
        type(typed);
        press(Qt::Key_Escape); // what is suggested
        if (search()->text().isEmpty())
            type(typed);
        QTRY_COMPARE(rows(), names.size());
        QStringList found;
        for (int at = 0; at < rows(); ++at)
            found += table()->model()->index(at, tables::LeadTableModel::CustomerColumn).data().toString();
        found.sort();
        QCOMPARE(found, names);
        QVERIFY(search()->problems().isEmpty());
    }

    void hitsAreCountedAndSpoken()
    {
        open();
        QCOMPARE(countText(), u"4 leads"_s);
        type(u"leak"_s);
        QTRY_COMPARE(countText(), u"2 leads found"_s);
        QCOMPARE(search()->accessibleDescription(), u"2 leads found"_s);
        type(u" gonzalez"_s);
        QTRY_COMPARE(countText(), u"1 lead found"_s);
        QCOMPARE(search()->accessibleDescription(), u"1 lead found"_s);
        type(u"x"_s);
        QTRY_COMPARE(search()->accessibleDescription(), u"No leads found"_s);
        press(Qt::Key_Escape);
        QTRY_COMPARE(countText(), u"4 leads"_s);
        QVERIFY(!search()->accessibleDescription().contains(u"found"));
    }

    void plumbersAndZipsAreSuggestedFromTheLeads()
    {
        open();
        type(u"plumber:"_s);
        QCOMPARE(offered(), QStringList{u"\"Ann Lee\""_s});
        press(Qt::Key_Tab);
        QCOMPARE(search()->text(), u"plumber:\"Ann Lee\" "_s);
        QTRY_COMPARE(rows(), 1);
        type(u"zip:"_s);
        QCOMPARE(offered(), (QStringList{u"78701"_s, u"10001"_s}));
    }

    void whatIsNotUnderstoodHidesNothing()
    {
        open();
        type(u"status:gone leak"_s);
        QTRY_COMPARE(countText(), u"2 leads found"_s);
        QVERIFY(find<QLabel>("searchProblems")->isVisible());
        QVERIFY(search()->accessibleDescription().contains(u"There is no status"));
        QVERIFY(search()->accessibleDescription().endsWith(u"2 leads found"));
    }

    void searchesAreSavedWithViews()
    {
        open();
        type(u"status:assigned age:soon le"_s);
        QTRY_COMPARE(rows(), 1);
        const auto *leads = m_window->findChild<LeadsView *>();
        QCOMPARE(leads->definition().filter.text, u"status:assigned le"_s);
        press(Qt::Key_Escape);
        QTRY_COMPARE(rows(), 4);
        QVERIFY(leads->definition().filter.text.isEmpty());
    }

    void theHelpIsInTheMenuAndItsExamplesWork()
    {
        open();
        press(Qt::Key_Escape);
        find<QAction>("actionSearchHelp")->trigger();
        auto *help = find<SearchHelp>("searchHelp");
        QVERIFY(help && help->isOpen());
        press(Qt::Key_Return);
        QCOMPARE(search()->text(), u"leak 787"_s);
        QTRY_COMPARE(countText(), u"2 leads found"_s);
        QCOMPARE(m_window->focusWidget(), search());
    }

    void theHelpLeadsToTheManual()
    {
        open();
        press(Qt::Key_Tab);
        press(Qt::Key_Space);
        auto *help = find<SearchHelp>("searchHelp");
        QVERIFY(help && help->isOpen());
        find<QPushButton>("searchManual")->click();
        QVERIFY(!help->isOpen());
        ManualWindow *manual = nullptr;
        for (QWidget *window : QApplication::topLevelWidgets())
            if (auto *one = qobject_cast<ManualWindow *>(window))
                manual = one;
        QVERIFY(manual);
        QTRY_COMPARE(manual->currentSlug(), u"search"_s);
    }

    void thePaletteHandsItsWordsOver()
    {
        open();
        for (int number = 50; number < 60; ++number)
            put(number, "Many", "Customers");
        QTRY_COMPARE(rows(), 4 + 10);
        press(Qt::Key_K, Qt::ControlModifier);
        auto *filter = find<QLineEdit>("commandFilter");
        QTRY_VERIFY(filter->isVisible());
        type(u"many"_s);
        auto *list = find<QListWidget>("commandList");
        list->setCurrentRow(list->count() - 1);
        for (int row = 0; row < list->count(); ++row)
            if (list->item(row)->text().startsWith(u"Show all"))
                list->setCurrentRow(row);
        press(Qt::Key_Return);
        QTRY_COMPARE(search()->text(), u"many"_s);
        QTRY_COMPARE(countText(), u"10 leads found"_s);
    }
};

QTEST_MAIN(LeadSearchTest)
#include "tst_leadsearch.moc"
