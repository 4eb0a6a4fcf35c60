#include "server/embedded/inprocesstransport.h"
#include "server/main/requestdesk.h"
#include "tests/support/waiting.h"

#include <QTemporaryDir>

using namespace pl;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;
using supabase::Query;

namespace {

const RequestDesk::Pace kQuick{{.interval = 10ms, .rest = 10ms, .parallel = 1}, 120s, 3600s, 20ms};

} // namespace

/// What becomes of the rows in which admins ask, in the real store.
class TestRequestDesk : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<embedded::EmbeddedSupabase> m_store;
    std::unique_ptr<embedded::InProcessTransport> m_transport;
    std::unique_ptr<supabase::KeyCredentials> m_key;
    std::unique_ptr<supabase::RestClient> m_rest;
    RequestDesk::Handler m_handler;
    int m_handled = 0;
    qint64 m_ahead = 0; ///< of the desk's clock, in seconds

    static bool isAnErasing(ServerRequestKind kind) { return kind == ServerRequestKind::ErasePerson; }
    std::unique_ptr<RequestDesk> desk(RequestDesk::Kinds::Is isSpecial = nullptr)
    {
        auto made = std::make_unique<RequestDesk>(
            *m_rest, u"leads-1"_s,
            [this](const ServerRequest &request) {
                ++m_handled;
                return m_handler(request);
            },
            kQuick, [this] { return Timestamp::now().addSeconds(m_ahead); });
        made->setKinds({isSpecial, isSpecial});
        made->start();
        return made;
    }
    QUuid ask(const char *kind, const json &more = json::object())
    {
        const QUuid id = QUuid::createUuid();
        json row{{"id", toJson(id)}, {"kind", kind}};
        row.update(more);
        const auto added = test::wait(m_rest->insert(Query(ServerRequest::kTable).select("id"), row));
        return added ? id : QUuid();
    }
    ServerRequest now(const QUuid &id)
    {
        const auto rows = test::wait(
            m_rest->select<ServerRequest>(Query(ServerRequest::kTable).select(ServerRequest::columns()).eq("id", id)));
        return rows && rows->size() == 1 ? rows->first() : ServerRequest();
    }
    static QFuture<Result<json>> ready(const Result<json> &answer) { return QtFuture::makeReadyFuture(answer); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        auto opened = embedded::EmbeddedSupabase::open({m_dir->path()});
        QVERIFY(opened.ok());
        m_store = std::move(opened).value();
        m_transport = std::make_unique<embedded::InProcessTransport>(*m_store);
        m_key = std::make_unique<supabase::KeyCredentials>(m_store->keys().serviceKey);
        m_rest = std::make_unique<supabase::RestClient>(*m_transport, *m_key);
        m_handler = [](const ServerRequest &request) { return ready(json{{"kind", enumText(request.kind)}}); };
        m_handled = 0;
        m_ahead = 0;
    }
    void cleanup()
    {
        m_rest.reset();
        m_transport.reset();
        m_store.reset();
    }

    void answersWhatIsAsked()
    {
        const QUuid first = ask("check");
        const auto running = desk();
        QTRY_COMPARE(now(first).state, ServerRequestState::Done);
        QVERIFY(now(first).answer == (json{{"kind", "check"}}));
        const QUuid second = ask("people");
        QTRY_COMPARE(now(second).state, ServerRequestState::Done);
        QCOMPARE(m_handled, 2);
    }

    void whyItFailedIsKept_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a refusal") << int(ErrorCode::InvalidInput) << u"Ask another admin."_s;
        QTest::newRow("a failure") << int(ErrorCode::Unavailable)
                                   << u"The server could not do it. Ask another admin."_s;
    }
    void whyItFailedIsKept()
    {
        QFETCH(int, code);
        m_handler = [code](const ServerRequest &) { return ready(Error{ErrorCode(code), u"Ask another admin."_s}); };
        const QUuid id = ask("role");
        const auto running = desk();
        QTRY_COMPARE(now(id).state, ServerRequestState::Failed);
        QTEST(now(id).reason, "reason");
    }

    void anotherServersRequestIsLeftAlone()
    {
        const QUuid other = ask("retry", {{"data", {{"server", "leads-2"}}}});
        const QUuid own = ask("retry", {{"data", {{"server", "leads-1"}}}});
        const auto running = desk();
        QTRY_COMPARE(now(own).state, ServerRequestState::Done);
        QCOMPARE(now(other).state, ServerRequestState::Asked);
        QCOMPARE(m_handled, 1);
    }

    /// Nobody would answer it any more.
    void whatAServerThatIsGoneDidNotDoIsRefused()
    {
        const QUuid id = ask("retry", {{"data", {{"server", "leads-2"}}}});
        m_ahead = 3601;
        const auto running = desk();
        QTRY_COMPARE_WITH_TIMEOUT(now(id).state, ServerRequestState::Failed, 20'000);
        QVERIFY(now(id).reason.contains(u"No server was running"));
        QCOMPARE(m_handled, 0);
    }

    void manyOfAnotherServersHideNone()
    {
        json rows = json::array();
        for (int i = 0; i < 60; ++i)
            rows.push_back({{"id", toJson(QUuid::createUuid())}, {"kind", "retry"}, {"data", {{"server", "leads-2"}}}});
        QVERIFY(test::wait(m_rest->insert(Query(ServerRequest::kTable).select("id"), rows)).ok());
        const QUuid own = ask("check");
        const auto running = desk();
        QTRY_COMPARE_WITH_TIMEOUT(now(own).state, ServerRequestState::Done, 20'000);
        QCOMPARE(m_handled, 1);
    }

    void twoServersDoItOnce()
    {
        QList<QUuid> ids;
        for (int i = 0; i < 10; ++i)
            ids += ask("check");
        const auto one = desk();
        const auto other = desk();
        for (const QUuid &id : std::as_const(ids))
            QTRY_COMPARE(now(id).state, ServerRequestState::Done);
        QCOMPARE(m_handled, 10);
    }

    /// Nobody knows how far it came, so it is not done again.
    void whatACrashLeftIsReported()
    {
        const QUuid id = ask("invite", {{"state", "working"}});
        const auto running = desk();
        const QUuid next = ask("check");
        QTRY_COMPARE(now(next).state, ServerRequestState::Done);
        QCOMPARE(now(id).state, ServerRequestState::Working); // another server may be at it
        m_ahead = 121;
        QTRY_COMPARE(now(id).state, ServerRequestState::Failed);
        QVERIFY(now(id).reason.contains(u"stopped"));
        QCOMPARE(m_handled, 1);
    }

    /// An erasing can be repeated, and half of one must not stay.
    void whatCanBeRepeatedIsDoneAgainAfterACrash()
    {
        const QUuid id = ask("erase_person", {{"state", "working"}, {"data", {{"phone", "+15125550143"}}}});
        const auto running = desk(&isAnErasing);
        m_ahead = 121;
        QTRY_COMPARE(now(id).state, ServerRequestState::Done);
        QCOMPARE(m_handled, 1);
    }

    void whatNamesAPersonIsEmptiedWithTheAnswer()
    {
        m_handler = [](const ServerRequest &request) {
            return request.data.contains("email") ? ready(Error{ErrorCode::InvalidInput, u"No."_s})
                                                  : ready(json{{"leads", 1}});
        };
        const QUuid done = ask("erase_person", {{"data", {{"phone", "+15125550143"}}}});
        const QUuid failed = ask("erase_person", {{"data", {{"email", "maria@example.com"}}}});
        const auto running = desk(&isAnErasing);
        QTRY_VERIFY(now(done).isOver() && now(failed).isOver());
        QVERIFY(now(done).data.empty() && now(failed).data.empty());
        QVERIFY(now(done).answer["leads"] == json(1));
    }

    void whatNobodyWaitsForIsRefused()
    {
        const QUuid id = ask("disable");
        m_ahead = 3601;
        const auto running = desk();
        QTRY_COMPARE(now(id).state, ServerRequestState::Failed);
        QVERIFY(now(id).reason.contains(u"No server was running"));
        QCOMPARE(m_handled, 0);
    }

    void dataAndAnswerAreEmptiedAfterAnHour()
    {
        m_handler = [](const ServerRequest &request) {
            return request.kind == ServerRequestKind::Invite ? ready(json{{"link", "x"}})
                                                             : ready(Error{ErrorCode::InvalidInput, u"No."_s});
        };
        const QUuid done = ask("invite", {{"data", {{"email", "bo@office.test"}}}});
        const QUuid failed = ask("role", {{"data", {{"id", "x"}}}});
        const auto running = desk();
        QTRY_VERIFY(now(done).isOver() && now(failed).isOver());
        QCOMPARE(now(done).data.size(), std::size_t(1));
        m_ahead = 3700;
        for (const QUuid &id : {done, failed}) {
            QTRY_VERIFY(now(id).data.empty());
            QVERIFY(now(id).answer.is_null() && now(id).isOver());
        }
        const qint64 version = now(done).version;
        const QUuid next = ask("check"); // goes on, and writes nothing to them again
        QTRY_VERIFY(now(next).isOver());
        QCOMPARE(now(done).version, version);
    }
};

QTEST_GUILESS_MAIN(TestRequestDesk)
#include "tst_requestdesk.moc"
