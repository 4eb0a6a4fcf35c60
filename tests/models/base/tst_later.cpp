#include "models/base/onresult.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace pl;

using Number = Later<int>;

class TestLater : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isThereAtOnce();
    void comesLater();
    void countsOnlyOnce();
    void changesAlongTheWay();
    void givesNothingWhenLetGoOf();
    void givesNothingWhenAChangeThrows();
    void isReceivedOnceWhileAnotherThreadGives();
    void comesToTheOwnersThread();
    void leavesNothingWithTheGiver();
    void asksNobodyWhoIsGone();
    void survivesOwnersThatEnd();
};

/// What `receive` gets: -1 for nothing, 0 as long as it was not called.
struct Received
{
    int value = 0;
    int calls = 0;
    Number::Receive receive()
    {
        return [this](std::optional<int> came) {
            value = came.value_or(-1);
            ++calls;
        };
    }
};

void TestLater::isThereAtOnce()
{
    Number number = 7;
    QVERIFY(number.isFinished());
    QCOMPARE(number.now(), std::optional(7));
    QCOMPARE(number.result(), 7);
    QCOMPARE(number.then([](int value) { return QString::number(value); }).result(), QStringLiteral("7"));
    Received received;
    Number(8).receive(received.receive());
    QCOMPARE(received.value, 8);
}

void TestLater::comesLater()
{
    Number::Promise promise;
    const Number looked = promise.later();
    QVERIFY(!looked.isFinished());
    QVERIFY(!looked.now());
    std::thread other([&promise] { promise.give(7); });
    QCOMPARE(looked.result(), 7);
    QCOMPARE(looked.result(), 7);
    other.join();
    QVERIFY(looked.isFinished());
    Received received;
    promise.later().receive(received.receive());
    QCOMPARE(received.value, 7);
}

void TestLater::countsOnlyOnce()
{
    Number::Promise promise;
    Received received;
    promise.later().receive(received.receive());
    QCOMPARE(received.calls, 0);
    promise.give(1);
    promise.give(2);
    promise.give(std::nullopt);
    QCOMPARE(received.value, 1);
    QCOMPARE(received.calls, 1);
}

void TestLater::changesAlongTheWay()
{
    Number::Promise promise;
    const auto text = promise.later().then([](int value) { return value + 1; }).then([](const int &value) {
        return QString::number(value);
    });
    QVERIFY(!text.isFinished());
    promise.give(7);
    QCOMPARE(text.result(), QStringLiteral("8"));
}

void TestLater::givesNothingWhenLetGoOf()
{
    auto promise = std::make_unique<Number::Promise>();
    const Number looked = promise->later();
    auto changed = looked;
    Received received;
    changed.then([](int value) { return value; }).receive(received.receive());
    promise.reset();
    QVERIFY(looked.isFinished());
    QVERIFY(!looked.now());
    QVERIFY_EXCEPTION_THROWN((void)looked.result(), std::bad_optional_access);
    QCOMPARE(received.value, -1);
}

void TestLater::givesNothingWhenAChangeThrows()
{
    Number::Promise promise;
    Received received;
    promise.later()
        .then([](int value) { return std::vector<int>().at(std::size_t(value)); })
        .receive(received.receive());
    promise.give(7);
    QCOMPARE(received.value, -1);
    QCOMPARE(received.calls, 1);
}

/// Where QFuture calls a continuation twice, within a tenth of a second.
void TestLater::isReceivedOnceWhileAnotherThreadGives()
{
    constexpr int kRounds = 200'000;
    std::atomic<Number::Promise *> handedOver = nullptr;
    std::atomic_bool isOver = false;
    std::thread giver([&] {
        while (!isOver)
            if (auto *promise = handedOver.exchange(nullptr)) {
                promise->give(1);
                delete promise;
            }
    });
    std::atomic_int calls = 0;
    int sum = 0;
    for (int i = 0; i < kRounds; ++i) {
        auto *promise = new Number::Promise;
        const Number number = promise->later();
        std::atomic_bool hasCome = false;
        handedOver = promise;
        for (std::atomic_int pause = i % 200; pause > 0; --pause) {
        }
        Number(number).then([&calls](int value) { return calls += value; }).receive([&](std::optional<int> value) {
            sum += value ? 1 : 0;
            hasCome = true;
        });
        while (!hasCome)
            std::this_thread::yield();
    }
    isOver = true;
    giver.join();
    QCOMPARE(calls.load(), kRounds);
    QCOMPARE(sum, kRounds);
}

void TestLater::comesToTheOwnersThread()
{
    QObject owner;
    Later<Result<int>>::Promise promise;
    std::thread::id thread;
    int value = 0;
    onResult(&owner, promise.later(), [&](const Result<int> &result) {
        thread = std::this_thread::get_id();
        value = result.valueOr(-1);
    });
    std::thread([&promise] { promise.give(Result<int>(7)); }).join();
    QCOMPARE(value, 0);
    QTRY_COMPARE(value, 7);
    QCOMPARE(thread, std::this_thread::get_id());
    QTRY_VERIFY(owner.children().isEmpty());

    value = 0;
    onResult(&owner, Later<Result<int>>(Result<int>(8)), [&value](const Result<int> &result) { value = *result; });
    QCOMPARE(value, 0);
    QTRY_COMPARE(value, 8);

    std::optional<ErrorCode> error;
    onResult(&owner, Later<Result<int>>::Promise().later(),
             [&error](const Result<int> &result) { error = result.error().code; });
    QTRY_COMPARE(error, std::optional(ErrorCode::Cancelled));
}

/// Counts its copies, and the calls.
struct Copied
{
    Copied(int *ofThis, int *made) : copies(ofThis), calls(made) {}
    Copied(const Copied &other) : copies(other.copies), calls(other.calls) { ++*copies; }
    Copied(Copied &&) = default;
    ~Copied() = default;
    Copied &operator=(const Copied &) = delete;
    Copied &operator=(Copied &&) = delete;
    void operator()(const Result<int> &) const { ++*calls; }
    int *copies;
    int *calls;
};

/// A copy on the giver's thread could be the last to let go of what belongs to the owner's.
void TestLater::leavesNothingWithTheGiver()
{
    QObject owner;
    Later<Result<int>>::Promise promise;
    int copies = 0;
    int calls = 0;
    onResult(&owner, promise.later(), Copied(&copies, &calls));
    const int before = copies;
    std::thread([&promise] { promise.give(Result<int>(7)); }).join();
    QTRY_COMPARE(calls, 1);
    QCOMPARE(copies, before);
}

void TestLater::asksNobodyWhoIsGone()
{
    auto owner = std::make_unique<QObject>();
    Later<Result<int>>::Promise before;
    Later<Result<int>>::Promise after;
    int calls = 0;
    onResult(owner.get(), before.later(), [&calls](const Result<int> &) { ++calls; });
    onResult(owner.get(), after.later(), [&calls](const Result<int> &) { ++calls; });
    before.give(Result<int>(7));
    owner.reset();
    after.give(Result<int>(7));
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void TestLater::survivesOwnersThatEnd()
{
    int calls = 0;
    for (int i = 0; i < 2000; ++i) {
        auto owner = std::make_unique<QObject>();
        Later<Result<int>>::Promise promise;
        onResult(owner.get(), promise.later(), [&calls](const Result<int> &) { ++calls; });
        std::thread giver([&promise] { promise.give(Result<int>(7)); });
        for (std::atomic_int pause = i; pause > 0; --pause) {
        }
        owner.reset();
        giver.join();
    }
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

QTEST_GUILESS_MAIN(TestLater)
#include "tst_later.moc"
