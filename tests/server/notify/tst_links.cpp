#include "tests/server/notify/messagefixture.h"

#include "server/notify/linkanswer.h"

#include <QTest>

using namespace pl;
using namespace pl::notify;
using namespace pl::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

/// Accepting and declining by link, over the real store.
class TestLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void viewingChangesNothing();
    void accepts();
    void declines();
    void asksForTheReason();
    void answersOnce();
    void isRevokedByAReassignment();
    void expires();
    void refusesAnyOtherLink();
    void isSavedWhileTheStoreIsAway();
    void declineIsSavedWhileTheStoreIsAway();
    void savedAnswerEndsWithItsAssignment();
    void showsThatALeadIsClosed();
    void showsTheContactUntilTheLinkEnds();
    void showsTheContactForAWeekAfterTheJob();
    void doesNotWorkForARemovedPlumber();
    void aRemovedPlumbersSavedAnswerIsIgnored();

private:
    json history(const char *kind);
    json payment();

    std::unique_ptr<MessageFixture> m_fixture;
    QUuid m_plumber;
    QUuid m_lead;
    QString m_link;
};

void TestLinks::init()
{
    m_fixture = std::make_unique<MessageFixture>();
    m_fixture->set(u"charge_when"_s, "accepted");
    m_plumber = m_fixture->addPlumber("sms");
    m_lead = m_fixture->addLead();
    m_fixture->assign(m_lead, m_plumber);
    m_fixture->start();
    QTRY_COMPARE(m_fixture->sms.taken().size(), 1u);
    m_link = MessageFixture::linkIn(m_fixture->sms.taken()[0].text);
    QVERIFY(!m_link.isEmpty());
}

json TestLinks::history(const char *kind)
{
    return m_fixture->rows("lead_events?lead_id=eq." + m_lead.toByteArray(QUuid::WithoutBraces) + "&kind=eq." + kind);
}

json TestLinks::payment()
{
    return m_fixture->rows("payments?lead_id=eq." + m_lead.toByteArray(QUuid::WithoutBraces)).at(0);
}

void TestLinks::viewingChangesNothing()
{
    const json before = m_fixture->lead(m_lead);
    for (int i = 0; i < 3; ++i) {
        const auto page = m_fixture->request("GET", m_link);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("Drain Cleaning"));
        QVERIFY(!page.body.contains("Gonzalez"));
        QVERIFY(page.body.contains((m_link + u"/accept"_s).toUtf8()));
    }
    QCOMPARE(m_fixture->request("GET", m_link + u"/accept"_s).status, 405);
    QVERIFY(m_fixture->lead(m_lead) == before);
}

void TestLinks::accepts()
{
    const auto page = m_fixture->request("POST", m_link + u"/accept"_s);
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("Maria Gonzalez"));
    QVERIFY(page.body.contains("tel:+15125550143"));
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"].is_string());
    QCOMPARE(history("accepted").size(), 1u);
    QVERIFY(payment()["status"] == "pending");
}

void TestLinks::declines()
{
    const auto page = m_fixture->request("POST", m_link + u"/decline"_s, "reason=too_far");
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("You have declined"));
    const json lead = m_fixture->lead(m_lead);
    QVERIFY(lead["status"] == "new");
    QVERIFY(lead["assigned_plumber_id"] == json());
    QVERIFY(lead["attention"] == "declined");
    QCOMPARE(history("declined").size(), 1u);
    QVERIFY(history("declined")[0]["note"] == "too far away");
    QVERIFY(payment()["status"] == "void");
}

void TestLinks::asksForTheReason()
{
    for (const char *body : {"", "reason=", "reason=because", "other=too_far"}) {
        const auto page = m_fixture->request("POST", m_link + u"/decline"_s, body);
        QCOMPARE(page.status, 422);
        QVERIFY(page.body.contains("Please choose a reason."));
    }
    QVERIFY(m_fixture->lead(m_lead)["status"] == "assigned");
}

void TestLinks::answersOnce()
{
    QCOMPARE(m_fixture->request("POST", m_link + u"/accept"_s).status, 200);
    const auto again = m_fixture->request("POST", m_link + u"/accept"_s);
    QCOMPARE(again.status, 410);
    QVERIFY(again.body.contains("already accepted"));
    QCOMPARE(m_fixture->request("POST", m_link + u"/decline"_s, "reason=other").status, 410);
    const auto look = m_fixture->request("GET", m_link);
    QCOMPARE(look.status, 410);
    QVERIFY(look.body.contains("Gonzalez"));
    QCOMPARE(history("accepted").size(), 1u);
    QVERIFY(m_fixture->lead(m_lead)["status"] == "assigned");
}

void TestLinks::isRevokedByAReassignment()
{
    m_fixture->unassign(m_lead);
    QCOMPARE(m_fixture->request("GET", m_link).status, 410);
    QCOMPARE(m_fixture->request("POST", m_link + u"/accept"_s).status, 410);
    m_fixture->assign(m_lead, m_plumber);
    const auto page = m_fixture->request("POST", m_link + u"/accept"_s);
    QCOMPARE(page.status, 410);
    QVERIFY(page.body.contains("no longer yours"));
    QVERIFY(!page.body.contains("Gonzalez"));
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
    QTRY_COMPARE(m_fixture->sms.taken().size(), 2u);
    const QString link = MessageFixture::linkIn(m_fixture->sms.taken()[1].text);
    QCOMPARE(m_fixture->request("POST", link + u"/accept"_s).status, 200);
}

void TestLinks::expires()
{
    m_fixture->pass(8 * 24h);
    QCOMPARE(m_fixture->request("GET", m_link).status, 410);
    const auto page = m_fixture->request("POST", m_link + u"/accept"_s);
    QCOMPARE(page.status, 410);
    QVERIFY(page.body.contains("expired"));
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
}

void TestLinks::refusesAnyOtherLink()
{
    QString changed = m_link;
    changed[10] = changed[10] == u'A' ? u'B' : u'A';
    for (const QString &link : {changed, u"/l/x"_s, m_link + u'A'}) {
        QCOMPARE(m_fixture->request("GET", link).status, 404);
        QCOMPARE(m_fixture->request("POST", link + u"/accept"_s).status, 404);
        QCOMPARE(m_fixture->request("POST", link + u"/decline"_s, "reason=other").status, 404);
    }
    QVERIFY(m_fixture->lead(m_lead)["status"] == "assigned");
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
}

void TestLinks::isSavedWhileTheStoreIsAway()
{
    m_fixture->store().isAway = true;
    QCOMPARE(m_fixture->request("GET", m_link).status, 503);
    const auto page = m_fixture->request("POST", m_link + u"/accept"_s);
    QCOMPARE(page.status, 202);
    QVERIFY(page.body.contains("We have your answer"));
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
    // A second answer is not taken besides.
    QCOMPARE(m_fixture->request("POST", m_link + u"/decline"_s, "reason=other").status, 410);
    m_fixture->stop();
    m_fixture->store().isAway = false;
    m_fixture->start();
    QTRY_VERIFY(m_fixture->lead(m_lead)["accepted_at"].is_string());
    QCOMPARE(history("accepted").size(), 1u);
    QCOMPARE(m_fixture->request("GET", m_link).status, 410);
}

void TestLinks::declineIsSavedWhileTheStoreIsAway()
{
    m_fixture->store().isAway = true;
    QCOMPARE(m_fixture->request("POST", m_link + u"/decline"_s, "reason=no_time").status, 202);
    m_fixture->store().isAway = false;
    QTRY_VERIFY(m_fixture->lead(m_lead)["status"] == "new");
    QTRY_VERIFY(history("declined").at(0)["note"] == "no time");
    QVERIFY(payment()["status"] == "void");
}

/// The office takes the lead back and assigns it anew before the store hears of the answer.
void TestLinks::savedAnswerEndsWithItsAssignment()
{
    m_fixture->store().isAway = true;
    QCOMPARE(m_fixture->request("POST", m_link + u"/accept"_s).status, 202);
    m_fixture->stop();
    QCOMPARE(m_fixture->keptAnswers(), 1);
    m_fixture->unassign(m_lead);
    m_fixture->assign(m_lead, m_plumber);
    m_fixture->store().isAway = false;
    m_fixture->start();
    QTRY_COMPARE(m_fixture->keptAnswers(), 0);
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
    QCOMPARE(history("accepted").size(), 0u);
}

void TestLinks::showsThatALeadIsClosed()
{
    QVERIFY(m_fixture->change("leads", "id=eq." + m_lead.toByteArray(QUuid::WithoutBraces),
                              {{"status", "completed"}, {"closed_reason", "done"}}));
    const auto page = m_fixture->request("POST", m_link + u"/accept"_s);
    QCOMPARE(page.status, 410);
    QVERIFY(page.body.contains("This lead is closed"));
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
}

/// Both sides of the moment, which is a week after the assignment.
void TestLinks::showsTheContactUntilTheLinkEnds()
{
    QCOMPARE(m_fixture->request("POST", m_link + u"/accept"_s).status, 200);
    const Timestamp assigned =
        *Timestamp::parse(QString::fromStdString(m_fixture->lead(m_lead)["assigned_at"].get<std::string>()));
    const Timestamp end = assigned.addSeconds(7 * 24 * 3600);
    m_fixture->pass(std::chrono::seconds(m_fixture->now().secondsTo(end) - 1));
    QVERIFY(m_fixture->request("GET", m_link).body.contains("Gonzalez"));
    m_fixture->pass(2s);
    for (const char *method : {"GET", "POST"}) {
        const auto page = m_fixture->request(method, method == "GET"_ba ? m_link : m_link + u"/accept"_s);
        QCOMPARE(page.status, 410);
        QVERIFY(page.body.contains("no longer shows"));
        QVERIFY(!page.body.contains("Gonzalez") && !page.body.contains("5550143") && !page.body.contains("555-0143"));
    }
}

void TestLinks::showsTheContactForAWeekAfterTheJob()
{
    const LinkState done = [] {
        LinkState state{LinkState::Kind::Accepted};
        state.facts.lead = Lead();
        state.facts.lead->completedAt = Timestamp::fromMSecs(1'000);
        return state;
    }();
    const LinkClaim claim{{}, {}, {}, Timestamp::fromMSecs(1'000).addSeconds(30 * 24 * 3600)};
    const Timestamp end = Timestamp::fromMSecs(1'000).addSeconds(7 * 24 * 3600);
    QVERIFY(mayShowContact(claim, done, end.addSeconds(-1)));
    QVERIFY(!mayShowContact(claim, done, end));
}

void TestLinks::doesNotWorkForARemovedPlumber()
{
    const QByteArray plumber = "id=eq." + m_plumber.toByteArray(QUuid::WithoutBraces);
    QVERIFY(m_fixture->change("plumbers", plumber, {{"status", "removed"}}));
    for (const QString &path : {m_link, m_link + u"/accept"_s, m_link + u"/decline"_s}) {
        const auto page = m_fixture->request(path == m_link ? "GET" : "POST", path, "reason=other");
        QCOMPARE(page.status, 410);
        QVERIFY(page.body.contains("no longer works"));
        QVERIFY(!page.body.contains("Drain Cleaning"));
    }
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
    QVERIFY(m_fixture->change("plumbers", plumber, {{"status", "paused"}}));
    QCOMPARE(m_fixture->request("POST", m_link + u"/accept"_s).status, 200);
    QVERIFY(m_fixture->change("plumbers", plumber, {{"status", "removed"}}));
    QVERIFY(!m_fixture->request("GET", m_link).body.contains("Gonzalez"));
}

void TestLinks::aRemovedPlumbersSavedAnswerIsIgnored()
{
    m_fixture->store().isAway = true;
    QCOMPARE(m_fixture->request("POST", m_link + u"/accept"_s).status, 202);
    QVERIFY(
        m_fixture->change("plumbers", "id=eq." + m_plumber.toByteArray(QUuid::WithoutBraces), {{"status", "removed"}}));
    m_fixture->store().isAway = false;
    QTRY_COMPARE(m_fixture->keptAnswers(), 0);
    QVERIFY(m_fixture->lead(m_lead)["accepted_at"] == json());
}

QTEST_GUILESS_MAIN(TestLinks)
#include "tst_links.moc"
