#include "models/replica/officereplica.h"
#include "tests/support/faketransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::replica;
using pl::test::FakeTransport;
using namespace std::chrono_literals;

class TestOfficeReplica : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeTransport> m_transport;
    supabase::KeyCredentials m_key{"anon"};
    std::unique_ptr<supabase::RestClient> m_client;
    std::unique_ptr<OfficeReplica> m_replica;

    QUuid leadId(int n) const { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(n))); }
    void changeLead(int n, const char *column, const nlohmann::json &value)
    {
        nlohmann::json row = m_transport->row("leads", FakeTransport::leadId(n));
        row[column] = value;
        row["version"] = row["version"].get<int>() + 1;
        row["updated_at"] = m_transport->nextTime();
        m_transport->put("leads", row);
    }

    void waitForRounds(int rounds)
    {
        const int before = m_transport->countOf("GET", "/rest/v1/rpc/office_news");
        QTRY_VERIFY(m_transport->countOf("GET", "/rest/v1/rpc/office_news") >= before + rounds);
    }
    /// Reads everything behind the cursors, news or not.
    void syncOnce()
    {
        const Timestamp before = m_replica->lastSync();
        m_replica->syncNow();
        QTRY_VERIFY(m_replica->lastSync() > before);
    }

private Q_SLOTS:
    void init()
    {
        m_transport = std::make_unique<FakeTransport>();
        m_transport->fillOffice(5);
        m_client = std::make_unique<supabase::RestClient>(*m_transport, m_key, nullptr,
                                                          supabase::RetryPolicy{1, 1ms, 1ms, 1s});
        m_replica = std::make_unique<OfficeReplica>(*m_client, nullptr, 10ms);
    }
    void cleanup()
    {
        m_replica.reset();
        m_client.reset();
    }
    void load()
    {
        m_replica->start();
        QTRY_COMPARE(m_replica->connection(), Connection::Live);
    }

    void loadsEverythingThenSaysSo()
    {
        QSignalSpy reset(m_replica.get(), &OfficeReplica::reset);
        QSignalSpy changed(m_replica.get(), &OfficeReplica::leadsChanged);
        load();
        QCOMPARE(reset.size(), 1);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(m_replica->leadCount(), 5);
        QCOMPARE(m_replica->plumbers().size(), 3);
        QCOMPARE(m_replica->services().size(), 4);
        QCOMPARE(m_replica->settings().minutesToAssign(Urgency::Day), 120);
    }

    void readsPagesByKeyset()
    {
        m_transport->fillOffice(2500);
        load();
        QTRY_COMPARE(m_replica->leadCount(), 2500);
        QVERIFY(m_replica->isComplete());
        QByteArrayList asked;
        for (const supabase::HttpRequest &request : m_transport->requests())
            if (request.target.startsWith("/rest/v1/leads?"))
                asked += request.target;
        QVERIFY2(asked.first().contains("order=updated_at.desc,id.desc"), asked.first().constData());
        QVERIFY2(asked.at(1).contains("updated_at=lte."), asked.at(1).constData());
        const bool isKeyset = std::any_of(asked.cbegin(), asked.cend(), [](const QByteArray &target) {
            return target.contains("&updated_at=gte.") && target.contains("or=(updated_at.gt.");
        });
        QVERIFY(isKeyset);
    }

    void aNewLeadAndAChangeArrive()
    {
        load();
        QSignalSpy changed(m_replica.get(), &OfficeReplica::leadsChanged);
        nlohmann::json lead = FakeTransport::lead(50, "New", "Customer");
        lead["updated_at"] = m_transport->nextTime();
        m_transport->put("leads", lead);
        changeLead(2, "status", "completed");
        QTRY_COMPARE(m_replica->leadCount(), 6);
        QTRY_COMPARE(m_replica->lead(leadId(2))->status, LeadStatus::Completed);
        QVERIFY(changed.first().at(1).toBool());
        // The overlap brings the same rows again and again: they are no news.
        const auto before = changed.size();
        for (int i = 0; i < 3; ++i)
            syncOnce();
        QCOMPARE(changed.size(), before);
    }

    void aWithdrawnLeadIsNoLongerThere()
    {
        load();
        const Lead before = *m_replica->lead(leadId(2));
        QSignalSpy changed(m_replica.get(), &OfficeReplica::leadsChanged);
        changeLead(2, "withdrawn_at", "2026-11-29T12:00:00+00:00");
        QTRY_COMPARE(m_replica->leadCount(), 4);
        QVERIFY(!m_replica->lead(leadId(2)));
        QCOMPARE(changed.size(), 1); // tables must hear of it
        QVERIFY(changed.first().first().value<QList<Lead>>().first().withdrawnAt.has_value());
        for (int i = 0; i < 3; ++i) // the overlap brings it again
            syncOnce();
        m_replica->apply(before); // an answer that came late
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_replica->leadCount(), 4);
        QCOMPARE(m_replica->counts(Timestamp::now()).all, 4);
    }

    void aRowOfTheFutureHidesNothing()
    {
        load();
        nlohmann::json future = FakeTransport::lead(60, "From", "Tomorrow");
        future["updated_at"] = "9999-01-01T00:00:00+00:00";
        m_transport->put("leads", future);
        syncOnce();
        QCOMPARE(m_replica->leadCount(), 6);
        nlohmann::json lead = FakeTransport::lead(61, "New", "Customer");
        lead["updated_at"] = Timestamp::now().toString().toStdString();
        m_transport->put("leads", lead);
        QTRY_COMPARE(m_replica->leadCount(), 7);
    }

    void theServersClockIsTheOneThatCounts()
    {
        m_transport->answerNext("GET", "/rest/v1/leads", [](const supabase::HttpRequest &) {
            nlohmann::json row = FakeTransport::lead(1, "A", "B");
            row["updated_at"] = "2026-11-28T12:00:00+00:00";
            return Result<supabase::HttpResponse>(supabase::HttpResponse{
                200, {{"Date", "Wed, 18 Nov 2026 12:00:00 GMT"}}, dumpJson(nlohmann::json::array({row}))});
        });
        load();
        syncOnce();
        const QList<supabase::HttpRequest> asked = m_transport->requests();
        const auto last = std::find_if(asked.crbegin(), asked.crend(), [](const supabase::HttpRequest &request) {
            return request.target.startsWith("/rest/v1/leads?");
        });
        QVERIFY2(last->target.contains("updated_at=gte.2026-11-18T11:59"), last->target.constData());
    }

    void readsOnlyWhatMoved()
    {
        load();
        const auto reads = [this](const char *table) { return m_transport->countOf("GET", table); };
        const int leads = reads("/rest/v1/leads");
        const int plumbers = reads("/rest/v1/plumbers");
        const int settings = reads("/rest/v1/settings");
        waitForRounds(5);
        QCOMPARE(reads("/rest/v1/leads"), leads);
        QCOMPARE(reads("/rest/v1/plumbers"), plumbers);
        nlohmann::json plumber = m_transport->row("plumbers", FakeTransport::plumberId(1));
        plumber["version"] = 2;
        plumber["updated_at"] = m_transport->nextTime();
        m_transport->put("plumbers", plumber);
        waitForRounds(5);
        QCOMPARE(reads("/rest/v1/plumbers"), plumbers + 1);
        QCOMPARE(reads("/rest/v1/leads"), leads);
        QCOMPARE(reads("/rest/v1/settings"), settings);
    }

    void looksOnceMoreForWhatWasCommittedLate()
    {
        load();
        const int leads = m_transport->countOf("GET", "/rest/v1/leads");
        QTRY_COMPARE_WITH_TIMEOUT(m_transport->countOf("GET", "/rest/v1/leads"), leads + 1, 6000);
        waitForRounds(5);
        QCOMPARE(m_transport->countOf("GET", "/rest/v1/leads"), leads + 1);
    }

    void newsThatCannotBeReadIsAnOutage()
    {
        load();
        for (int i = 0; i < 4; ++i)
            m_transport->answerNext("GET", "/rest/v1/rpc/office_news",
                                    [](const supabase::HttpRequest &) -> Result<supabase::HttpResponse> {
                                        return supabase::HttpResponse{200, {}, "[]"};
                                    });
        QTRY_COMPARE(m_replica->connection(), Connection::Offline);
        QTRY_COMPARE(m_replica->connection(), Connection::Live);
    }

    void asksFromTheCursorLessTheOverlap()
    {
        load();
        syncOnce();
        const auto &requests = m_transport->requests();
        const auto found = std::find_if(requests.rbegin(), requests.rend(), [](const supabase::HttpRequest &request) {
            return request.target.contains("updated_at=gte.");
        });
        QVERIFY(found != requests.rend());
        const QByteArray target = found->target;
        const bool leads = target.startsWith("/rest/v1/leads");
        const auto newest =
            Timestamp{leads ? 1'794'900'000'000'000 + 5 * 60'000'000LL : 1'794'800'000'000'000 + 3 * 60'000'000LL};
        QVERIFY2(target.contains("gte." + newest.addSeconds(-60).toString().toUtf8().toPercentEncoding("-:.")),
                 target.constData());
    }

    void theOverlapMovesOnWhileNothingNewComes()
    {
        const auto sinceOf = [this](const QByteArray &table) {
            Timestamp since;
            for (const auto &request : m_transport->requests()) {
                const QByteArray target = QByteArray::fromPercentEncoding(request.target);
                const qsizetype at = target.indexOf("updated_at=gte.");
                if (target.startsWith("/rest/v1/" + table) && at >= 0)
                    since = Timestamp::parse(QString::fromUtf8(target.mid(at + 15).split('&').first()))
                                .value_or(Timestamp());
            }
            return since;
        };
        load();
        syncOnce();
        QVERIFY(sinceOf("leads").micros > 0);
        const Timestamp first = sinceOf("leads");
        QTRY_COMPARE((syncOnce(), first.secondsTo(sinceOf("leads"))), 1);
        // Something new: the full overlap again.
        const Timestamp before = m_replica->lead(leadId(5))->updatedAt;
        changeLead(5, "first_name", "Later");
        QTRY_VERIFY(m_replica->lead(leadId(5))->updatedAt > before);
        const Timestamp newest = m_replica->lead(leadId(5))->updatedAt;
        QTRY_COMPARE(sinceOf("leads"), newest.addSeconds(-60));
    }

    void unchangedSettingsAreNoNews()
    {
        load();
        QSignalSpy changed(m_replica.get(), &OfficeReplica::settingsChanged);
        const int reads = m_transport->countOf("GET", "/rest/v1/settings");
        syncOnce();
        QVERIFY(m_transport->countOf("GET", "/rest/v1/settings") > reads);
        QCOMPARE(changed.size(), 0);
    }

    void anOlderVersionIsIgnored()
    {
        load();
        Lead newer = *m_replica->lead(leadId(1));
        newer.version = 9;
        newer.firstName = QStringLiteral("Newer");
        m_replica->apply(newer);
        QCOMPARE(m_replica->lead(leadId(1))->firstName, QStringLiteral("Newer"));
        Lead older = newer;
        older.version = 8;
        older.firstName = QStringLiteral("Older");
        m_replica->apply(older);
        QCOMPARE(m_replica->lead(leadId(1))->firstName, QStringLiteral("Newer"));
    }

    void goesOfflineAndComesBackByItself()
    {
        load();
        m_transport->setOffline(true);
        QTRY_COMPARE(m_replica->connection(), Connection::Offline);
        QCOMPARE(m_replica->lastError().code, ErrorCode::Unavailable);
        QVERIFY(m_replica->offlineSince().micros > 0);
        QCOMPARE(m_replica->leadCount(), 5); // rows stay readable
        changeLead(1, "first_name", "Meanwhile");
        m_transport->setOffline(false);
        QTRY_COMPARE(m_replica->connection(), Connection::Live);
        QTRY_COMPARE(m_replica->lead(leadId(1))->firstName, QStringLiteral("Meanwhile"));
    }

    void aFailedFirstLoadStartsAgainFromNothing()
    {
        m_transport->setOffline(true);
        m_replica->start();
        QTRY_COMPARE(m_replica->connection(), Connection::Offline);
        m_transport->setOffline(false);
        QTRY_COMPARE(m_replica->connection(), Connection::Live);
        QCOMPARE(m_replica->leadCount(), 5);
    }

    void aRefusalIsNotAnOutage()
    {
        m_transport->answerNext("GET", "/rest/v1/leads",
                                [](const supabase::HttpRequest &) -> Result<supabase::HttpResponse> {
                                    return supabase::HttpResponse{
                                        403, {}, R"({"code":"42501","message":"permission denied for table leads"})"};
                                });
        // The next try finds nothing wrong, so it may last for a moment only.
        bool wasRefused = false;
        connect(m_replica.get(), &replica::OfficeReplica::connectionChanged, this,
                [&] { wasRefused = wasRefused || m_replica->connection() == Connection::Refused; });
        m_replica->start();
        QTRY_VERIFY(wasRefused);
        m_replica->disconnect(this);
    }

    void aLieChangesNothing()
    {
        load();
        m_transport->answerNext("GET", "/rest/v1/leads",
                                [](const supabase::HttpRequest &) -> Result<supabase::HttpResponse> {
                                    return supabase::HttpResponse{200, {}, "[{\"id\":\"nonsense\"}]"};
                                });
        QList<ErrorCode> troubles;
        connect(m_replica.get(), &OfficeReplica::connectionChanged, this, [&] {
            if (m_replica->connection() == Connection::Offline)
                troubles += m_replica->lastError().code;
        });
        QTRY_COMPARE(troubles, QList{ErrorCode::Protocol});
        QTRY_COMPARE(m_replica->connection(), Connection::Live);
        QCOMPARE(m_replica->leadCount(), 5);
    }

    void namesSourcesForWhoMayReadThem()
    {
        load();
        const auto source = QUuid::createUuid();
        QCOMPARE(m_replica->sourceName(source), QString()); // staff: no rows
        m_transport->put("lead_sources", {{"id", toJson(source)}, {"name", "AdLeads, Inc."}});
        m_replica->clear();
        load();
        QCOMPARE(m_replica->sourceName(source), QStringLiteral("AdLeads, Inc."));
        QCOMPARE(m_replica->sourceName(std::nullopt), QString());
    }

    void clearForgetsEverything()
    {
        load();
        QSignalSpy reset(m_replica.get(), &OfficeReplica::reset);
        m_replica->clear();
        QCOMPARE(reset.size(), 1);
        QVERIFY(!m_replica->hasLeads());
        QVERIFY(m_replica->plumbers().isEmpty());
        QCOMPARE(m_replica->connection(), Connection::Loading);
    }

    void countsAndDeadlines()
    {
        load();
        const Lead lead = *m_replica->lead(leadId(1)); // urgency week: 2,880 minutes
        const Timestamp deadline = m_replica->assignBy(lead);
        QCOMPARE(lead.createdAt.secondsTo(deadline), 2880 * 60);
        QVERIFY(!m_replica->isDueNow(lead, lead.createdAt));
        QVERIFY(m_replica->isDueNow(lead, deadline.addSeconds(-2880 * 60 / 4 + 1)));
        QVERIFY(m_replica->isDueNow(lead, deadline.addSeconds(999)));
        changeLead(2, "status", "completed");
        QTRY_COMPARE(m_replica->counts(lead.createdAt), (LeadCounts{4, 0, 0, 1, 5}));
    }

    void leadsOfTodayByPlumber()
    {
        load();
        Lead lead = *m_replica->lead(leadId(1));
        const Timestamp now = Timestamp::now();
        lead.assignedPlumberId = m_replica->plumbers().begin().key();
        lead.assignedAt = now;
        lead.version = 2;
        m_replica->apply(lead);
        Lead yesterday = *m_replica->lead(leadId(2));
        yesterday.assignedPlumberId = lead.assignedPlumberId;
        yesterday.assignedAt = now.addSeconds(-25 * 3600);
        yesterday.version = 2;
        m_replica->apply(yesterday);
        QCOMPARE(m_replica->leadsAssignedToday(now), (QHash<QUuid, int>{{*lead.assignedPlumberId, 1}}));
    }
};

QTEST_GUILESS_MAIN(TestOfficeReplica)
#include "tst_officereplica.moc"
