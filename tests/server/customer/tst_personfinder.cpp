#include "server/customer/personsearch.h"
#include "tests/server/customer/customeroffice.h"

using namespace pl;
using namespace pl::customer;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::CustomerOffice;
using pl::test::wait;

/// Everything about a person, on the embedded store and with a real journal.
class TestPersonFinder : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerOffice> m_office;

private Q_SLOTS:
    void init() { m_office = std::make_unique<CustomerOffice>(); }
    void cleanup() { m_office.reset(); }

    void findsLeadsByNumberOrAddress()
    {
        const QUuid both = m_office->addLead();
        const QUuid byPhone = m_office->addLead({{"email", ""}, {"created_at", "2026-01-01T10:00:00Z"}});
        const QUuid byEmail = m_office->addLead({{"phone_number", ""}, {"email", "Maria@Example.com"}});
        m_office->addLead({{"phone_number", "+15125550199"}, {"email", "mariaX@example.com"}});
        const PersonFile file = m_office->find().file;
        QSet<QUuid> found;
        for (const LeadFile &lead : file.leads)
            found += lead.id;
        QCOMPARE(found, (QSet<QUuid>{both, byPhone, byEmail}));
        QCOMPARE(m_office->find({CustomerOffice::kMaria.phone, {}}).file.leads.size(), 2);
        QCOMPARE(m_office->find({{}, CustomerOffice::kMaria.email}).file.leads.size(), 2);
    }

    void anAddressIsNoPattern()
    {
        m_office->addLead({{"email", "mxria@example.com"}, {"phone_number", ""}});
        QVERIFY(m_office->find({{}, u"m_ria@example.com"_s}).file.isEmpty());
        QVERIFY(m_office->find({{}, u"%@example.com"_s}).file.isEmpty());
    }

    void findsWhatBelongsToALead()
    {
        const QUuid lead = m_office->addLead();
        const QUuid plumber = m_office->addPlumber();
        QVERIFY(m_office->change("leads", lead, {{"assigned_plumber_id", toJson(plumber)}}));
        m_office->add("activity",
                      {{"actor", "ada@office.test"}, {"kind", "refund_requested"}, {"lead_id", toJson(lead)}});
        const PersonFile file = m_office->find().file;
        const LeadFile &found = file.leads.first();
        QCOMPARE(found.history.size(), std::size_t(2));
        QCOMPARE(found.payments.size(), std::size_t(1));
        QVERIFY(found.messages.size() >= 2);
        QCOMPARE(found.deeds.size(), std::size_t(1));
        QVERIFY(found.lead["consent"].is_object());
        QCOMPARE(file.plumbers.value(plumber), u"Joe's Pipes"_s);
        QCOMPARE(file.sources.size(), 1);
    }

    void findsRepliesWithoutALead()
    {
        m_office->add("notifications", {{"channel", "sms"},
                                        {"template", "reply"},
                                        {"recipient", toJson(CustomerOffice::kMaria.phone)},
                                        {"body", "Who is this?"},
                                        {"status", "sent"}});
        const FoundPerson found = m_office->find();
        QCOMPARE(found.file.replies.size(), std::size_t(1));
        QVERIFY(found.holdsAnything());
    }

    void findsBodiesHoweverTheyAreWritten()
    {
        const QUuid waiting = m_office->addItem("phone=%28512%29+555-0143");
        m_office->addItem("{\"email\":\"somebody@example.com\"}");
        m_office->addItem(QByteArray("maria\0@example.com", 18).toBase64(), "discarded", {{"body_encoding", "base64"}});
        for (int i = 0; i < 45; ++i) // more than a page
            m_office->addItem("filler", "discarded");
        const FoundPerson found = m_office->find();
        QCOMPARE(found.bodies.size(), std::size_t(1));
        QVERIFY(found.bodies[0]["id"] == toJson(waiting));
        QVERIFY(!found.bodies[0].contains("body"));
        QCOMPARE(found.file.items.size(), std::size_t(1));
    }

    void findsWhatWaitsInTheJournal()
    {
        m_office->addEntry("hook", "1", "call (512) 555-0143");
        m_office->addEntry("hook", "2", "nobody");
        for (int i = 0; i < 450; ++i) // more than two pages
            m_office->addEntry("twilio", QByteArray::number(i), "filler");
        m_office->addEntry("twilio", "last", "from=+15125550143&text=STOP");
        const FoundPerson found = m_office->find();
        QCOMPARE(found.entries.size(), 2);
        QCOMPARE(found.file.journal.size(), std::size_t(2));
        QVERIFY(found.file.journal.dump().find("555") == std::string::npos);
    }

    void knowsWhatWasAskedNotToBeSent()
    {
        m_office->add("opt_outs", {{"phone_number", toJson(CustomerOffice::kMaria.phone)}});
        m_office->add("contact_refusals", {{"contact", toJson(CustomerOffice::kMaria.email)}, {"channel", "sale"}});
        const FoundPerson found = m_office->find();
        QCOMPARE(found.file.refusals.size(), std::size_t(2));
        QCOMPARE(found.optOuts, 1);
    }

    void readsManyLeads()
    {
        json many = json::array();
        for (int i = 0; i < 1100; ++i)
            many.push_back({{"first_name", "Maria"},
                            {"last_name", "Gonzalez"},
                            {"email", ""},
                            {"phone_number", toJson(CustomerOffice::kMaria.phone)},
                            {"service_needed", ""},
                            {"urgency", "day"}});
        QVERIFY(wait(m_office->rest().insert(supabase::Query("leads").select("id"), many)).ok());
        const PersonFile file = m_office->find().file;
        QCOMPARE(file.leads.size(), 1100);
        for (const LeadFile &lead : file.leads)
            QCOMPARE(lead.history.size(), std::size_t(1));
    }

    void aLeadAloneIsReadByItsId()
    {
        const QUuid lead = m_office->addLead();
        m_office->addLead();
        auto *finder = new PersonFinder(m_office->rest(), lead, this);
        const auto found = wait(finder->start());
        QVERIFY(found.ok());
        QCOMPARE(found->file.leads.size(), 1);
        QCOMPARE(found->file.key, CustomerOffice::kMaria);
        const auto nobody = wait((new PersonFinder(m_office->rest(), QUuid::createUuid(), this))->start());
        QCOMPARE(nobody.error().code, ErrorCode::NotFound);
    }

    void nobodyIsFoundWithoutAKey()
    {
        const auto found = wait((new PersonFinder(m_office->rest(), {}, CustomerKey(), this))->start());
        QCOMPARE(found.error().code, ErrorCode::InvalidInput);
    }

    void searchesByName()
    {
        m_office->addLead({{"first_name", "Zoë"}, {"last_name", "O’Brien"}});
        m_office->addLead({{"first_name", "Zoe"}, {"last_name", "OBrien"}});
        m_office->addLead(
            {{"first_name", "Zoe"}, {"last_name", "Obrien"}, {"phone_number", "+15125550188"}, {"email", ""}});
        m_office->addLead();
        const auto people = wait((new PersonSearch(m_office->rest(), u"obrien zoe"_s, this))->start());
        QVERIFY(people.ok());
        QCOMPARE(people->size(), 2);
        QCOMPARE(people->at(0).leads + people->at(1).leads, 3);
        QVERIFY(!wait((new PersonSearch(m_office->rest(), u" "_s, this))->start()).ok());
    }
};

QTEST_GUILESS_MAIN(TestPersonFinder)
#include "tst_personfinder.moc"
