#include "models/domain/candidate.h"

#include <QTest>

using namespace pl;

class TestCandidate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesJson()
    {
        Candidate candidate;
        candidate.plumberId = QUuid::createUuid();
        candidate.exclusion = Exclusion::TooFar;
        candidate.leadsToday = 2;
        candidate.dailyLeadCap = 3;
        candidate.miles = 41.5;
        candidate.milesAreApproximate = true;
        candidate.radiusMiles = 25;
        candidate.paymentReady = true;
        candidate.answers = {9, 1, 3600, Timestamp{1'795'000'000'000'000}};
        candidate.points = 123'456;
        QCOMPARE(*Candidate::fromJson(candidate.toJson()), candidate);
        candidate.leadsInPeriod = 7;
        candidate.periodCap = 7;
        candidate.day = QDate(2026, 11, 30);
        candidate.time = QTime(8, 0);
        QCOMPARE(*Candidate::fromJson(candidate.toJson()), candidate);
        Candidate bare;
        bare.plumberId = candidate.plumberId;
        QCOMPARE(*Candidate::fromJson(bare.toJson()), bare);
    }

    void milesAreStoredAsShown()
    {
        Candidate candidate;
        QVERIFY(candidate.toJson()["miles"].is_null());
        candidate.miles = 4.2345;
        QCOMPARE(candidate.toJson()["miles"].get<double>(), 4.2);
    }

    void invalidCandidatesAreRefused()
    {
        QVERIFY(!Candidate::fromJson(nlohmann::json::object()));
        QVERIFY(!Candidate::fromJson({{"plumber_id", "x"}, {"exclusion", "none"}}));
        QVERIFY(!Candidate::fromJson(nlohmann::json(7)));
    }
};

QTEST_GUILESS_MAIN(TestCandidate)
#include "tst_candidate.moc"
