#include "models/tables/rowplacing.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace pl::tables;
using pl::columns::Row;

namespace {

/// A list that does what it is told, and counts.
class Told : public PlacedRows
{
public:
    explicit Told(ShownRows rows) : m_rows(std::move(rows)) {}

    const ShownRows &placed() const override { return m_rows; }
    void addPlaced(int at, std::span<const Row> rows) override
    {
        ++added;
        m_rows.insert(m_rows.begin() + at, rows.begin(), rows.end());
    }
    void removePlaced(int first, int last) override
    {
        ++removed;
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    }
    void movePlaced(int from, int to) override
    {
        ++moved;
        const Row row = m_rows[static_cast<std::size_t>(from)];
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + to, row);
    }
    void touchPlaced(int first, int last) override
    {
        for (int at = first; at <= last; ++at)
            touched.push_back(m_rows[static_cast<std::size_t>(at)]);
        ++touches;
    }

    int added = 0;
    int removed = 0;
    int moved = 0;
    int touches = 0;
    std::vector<Row> touched;

private:
    ShownRows m_rows;
};

ShownRows numbers(Row first, std::size_t count)
{
    ShownRows rows(count);
    std::iota(rows.begin(), rows.end(), first);
    return rows;
}

} // namespace

class TestRowPlacing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyListBecomesAnyOther()
    {
        std::mt19937 random(7);
        const auto below = [&random](std::size_t end) { return random() % end; };
        for (int round = 0; round < 3'000; ++round) {
            ShownRows before = numbers(0, below(30));
            std::shuffle(before.begin(), before.end(), random);
            ShownRows wanted = before;
            std::vector<Row> changed;
            for (Row row = 0; row < 40; ++row) {
                if (below(4) != 0)
                    continue;
                changed.push_back(row);
                std::erase(wanted, row);
            }
            for (const Row row : changed)
                if (below(3) != 0)
                    wanted.insert(wanted.begin() + static_cast<std::ptrdiff_t>(below(wanted.size() + 1)), row);
            Told list(before);
            const RowPlacing placing(before, wanted, changed);
            placing.run(list);
            QCOMPARE(list.placed(), wanted);
            QVERIFY(std::size_t(list.added + list.removed + list.moved) <= placing.steps());
            std::vector<Row> stayed;
            for (const Row row : wanted)
                if (std::ranges::find(changed, row) != changed.end() && std::ranges::find(before, row) != before.end())
                    stayed.push_back(row);
            QCOMPARE(list.touched, stayed);
        }
    }

    void whatStaysBetweenItsNeighborsIsNotMoved()
    {
        const ShownRows rows = numbers(0, 10);
        Told list(rows);
        RowPlacing(rows, rows, {2, 3, 7}).run(list);
        QCOMPARE(list.added + list.removed + list.moved, 0);
        QCOMPARE(list.touched, (std::vector<Row>{2, 3, 7}));
        QCOMPARE(list.touches, 2);
    }

    void aRowThatMovesIsMovedAlone()
    {
        const ShownRows rows = numbers(0, 6);
        for (const ShownRows &wanted : {ShownRows{1, 2, 3, 4, 5, 0}, ShownRows{1, 2, 0, 3, 4, 5}}) {
            Told list(rows);
            RowPlacing(rows, wanted, {0, 1, 2}).run(list); // two others have changed where they are
            QCOMPARE(list.placed(), wanted);
            QCOMPARE(list.moved, 1);
        }
    }

    void rowsSideBySideComeAndGoAtOnce()
    {
        const ShownRows rows = numbers(0, 50);
        ShownRows wanted = numbers(100, 30);
        wanted.insert(wanted.end(), rows.begin() + 20, rows.end());
        std::vector<Row> changed = numbers(0, 20);
        for (Row row = 100; row < 130; ++row)
            changed.push_back(row);
        Told list(rows);
        const RowPlacing placing(rows, wanted, changed);
        QCOMPARE(placing.steps(), std::size_t(2));
        placing.run(list);
        QCOMPARE(list.placed(), wanted);
        QCOMPARE(list.added, 1);
        QCOMPARE(list.removed, 1);
        QCOMPARE(list.touches, 0);
    }

    void rowsThatAreInNeitherListDontMatter()
    {
        const ShownRows rows = numbers(0, 5);
        Told list(rows);
        RowPlacing(rows, rows, {1'000'000}).run(list);
        QCOMPARE(list.placed(), rows);
        QCOMPARE(list.touches, 0);
    }
};

QTEST_APPLESS_MAIN(TestRowPlacing)
#include "tst_rowplacing.moc"
