#include "server/customer/keepingcall.h"
#include "tests/server/customer/customeroffice.h"

using namespace pl;
using namespace pl::customer;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::CustomerOffice;
using pl::test::wait;

/// Letting go in time, by a clock that the test moves.
class TestKeepingNight : public QObject
{
    Q_OBJECT

    static constexpr qint64 kDaySeconds = 24 * 3600;
    std::unique_ptr<CustomerOffice> m_office;

    void pass(int days) { m_office->now = m_office->now.addSeconds(days * kDaySeconds); }
    Result<LetGo> night(KeepingCall::Mode mode = KeepingCall::Mode::Night)
    {
        return wait((new KeepingCall(m_office->tools(), mode, this))->start());
    }
    json forecast()
    {
        for (const json &row : m_office->rows("settings", "key,value"))
            if (row["key"] == KeepingForecast::kKey)
                return row["value"];
        return {};
    }
    QUuid completed(const json &columns = json::object())
    {
        json lead{{"status", "completed"}, {"closed_reason", "lost"}};
        lead.update(columns);
        return m_office->addLead(lead);
    }
    bool isErased(const QUuid &lead) { return m_office->row("leads", lead)["erased_at"].is_string(); }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<CustomerOffice>();
        m_office->setTimes(
            {{"leads", 100}, {"proof", 300}, {"messages", 200}, {"bodies", 30}, {"journal", 30}, {"activity", 400}});
        QVERIFY(wait(m_office->rest().insert(supabase::Query("settings").select("key"),
                                             {{"key", "office_time_zone"}, {"value", "America/Chicago"}}))
                    .ok());
    }
    void cleanup() { m_office.reset(); }

    void completedLeadsLoseTheirData()
    {
        const QUuid lost = completed();
        const QUuid open = m_office->addLead();
        pass(99);
        QCOMPARE(night()->leads, 0);
        QVERIFY(!isErased(lost));
        pass(2);
        QCOMPARE(night()->leads, 1);
        QVERIFY(isErased(lost) && !isErased(open));
        QVERIFY(m_office->row("leads", lost)["last_name"] == json(""));
        QCOMPARE(night()->leads, 0);
    }

    void whatWasSoldIsKeptAsProof()
    {
        const QUuid plumber = m_office->addPlumber();
        const QUuid sold = m_office->addLead();
        QVERIFY(m_office->change("leads", sold, {{"assigned_plumber_id", toJson(plumber)}}));
        QVERIFY(m_office->change("leads", sold, {{"status", "completed"}, {"closed_reason", "won"}}));
        const QUuid takenBack = m_office->addLead();
        QVERIFY(m_office->change("leads", takenBack, {{"assigned_plumber_id", toJson(plumber)}}));
        QVERIFY(m_office->change("leads", takenBack, {{"assigned_plumber_id", nullptr}, {"status", "new"}}));
        QVERIFY(m_office->change("leads", takenBack, {{"status", "completed"}, {"closed_reason", "lost"}}));
        pass(299);
        QCOMPARE(night()->leads, 0);
        pass(2);
        QCOMPARE(night()->leads, 2);
        QVERIFY(isErased(sold) && isErased(takenBack));
    }

    void goesThroughManySlices()
    {
        json many = json::array();
        for (int i = 0; i < 250; ++i)
            many.push_back({{"first_name", "A"},
                            {"last_name", "B"},
                            {"email", "a@b.test"},
                            {"phone_number", "+15125550177"},
                            {"service_needed", ""},
                            {"urgency", "day"},
                            {"status", "completed"},
                            {"closed_reason", "lost"}});
        QVERIFY(wait(m_office->rest().insert(supabase::Query("leads").select("id"), many)).ok());
        pass(101);
        QCOMPARE(night()->leads, 250);
        for (const json &row : m_office->rows("leads", "first_name"))
            QVERIFY(row["first_name"] == json(""));
    }

    void messagesLoseTheirWords()
    {
        const auto message = [this](const char *name, const char *recipient) {
            return QUuid::fromString(
                QString::fromStdString(m_office->add("notifications", {{"channel", "email"},
                                                                       {"template", name},
                                                                       {"recipient", recipient},
                                                                       {"status", "sent"},
                                                                       {"sent_text", "Dear Maria"}})["id"]));
        };
        const QUuid toCustomer = message("plumber_found", "maria@example.com");
        const QUuid toPlumber = message("lead_assigned", "joe@plumbers.test");
        pass(199);
        QCOMPARE(night()->messages, 0);
        pass(2);
        QCOMPARE(night()->messages, 2);
        QVERIFY(m_office->row("notifications", toCustomer)["recipient"] == json(""));
        QVERIFY(m_office->row("notifications", toCustomer)["sent_text"] == json());
        QVERIFY(m_office->row("notifications", toPlumber)["recipient"] == json(""));
        QVERIFY(m_office->row("notifications", toPlumber)["sent_text"] == json());
        QCOMPARE(night()->messages, 0);
    }

    void activityGoes()
    {
        m_office->add("activity", {{"actor", "sam@office.test"}, {"kind", "exported"}});
        pass(401);
        QCOMPARE(night()->activity, 1);
        const json left = m_office->rows("activity", "kind,actor,detail");
        QCOMPARE(left.size(), std::size_t(1)); // that something was let go
        QVERIFY(left[0]["kind"] == json("data_let_go"));
        QVERIFY(left[0]["detail"]["activity"] == json(1));
    }

    void beforeKeepingBeginsItIsOnlyShown()
    {
        completed();
        pass(150);
        const QDate begins = m_office->now.toDateTime().date().addDays(10);
        m_office->setTimes({{"leads", 100}, {"begins", begins.toString(Qt::ISODate).toStdString()}});
        QCOMPARE(night()->leads, 0);
        QVERIFY(forecast()["leads"] == json(1));
        QVERIFY(forecast()["day"] == toJson(begins.toString(Qt::ISODate)));
        pass(11);
        QCOMPARE(night()->leads, 1);
        QVERIFY(forecast()["leads"] == json(0));
    }

    void foreseesTheNextNight()
    {
        completed();
        pass(99);
        QCOMPARE(night()->leads, 0);
        const int tomorrow = forecast()["leads"].get<int>();
        pass(2);
        QCOMPARE(night(KeepingCall::Mode::OnlyForesee)->leads, 0);
        QVERIFY(forecast()["leads"] == json(1));
        QVERIFY(tomorrow == 0 || tomorrow == 1); // by the hour of the day in which the test runs
    }

    void withoutTimesNothingIsLetGo()
    {
        const QUuid lead = completed();
        const auto row = supabase::Query("settings").eq("key", QString::fromLatin1(KeepingTimes::kKey));
        QVERIFY(wait(m_office->rest().send({"DELETE", row.target()}, true)).ok());
        pass(10'000);
        QVERIFY(night()->isNothing());
        QVERIFY(!isErased(lead) && forecast().is_null());
    }

    void anErasedLeadsKeysAreForgottenInTheJournal()
    {
        const journal::Submission sent{QUuid::createUuid(), u"maria@example.com"_s, "key", "hash", "{}",
                                       Timestamp::now()};
        const QUuid id = m_office->journal().submit({sent}).result()->first()->id;
        const auto entry = m_office->journal().find(id).result();
        QVERIFY(m_office->journal().markForwarded({(*entry)->sequence}, Timestamp::now()).result().ok());
        completed({{"id", toJson(id)}});
        pass(101);
        QCOMPARE(night()->leads, 1);
        QVERIFY(m_office->filesWith("maria@example.com").isEmpty());
    }

    /// Also before the day on which keeping begins: somebody asked for it.
    void whatAnotherServerErasedIsForgottenHereThatNight()
    {
        const journal::Submission sent{QUuid::createUuid(), u"maria-4711"_s, "key", "hash", "{}", Timestamp::now()};
        const QUuid id = m_office->journal().submit({sent}).result()->first()->id;
        const auto entry = m_office->journal().find(id).result();
        QVERIFY(m_office->journal().markForwarded({(*entry)->sequence}, Timestamp::now()).result().ok());
        completed({{"id", toJson(id)}});
        QVERIFY(m_office->change("leads", id, {{"erased_at", toJson(m_office->now.toString())}}));
        const QDate begins = m_office->now.toDateTime().date().addDays(20);
        m_office->setTimes({{"journal", 30}, {"begins", begins.toString(Qt::ISODate).toStdString()}});
        QVERIFY(!m_office->filesWith("maria-4711").isEmpty());
        pass(1);
        QVERIFY(night(KeepingCall::Mode::OnlyForesee).ok());
        QVERIFY(!m_office->filesWith("maria-4711").isEmpty());
        QVERIFY(night()->isNothing());
        QVERIFY(m_office->filesWith("maria-4711").isEmpty());
    }

    void nightsBeginAtThree()
    {
        const QTimeZone zone("America/Chicago");
        const QDate day(2027, 3, 13);
        QCOMPARE(KeepingCall::nextNight(QDateTime(day, QTime(2, 59), zone)), day);
        QCOMPARE(KeepingCall::nextNight(QDateTime(day, QTime(3, 0), zone)), day.addDays(1));
    }
};

QTEST_GUILESS_MAIN(TestKeepingNight)
#include "tst_keepingnight.moc"
