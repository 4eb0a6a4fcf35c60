#include "models/replica/messagereplica.h"
#include "tests/support/messagerows.h"
#include "tests/support/officefixture.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;
using pl::test::messageRow;
using State = MessageReplica::State;

/// The newest messages come once, then what is new; a long past is not read.
class TestMessageReplica : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<MessageReplica> m_messages;

    static QUuid id(int n) { return QUuid::fromString(QString::fromStdString(messageRow(n)["id"])); }
    void put(int n, const nlohmann::json &changes = nlohmann::json::object())
    {
        m_office->transport.put("notifications", messageRow(n, changes));
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(1);
        m_messages = std::make_unique<MessageReplica>(m_office->client, nullptr, std::chrono::milliseconds(20));
    }
    void cleanup()
    {
        m_messages.reset();
        m_office.reset();
    }

    void rowsComeAndChange()
    {
        put(1);
        QSignalSpy changed(m_messages.get(), &MessageReplica::messagesChanged);
        m_messages->start();
        QTRY_COMPARE(m_messages->state(), State::Live);
        QCOMPARE(m_messages->messages().size(), 1);
        QCOMPARE(changed.size(), 0); // the first rows are the reset's
        put(1, {{"status", "sent"}, {"version", 2}, {"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(m_messages->row(id(1))->status, NotificationStatus::Sent);
        put(2, {{"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(m_messages->messages().size(), 2);
    }

    void onlyTheNewestAreAskedFor()
    {
        put(1);
        m_messages->start();
        QTRY_VERIFY(m_office->transport.countOf("GET", "/rest/v1/notifications") >= 2);
        const auto &requests = m_office->transport.requests();
        QVERIFY(requests[0].target.contains("order=updated_at.desc,id.desc&limit=1000"));
        QVERIFY(!requests[0].target.contains("gte"));
        QVERIFY(requests[1].target.contains("updated_at=gte."));
        QVERIFY(requests[1].target.contains("order=updated_at.asc,id.asc"));
        QVERIFY(!m_messages->isCut());
    }

    void anEmptyTableIsAskedForItsNewestAgain()
    {
        m_messages->start();
        QTRY_VERIFY(m_office->transport.countOf("GET", "/rest/v1/notifications") >= 2);
        QVERIFY(m_office->transport.requests()[1].target.contains("order=updated_at.desc,id.desc&limit=1000"));
        put(1);
        QTRY_COMPARE(m_messages->messages().size(), 1);
    }

    void aFullPageIsNotAll()
    {
        for (int i = 1; i <= supabase::kPageRows; ++i)
            put(i);
        m_messages->start();
        QTRY_COMPARE(m_messages->state(), State::Live);
        QVERIFY(m_messages->isCut());
        QCOMPARE(m_messages->messages().size(), supabase::kPageRows);
    }

    void anOutagePasses()
    {
        put(1);
        m_office->transport.setOffline(true);
        m_messages->start();
        QTRY_COMPARE(m_messages->state(), State::Failed);
        m_office->transport.setOffline(false);
        m_messages->syncNow();
        QTRY_COMPARE(m_messages->state(), State::Live);
        QCOMPARE(m_messages->messages().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestMessageReplica)
#include "tst_messagereplica.moc"
