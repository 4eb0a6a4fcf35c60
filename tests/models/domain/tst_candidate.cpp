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
        QCOMPARE(*Candidate::fromJson(Candidate{.plumberId = candidate.plumberId}.toJson()),
                 Candidate{.plumberId = candidate.plumberId});
    }

    void milesAreKeptAsPeopleSeeThem()
    {
        QCOMPARE((Candidate{.miles = 4.2345}).toJson()["miles"].get<double>(), 4.2);
        QVERIFY(Candidate{}.toJson()["miles"].is_null());
    }

    void whatIsNoCandidateIsRefused()
    {
        QVERIFY(!Candidate::fromJson(nlohmann::json::object()));
        QVERIFY(!Candidate::fromJson({{"plumber_id", "x"}, {"exclusion", "none"}}));
        QVERIFY(!Candidate::fromJson(nlohmann::json(7)));
    }
};

QTEST_GUILESS_MAIN(TestCandidate)
#include "tst_candidate.moc"
