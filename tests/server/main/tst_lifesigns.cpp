#include "server/main/lifesigns.h"

#include <QElapsedTimer>
#include <QTest>

#include <deque>

using namespace pl;
using namespace std::chrono_literals;

/// Signs of life for a service manager: only while what is asked gives answers.
class TestLifeSigns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void givesThemTwiceInTheTime();
    void givesNoneWhileNoAnswerComes();
    void anErrorIsAnAnswer();

private:
    std::unique_ptr<LifeSigns> make(std::chrono::microseconds patience);
    Later<Result<>> ask();

    int m_signs = 0;
    bool m_answers = true;
    std::deque<Later<Result<>>::Promise> m_asked;
};

void TestLifeSigns::init()
{
    m_signs = 0;
    m_answers = true;
    m_asked.clear();
}

Later<Result<>> TestLifeSigns::ask()
{
    auto &promise = m_asked.emplace_back();
    auto later = promise.later();
    if (m_answers)
        promise.give(Result<>());
    return later;
}

std::unique_ptr<LifeSigns> TestLifeSigns::make(std::chrono::microseconds patience)
{
    return std::make_unique<LifeSigns>(
        patience, [this] { return ask(); }, [this] { ++m_signs; });
}

void TestLifeSigns::givesThemTwiceInTheTime()
{
    const auto signs = make(200ms);
    QElapsedTimer time;
    time.start();
    signs->start();
    QTRY_COMPARE(m_signs, 1);
    QTRY_COMPARE(m_signs, 4);
    // Three halves, less what a coarse timer may be early.
    QVERIFY2(time.elapsed() >= 250, qPrintable(QString::number(time.elapsed())));
}

void TestLifeSigns::givesNoneWhileNoAnswerComes()
{
    m_answers = false;
    const auto signs = make(20ms);
    signs->start();
    QCOMPARE(m_asked.size(), std::size_t(1));
    QTest::qWait(200); // ten times the time: nothing is to happen
    QCOMPARE(m_signs, 0);
    QCOMPARE(m_asked.size(), std::size_t(1));
    m_answers = true;
    m_asked.front().give(Result<>());
    QTRY_VERIFY(m_signs >= 3);
}

void TestLifeSigns::anErrorIsAnAnswer()
{
    m_answers = false;
    const auto signs = make(1h);
    signs->start();
    m_asked.front().give(Result<>(Error{ErrorCode::Unavailable, QStringLiteral("The disk is full.")}));
    QTRY_COMPARE(m_signs, 1);
}

QTEST_GUILESS_MAIN(TestLifeSigns)
#include "tst_lifesigns.moc"
