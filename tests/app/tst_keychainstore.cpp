#include "app/keychainstore.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUuid>

using namespace pl;
using namespace pl::app;
using namespace std::chrono_literals;

/// What must hold with every keychain, also with one that is missing, locked or hanging: answers come, once, and in
/// time. Nothing is written: it may be the keychain of the person who runs the tests.
class TestKeychainStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownNameHasNoToken();
    void timeOutAnswersForAKeychainThatDoesNot();
    void endsWithCallsUnderWay();
};

void TestKeychainStore::unknownNameHasNoToken()
{
    KeychainStore store;
    const auto answer = store.read(QUuid::createUuid().toString());
    QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), 8000);
    QCOMPARE(answer.resultCount(), 1);
    const Error error = answer.result().error();
    QVERIFY(error.code == ErrorCode::NotFound || error.code == ErrorCode::Unavailable ||
            error.code == ErrorCode::TimedOut);
    QVERIFY(!error.message.isEmpty());
}

void TestKeychainStore::timeOutAnswersForAKeychainThatDoesNot()
{
    KeychainStore store(nullptr, 0ms);
    const auto answer = store.remove(QUuid::createUuid().toString());
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(clock.elapsed() < 2000);
    QCOMPARE(answer.resultCount(), 1);
    QVERIFY(!answer.result().ok());
}

void TestKeychainStore::endsWithCallsUnderWay()
{
    auto store = std::make_unique<KeychainStore>();
    for (int i = 0; i < 5; ++i)
        store->read(QUuid::createUuid().toString());
    QElapsedTimer clock;
    clock.start();
    store.reset();
    QVERIFY(clock.elapsed() < 2000);
}

QTEST_GUILESS_MAIN(TestKeychainStore)
#include "tst_keychainstore.moc"
