#include "models/base/onresult.h"

#include <QPromise>
#include <QTest>

using namespace pl;

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesValueOrError()
    {
        const Result<int> good = 7;
        const Result<int> bad = Error{ErrorCode::NotFound, QStringLiteral("gone")};
        QVERIFY(good.ok());
        QCOMPARE(*good, 7);
        QVERIFY(!bad.ok());
        QCOMPARE(bad.error().code, ErrorCode::NotFound);
        QCOMPARE(bad.valueOr(3), 3);
        QVERIFY(Result<>().ok());
    }

    void chains()
    {
        const auto half = [](int n) -> Result<int> {
            return n % 2 ? Result<int>(Error{ErrorCode::InvalidInput, QStringLiteral("odd")}) : Result<int>(n / 2);
        };
        QCOMPARE(*Result<int>(8).andThen(half).andThen(half), 2);
        QCOMPARE(Result<int>(6).andThen(half).andThen(half).error().message, QStringLiteral("odd"));
        QCOMPARE(*Result<int>(4).transform([](int n) { return QString::number(n); }), QStringLiteral("4"));
    }

    void onResultReceivesOnce()
    {
        QPromise<Result<int>> promise;
        promise.start();
        int received = 0;
        onResult(this, promise.future(), [&](const Result<int> &r) { received += *r; });
        promise.addResult(5);
        promise.finish();
        QTRY_COMPARE(received, 5);
    }

    void onResultTellsOfACancelledFuture()
    {
        auto promise = std::make_unique<QPromise<Result<int>>>();
        promise->start();
        ErrorCode code = ErrorCode::Internal;
        onResult(this, promise->future(), [&](const Result<int> &r) { code = r.error().code; });
        promise.reset();
        QTRY_COMPARE(code, ErrorCode::Cancelled);
    }

    void onResultIsSilentWhenItsOwnerIsGone()
    {
        QPromise<Result<int>> promise;
        promise.start();
        bool received = false;
        auto owner = std::make_unique<QObject>();
        onResult(owner.get(), promise.future(), [&](const Result<int> &) { received = true; });
        owner.reset();
        promise.addResult(1);
        promise.finish();
        // A second receiver proves that the event was delivered by now.
        bool delivered = false;
        onResult(this, promise.future(), [&](const Result<int> &) { delivered = true; });
        QTRY_VERIFY(delivered);
        QVERIFY(!received);
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
