#include "models/replica/loadplan.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace pl;
using namespace pl::replica;

namespace {

constexpr qsizetype kPage = 1000;

/// Rows as an office may have them, by their places.
std::vector<RowKey> table(const QByteArray &kind, int rows)
{
    QRandomGenerator dice(7);
    std::set<RowKey> keys;
    qint64 at = 1'700'000'000'000'000;
    for (int i = 0; i < rows; ++i) {
        if (kind == "evenly")
            at += dice.bounded(60'000'000);
        else if (kind == "three imports")
            at += i % (rows / 3 + 1) == 0 ? 90'000'000'000 : 0;
        else if (kind == "one import, then a few changes")
            at += i > rows - 20 ? 7'000'000'000 : 0;
        else if (kind == "more and more")
            at += 100'000'000'000 / (i + 1);
        const quint64 high = kind == "ids by time" ? quint64(i) << 20 | dice.bounded(1000) : dice.generate64();
        keys.insert({kind == "ids by time" ? 1'700'000'000'000'000 : at, high, dice.generate64()});
    }
    return {keys.begin(), keys.end()};
}

/// Reads a page as the server would: up to the range's moment.
std::pair<PageKeys, std::vector<RowKey>> pageOf(const std::vector<RowKey> &rows, const LoadPlan::Range &range)
{
    const auto begin = std::upper_bound(rows.begin(), rows.end(), range.after);
    const auto end = std::upper_bound(begin, rows.end(), RowKey::lastOf(range.until.at));
    const std::vector<RowKey> page(begin, begin + std::min<qsizetype>(kPage, end - begin));
    if (page.empty())
        return {};
    return {{qsizetype(page.size()), page.front(), page.back()}, page};
}

} // namespace

class TestLoadPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryRowWithSeveralReaders_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind :
             {"evenly", "three imports", "one import, then a few changes", "more and more", "ids by time"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void readsEveryRowWithSeveralReaders()
    {
        QFETCH(QByteArray, kind);
        constexpr int kRows = 100'000;
        constexpr int kReaders = 5;
        const auto rows = table(kind, kRows);
        std::set<RowKey> read;
        LoadPlan plan(rows.back());
        int turns = 0;
        int pages = 0;
        for (; !plan.isDone(); ++turns) {
            // All of them ask, and then all of them get their answers.
            std::vector<std::pair<int, LoadPlan::Range>> asked;
            for (int i = 0; i < kReaders; ++i)
                if (const auto number = plan.take())
                    asked.emplace_back(*number, plan.range(*number));
            QVERIFY(!asked.empty());
            for (const auto &[number, range] : asked) {
                const auto [keys, page] = pageOf(rows, range);
                read.insert(page.begin(), page.end());
                plan.advance(number, keys, keys.rows < kPage);
                ++pages;
            }
            if (turns % 10 == 9) // and the program is killed now and then
                plan = LoadPlan::fromJson(plan.toJson()).value();
        }
        QCOMPARE(read.size(), rows.size());
        const int needed = kRows / int(kPage);
        QVERIFY2(pages < needed * 3 / 2, qPrintable(QString::number(pages)));
        QVERIFY2(turns < needed / kReaders * 2 + 20, qPrintable(QString::number(turns)));
    }

    void readsAgainWhatGotNoAnswer()
    {
        LoadPlan plan(RowKey::lastOf(100));
        QCOMPARE(plan.take(), std::optional(0));
        QVERIFY(!plan.take());
        plan.release(0);
        QCOMPARE(plan.take(), std::optional(0));
        plan.advance(0, {}, true);
        QVERIFY(plan.isDone());
        QVERIFY(!plan.take());
    }

    void isKeptAsText()
    {
        LoadPlan plan(RowKey::of({123}, QUuid::createUuid()));
        const auto again = LoadPlan::fromJson(plan.toJson());
        QVERIFY(again.ok());
        QVERIFY(again->toJson() == plan.toJson());
        QVERIFY(LoadPlan::fromJson(LoadPlan().toJson())->isDone());
        for (const char *wrong : {"null", "{}", "[1]", "[{}]", "[{\"after\": 1, \"until\": 2}]"})
            QVERIFY2(!LoadPlan::fromJson(nlohmann::json::parse(wrong)).ok(), wrong);
    }

    void ordersIdsByTheirBytes()
    {
        QList<QUuid> ids;
        for (int i = 0; i < 200; ++i)
            ids += QUuid::createUuid();
        std::sort(ids.begin(), ids.end(), [](const QUuid &a, const QUuid &b) { return a.toString() < b.toString(); });
        for (int i = 1; i < ids.size(); ++i) {
            QVERIFY(RowKey::of({1}, ids.at(i - 1)) < RowKey::of({1}, ids.at(i)));
            QCOMPARE(RowKey::of({1}, ids.at(i)).id(), ids.at(i));
        }
    }
};

QTEST_GUILESS_MAIN(TestLoadPlan)
#include "tst_loadplan.moc"
