#include "models/base/onresult.h"
#include "models/replica/officecommands.h"
#include "tests/support/faketransport.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::replica;
using pl::test::FakeTransport;
using namespace std::chrono_literals;

class TestOfficeCommands : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeTransport> m_transport;
    supabase::KeyCredentials m_key{"anon"};
    std::unique_ptr<supabase::RestClient> m_client;
    std::unique_ptr<OfficeReplica> m_replica;
    std::unique_ptr<OfficeCommands> m_commands;

    static QUuid id(const std::string &text) { return QUuid::fromString(QString::fromStdString(text)); }
    Lead lead(int n) const { return *m_replica->lead(id(FakeTransport::leadId(n))); }
    const QUuid m_ann = id(FakeTransport::plumberId(1));

private Q_SLOTS:
    void init()
    {
        m_transport = std::make_unique<FakeTransport>();
        m_transport->fillOffice(3);
        m_client = std::make_unique<supabase::RestClient>(*m_transport, m_key, nullptr,
                                                          supabase::RetryPolicy{2, 1ms, 1ms, 1s});
        m_replica = std::make_unique<OfficeReplica>(*m_client, nullptr, 1h);
        m_commands = std::make_unique<OfficeCommands>(*m_client, *m_replica);
        m_replica->start();
        QTRY_COMPARE(m_replica->connection(), Connection::Live);
    }
    void cleanup()
    {
        m_commands.reset();
        m_replica.reset();
        m_client.reset();
    }

    void assignAndUnassign()
    {
        QSignalSpy changed(m_replica.get(), &OfficeReplica::leadsChanged);
        const auto assigned = test::wait(m_commands->assign(lead(1), m_ann));
        QVERIFY(assigned.ok() && assigned->written());
        QCOMPARE(lead(1).status, LeadStatus::Assigned);
        QCOMPARE(lead(1).assignedPlumberId, std::optional(m_ann));
        QCOMPARE(changed.size(), 1);
        QVERIFY(!changed.first().at(1).toBool()); // our own write
        QVERIFY(test::wait(m_commands->unassign(lead(1)))->written());
        QCOMPARE(lead(1).status, LeadStatus::New);
        QCOMPARE(lead(1).version, 3);
    }

    void somebodyWasFaster()
    {
        const Lead seen = lead(1);
        QVERIFY(test::wait(m_commands->assign(seen, m_ann))->written());
        const auto lost = test::wait(m_commands->assign(seen, id(FakeTransport::plumberId(2))));
        QVERIFY(lost.ok());
        QVERIFY(!lost->written());
        QCOMPARE(lost->lost->now.assignedPlumberId, std::optional(m_ann));
        QCOMPARE(lost->lost->event->kind, LeadEventKind::Assigned);
        QCOMPARE(lost->lost->event->actor, QStringLiteral("sam@office.test"));
    }

    void somebodyElsesRowIsShownAtOnce()
    {
        const Lead seen = lead(2);
        nlohmann::json row = m_transport->row("leads", FakeTransport::leadId(2));
        row["first_name"] = "Changed";
        row["version"] = 2;
        m_transport->put("leads", row);
        const auto lost = test::wait(m_commands->complete(seen, ClosedReason::Lost));
        QVERIFY(!lost->written());
        QCOMPARE(lead(2).firstName, QStringLiteral("Changed"));
        QVERIFY(!lost->lost->event); // its history is empty
    }

    void completeAndReopen()
    {
        QVERIFY(test::wait(m_commands->complete(lead(1), ClosedReason::Invalid))->written());
        QCOMPARE(lead(1).closedReason, std::optional(ClosedReason::Invalid));
        QVERIFY(test::wait(m_commands->reopen(lead(1)))->written());
        QCOMPARE(lead(1).status, LeadStatus::New);
        QVERIFY(!lead(1).closedReason);
        QVERIFY(test::wait(m_commands->assign(lead(1), m_ann))->written());
        QVERIFY(test::wait(m_commands->complete(lead(1), ClosedReason::Done))->written());
        QVERIFY(test::wait(m_commands->reopen(lead(1)))->written());
        QCOMPARE(lead(1).status, LeadStatus::Assigned);
    }

    void aDuplicateIsLinkedAndParted()
    {
        QVERIFY(test::wait(m_commands->setDuplicateOf(lead(2), lead(1).id))->written());
        QCOMPARE(lead(2).duplicateOf, std::optional(lead(1).id));
        QVERIFY(test::wait(m_commands->setDuplicateOf(lead(2), std::nullopt))->written());
        QVERIFY(!lead(2).duplicateOf);
        const auto &sent = m_transport->requests();
        const auto body = nlohmann::json::parse(sent.last().body.toStdString());
        QVERIFY2(body == nlohmann::json({{"duplicate_of", nullptr}}), body.dump().c_str());
        QVERIFY2(sent.last().target.startsWith("/rest/v1/leads?id=eq."), sent.last().target.constData());
        QVERIFY(sent.last().target.contains("&version=eq.2"));
    }

    void editSendsWhatTheCustomerSaid()
    {
        NewLead fields;
        fields.firstName = QStringLiteral("Maria");
        fields.lastName = QStringLiteral("Gonzalez");
        fields.email = QStringLiteral("maria@example.com");
        fields.phoneNumber = QStringLiteral("+15125550143");
        fields.serviceNeeded = QStringLiteral("Burst Pipe Repair");
        fields.urgency = Urgency::Day;
        QVERIFY(test::wait(m_commands->edit(lead(1), fields))->written());
        QCOMPARE(lead(1).fullName(), QStringLiteral("Maria Gonzalez"));
        QCOMPARE(lead(1).urgency, Urgency::Day);
        QVERIFY(!lead(1).zipCode);
    }

    void editSendsTheAddressAndWhetherTheNumberIsReal()
    {
        NewLead fields = NewLead::of(lead(1));
        fields.email.clear();
        fields.street = QStringLiteral("12 Main St");
        fields.city = QStringLiteral("Austin");
        fields.state = QStringLiteral("TX");
        fields.phoneExtension = QStringLiteral("12");
        fields.hasRealPhone = false;
        QVERIFY(test::wait(m_commands->edit(lead(1), fields))->written());
        QCOMPARE(NewLead::of(lead(1)), fields);
        // As undo does.
        NewLead before = fields;
        before.street.reset();
        before.hasRealPhone.reset();
        QVERIFY(test::wait(m_commands->edit(lead(1), before))->written());
        QVERIFY(!lead(1).street && !lead(1).hasRealPhone);
    }

    void createIsOneLeadEvenWhenTheAnswerIsLost()
    {
        NewLead fields;
        fields.firstName = QStringLiteral("Maria");
        fields.lastName = QStringLiteral("Gonzalez");
        fields.email = QStringLiteral("maria@example.com");
        fields.phoneNumber = QStringLiteral("+15125550143");
        fields.serviceNeeded = QStringLiteral("Drain Cleaning");
        m_transport->loseNextAnswer("POST", "/rest/v1/leads");
        const auto created = test::wait(m_commands->create(fields));
        QVERIFY(created.ok());
        QCOMPARE(m_transport->count("leads"), std::size_t(4));
        QVERIFY(m_replica->lead(created->id));
    }

    void notesAndHistory()
    {
        QVERIFY(test::wait(m_commands->assign(lead(1), m_ann)).ok());
        const auto note =
            test::wait(m_commands->addNote(lead(1).id, QStringLiteral("sam@office.test"), QStringLiteral("no answer")));
        QVERIFY(note.ok());
        const auto history = test::wait(m_commands->history(lead(1).id));
        QCOMPARE(history->size(), 2);
        QCOMPARE(history->last().note, std::optional(QStringLiteral("no answer")));
    }

    void withoutAConnectionNothingChanges()
    {
        m_transport->setOffline(true);
        const auto failed = test::wait(m_commands->assign(lead(1), m_ann));
        QCOMPARE(failed.error().code, ErrorCode::Unavailable);
        QCOMPARE(lead(1).status, LeadStatus::New);
    }

    void plumbers()
    {
        Plumber plumber = *m_replica->plumber(m_ann);
        Plumber wanted = plumber;
        wanted.status = PlumberStatus::Paused;
        QVERIFY(test::wait(m_commands->editPlumber(plumber, wanted)).ok());
        QCOMPARE(m_replica->plumber(m_ann)->status, PlumberStatus::Paused);
        const auto late = test::wait(m_commands->editPlumber(plumber, wanted));
        QCOMPARE(late.error().code, ErrorCode::Outdated);
        wanted.email = QStringLiteral("new@pipes.test");
        const auto added = test::wait(m_commands->addPlumber(wanted));
        QVERIFY(added.ok());
        QVERIFY(m_replica->plumber(added->id));
    }

    void everythingFinishesWhenTheyGo()
    {
        m_transport->setHanging(true);
        const auto write = m_commands->assign(lead(1), m_ann);
        m_commands.reset();
        m_replica.reset();
        m_client.reset();
        QCOMPARE(test::wait(write).error().code, ErrorCode::Cancelled);
        m_transport->release();
    }
};

QTEST_GUILESS_MAIN(TestOfficeCommands)
#include "tst_officecommands.moc"
