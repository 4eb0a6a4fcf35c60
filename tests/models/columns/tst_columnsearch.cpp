#include "models/columns/columnsearch.h"
#include "models/columns/sharedwork.h"
#include "tests/models/columns/madeleads.h"

#include <QTest>
#include <QThreadPool>

#include <latch>

using namespace pl;
using namespace pl::columns;
using pl::test::MadeLeads;

/// Enough leads that their texts are looked through in parts, by several threads.
class TestColumnSearch : public QObject
{
    Q_OBJECT

private:
    using Reach = ColumnSearch::Reach;
    static constexpr int kLeads = 30'000;

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

    /// The leads as columns and as lines; those that are gone have none.
    struct Office
    {
        explicit Office(Reach wanted) : reach(wanted), texts(kLeads)
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
            texts[static_cast<std::size_t>(number)] = textsOf(lead, reach);
        }
        void change()
        {
            for (int i = 0; i < 40; ++i)
                put(made.below(kLeads));
            const int gone = made.below(kLeads);
            columns.erase(MadeLeads::id(gone));
            texts[static_cast<std::size_t>(gone)].clear();
        }
        /// The number of a lead for which the search gives another answer than its lines; none if there is none.
        std::optional<int> wrong(const QString &typed)
        {
            const SearchWords words(typed);
            search.setWords(words);
            Bitmap rows = columns.live();
            search.narrow(rows, {});
            for (int number = 0; number < kLeads; ++number) {
                const Row row = columns.rowOf(MadeLeads::id(number));
                const QByteArray &lines = texts[static_cast<std::size_t>(number)];
                if ((row != kNoRow && rows.test(row)) != (!lines.isEmpty() && words.occurIn(lines)))
                    return number;
            }
            return std::nullopt;
        }

        const Reach reach;
        MadeLeads made{3};
        LeadColumns columns;
        ColumnSearch search{columns, reach};
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
        for (const char *const word : {"garcia", "512555", "leak 787", "e", "o'brien", "ann lee 1", "gmail.ex",
                                       "müller", "(512) 555-0", "calle", "heater"}) {
            const QString typed = QString::fromUtf8(word);
            for (qsizetype length = 1; length < 2 * typed.size(); ++length) {
                const QString begun = typed.left(length <= typed.size() ? length : 2 * typed.size() - length);
                const std::optional<int> wrong = office.wrong(begun);
                QVERIFY2(!wrong, qPrintable(QStringLiteral("\"%1\", lead %2").arg(begun).arg(wrong.value_or(-1))));
            }
            office.change();
            QVERIFY2(!office.wrong(typed), "after a change");
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

    void threadsThatAreBusyAreNotWaitedFor()
    {
        QThreadPool *const pool = QThreadPool::globalInstance();
        std::latch end(1);
        for (int i = 0; i < pool->maxThreadCount(); ++i)
            pool->start([&end] { end.wait(); });
        std::atomic<std::size_t> sum = 0;
        shareWork(100, 1, [&](std::size_t first, std::size_t last) { sum += last - first; });
        end.count_down();
        pool->waitForDone();
        QCOMPARE(sum, std::size_t(100));
    }
};

QTEST_GUILESS_MAIN(TestColumnSearch)
#include "tst_columnsearch.moc"
