#include "models/base/onresult.h"
#include "models/replica/undohistory.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::replica;

class TestUndoHistory : public QObject
{
    Q_OBJECT

private:
    static UndoHistory::Action answering(const Result<> &result, int *runs)
    {
        return [=] {
            ++*runs;
            return QtFuture::makeReadyFuture(result);
        };
    }

    Result<> wait(const QFuture<Result<>> &future)
    {
        std::optional<Result<>> result;
        onResult(this, future, [&](const Result<> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return Error{ErrorCode::Internal, QStringLiteral("the test waited in vain")};
        return *result;
    }

private Q_SLOTS:
    void newestFirst()
    {
        UndoHistory history;
        QSignalSpy changed(&history, &UndoHistory::changed);
        int first = 0;
        int second = 0;
        history.push(QStringLiteral("one"), answering(Result<>(), &first));
        history.push(QStringLiteral("two"), answering(Result<>(), &second));
        QCOMPARE(history.text(), QStringLiteral("two"));
        QVERIFY(wait(history.undo()).ok());
        QCOMPARE(second, 1);
        QCOMPARE(first, 0);
        QCOMPARE(history.text(), QStringLiteral("one"));
        QCOMPARE(changed.size(), 3);
    }

    void atMostFifty()
    {
        UndoHistory history;
        int runs = 0;
        for (int i = 0; i < 60; ++i)
            history.push(QString::number(i), answering(Result<>(), &runs));
        int steps = 0;
        for (; history.canUndo(); ++steps)
            QVERIFY(wait(history.undo()).ok());
        QCOMPARE(steps, 50);
    }

    void aSecondUndoWaitsForTheFirst()
    {
        UndoHistory history;
        int runs = 0;
        QPromise<Result<>> slow;
        slow.start();
        history.push(QStringLiteral("one"), answering(Result<>(), &runs));
        history.push(QStringLiteral("two"), [&slow] { return slow.future(); });
        const auto second = history.undo();
        const auto first = history.undo();
        QVERIFY(!history.canUndo());
        QCOMPARE(runs, 0);
        slow.addResult(Result<>());
        slow.finish();
        QVERIFY(wait(second).ok());
        QVERIFY(wait(first).ok());
        QCOMPARE(runs, 1);
    }

    void withoutAConnectionAllThatWaitedAreKeptInOrder()
    {
        UndoHistory history;
        int runs = 0;
        history.push(QStringLiteral("one"), answering(Result<>(), &runs));
        history.push(QStringLiteral("two"), answering(Error{ErrorCode::Unavailable, {}}, &runs));
        const auto second = history.undo();
        const auto first = history.undo();
        QCOMPARE(wait(second).error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(first).error().code, ErrorCode::Unavailable);
        QCOMPARE(runs, 1); // the one that waited did not run
        QCOMPARE(history.text(), QStringLiteral("two"));
    }

    void kept_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("kept");
        QTest::newRow("no connection") << int(ErrorCode::Unavailable) << true;
        QTest::newRow("no answer") << int(ErrorCode::TimedOut) << true;
        QTest::newRow("somebody was faster") << int(ErrorCode::Outdated) << false;
        QTest::newRow("not allowed") << int(ErrorCode::Forbidden) << false;
    }
    void kept()
    {
        QFETCH(int, code);
        QFETCH(bool, kept);
        UndoHistory history;
        int runs = 0;
        history.push(QStringLiteral("one"), answering(Error{static_cast<ErrorCode>(code), {}}, &runs));
        bool told = false;
        onResult(this, history.undo(), [&](const Result<> &) { told = true; });
        QTRY_VERIFY(told);
        QTRY_COMPARE(history.canUndo(), kept);
    }
};

QTEST_GUILESS_MAIN(TestUndoHistory)
#include "tst_undohistory.moc"
