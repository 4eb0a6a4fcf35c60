#include "models/columns/columnarena.h"

#include <QTest>

#include <map>
#include <random>

using namespace pl::columns;

class TestColumnScan : public QObject
{
    Q_OBJECT

private:
    std::mt19937 m_random{5};

    std::string text(std::size_t size, int letters)
    {
        std::string text;
        while (text.size() < size)
            text += static_cast<char>('a' + static_cast<int>(m_random() % static_cast<unsigned>(letters)));
        return text;
    }
    std::size_t below(std::size_t end) { return m_random() % end; }

    /// The rows in whose text the needle is, by looking at each.
    static std::vector<Row> rowsWith(const std::map<Row, std::string> &texts, const std::string &needle)
    {
        std::vector<Row> rows;
        for (const auto &[row, text] : texts)
            if (text.find(needle) != std::string::npos)
                rows.push_back(row);
        return rows;
    }
    static std::vector<Row> scanned(const ColumnArena &arena, const std::string &needle)
    {
        std::vector<Row> rows;
        for (std::size_t chunk = 0; chunk < arena.chunks(); ++chunk)
            arena.scan(chunk, Needle(needle), [&](Row row, std::string_view text, const char *) {
                rows.push_back(row);
                return text.data() + text.size();
            });
        std::sort(rows.begin(), rows.end());
        return rows;
    }
    /// The same by looking at each text of the arena.
    static std::vector<Row> lookedThrough(const ColumnArena &arena, const std::string &needle)
    {
        std::vector<Row> rows;
        const Needle looked(needle);
        for (std::size_t chunk = 0; chunk < arena.chunks(); ++chunk)
            arena.forEach(chunk, [&](Row row, std::string_view text) {
                if (looked.isInLonger(text))
                    rows.push_back(row);
            });
        std::sort(rows.begin(), rows.end());
        return rows;
    }

private Q_SLOTS:
    void allWaysFindTheSame()
    {
        for (int i = 0; i < 20'000; ++i) {
            const std::string bytes = text(below(200), 3);
            const std::string longer = bytes + text(kReadBehind, 3);
            const std::string needle = text(1 + below(i % 2 ? 4 : 20), 3);
            const std::size_t place = bytes.find(needle);
            const char *expected = place == std::string::npos ? nullptr : bytes.data() + place;
            const Needle looked(needle);
            QCOMPARE(looked.find(bytes.data(), bytes.data() + bytes.size()), expected);
            QCOMPARE(looked.findPlain(bytes.data(), bytes.data() + bytes.size()), expected);
            QCOMPARE(looked.isIn(bytes), expected != nullptr);
            QCOMPARE(looked.isInLonger(std::string_view(longer).substr(0, bytes.size())), expected != nullptr);
        }
    }

    void nothingOutsideIsRead()
    {
        const std::string bytes = text(300, 2) + "needle";
        for (std::size_t end = 0; end < bytes.size(); ++end) {
            const std::vector<char> exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end));
            QVERIFY(!Needle("needle").find(exact.data(), exact.data() + end));
            std::vector<char> behind = exact;
            behind.resize(end + kReadBehind, 'n');
            QVERIFY(!Needle("needle").isInLonger({behind.data(), end}));
        }
        QVERIFY(Needle("needle").isIn(bytes));
    }

    void signsOfOtherScripts()
    {
        const std::string bytes = "王小明\nمحمد";
        QVERIFY(Needle("小").isIn(bytes));
        QVERIFY(Needle("محمد").isIn(bytes));
        QVERIFY(!Needle("李").isIn(bytes));
    }

    void lineFeedsAreCounted()
    {
        for (int i = 0; i < 500; ++i) {
            std::string bytes = text(below(200), i % 2 ? 4 : 26);
            std::replace(bytes.begin(), bytes.end(), 'a', '\n');
            const std::string longer = bytes + std::string(kReadBehind, '\n');
            const std::size_t wanted = 1 + below(5);
            const char *expected = bytes.data();
            const char *const end = bytes.data() + bytes.size();
            for (std::size_t feed = 0; feed < wanted && expected != end; ++feed)
                if (expected = std::find(expected, end, '\n'); expected != end)
                    ++expected;
            QCOMPARE(behindLineFeeds(longer.data(), longer.data() + bytes.size(), wanted) - longer.data(),
                     expected - bytes.data());
            QCOMPARE(countLineFeeds(bytes.data(), bytes.data() + bytes.size()),
                     static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')));
        }
    }

    void anArenaFindsWhatAListFinds()
    {
        ColumnArena arena;
        std::map<Row, std::string> texts;
        for (int step = 0; step < 60'000; ++step) {
            const Row row = static_cast<Row>(below(3'000));
            if (below(5) == 0) {
                arena.erase(row);
                texts.erase(row);
            } else {
                texts[row] = text(below(below(50) == 0 ? 9'000 : 300), 6);
                arena.put(row, texts[row]);
            }
            if (step % 50 == 0)
                arena.compact();
            if (step % 2'000 == 0) {
                const std::string needle = text(1 + below(6), 6);
                QCOMPARE(scanned(arena, needle), rowsWith(texts, needle));
                QCOMPARE(lookedThrough(arena, needle), rowsWith(texts, needle));
            }
        }
        std::size_t bytes = 0;
        for (const auto &[row, text] : texts) {
            QCOMPARE(arena.text(row), std::string_view(text));
            bytes += text.size() + 1;
        }
        QVERIFY(arena.textBytes() < bytes + 4 * texts.size() + 1);
        while (arena.compact()) {
        }
        QVERIFY2(arena.bytes() < 2 * bytes + 4 * ColumnArena::kChunkBytes, "holes are given back");
        QVERIFY(texts.size() > 1'000);
    }

    void whoeverIsToldOfAHitSaysWhereToLookOn()
    {
        ColumnArena arena;
        arena.put(3, "lee ann lee");
        arena.put(4, "lee");
        std::vector<std::pair<Row, std::ptrdiff_t>> hits;
        arena.scan(0, Needle("lee"), [&](Row row, std::string_view text, const char *place) {
            hits.push_back({row, place - text.data()});
            return place == text.data() ? place + 1 : text.data() + text.size();
        });
        QCOMPARE(hits, (std::vector<std::pair<Row, std::ptrdiff_t>>{{3, 0}, {3, 8}, {4, 0}}));
    }

    void whatIsErasedIsNowhere()
    {
        ColumnArena arena;
        for (Row row = 0; row < 20'000; ++row)
            arena.put(row, "somebody " + std::to_string(row) + " with an address");
        QVERIFY(arena.holds("somebody 777 "));
        arena.erase(777);
        QVERIFY(!arena.holds("somebody 777 "));
        QCOMPARE(arena.text(777), std::string_view());
        arena.put(778, "renamed");
        QVERIFY2(!arena.holds("somebody 778 "), "replaced");
        for (Row row = 0; row < 20'000; row += 2)
            arena.erase(row);
        while (arena.compact()) {
        }
        QVERIFY2(!arena.holds("somebody 1000 "), "moved");
        QCOMPARE(arena.text(1001), std::string_view("somebody 1001 with an address"));
    }

    void aTextThatIsTooLongIsCut()
    {
        ColumnArena arena;
        arena.put(0, std::string(ColumnArena::kMaxText + 10, 'x'));
        arena.put(1, "behind it");
        QCOMPARE(arena.text(0).size(), ColumnArena::kMaxText);
        QCOMPARE(scanned(arena, "behind"), std::vector<Row>{1});
    }
};

QTEST_APPLESS_MAIN(TestColumnScan)
#include "tst_columnscan.moc"
