#include "models/replica/messagereplica.h"
#include "tests/support/messagerows.h"
#include "tests/support/officefixture.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;
using pl::test::FakeTransport;
using pl::test::messageRow;
using State = MessageReplica::State;

/// The newest messages come first, then all others, and then what is new.
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
        QCOMPARE(m_messages->count(), 1);
        QCOMPARE(changed.size(), 0); // the first rows are the reset's
        put(1, {{"status", "sent"}, {"version", 2}, {"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(m_messages->row(id(1))->status, NotificationStatus::Sent);
        put(2, {{"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(m_messages->count(), 2);
    }

    void theNewestAreAskedForFirst()
    {
        put(1);
        m_messages->start();
        QTRY_VERIFY(m_office->transport.countOf("GET", "/rest/v1/notifications") >= 2);
        const auto &requests = m_office->transport.requests();
        QVERIFY(requests[0].target.contains("order=updated_at.desc,id.desc&limit=1000"));
        QVERIFY(!requests[0].target.contains("gte"));
        QVERIFY(requests[1].target.contains("updated_at=gte."));
        QVERIFY(requests[1].target.contains("order=updated_at.asc,id.asc"));
        QVERIFY(m_messages->isComplete());
    }

    void anEmptyTableIsFollowed()
    {
        m_messages->start();
        QTRY_VERIFY(m_office->transport.countOf("GET", "/rest/v1/notifications") >= 2);
        QVERIFY(m_messages->isComplete());
        put(1, {{"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(m_messages->count(), 1);
    }

    void allOthersComeBehindTheNewest()
    {
        constexpr int kAll = 2 * supabase::kPageRows + 7;
        for (int i = 1; i <= kAll; ++i)
            put(i);
        QList<qsizetype> counts;
        connect(m_messages.get(), &MessageReplica::reset, this, [&] { counts += m_messages->count(); });
        m_messages->start();
        QTRY_VERIFY(m_messages->isComplete());
        QCOMPARE(m_messages->count(), kAll);
        QCOMPARE(counts.last(), kAll);
        QCOMPARE(m_messages->row(id(1))->recipient, QStringLiteral("p1@pipes.test"));
        const QList<QUuid> all = m_messages->newestFirst();
        QCOMPARE(QSet<QUuid>(all.cbegin(), all.cend()).size(), kAll);
        QCOMPARE(all.first(), id(kAll));
        QCOMPARE(all.last(), id(1));
    }

    void aPlumbersLatestAndALeadsAreFound()
    {
        for (int i = 1; i <= 5; ++i)
            put(i);
        put(6, {{"plumber_id", FakeTransport::plumberId(2)}});
        put(7, {{"template", "plumber_found"}});
        m_messages->start();
        QTRY_COMPARE(m_messages->state(), State::Live);
        const auto latest = m_messages->withPlumber(test::OfficeFixture::plumberId(1), 2);
        QCOMPARE(latest.count, 5);
        QCOMPARE(latest.messages.size(), 2);
        QCOMPARE(latest.messages.first().id, id(5));
        const QList<QUuid> about = m_messages->about({test::OfficeFixture::leadId(7), test::OfficeFixture::leadId(3)});
        QCOMPARE(QSet<QUuid>(about.cbegin(), about.cend()), (QSet<QUuid>{id(3), id(7)}));
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
        QCOMPARE(m_messages->count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestMessageReplica)
#include "tst_messagereplica.moc"
