#include "models/tables/leadfilter.h"
#include "tests/support/officefixture.h"

#include <QTest>

using namespace pl;
using namespace pl::tables;
using pl::test::OfficeFixture;

class TestLeadFilter : public QObject
{
    Q_OBJECT

private:
    OfficeFixture m_office{1};

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_office.load());
        m_office.changeLead(1, [](Lead &l) {
            l.firstName = QString::fromUtf8("Żaneta");
            l.lastName = QStringLiteral("Wójcik");
            l.email = QStringLiteral("zaneta@home.test");
            l.description = QStringLiteral("Water under the sink");
            l.status = LeadStatus::Assigned;
            l.assignedPlumberId = OfficeFixture::plumberId(1);
            l.street = QStringLiteral("12 Rainey Street");
            l.city = QStringLiteral("Pflugerville");
            l.state = QStringLiteral("Texas");
            l.phoneExtension = QStringLiteral("7734");
            l.answers = {{"Do you own the home?", true},
                         {"Fixtures", {"bidet", {{"brand", "Kohler"}}}},
                         {"Bathrooms", 314},
                         {"Notes", nullptr}};
            l.origin = {{"utm_campaign", "winterfreeze"}, {"gclid", "Cj0KCQ"}};
        });
    }

    void text_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::newRow("nothing asked") << "  " << true;
        QTest::newRow("part of a name, other case") << QString::fromUtf8("żANE") << true;
        QTest::newRow("words in any order") << QString::fromUtf8("wójcik żaneta") << true;
        QTest::newRow("every word must occur") << QString::fromUtf8("wójcik nobody") << false;
        QTest::newRow("phone as it is written") << "(512) 555-0143" << true;
        QTest::newRow("phone with blanks") << "512 555 0143" << true;
        QTest::newRow("part of the phone") << "5550143" << true;
        QTest::newRow("another phone") << "5550144" << false;
        QTest::newRow("e-mail") << "zaneta@home" << true;
        QTest::newRow("service") << "drain" << true;
        QTest::newRow("ZIP") << "78701" << true;
        QTest::newRow("description") << "sink" << true;
        QTest::newRow("plumber") << "ann lee" << true;
        QTest::newRow("street and city") << "rainey pfluger" << true;
        QTest::newRow("state") << "texas" << true;
        QTest::newRow("phone extension") << "7734" << true;
        QTest::newRow("a question") << "own the home" << true;
        QTest::newRow("an answer in a list") << "bidet" << true;
        QTest::newRow("an answer in an object in a list") << "kohler" << true;
        QTest::newRow("an answer that is a number") << "314" << true;
        QTest::newRow("an answer that is none") << "null" << false;
        QTest::newRow("a campaign") << "winterfreeze" << true;
        QTest::newRow("a click id") << "cj0kcq" << true;
        QTest::newRow("without accents") << "wojcik zaneta" << true;
        QTest::newRow("with accents that are not there") << QString::fromUtf8("wójcîk") << true;
        QTest::newRow("a pattern is no pattern") << "%" << false;
        QTest::newRow("a status") << "status:assigned" << true;
        QTest::newRow("another status") << "status:new" << false;
        QTest::newRow("what must not be there") << "-winterfreeze" << false;
        QTest::newRow("what isn't there") << "-bidets zaneta" << true;
        QTest::newRow("a phrase") << "\"under the sink\"" << true;
        QTest::newRow("words that are no phrase") << "\"sink under\"" << false;
        QTest::newRow("the plumber's field") << "plumber:lee" << true;
        QTest::newRow("the customer's field") << "name:lee" << false;
        QTest::newRow("the beginning of the ZIP code") << "zip:787 -zip:788" << true;
    }
    void text()
    {
        LeadFilter filter;
        QFETCH(QString, text);
        filter.text = text;
        QTEST(filter.matches(m_office.lead(1), m_office.replica, Timestamp::now()), "found");
    }

    void aSearchIsAskedAboutSeveralLeads()
    {
        Lead lead = m_office.lead(1);
        const LeadSearch search(QStringLiteral("bidet ann"));
        const auto fits = [&] { return LeadFilter().matches(lead, m_office.replica, Timestamp::now(), search); };
        QVERIFY(fits());
        lead.assignedPlumberId = OfficeFixture::plumberId(2);
        QVERIFY(!fits());
        lead.lastName = QStringLiteral("Annis");
        QVERIFY(fits());
        lead.answers = nullptr;
        QVERIFY(!fits());
        QVERIFY(LeadSearch(QStringLiteral("  ")).isEmpty());
    }

    void theReplicasLeadsAreFoundTheNewestFirst()
    {
        OfficeFixture office(4);
        QVERIFY(office.load());
        office.changeLead(3, [](Lead &lead) { lead.description = QStringLiteral("A bidet leaks"); });
        office.changeLead(1, [](Lead &lead) { lead.description = QStringLiteral("Two bidets"); });
        LeadFilter filter;
        const auto found = [&] { return leadsMatching(office.replica, filter, Timestamp::now()); };
        QCOMPARE(found().size(), 4);
        filter.text = QStringLiteral("bidet");
        QCOMPARE(found(), (QList<QUuid>{OfficeFixture::leadId(3), OfficeFixture::leadId(1)}));
        filter.statuses = {LeadStatus::Completed};
        QCOMPARE(found(), QList<QUuid>());
    }

    void sets()
    {
        const Lead lead = m_office.lead(1);
        const auto fits = [&](const LeadFilter &f) { return f.matches(lead, m_office.replica, Timestamp::now()); };
        LeadFilter f;
        QVERIFY(f.isEmpty() && fits(f));
        f.statuses = {LeadStatus::Assigned};
        f.urgencies = {Urgency::Week, Urgency::Day};
        f.services = {QStringLiteral("Drain Cleaning")};
        f.unansweredOnly = true;
        QVERIFY(!f.isEmpty() && fits(f));
        f.urgencies = {Urgency::Month};
        QVERIFY(!fits(f));
        f = {};
        f.dueNowOnly = true; // only a new lead is due
        QVERIFY(!fits(f));
    }

    void whereItCameFromAndWhoHasIt()
    {
        Lead lead = m_office.lead(1);
        const auto fits = [&](const LeadFilter &f) { return f.matches(lead, m_office.replica, Timestamp::now()); };
        lead.sourceId.reset();
        LeadFilter f;
        f.sources = {QUuid::createUuid()};
        QVERIFY(!fits(f));
        f.sources += QUuid();
        QVERIFY(fits(f));
        f.plumbers = {OfficeFixture::plumberId(2), QUuid()};
        QVERIFY(!fits(f));
        f.plumbers += OfficeFixture::plumberId(1);
        QVERIFY(fits(f));
        f.zipPrefixes = {QStringLiteral("770"), QStringLiteral("787")};
        QVERIFY(fits(f));
        lead.zipCode.reset();
        QVERIFY(!fits(f));
    }

    void receivedFromAMomentUntilBeforeAnother()
    {
        const Lead lead = m_office.lead(1);
        const auto fits = [&](const LeadFilter &f) { return f.matches(lead, m_office.replica, Timestamp::now()); };
        LeadFilter f;
        f.receivedFrom = lead.createdAt;
        QVERIFY(fits(f));
        f.receivedUntil = lead.createdAt;
        QVERIFY(!fits(f));
        f.receivedUntil = lead.createdAt.addSeconds(1);
        QVERIFY(fits(f));
        f.receivedFrom = f.receivedUntil;
        QVERIFY(!fits(f));
    }

    void testsDuplicatesAndReasonsCanBeLeftOut()
    {
        Lead lead = m_office.lead(1);
        const auto fits = [&](const LeadFilter &f) { return f.matches(lead, m_office.replica, Timestamp::now()); };
        LeadFilter f;
        f.hidesTests = f.hidesDuplicates = true;
        QVERIFY(fits(f));
        lead.isTest = true;
        QVERIFY(!fits(f));
        lead.isTest = false;
        lead.duplicateOf = QUuid::createUuid();
        QVERIFY(!fits(f));
        f = {};
        f.closedReasons = {ClosedReason::Lost};
        QVERIFY(!fits(f));
        lead.closedReason = ClosedReason::Lost;
        QVERIFY(fits(f));
    }
};

QTEST_GUILESS_MAIN(TestLeadFilter)
#include "tst_leadfilter.moc"
