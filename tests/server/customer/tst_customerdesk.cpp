#include "server/customer/customerdesk.h"
#include "tests/server/customer/customeroffice.h"

using namespace pl;
using namespace pl::customer;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::CustomerOffice;
using pl::test::wait;
using enum ServerRequestKind;

/// What an admin's window asks about customers, with the real accounts.
class TestCustomerDesk : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerOffice> m_office;
    std::unique_ptr<CustomerDesk> m_desk;

    Result<json> ask(const QString &who, ServerRequestKind kind, const json &data = CustomerOffice::kMaria.toJson())
    {
        ServerRequest request;
        request.id = QUuid::createUuid();
        request.kind = kind;
        request.data = data;
        request.createdBy = who;
        return wait(m_desk->answer(request));
    }
    json activity() { return m_office->rows("activity", "actor,kind,detail,subject,admin_only"); }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<CustomerOffice>();
        m_desk = std::make_unique<CustomerDesk>(CustomerTools{m_office->tools(), m_office->users(), u"here"_s});
    }
    void cleanup()
    {
        m_desk.reset();
        m_office.reset();
    }

    void onlyAdminsMayAsk()
    {
        m_office->addLead();
        for (const QString &who : {CustomerOffice::kSam, u"eve@office.test"_s})
            for (const ServerRequestKind kind : {FindPerson, PreviewErasing, ErasePerson, CheckHistory}) {
                const auto answer = ask(who, kind);
                QVERIFY(!answer.ok());
                QCOMPARE(answer.error().message, u"Only an admin can do this."_s);
            }
        QCOMPARE(m_office->find().file.leads.size(), 1);
    }

    void findsWhatOnlyAServerSees()
    {
        m_office->addItem("maria@example.com");
        m_office->addEntry("hook", "1", "maria@example.com");
        const auto answer = ask(CustomerOffice::kAda, FindPerson);
        QVERIFY(answer.ok());
        QVERIFY((*answer)["bodies"] == json(1));
        QCOMPARE((*answer)["journal"].size(), std::size_t(1));
        QVERIFY((*answer)["server"] == json("here"));
        QVERIFY(answer->dump().find("maria") == std::string::npos);
    }

    void showsAndErases()
    {
        m_office->addLead();
        const auto shown = ask(CustomerOffice::kAda, PreviewErasing);
        QVERIFY(shown.ok());
        QVERIFY((*shown)["leads"] == json(1));
        QVERIFY(activity().empty());
        const auto done = ask(CustomerOffice::kAda, ErasePerson);
        QVERIFY(done.ok());
        QVERIFY((*done)["leads"] == json(1));
        QTRY_COMPARE(activity().size(), std::size_t(1)); // nobody waits for it
        const json lines = activity();
        QVERIFY(lines[0]["kind"] == json("person_erased"));
        QVERIFY(lines[0]["actor"] == toJson(CustomerOffice::kAda));
        QVERIFY(lines[0]["detail"]["leads"] == json(1));
        QVERIFY(lines.dump().find("maria") == std::string::npos);
    }

    void theOperatorNeedsNoAccount()
    {
        m_office->addLead();
        QVERIFY(ask(QString(), ErasePerson).ok());
        // Nobody waits for the line.
        QTRY_COMPARE(activity().size(), std::size_t(1));
        QVERIFY(activity()[0]["actor"] == json("server"));
    }

    void checksHistories()
    {
        const QUuid lead = m_office->addLead();
        m_office->addLead();
        QVERIFY(ask(CustomerOffice::kAda, CheckHistory, json::object())->at("lines") == json(2));
        QVERIFY(ask(CustomerOffice::kAda, CheckHistory, {{"lead_id", toJson(lead)}})->at("lines") == json(1));
        QVERIFY(activity()[0]["kind"] == json("history_checked"));
    }

    void wantsToKnowWho()
    {
        for (const json &data : {json::object(), json{{"phone", ""}, {"email", " "}}, json{{"phone", 5}}})
            QVERIFY(!ask(CustomerOffice::kAda, ErasePerson, data).ok());
    }
};

QTEST_GUILESS_MAIN(TestCustomerDesk)
#include "tst_customerdesk.moc"
