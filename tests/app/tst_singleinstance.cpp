#include "app/singleinstance.h"

#include <QSignalSpy>
#include <QTest>
#include <QUuid>

using namespace pl::app;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstOneClaims();
    void secondOneWakesTheFirst();
    void othersMayRunBesideIt();
    void nameIsFreeAgainAfterwards();

private:
    const QString m_name = QUuid::createUuid().toString();
};

void TestSingleInstance::firstOneClaims()
{
    SingleInstance first(m_name);
    QSignalSpy claimed(&first, &SingleInstance::claimed);
    QSignalSpy running(&first, &SingleInstance::alreadyRunning);
    first.claim();
    QTRY_COMPARE(claimed.count(), 1);
    QCOMPARE(running.count(), 0);
}

void TestSingleInstance::secondOneWakesTheFirst()
{
    SingleInstance first(m_name);
    QSignalSpy claimed(&first, &SingleInstance::claimed);
    QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    first.claim();
    QTRY_COMPARE(claimed.count(), 1);
    for (int start = 1; start <= 2; ++start) {
        SingleInstance second(m_name);
        QSignalSpy running(&second, &SingleInstance::alreadyRunning);
        QSignalSpy secondClaimed(&second, &SingleInstance::claimed);
        second.claim();
        QTRY_COMPARE(running.count(), 1);
        QTRY_COMPARE(raised.count(), start);
        QCOMPARE(secondClaimed.count(), 0);
    }
}

void TestSingleInstance::othersMayRunBesideIt()
{
    SingleInstance first(m_name);
    SingleInstance other(m_name + QStringLiteral("other"));
    QSignalSpy firstClaimed(&first, &SingleInstance::claimed);
    QSignalSpy otherClaimed(&other, &SingleInstance::claimed);
    first.claim();
    QTRY_COMPARE(firstClaimed.count(), 1);
    other.claim();
    QTRY_COMPARE(otherClaimed.count(), 1);
}

void TestSingleInstance::nameIsFreeAgainAfterwards()
{
    for (int round = 0; round < 2; ++round) {
        SingleInstance instance(m_name);
        QSignalSpy claimed(&instance, &SingleInstance::claimed);
        instance.claim();
        QTRY_COMPARE(claimed.count(), 1);
    }
}

QTEST_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
