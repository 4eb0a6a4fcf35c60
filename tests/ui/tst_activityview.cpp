#include "models/tables/activitytablemodel.h"
#include "tests/support/activityrows.h"
#include "tests/ui/officefixture.h"
#include "ui/activity/activityview.h"
#include "ui/office/filecontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/style/theme.h"
#include "ui/views/receivedchip.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"
#include "ui/words/activitywords.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using nlohmann::json;
using pl::test::activityRow;
using pl::test::FakeTransport;
using pl::test::leadEventRow;
using ActivityModel = tables::ActivityTableModel;

/// Who did what in the office, driven by keys in the whole window.
class TestActivityView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::ActivityFeed> m_feed;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;
    FileContext m_files;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    RowTable *table() { return find<RowTable>("activityTable"); }
    int rows() { return table()->model()->rowCount(); }
    QString count() { return find<QLabel>("activityCount")->text(); }
    QString headline() { return find<StatePage>("activityState")->headline(); }
    QString said(int row, int column)
    {
        return table()->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
    }
    QString sentence(int row) { return said(row, ActivityModel::WhatColumn); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), key, modifiers);
    }
    std::string minute(int number) { return m_office->now.addSeconds(60 * number).toString().toStdString(); }
    void putEvent(int number, int at, const char *kind, const json &changes = json::object())
    {
        m_office->transport.put("lead_events", leadEventRow(number, kind, minute(at), changes));
    }
    void putActivity(int number, int at, const char *kind, const json &changes = json::object())
    {
        m_office->transport.put("activity", activityRow(number, kind, minute(at), changes));
    }
    void fill()
    {
        putEvent(1, -50, "received", {{"actor", "server"}});
        putEvent(2, -40, "assigned", {{"plumber_id", FakeTransport::plumberId(1)}});
        putActivity(
            901, -30, "plumber_changed",
            {{"plumber_id", FakeTransport::plumberId(1)}, {"detail", {{"fields", {"zip_code", "phone_number"}}}}});
        putActivity(
            902, -20, "exported",
            {{"actor", "sam@office.test"}, {"subject", "leads"}, {"detail", {{"rows", 12}, {"format", "xlsx"}}}});
    }
    void open()
    {
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
    }
    void show()
    {
        open();
        press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<QWidget>("activityView")->isVisible());
        QTRY_VERIFY(m_feed->state() == replica::ActivityFeed::State::Live && !m_feed->isReading());
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->transport.fillOffice(3);
        m_feed = std::make_unique<replica::ActivityFeed>(m_office->client, QStringLiteral("sam@office.test"));
        m_feed->follow(m_office->replica.news());
        m_office->context.activity = m_feed.get();
        m_files.chooseFile = [this](QWidget *, const QString &name, const auto &chosen) {
            chosen(m_folder.filePath(name));
        };
        m_files.openFolder = [](const QString &) {};
        m_office->context.files = &m_files;
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_feed.reset();
        m_office.reset();
    }

    void eachLineIsASentence()
    {
        fill();
        show();
        const QAbstractItemModelTester tester(table()->model());
        QTRY_COMPARE(rows(), 4);
        QCOMPARE(sentence(0), QStringLiteral("You exported 12 leads as XLSX"));
        QCOMPARE(sentence(1), QStringLiteral("Ada changed Ann Lee: ZIP code, phone number"));
        QCOMPARE(said(1, ActivityModel::AboutColumn), QStringLiteral("Ann Lee"));
        QCOMPARE(sentence(2), QStringLiteral("You assigned this to Ann Lee"));
        QVERIFY(said(2, ActivityModel::AboutColumn).startsWith(QStringLiteral("Customer Number1")));
        QCOMPARE(sentence(3), QStringLiteral("Received"));
        QTRY_COMPARE(count(), QStringLiteral("4 lines"));
    }

    void everyKindHasItsSentence_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const char *kind, const char *more, const char *sentence) {
            QTest::newRow(name) << QByteArray(kind) << QByteArray(more) << QString::fromUtf8(sentence);
        };
        row("added", "plumber_added", "{}", "Ada added Ann Lee");
        row("verified", "plumber_verified", R"({"detail":{"verified":true}})", "Ada verified Ann Lee");
        row("no longer", "plumber_verified", R"({"detail":{"verified":false}})",
            "Ada took back that Ann Lee is verified");
        row("removed", "plumber_removed", "{}", "Ada removed Ann Lee");
        row("a setting", "setting_changed",
            R"({"subject":"default_price_cents","detail":{"before":2500,"after":2600}})",
            "Ada changed the default price from $25.00 to $26.00");
        row("a switch", "setting_changed", R"({"subject":"auto_assign","detail":{"before":null,"after":true}})",
            "Ada set automatic assignment to on");
        row("a large one", "setting_changed", R"({"subject":"sla_minutes","detail":{"before":{},"after":{"day":1}}})",
            "Ada changed the deadlines");
        row("a new service", "service_added", R"({"subject":"Drains","detail":{"before":null,"after":2500}})",
            "Ada added the service Drains at $25.00");
        row("a price", "service_changed",
            R"({"subject":"Drains","detail":{"before":2500,"after":2600,"fields":["price_cents"]}})",
            "Ada changed the price of Drains from $25.00 to $26.00");
        row("no service", "service_removed", R"({"subject":"Drains"})", "Ada removed the service Drains");
        row("a source", "source_added", R"({"subject":"website"})", "Ada added the source website");
        row("its key", "source_changed", R"({"subject":"website","detail":{"fields":["active"]}})",
            "Ada changed the source website: active");
        row("an import", "import_begun", R"({"subject":"old.csv","detail":{"kind":"leads","total":3}})",
            "Ada imported 3 leads from old.csv");
        row("its undo", "import_undone", R"({"subject":"old.csv","detail":{"kind":"leads","total":3}})",
            "Ada undid the import of 3 leads from old.csv");
        row("a view", "view_shared", R"({"subject":"Boilers"})", "Ada shared the view Boilers");
        row("a print", "printed", R"({"subject":"messages","detail":{"rows":1}})", "Ada printed 1 row of messages");
        row("a refund", "refund_requested", R"({"detail":{"cents":6000,"currency":"usd"}})",
            "Ada requested a refund of $60.00 to Ann Lee");
        row("a template", "template_changed", R"({"subject":"lead_assigned"})",
            "Ada changed the message lead_assigned");
        row("an invitation", "person_invited", R"({"subject":"bo@office.test"})", "Ada invited bo@office.test");
        row("access", "person_changed", R"({"subject":"bo@office.test"})", "Ada changed the access of bo@office.test");
        row("sign-out", "person_signed_out", R"({"subject":"bo@office.test"})",
            "Ada signed bo@office.test out everywhere");
        row("a failure", "request_failed", "{}", "The server couldn't do what Ada asked for");
    }
    void everyKindHasItsSentence()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, more);
        const auto event = ActivityEvent::fromJson(activityRow(1, kind, minute(0), json::parse(more.toStdString())));
        QVERIFY(event);
        QTEST(activitySentence(*event, QStringLiteral("Ann Lee"), QStringLiteral("sam@office.test"),
                               QStringLiteral("usd")),
              "sentence");
    }

    void enterLeadsToTheLeadOrThePlumber()
    {
        fill();
        show();
        QTRY_COMPARE(rows(), 4);
        QCOMPARE(table()->currentIndex().row(), 0);
        QVERIFY(!find<QAction>("activityLeadAction")->isEnabled());
        press(Qt::Key_Return); // about neither
        QVERIFY(find<QWidget>("activityView")->isVisible());
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QTRY_VERIFY(find<QWidget>("plumbersView")->isVisible());
        press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(table()->hasFocus());
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QTRY_VERIFY(find<QWidget>("leadsView")->isVisible());
    }

    void aLeadThatIsGoneIsSaidSo()
    {
        putEvent(1, -10, "withdrawn", {{"lead_id", FakeTransport::leadId(99)}});
        show();
        QTRY_COMPARE(rows(), 1);
        press(Qt::Key_L);
        QTRY_COMPARE(find<QLabel>("noticeText")->text(),
                     QStringLiteral("This lead is no longer there: its import was undone."));
    }

    void aPlumberWhoWasRemovedIsSaidSo()
    {
        json removed = m_office->transport.row("plumbers", FakeTransport::plumberId(1));
        removed["status"] = "removed";
        m_office->transport.put("plumbers", removed);
        putActivity(1, -10, "plumber_removed", {{"plumber_id", FakeTransport::plumberId(1)}});
        show();
        QTRY_COMPARE(rows(), 1);
        press(Qt::Key_P);
        QTRY_COMPARE(find<QLabel>("noticeText")->text(), QStringLiteral("This plumber was removed and is in no list."));
        QVERIFY(find<QWidget>("activityView")->isVisible());
    }

    void olderLinesComeAsOneScrolls()
    {
        for (int i = 1; i <= 350; ++i)
            putEvent(i, i - 400, "note", {{"note", "Line " + std::to_string(i)}});
        show();
        QTRY_COMPARE(rows(), replica::ActivityFeed::kPage);
        QTRY_COMPARE(count(), QStringLiteral("The newest 100 lines"));
        QCOMPARE(sentence(0), QStringLiteral("You: Line 350"));
        for (int page = 2; page <= 4; ++page) {
            press(Qt::Key_End);
            QTRY_COMPARE(rows(), std::min(350, 100 * page));
        }
        QTRY_COMPARE(count(), QStringLiteral("350 lines"));
        QCOMPARE(sentence(349), QStringLiteral("You: Line 1"));
    }

    void newLinesComeOnTopAndLeaveTheChoiceAlone()
    {
        fill();
        show();
        QTRY_COMPARE(rows(), 4);
        press(Qt::Key_Down);
        putActivity(3, 0, "plumber_removed", {{"plumber_id", FakeTransport::plumberId(2)}});
        QTRY_COMPARE(rows(), 5);
        QVERIFY(sentence(0).startsWith(QStringLiteral("Ada removed ")));
        QCOMPARE(table()->currentIndex().row(), 2);
    }

    void filtersNarrowAndAreCleared()
    {
        fill();
        putEvent(3, -10, "note", {{"lead_id", FakeTransport::leadId(2)}, {"note", "Called"}});
        show();
        QTRY_COMPARE(rows(), 5);
        find<FilterChip>("activityWhoFilter")->setChosen({QStringLiteral("ada@office.test")});
        QTRY_COMPARE(rows(), 1);
        press(Qt::Key_C);
        QTRY_COMPARE(rows(), 5);
        press(Qt::Key_F);
        QTest::keyClicks(find<FilterField>("activitySearch"), QStringLiteral("number2"));
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(sentence(0), QStringLiteral("You: Called"));
        find<FilterField>("activitySearch")->clear();
        QTest::keyClicks(find<FilterField>("activitySearch"), QStringLiteral("ann lee"));
        QTRY_COMPARE(rows(), 2);
        find<FilterField>("activitySearch")->clear();
        QTest::keyClicks(find<FilterField>("activitySearch"), QStringLiteral("nobody"));
        QTRY_VERIFY(find<StatePage>("activityState")->isVisible());
        QCOMPARE(headline(), QStringLiteral("No line matches"));
        find<StatePage>("activityState")->findChild<QPushButton *>()->click();
        QTRY_COMPARE(rows(), 5);
    }

    void aRangeOfDaysNarrows()
    {
        fill();
        putEvent(3, -3 * 24 * 60, "note", {{"note", "Long ago"}});
        show();
        QTRY_COMPARE(rows(), 5);
        find<ReceivedChip>("activityWhenFilter")->setRange({.lastDays = 1});
        QTRY_COMPARE(rows(), 4);
        press(Qt::Key_C);
        QTRY_COMPARE(rows(), 5);
    }

    void whatIsForAdminsIsNoChoiceForStaff()
    {
        QVERIFY(!replica::activityGroups(false).contains(replica::ActivityGroup::Settings));
        for (const auto group : replica::activityGroups(true))
            QVERIFY(replica::leadKindsOf(group).isEmpty() != replica::officeKindsOf(group).isEmpty());
    }

    void anEmptyListSaysWhatWillCome()
    {
        show();
        QCOMPARE(headline(), QStringLiteral("Nothing has happened yet"));
    }

    void aFailureOffersAnotherTry()
    {
        fill();
        open();
        m_office->transport.answerNext(
            "GET", "/rest/v1/lead_events", [](const auto &) -> Result<supabase::HttpResponse> {
                return Error{ErrorCode::Unavailable, QStringLiteral("The server can't be reached.")};
            });
        press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(headline(), QStringLiteral("The activity could not be loaded"));
        find<StatePage>("activityState")->findChild<QPushButton *>()->click();
        QTRY_COMPARE(rows(), 4);
    }

    void itIsCopiedAndExportedLikeOtherLists()
    {
        fill();
        show();
        QTRY_COMPARE(rows(), 4);
        press(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("You exported 12 leads as XLSX")));
        press(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(find<QDialog>("exportDialog") && find<QDialog>("exportDialog")->isVisible());
        QTest::keyClick(find<QDialog>("exportDialog"), Qt::Key_Return);
        // Which is itself a line.
        QTRY_COMPARE(rows(), 5);
        QVERIFY2(sentence(0).startsWith(QStringLiteral("You exported 4 rows of activity as ")),
                 qPrintable(sentence(0)));
    }

    void anExportOfLeadsIsWrittenDown()
    {
        open();
        press(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(find<QDialog>("exportDialog") && find<QDialog>("exportDialog")->isVisible());
        QTest::keyClick(find<QDialog>("exportDialog"), Qt::Key_Return);
        QTRY_COMPARE(m_office->transport.count("activity"), std::size_t(1));
        QApplication::setActiveWindow(m_window.get());
        press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(rows(), 1);
        QVERIFY2(sentence(0).startsWith(QStringLiteral("You exported 3 leads as ")), qPrintable(sentence(0)));
    }

    void itsPlaceIsRemembered()
    {
        fill();
        show();
        m_window.reset();
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        QTRY_VERIFY(find<QWidget>("activityView")->isVisible());
        QTRY_COMPARE(rows(), 4);
    }
};

QTEST_MAIN(TestActivityView)
#include "tst_activityview.moc"
