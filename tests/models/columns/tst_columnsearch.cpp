#include "models/columns/columnsearch.h"
#include "models/columns/sharedwork.h"
#include "tests/models/columns/madeleads.h"

#include <QTest>

#include <atomic>

using namespace pl;
using namespace pl::columns;
using pl::test::MadeLeads;

/// Enough leads that their texts are looked through in parts, by several threads.
class TestColumnSearch : public QObject
{
    Q_OBJECT

private:
    using Reach = ColumnSearch::Reach;
    static constexpr int kLeads = 20'000;

    static QString plumberName(int number)
    {
        return QString::fromUtf8(number % 3 ? "Ann Lée %1" : "Bo %1").arg(number / 2);
    }

    /// What may be found of a lead, folded: a line for each text.
    static QByteArray textsOf(const Lead &lead, Reach reach)
    {
        QStringList texts{lead.fullName(), lead.email, lead.phoneNumber};
        if (reach != Reach::People)
            texts += lead.zipCode.value_or(QString());
        if (reach == Reach::Everything)
            texts +=
                {lead.serviceNeeded, QString::fromUtf8(leadWords(lead)), QString::fromUtf8(leadAddress(lead)),
                 lead.assignedPlumberId ? plumberName(static_cast<int>(lead.assignedPlumberId->data1)) : QString()};
        QByteArray lines;
        for (const QString &text : std::as_const(texts))
            lines += folded(text) + '\n';
        return lines;
    }

    /// The leads as columns and as lines.
    struct Office
    {
        explicit Office(Reach wanted) : reach(wanted), rows(kLeads, kNoRow), texts(kLeads)
        {
            for (int i = 0; i < MadeLeads::kPlumbers; ++i)
                columns.setPlumberName(MadeLeads::plumberId(i), plumberName(i));
            for (int i = 0; i < kLeads; ++i)
                put(i);
        }
        void put(int number)
        {
            Lead lead = made.lead(number);
            lead.version = ++version;
            columns.upsert(lead);
            rows[static_cast<std::size_t>(number)] = columns.rowOf(lead.id);
            texts[static_cast<std::size_t>(number)] = textsOf(lead, reach);
        }
        void change()
        {
            for (int i = 0; i < 40; ++i)
                put(made.below(kLeads));
            const int gone = made.below(kLeads);
            columns.erase(MadeLeads::id(gone));
            rows[static_cast<std::size_t>(gone)] = kNoRow;
        }
        /// Whether the search gives the answer of the lines for each lead.
        bool isRight(const QString &typed)
        {
            const SearchWords words(typed);
            search.setWords(words);
            Bitmap found = columns.live();
            if (made.oneIn(2)) // as if a filter let few of them through
                found.keepIf([this](Row) { return made.oneIn(12); });
            Bitmap expected = found;
            search.narrow(found, {});
            for (std::size_t number = 0; number < kLeads; ++number)
                if (rows[number] != kNoRow)
                    expected.assign(rows[number], expected.test(rows[number]) && words.occurIn(texts[number]));
            return found == expected;
        }

        const Reach reach;
        MadeLeads made{3};
        LeadColumns columns;
        ColumnSearch search{columns, reach};
        std::vector<Row> rows; ///< kNoRow: is gone
        std::vector<QByteArray> texts;
        qint64 version = 0;
    };

private Q_SLOTS:
    void wordsAreFoundAsOneTypesAndTakesBack_data()
    {
        QTest::addColumn<int>("reach");
        QTest::newRow("everything") << int(Reach::Everything);
        QTest::newRow("people") << int(Reach::People);
        QTest::newRow("people and ZIP codes") << int(Reach::PeopleAndZip);
    }
    void wordsAreFoundAsOneTypesAndTakesBack()
    {
        QFETCH(int, reach);
        Office office(static_cast<Reach>(reach));
        QVERIFY2(office.columns.texts().chunks() > 2, "the texts have several parts");
        for (const char *const word :
             {"garcia", "3@yahoo.example", "512555", "leak 7", "o'br", "ann l", "müll", "(512) 555-0", "he"}) {
            const QString typed = QString::fromUtf8(word);
            for (qsizetype length = 1; length < 2 * typed.size(); ++length) {
                const QString begun = typed.left(length <= typed.size() ? length : 2 * typed.size() - length);
                QVERIFY2(office.isRight(begun), qPrintable(begun));
            }
            office.change();
            QVERIFY2(office.isRight(typed), "after a change");
        }
    }

    void signsAreWordsWherePeopleAreLookedFor()
    {
        LeadColumns columns;
        Lead lead = MadeLeads(1).lead(1);
        lead.firstName = QStringLiteral("status:new");
        lead.lastName = QStringLiteral("-\"Bo\"");
        columns.upsert(lead);
        ColumnSearch search(columns, Reach::People);
        const auto finds = [&](const QString &typed) {
            search.setWords(SearchWords(typed));
            Bitmap rows = columns.live();
            search.narrow(rows, {});
            return rows.any();
        };
        QVERIFY(finds(QStringLiteral("status:new -\"bo\"")));
        QVERIFY(!finds(QStringLiteral("status:old")));
    }

    void workIsSharedWithoutGaps()
    {
        for (const std::size_t count : {0, 1, 2, 7, 64, 1'000}) {
            std::vector<std::atomic<int>> done(count);
            shareWork(count, 1, [&](std::size_t first, std::size_t end) {
                for (std::size_t at = first; at < end; ++at)
                    ++done[at];
            });
            QVERIFY(std::all_of(done.begin(), done.end(), [](const std::atomic<int> &times) { return times == 1; }));
        }
    }
};

QTEST_GUILESS_MAIN(TestColumnSearch)
#include "tst_columnsearch.moc"
