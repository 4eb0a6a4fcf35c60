#include "models/replica/messagereplica.h"
#include "models/tables/messagetablemodel.h"
#include "tests/support/messagerows.h"
#include "tests/ui/officefixture.h"
#include "ui/messages/messagesview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/style/theme.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"
#include "ui/words/messagewords.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using nlohmann::json;
using pl::test::FakeTransport;
using pl::test::messageRow;
using MessageModel = tables::MessageTableModel;

/// What plumbers and customers were told, driven by keys in the whole window.
class TestMessagesView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::MessageReplica> m_messages;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    RowTable *table() { return find<RowTable>("messagesTable"); }
    QString headline() { return find<StatePage>("messagesState")->headline(); }
    QString spoken(int row, int column)
    {
        return table()->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), key, modifiers);
    }
    void put(int number, const json &changes) { m_office->transport.put("notifications", messageRow(number, changes)); }
    std::string time(int minutes) { return m_office->now.addSeconds(60 * minutes).toString().toStdString(); }
    void fill()
    {
        put(1, {{"status", "sent"}, {"attempts", 1}});
        put(2, {{"error", "not sent: no e-mail service set"}});
        put(3, {{"channel", "sms"}, {"recipient", "+15125550101"}, {"next_attempt_at", time(180)}});
        put(4, {{"status", "failed"}, {"attempts", 7}, {"error", "The e-mail service gave no answer."}});
        put(5, {{"template", "plumber_found"}, {"recipient", "cy@home.test"}, {"status", "skipped"}});
    }
    void open()
    {
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1300, 800);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        m_messages->start();
        QTRY_VERIFY(m_office->isLive() && m_messages->state() != replica::MessageReplica::State::Loading);
        press(Qt::Key_0, Qt::ControlModifier);
        QTRY_VERIFY(find<QWidget>("messagesView")->isVisible());
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->transport.fillOffice(5);
        m_messages =
            std::make_unique<replica::MessageReplica>(m_office->client, nullptr, std::chrono::milliseconds(20));
        m_office->context.messages = m_messages.get();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_messages.reset();
        m_office.reset();
    }

    void showsEachMessagesOutcomeInWords()
    {
        fill();
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 5);
        const auto told = [this](int row) {
            return QStringList{spoken(row, MessageModel::ReceiverColumn), spoken(row, MessageModel::KindColumn),
                               spoken(row, MessageModel::StateColumn), spoken(row, MessageModel::ReasonColumn)}
                .join(u'|');
        };
        QCOMPARE(told(0), QStringLiteral("Customer Number5, customer|Plumber found, by e-mail|Not needed|"
                                         "The lead was taken back"));
        QCOMPARE(told(1), QStringLiteral("Ann Lee, plumber|New lead, by e-mail|Failed|The e-mail service gave no "
                                         "answer. Gave up after 7 attempts."));
        QVERIFY(told(2).startsWith(
            QStringLiteral("Ann Lee, plumber|New lead, by text message|Quiet hours|Held overnight until ")));
        QCOMPARE(told(3), QStringLiteral("Ann Lee, plumber|New lead, by e-mail|No service|Not sent: no e-mail "
                                         "service set"));
        QCOMPARE(told(4), QStringLiteral("Ann Lee, plumber|New lead, by e-mail|Sent|"));
        QCOMPARE(find<QLabel>("messageCount")->text(), QStringLiteral("5 messages, 1 didn't arrive"));
    }

    void tellsWhatArrivedAndWhatDidNot()
    {
        put(1, {{"status", "sent"}, {"delivery", "sent"}, {"attempts", 1}});
        put(2, {{"status", "sent"}, {"delivery", "delivered"}, {"attempts", 1}});
        put(3, {{"status", "sent"},
                {"channel", "sms"},
                {"recipient", "+15125550101"},
                {"delivery", "undelivered"},
                {"delivery_error", "The carrier took it for spam."}});
        put(4, {{"status", "sent"}, {"delivery", "bounced"}, {"delivery_error", "There is no such address."}});
        put(5, {{"status", "sent"}, {"delivery", "delayed"}, {"delivery_error", "The mail server asks for patience."}});
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 5);
        QStringList told;
        for (int row = 4; row >= 0; --row)
            told += spoken(row, MessageModel::StateColumn) + u'|' + spoken(row, MessageModel::ReasonColumn);
        QCOMPARE(told, (QStringList{QStringLiteral("Sent|"), QStringLiteral("Delivered|"),
                                    QStringLiteral("Didn't arrive|The carrier took it for spam."),
                                    QStringLiteral("Bounced|There is no such address."),
                                    QStringLiteral("Sent|The mail server asks for patience.")}));
        QCOMPARE(find<QLabel>("messageCount")->text(), QStringLiteral("5 messages, 2 didn't arrive"));
        press(Qt::Key_O);
        QCOMPARE(table()->model()->rowCount(), 2);
        QTest::keyClicks(find<FilterField>("messagesSearch"), QStringLiteral("spam"));
        QCOMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(find<QLabel>("messageCount")->text(), QStringLiteral("1 message, 1 didn't arrive"));
    }

    void theSideBarCountsPlumbersWhomNothingReached()
    {
        json lead = m_office->transport.row("leads", FakeTransport::leadId(4));
        lead.update({{"status", "assigned"}, {"assigned_plumber_id", FakeTransport::plumberId(1)}});
        m_office->transport.put("leads", lead);
        put(4, {{"status", "sent"}, {"attempts", 1}});
        open();
        const auto count = [this] { return find<SideBar>("sideBar")->count(QStringLiteral("messages")); };
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(count(), -1);
        put(4, {{"status", "sent"},
                {"delivery", "bounced"},
                {"delivery_error", "There is no such address."},
                {"updated_at", m_office->transport.nextTime()},
                {"version", 2}});
        QTRY_COMPARE(count(), 1);
    }

    void enterLeadsToTheLead()
    {
        fill();
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 5);
        QTRY_VERIFY(table()->currentIndex().isValid());
        QCOMPARE(m_window->focusWidget(), table());
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QVERIFY(find<QWidget>("leadsView")->isVisible());
        QCOMPARE(find<RowTable>("leadsTable")->currentIndex().siblingAtColumn(2).data().toString(),
                 QStringLiteral("Customer Number4"));
    }

    void filtersByKeysAndWords()
    {
        fill();
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 5);
        press(Qt::Key_O);
        QCOMPARE(table()->model()->rowCount(), 2);
        press(Qt::Key_F);
        auto *search = find<FilterField>("messagesSearch");
        QCOMPARE(m_window->focusWidget(), search);
        QTest::keyClicks(search, QStringLiteral("no answer"));
        QCOMPARE(table()->model()->rowCount(), 1);
        press(Qt::Key_Return);
        QCOMPARE(m_window->focusWidget(), table());
        press(Qt::Key_F);
        QTest::keyClicks(search, QStringLiteral("zebra"));
        QCOMPARE(headline(), QStringLiteral("No message matches"));
        find<StatePage>("messagesState")->actionTriggered();
        QCOMPARE(table()->model()->rowCount(), 5);
        QVERIFY(find<FilterChip>("messageStateFilter")->chosen().isEmpty());
        QCOMPARE(m_window->focusWidget(), table());
    }

    void anEmptyListSaysSo()
    {
        open();
        QTRY_COMPARE(headline(), QStringLiteral("No messages yet"));
        put(1, {{"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(table()->isVisible());
    }

    void anOutageIsReported()
    {
        m_office->transport.answerNext(
            "GET", "/rest/v1/notifications", [](const auto &) -> Result<supabase::HttpResponse> {
                return Error{ErrorCode::Unavailable, QStringLiteral("The server can't be reached.")};
            });
        m_messages = std::make_unique<replica::MessageReplica>(m_office->client, nullptr, std::chrono::hours(1));
        m_office->context.messages = m_messages.get();
        fill();
        open();
        QTRY_COMPARE(headline(), QStringLiteral("The messages could not be loaded"));
        find<StatePage>("messagesState")->actionTriggered();
        QTRY_COMPARE(table()->model()->rowCount(), 5);
    }

    void theSideBarCountsPlumbersWhoDoNotKnow()
    {
        json lead = m_office->transport.row("leads", FakeTransport::leadId(4));
        lead.update({{"status", "assigned"}, {"assigned_plumber_id", FakeTransport::plumberId(1)}});
        m_office->transport.put("leads", lead);
        fill();
        open();
        const auto count = [this] { return find<SideBar>("sideBar")->count(QStringLiteral("messages")); };
        QTRY_COMPARE(count(), 1);
        lead.update({{"accepted_at", time(0)}, {"updated_at", m_office->transport.nextTime()}, {"version", 2}});
        m_office->transport.put("leads", lead);
        QTRY_COMPARE(count(), -1);
    }

    /// As plain text, counted until somebody has looked at it.
    void answersAreShownAndSeen()
    {
        put(1, {{"status", "sent"}});
        put(2, {{"template", "reply"},
                {"channel", "sms"},
                {"recipient", "+15125550199"},
                {"lead_id", nullptr},
                {"plumber_id", nullptr},
                {"status", "sent"},
                {"body", "<b>Stop</b>\ntexting me"},
                {"seen", false}});
        put(3, {{"template", "reply"},
                {"channel", "sms"},
                {"recipient", "+15125550101"},
                {"lead_id", nullptr},
                {"status", "sent"},
                {"body", ""},
                {"seen", false}});
        open();
        const auto count = [this] { return find<SideBar>("sideBar")->count(QStringLiteral("messages")); };
        QTRY_COMPARE(count(), 2);
        QCOMPARE(spoken(0, MessageModel::ReceiverColumn), QStringLiteral("From Ann Lee, plumber"));
        QCOMPARE(spoken(0, MessageModel::ReasonColumn), QStringLiteral("No text"));
        QCOMPARE(spoken(1, MessageModel::ReceiverColumn), QStringLiteral("From (512) 555-0199"));
        QCOMPARE(spoken(1, MessageModel::KindColumn), QStringLiteral("Reply, by text message"));
        QCOMPARE(spoken(1, MessageModel::StateColumn), QStringLiteral("Unseen"));
        QCOMPARE(spoken(1, MessageModel::ReasonColumn), QStringLiteral("<b>Stop</b>\ntexting me"));
        QVERIFY(find<QAction>("seenMessageAction")->isEnabled());
        press(Qt::Key_S);
        QTRY_COMPARE(count(), 1);
        QVERIFY(m_office->transport.row("notifications", "70000000-0000-4000-8000-000000000003")["seen"] == true);
        QCOMPARE(spoken(0, MessageModel::StateColumn), QStringLiteral("Seen"));
        QVERIFY(!find<QAction>("seenMessageAction")->isEnabled());
    }

    void reasonsSayWhatComesNext()
    {
        const Timestamp now = m_office->now;
        const auto reason = [&](json changes) {
            changes["created_at"] = now.addSeconds(-600).toString().toStdString();
            return messageReason(*Notification::fromJson(messageRow(1, changes)), QStringLiteral("Ann Lee"), now);
        };
        const auto at = [&](int seconds) { return now.addSeconds(seconds).toString().toStdString(); };
        QCOMPARE(reason({{"next_attempt_at", at(-1)}}), QString());
        QCOMPARE(reason({{"next_attempt_at", at(-300)}}),
                 QStringLiteral("The server hasn't picked it up yet. Is it running?"));
        QCOMPARE(reason({{"next_attempt_at", at(30)}, {"template", "plumber_found"}}), QString());
        QCOMPARE(reason({{"next_attempt_at", at(30)}, {"template", "plumber_found"}, {"version", 3}}),
                 QStringLiteral("Will be sent once Ann Lee accepts"));
        QVERIFY(reason({{"next_attempt_at", at(300)}, {"attempts", 2}, {"error", "The e-mail service gave no answer."}})
                    .startsWith(QStringLiteral("The e-mail service gave no answer. Next try: ")));
        QCOMPARE(reason({{"status", "skipped"}, {"error", "not sent: this person answered STOP"}}),
                 QStringLiteral("This person answered STOP"));
        QCOMPARE(reason({{"status", "skipped"}, {"error", "not sent: the lead is done"}}),
                 QStringLiteral("The lead is done"));
        QCOMPARE(reason({{"status", "sent"}, {"attempts", 3}}), QStringLiteral("After 3 attempts"));
    }
};

QTEST_MAIN(TestMessagesView)
#include "tst_messagesview.moc"
