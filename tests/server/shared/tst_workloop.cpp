#include "server/shared/workloop.h"

#include <QTest>

using namespace pl;
using namespace pl::shared;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

Error away(int retryAfterSeconds = 0)
{
    return {ErrorCode::Unavailable, QStringLiteral("away"), {}, {}, retryAfterSeconds};
}

Error wrong()
{
    return {ErrorCode::InvalidInput, QStringLiteral("wrong")};
}

json rows(const QList<QByteArray> &ids)
{
    json all = json::array();
    for (const QByteArray &id : ids)
        all.push_back({{"id", id.toStdString()}, {"version", 1}});
    return all;
}

} // namespace

/// When a loop looks, works, rests and pauses; what it looks for and does is each test's.
class TestWorkLoop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_looks = 0;
        m_worked.clear();
        m_delays.clear();
        m_work = [](const QByteArray &) { return Result<>(); };
    }
    void cleanup() { m_loop.reset(); }

    void looksAgainAtOnceWhileThereIsWork()
    {
        m_look = [this]() -> Result<json> { return m_looks < 4 ? rows({QByteArray::number(m_looks)}) : rows({}); };
        start();
        QTRY_COMPARE(m_worked, QList<QByteArray>({"1", "2", "3"}));
    }

    void looksWhenARowFallsDue()
    {
        m_look = [this]() -> Result<json> {
            if (m_looks == 1)
                m_loop->lookWithin(5ms);
            return m_looks == 1 ? rows({}) : rows({"a"});
        };
        start();
        QTRY_COMPARE(m_worked, QList<QByteArray>({"a"}));
    }

    void pausesAsLongAsItIsAsked_data()
    {
        QTest::addColumn<bool>("isLook");
        QTest::newRow("the look") << true;
        QTest::newRow("the work") << false;
    }

    void pausesAsLongAsItIsAsked()
    {
        QFETCH(bool, isLook);
        m_look = [isLook]() -> Result<json> { return isLook ? Result<json>(away(7)) : rows({"a"}); };
        m_work = [](const QByteArray &) { return Result<>(away(7)); };
        start();
        QTRY_COMPARE(m_delays, QList<qint64>({7000}));
    }

    void pausesGrow()
    {
        m_look = []() -> Result<json> { return rows({"a"}); };
        m_work = [](const QByteArray &) { return Result<>(away()); };
        start();
        QTRY_VERIFY(m_delays.size() >= 4);
        QCOMPARE(m_delays.first(4), QList<qint64>({2, 4, 8, 8}));
    }

    void pausesGrowNoMoreOnceItGoesWell_data()
    {
        QTest::addColumn<bool>("hasWork");
        QTest::newRow("there is work") << true;
        QTest::newRow("there is none") << false;
    }

    void pausesGrowNoMoreOnceItGoesWell()
    {
        QFETCH(bool, hasWork);
        m_look = [this, hasWork]() -> Result<json> {
            if (m_looks == 3)
                m_loop->lookWithin(1ms);
            return m_looks == 3 ? Result<json>(rows(hasWork ? QList<QByteArray>{"a"} : QList<QByteArray>()))
                                : Result<json>(away());
        };
        start();
        QTRY_VERIFY(m_delays.size() >= 3);
        QCOMPARE(m_delays.first(3), QList<qint64>({2, 4, 2}));
    }

    void aRowThatFailsRestsByItself()
    {
        m_look = []() -> Result<json> { return rows({"bad", "good"}); };
        m_work = [](const QByteArray &id) { return id == "bad" ? Result<>(wrong()) : Result<>(); };
        start();
        QTRY_COMPARE(m_worked, QList<QByteArray>({"bad", "good"}));
        for (int i = 0; i < 3; ++i) {
            const int before = m_looks;
            m_loop->wake();
            QTRY_VERIFY(m_looks > before);
        }
        QCOMPARE(m_worked.size(), 2);
        QCOMPARE(m_delays, QList<qint64>());
    }

    void believesNoNonsense_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no list") << QByteArray("{}");
        QTest::newRow("no rows") << QByteArray("[1]");
        QTest::newRow("a row without an id") << QByteArray(R"([{"version":1}])");
        QTest::newRow("an id that is no text") << QByteArray(R"([{"id":1}])");
    }

    void believesNoNonsense()
    {
        QFETCH(QByteArray, answer);
        m_look = [answer]() -> Result<json> { return json::parse(answer.toStdString()); };
        start();
        QTRY_VERIFY(m_delays.size() >= 2);
        QCOMPARE(m_worked.size(), 0);
    }

private:
    /// It looks by itself only once an hour.
    void start()
    {
        m_loop = std::make_unique<WorkLoop>(
            [this] {
                ++m_looks;
                return QtFuture::makeReadyFuture(m_look());
            },
            [this](const json &row) {
                m_worked += QByteArray::fromStdString(row.at("id").get<std::string>());
                return QtFuture::makeReadyFuture(m_work(m_worked.last()));
            },
            WorkLoop::Pace{1h, 2ms, 8ms, 1h, 4});
        connect(m_loop.get(), &WorkLoop::delayed, this,
                [this](const QString &, std::chrono::milliseconds pause) { m_delays += pause.count(); });
        m_loop->start();
    }

    std::function<Result<json>()> m_look;
    std::function<Result<>(const QByteArray &id)> m_work;
    std::unique_ptr<WorkLoop> m_loop;
    int m_looks = 0;
    QList<QByteArray> m_worked; ///< ids, in the order in which they were begun
    QList<qint64> m_delays;     ///< ms
};

QTEST_GUILESS_MAIN(TestWorkLoop)
#include "tst_workloop.moc"
