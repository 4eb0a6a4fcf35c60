#include "server/embedded/auth/passwordguard.h"

#include "server/http/message.h"

#include <QTest>

using namespace pl;
using pl::embedded::PasswordGuard;

/// Who guesses passwords is slowed down, and nobody is locked out.
class TestPasswordGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_guard = std::make_unique<PasswordGuard>();
        m_now = Timestamp{1'800'000'000'000'000};
    }
    void oneNetworkMakesOneGuessAMinute();
    void aStrangerDelaysNobodyElsewhere();
    void manyStrangersDelayNobodyOnAKnownNetwork();
    void delaysGrowAndEnd();
    void rightPasswordsDontCount();
    void oneNetworkTriesFewAccounts();
    void thisMachineIsNotANetwork();
    void aClockSetBackDelaysNobody();
    void spellingsOfAnAddressCountTogether();

private:
    static PasswordGuard::Attempt attempt(const char *account, const QByteArray &address)
    {
        http::Request request;
        request.peer = QHostAddress(QString::fromLatin1(address));
        return PasswordGuard::attempt(QString::fromLatin1(account), request);
    }
    int wrong(const char *account, const QByteArray &address)
    {
        return m_guard->begin(attempt(account, address), m_now);
    }
    int right(const char *account, const QByteArray &address)
    {
        const int wait = wrong(account, address);
        if (wait == 0)
            m_guard->passed(attempt(account, address));
        return wait;
    }
    void passSeconds(qint64 seconds) { m_now = m_now.addSeconds(seconds); }

    std::unique_ptr<PasswordGuard> m_guard;
    Timestamp m_now;
};

/// From one IPv6 network of 64 bits, each time from another address: 800 in 800 seconds were all tried once.
void TestPasswordGuard::oneNetworkMakesOneGuessAMinute()
{
    int tried = 0;
    for (int second = 0; second < 800; ++second) {
        tried += wrong("sam@office.test", "2001:db8:0:1::" + QByteArray::number(second, 16)) == 0;
        passSeconds(1);
    }
    QVERIFY2(tried >= 15 && tried <= 25, qPrintable(QString::number(tried)));
}

void TestPasswordGuard::aStrangerDelaysNobodyElsewhere()
{
    for (int second = 0; second < 7200; ++second) {
        wrong("sam@office.test", "203.0.113.9");
        passSeconds(1);
    }
    QCOMPARE(right("sam@office.test", "10.1.2.3"), 0);
    QVERIFY(wrong("sam@office.test", "203.0.113.9") > 0);
}

void TestPasswordGuard::manyStrangersDelayNobodyOnAKnownNetwork()
{
    QCOMPARE(right("sam@office.test", "10.1.2.3"), 0);
    int tried = 0;
    for (int i = 0; i < 20'000; ++i)
        tried += wrong("sam@office.test", "2001:db8:" + QByteArray::number(i, 16) + "::1") == 0;
    QCOMPARE(tried, 20);
    QCOMPARE(right("sam@office.test", "10.1.2.3"), 0);
    // On a new machine it takes a moment, in which nobody else comes first.
    const int wait = right("sam@office.test", "10.7.7.7");
    QCOMPARE(wait, 15);
    passSeconds(wait);
    QCOMPARE(right("sam@office.test", "10.7.7.7"), 0);
}

void TestPasswordGuard::delaysGrowAndEnd()
{
    for (int i = 0; i < 5; ++i)
        QCOMPARE(wrong("sam@office.test", "10.1.2.3"), 0);
    for (const int delay : {1, 2, 4, 8, 16, 32, 60, 60}) {
        QCOMPARE(wrong("sam@office.test", "10.1.2.3"), delay);
        passSeconds(delay - 1);
        QCOMPARE(wrong("sam@office.test", "10.1.2.3"), 1);
        passSeconds(1);
        QCOMPARE(wrong("sam@office.test", "10.1.2.3"), 0);
    }
    passSeconds(60);
    QCOMPARE(right("sam@office.test", "10.1.2.3"), 0); // late, but not locked out
    for (int i = 0; i < 12; ++i) { // from where somebody has signed in, five seconds are the longest
        const int wait = wrong("sam@office.test", "10.1.2.3");
        QVERIFY(wait <= 5);
        passSeconds(wait);
    }
    passSeconds(900);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(wrong("sam@office.test", "10.1.2.3"), 0); // forgotten
}

void TestPasswordGuard::rightPasswordsDontCount()
{
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(right("sam@office.test", "10.1.2.3"), 0);
        QCOMPARE(right(("s" + QByteArray::number(i) + "@office.test").constData(), "10.1.2.3"), 0);
    }
}

void TestPasswordGuard::oneNetworkTriesFewAccounts()
{
    QCOMPARE(right("ada@office.test", "10.1.2.3"), 0);
    int tried = 0;
    for (int i = 0; i < 1000; ++i)
        tried += wrong(("s" + QByteArray::number(i) + "@office.test").constData(), "10.1.2.3") == 0;
    QCOMPARE(tried, 30);
    QCOMPARE(right("ada@office.test", "10.1.2.3"), 0); // a colleague in the same house
    QCOMPARE(right("sam@office.test", "10.1.2.4"), 0);
    passSeconds(10);
    QCOMPARE(right("sam@office.test", "10.1.2.3"), 0);
}

/// Behind a proxy that names nobody, everybody comes from here.
void TestPasswordGuard::thisMachineIsNotANetwork()
{
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(wrong(("s" + QByteArray::number(i) + "@office.test").constData(), "127.0.0.1"), 0);
    QCOMPARE(right("sam@office.test", "127.0.0.1"), 0);
}

void TestPasswordGuard::aClockSetBackDelaysNobody()
{
    for (int i = 0; i < 20; ++i)
        wrong("sam@office.test", "10.1.2." + QByteArray::number(i));
    for (int i = 0; i < 40; ++i)
        wrong(("s" + QByteArray::number(i) + "@office.test").constData(), "10.1.2.3");
    passSeconds(-86'400);
    const int wait = right("sam@office.test", "10.1.2.3");
    QVERIFY2(wait <= 60, qPrintable(QString::number(wait)));
    passSeconds(wait);
    QCOMPARE(right("sam@office.test", "10.1.2.3"), 0);
}

void TestPasswordGuard::spellingsOfAnAddressCountTogether()
{
    for (const char *name :
         {"sam@office.test", "SAM@office.test", " Sam@Office.test ", "sam@office.test", "sAm@office.test"})
        QCOMPARE(wrong(name, "10.1.2.3"), 0);
    QCOMPARE(wrong("Sam@office.test", "::ffff:10.1.2.3"), 1); // the same IPv4 address, too
}

QTEST_APPLESS_MAIN(TestPasswordGuard)
#include "tst_passwordguard.moc"
