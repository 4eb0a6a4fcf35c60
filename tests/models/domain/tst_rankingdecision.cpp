#include "models/domain/rankingdecision.h"

#include <QTest>

using namespace pl;

namespace {

QUuid plumberId(int number)
{
    return {static_cast<uint>(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
}

/// Seven who can take it, then 20 who can't for two reasons.
QList<Candidate> ranked()
{
    QList<Candidate> all;
    for (int i = 1; i <= 27; ++i) {
        Candidate candidate;
        candidate.plumberId = plumberId(i);
        candidate.miles = i;
        candidate.exclusion = i <= 7 ? Exclusion::None : i <= 10 ? Exclusion::CapReached : Exclusion::TooFar;
        all += candidate;
    }
    return all;
}

} // namespace

class TestRankingDecision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheBestFiveAndTheReasons()
    {
        Situation situation;
        situation.weights.load = 77;
        const auto decision = RankingDecision::of(ranked(), plumberId(3), situation);
        QVERIFY(decision);
        QCOMPARE(decision->rank, 3);
        QCOMPARE(decision->eligible, 7);
        QCOMPARE(decision->best.size(), 5);
        QCOMPARE(decision->best.first().plumberId, plumberId(1));
        QCOMPARE(decision->excluded, (QMap<Exclusion, int>{{Exclusion::CapReached, 3}, {Exclusion::TooFar, 17}}));
        QCOMPARE(decision->excludedNearest.size(), 5);
        QCOMPARE(decision->weights.load, 77);
        QVERIFY(!decision->automatic);
    }

    void anExcludedPlumberHasNoRank()
    {
        const auto decision = RankingDecision::of(ranked(), plumberId(9), {});
        QVERIFY(decision);
        QCOMPARE(decision->rank, 0);
        QCOMPARE(decision->chosen.exclusion, Exclusion::CapReached);
        QVERIFY(!RankingDecision::of(ranked(), plumberId(99), {}));
    }

    void survivesJson()
    {
        auto decision = *RankingDecision::of(ranked(), plumberId(3), {});
        decision.automatic = true;
        DispatchSettings rules;
        rules.timeZone = "America/Chicago";
        decision.setDates(rules, *Timestamp::parse(u"2026-11-26T04:00:00Z"));
        QCOMPARE(decision.dayBegan, *Timestamp::parse(u"2026-11-25T06:00:00Z"));
        QCOMPARE(decision.weekBegan, Timestamp::parse(u"2026-11-23T06:00:00Z"));
        QCOMPARE(decision.monthBegan, Timestamp::parse(u"2026-11-01T05:00:00Z")); // in summer time
        QCOMPARE(decision.today, std::optional(QDate(2026, 11, 25)));
        const auto read = RankingDecision::fromJson(*parseJson(dumpJson(decision.toJson()), {}));
        QVERIFY(read);
        QCOMPARE(*read, decision);
    }

    void invalidDecisionsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"null", "{}", "[]", "7", R"({"chosen":1,"day_began":"2026-11-20T12:00:00Z"})"})
            QTest::newRow(text) << QByteArray(text);
    }
    void invalidDecisionsAreRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!RankingDecision::fromJson(*parseJson(text, {})));
    }
};

QTEST_GUILESS_MAIN(TestRankingDecision)
#include "tst_rankingdecision.moc"
