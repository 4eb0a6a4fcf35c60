#include "models/base/onresult.h"
#include "models/replica/bulkrun.h"
#include "tests/support/officefixture.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;
using pl::test::FakeTransport;
using pl::test::OfficeFixture;
using namespace std::chrono_literals;

/// Many leads assigned at once, over a store that fails, hangs and is changed by others.
class TestBulkRun : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeFixture> m;
    const QUuid m_ann = OfficeFixture::plumberId(1);

    void open(int leads)
    {
        m = std::make_unique<OfficeFixture>(leads);
        QVERIFY(m->load());
    }
    QList<Lead> leads(int count) const
    {
        QList<Lead> list;
        for (int n = 1; n <= count; ++n)
            list += m->lead(n);
        return list;
    }
    BulkWrite toAnn() const
    {
        return {[this](const Lead &seen) { return m->commands.assign(seen, m_ann); },
                [this](const Lead &seen, const Lead &now) {
                    return now.version == seen.version + 1 && now.assignedPlumberId == m_ann;
                }};
    }
    static Backoff impatient() { return {1ms, 5ms}; }
    int patches() const { return m->transport.countOf("PATCH", "/rest/v1/leads"); }

private Q_SLOTS:
    void cleanup() { m.reset(); }

    void writesEveryLeadSixAtATime()
    {
        open(20);
        int open = 0;
        int most = 0;
        BulkWrite write = toAnn();
        write.send = [&](const Lead &seen) {
            most = std::max(most, ++open);
            const auto pending = m->commands.assign(seen, m_ann);
            onResult(this, pending, [&open](const Result<LeadWrite> &) { --open; });
            return pending;
        };
        BulkRun run(leads(20), write);
        const QSignalSpy finished(&run, &BulkRun::finished);
        const QSignalSpy progressed(&run, &BulkRun::progressed);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(most, BulkRun::kAtOnce);
        QCOMPARE(run.countOf(BulkRow::End::Done), 20);
        QCOMPARE(progressed.size(), 20);
        QCOMPARE(progressed.last(), (QVariantList{20, 20}));
        for (int n = 1; n <= 20; ++n)
            QCOMPARE(m->lead(n).assignedPlumberId, std::optional(m_ann));
        QCOMPARE(run.rows().first().now.version, 2);
    }

    void anEmptyRunEndsAtOnce()
    {
        open(1);
        BulkRun run({}, toAnn());
        const QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
    }

    void canceledItSendsNoMore()
    {
        open(20);
        BulkRun run(leads(20), toAnn());
        const QSignalSpy finished(&run, &BulkRun::finished);
        connect(&run, &BulkRun::progressed, this, [&run] { run.cancel(); });
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(run.isCanceled());
        QCOMPARE(run.countOf(BulkRow::End::Done), BulkRun::kAtOnce);
        QCOMPARE(run.countOf(BulkRow::End::Open), 20 - BulkRun::kAtOnce);
        QCOMPARE(patches(), BulkRun::kAtOnce);
    }

    void somebodyFasterIsNamedAndStopsNobody()
    {
        open(3);
        const QList<Lead> seen = leads(3);
        QVERIFY(QTest::qWaitFor([this] { return m->replica.connection() == Connection::Live; }));
        nlohmann::json row = m->transport.row("leads", FakeTransport::leadId(2));
        row.update({{"version", 2}, {"first_name", "Changed"}});
        m->transport.put("leads", row);
        m->transport.put("lead_events", {{"id", 900},
                                         {"lead_id", FakeTransport::leadId(2)},
                                         {"kind", "edited"},
                                         {"actor", "ada@office.test"},
                                         {"plumber_id", nullptr},
                                         {"note", nullptr},
                                         {"detail", nullptr},
                                         {"at", m->transport.nextTime()}});
        BulkRun run(seen, toAnn());
        const QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.countOf(BulkRow::End::Done), 2);
        const BulkRow &lost = run.rows().at(1);
        QCOMPARE(lost.end, BulkRow::End::Lost);
        QCOMPARE(lost.lost->event->actor, QStringLiteral("ada@office.test"));
        QCOMPARE(m->lead(2).firstName, QStringLiteral("Changed"));
    }

    void aRefusedLeadKeepsTheReason()
    {
        open(3);
        m->transport.answerNext("PATCH", "/rest/v1/leads", [](const auto &) {
            return Result<supabase::HttpResponse>(
                supabase::HttpResponse{400, {}, R"({"code":"P0001","message":"the cap is reached"})"});
        });
        BulkRun run(leads(3), toAnn());
        const QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.countOf(BulkRow::End::Done), 2);
        QCOMPARE(run.rows().first().end, BulkRow::End::Refused);
        QCOMPARE(run.rows().first().error.message, QStringLiteral("the cap is reached"));
    }

    void withoutAConnectionItWaitsAndGoesOn()
    {
        open(30);
        BulkRun run(leads(30), toAnn(), nullptr, impatient());
        const QSignalSpy finished(&run, &BulkRun::finished);
        connect(&run, &BulkRun::progressed, this, [this](int answered) {
            if (answered == 8)
                m->transport.setOffline(true);
        });
        run.start();
        QTRY_VERIFY(run.isWaiting());
        QVERIFY(finished.isEmpty());
        m->transport.setOffline(false);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!run.isWaiting());
        QCOMPARE(run.countOf(BulkRow::End::Done), 30);
        QCOMPARE(run.answered(), 30);
    }

    void canceledWhileItWaitsItEnds()
    {
        open(10);
        m->transport.setOffline(true);
        BulkRun run(leads(10), toAnn(), nullptr, {1h, 1h});
        const QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        QTRY_VERIFY(run.isWaiting());
        run.cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.countOf(BulkRow::End::Open), 10);
    }

    void aWriteWhoseAnswerWasLostIsNoLoss()
    {
        open(2);
        m->transport.loseNextAnswer("PATCH", "/rest/v1/leads");
        BulkRun run(leads(2), toAnn(), nullptr, impatient());
        const QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.countOf(BulkRow::End::Done), 2);
        QCOMPARE(run.rows().first().now.version, 2);
    }

    void whatMustNotBeSentTwiceIsNot()
    {
        open(2);
        BulkWrite write = toAnn();
        write.mayRepeat = false;
        m->transport.setOffline(true);
        BulkRun run(leads(2), write, nullptr, impatient());
        const QSignalSpy finished(&run, &BulkRun::finished);
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run.countOf(BulkRow::End::Refused), 2);
        QCOMPARE(patches(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBulkRun)
#include "tst_bulkrun.moc"
