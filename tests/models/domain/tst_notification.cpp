#include "models/domain/notification.h"

#include <QTest>

using namespace pl;
using nlohmann::json;
using namespace Qt::StringLiterals;

class TestNotification : public QObject
{
    Q_OBJECT

    static json row()
    {
        return {{"id", "70000000-0000-4000-8000-000000000001"},
                {"lead_id", nullptr},
                {"plumber_id", "10000000-0000-4000-8000-000000000001"},
                {"channel", "email"},
                {"template", "lead_assigned"},
                {"recipient", "ann@pipes.test"},
                {"status", "pending"},
                {"attempts", 0},
                {"next_attempt_at", "2026-11-18T11:00:00+00:00"},
                {"error", nullptr},
                {"delivery", nullptr},
                {"delivery_error", nullptr},
                {"created_at", "2026-11-18T11:00:00+00:00"},
                {"updated_at", "2026-11-18T11:00:00+00:00"},
                {"version", 3},
                {"body", nullptr},
                {"seen", true}};
    }

private Q_SLOTS:
    void stateInOneWord_data()
    {
        QTest::addColumn<QString>("changes");
        QTest::addColumn<QString>("state");
        const auto add = [](const char *name, const char *changes, MessageState state) {
            QTest::newRow(name) << QString::fromLatin1(changes) << QString(enumName(state));
        };
        add("its turn comes", "{}", MessageState::Waiting);
        add("a text message at night", R"({"channel":"sms","next_attempt_at":"2026-11-18T14:00:00+00:00"})",
            MessageState::QuietHours);
        add("a text message by day", R"({"channel":"sms"})", MessageState::Waiting);
        add("an e-mail knows no night", R"({"next_attempt_at":"2026-11-18T14:00:00+00:00"})", MessageState::Waiting);
        add("tried in vain", R"({"channel":"sms","attempts":1,"next_attempt_at":"2026-11-18T14:00:00+00:00",
            "error":"The text message service gave no answer."})",
            MessageState::Retrying);
        add("no e-mail", R"({"error":"not sent: no e-mail service set"})", MessageState::NoService);
        add("no text messages", R"({"channel":"sms","error":"not sent: no text message service set"})",
            MessageState::NoService);
        add("under way", R"({"status":"sending"})", MessageState::Sending);
        add("sent", R"({"status":"sent","attempts":1})", MessageState::Sent);
        add("on its way", R"({"status":"sent","delivery":"sent"})", MessageState::Sent);
        add("delayed", R"({"status":"sent","delivery":"delayed"})", MessageState::Sent);
        add("delivered", R"({"status":"sent","delivery":"delivered"})", MessageState::Delivered);
        add("undelivered",
            R"({"status":"sent","delivery":"undelivered","delivery_error":"The carrier took it for spam."})",
            MessageState::Undelivered);
        add("bounced", R"({"status":"sent","delivery":"bounced"})", MessageState::Bounced);
        add("a newer server's word", R"({"status":"sent","delivery":"read"})", MessageState::Sent);
        add("taken back by the trigger", R"({"status":"skipped"})", MessageState::NotNeeded);
        add("STOP", R"({"status":"skipped","error":"not sent: this person answered STOP"})", MessageState::OptedOut);
        add("given up", R"({"status":"failed","attempts":7,"error":"The e-mail service gave no answer."})",
            MessageState::Failed);
        add("an answer", R"({"channel":"sms","template":"reply","status":"sent","seen":false})", MessageState::Unseen);
        add("an answer that somebody saw", R"({"channel":"sms","template":"reply","status":"sent"})",
            MessageState::Seen);
    }
    void stateInOneWord()
    {
        QFETCH(QString, changes);
        json changed = row();
        changed.update(json::parse(changes.toStdString()));
        const auto message = Notification::fromJson(changed);
        QVERIFY2(message, message ? "" : qPrintable(message.error().message));
        QTEST(QString(enumName(stateOf(*message))), "state");
    }

    void knowsWhatDidNotArrive()
    {
        QSet<MessageState> missing;
        for (std::size_t i = 0; i < kEnumNames<MessageState>.size(); ++i)
            if (didNotArrive(MessageState(i)))
                missing.insert(MessageState(i));
        QCOMPARE(missing, (QSet{MessageState::Failed, MessageState::Undelivered, MessageState::Bounced}));
    }

    void readsAllColumnsItSelects()
    {
        const auto message = Notification::fromJson(row());
        QVERIFY(message);
        QVERIFY(!message->leadId);
        QCOMPARE(message->version, 3);
        QVERIFY(!message->isToCustomer());
        QSet<QByteArray> asked;
        for (const QByteArray &column : Notification::columns().split(','))
            asked.insert(column);
        const json all = row();
        for (const auto &[column, value] : all.items())
            QVERIFY2(asked.remove(QByteArray::fromStdString(column)), column.c_str());
        QVERIFY(asked.isEmpty());
    }

    void anErasedCustomersMessageHasNoReceiver()
    {
        json erased = row();
        erased.update({{"recipient", nullptr}, {"template", "plumber_found"}});
        const auto message = Notification::fromJson(erased);
        QVERIFY(message);
        QVERIFY(message->recipient.isEmpty());
        QVERIFY(message->isToCustomer());
    }
};

QTEST_GUILESS_MAIN(TestNotification)
#include "tst_notification.moc"
