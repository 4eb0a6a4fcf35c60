#include "server/embedded/inprocesstransport.h"
#include "server/main/requestduty.h"
#include "tests/support/messagestandins.h"
#include "tests/support/stripestandinserver.h"
#include "tests/support/waiting.h"

#include <QTemporaryDir>

using namespace pl;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;
using supabase::Query;

/// What the server does with its own journal and services when admins ask, and what it tells of itself: with the real
/// store and journal, and stand-ins for Stripe, SendGrid and Twilio on ports.
class TestRequestDuty : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<embedded::EmbeddedSupabase> m_store;
    std::unique_ptr<embedded::InProcessTransport> m_transport;
    std::unique_ptr<supabase::KeyCredentials> m_key;
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<supabase::UserAdmin> m_users;
    std::unique_ptr<supabase::OfficeNews> m_news;
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<DutyWatch> m_watch;
    std::unique_ptr<ServiceWatch> m_services;
    std::unique_ptr<test::StripeStandInServer> m_stripe;
    std::unique_ptr<test::SendGridStandIn> m_mail;
    std::unique_ptr<test::TwilioStandIn> m_sms;
    std::unique_ptr<test::MessageStandInServer> m_mailPort;
    std::unique_ptr<test::MessageStandInServer> m_smsPort;
    Settings m_settings;
    std::unique_ptr<RequestDuty> m_duty;

    QString backupMark() const { return m_dir->filePath(u"last-backup"_s); }
    void setUpServices()
    {
        m_settings.stripeApiKey = "sk_test_standin";
        m_settings.stripeApiBase = QUrl(m_stripe->url());
        m_settings.emailServiceApiKey = test::SendGridStandIn::kKey;
        m_settings.emailFrom = QString::fromLatin1(test::SendGridStandIn::kFrom);
        m_settings.emailApiBase = QUrl(m_mailPort->url());
        m_settings.smsServiceApiKey = test::TwilioStandIn::kKey;
        m_settings.smsFrom = QString::fromLatin1(test::TwilioStandIn::kFrom);
        m_settings.smsApiBase = QUrl(m_smsPort->url());
    }
    void start()
    {
        m_duty = std::make_unique<RequestDuty>(
            m_settings, "the secret of this test, long enough", u"https://office.example"_s, backupMark(),
            RequestDuty::Dependencies{*m_news, *m_watch, *m_rest, *m_users, *m_journal, *m_services,
                                      customer::EraseTools{.rest = *m_rest, .journal = m_journal.get()}});
        m_news->start();
        m_duty->start();
    }
    /// The request as it is once it is over.
    ServerRequest asked(const char *kind, const json &data = json::object())
    {
        const QUuid id = QUuid::createUuid();
        const json row{{"id", toJson(id)}, {"kind", kind}, {"data", data}};
        const auto added = test::wait(m_rest->insert(Query(ServerRequest::kTable).select("id"), row));
        ServerRequest last;
        const auto look = [&] {
            const auto rows = test::wait(m_rest->select<ServerRequest>(
                Query(ServerRequest::kTable).select(ServerRequest::columns()).eq("id", id)));
            if (rows && rows->size() == 1)
                last = rows->first();
            return last.isOver();
        };
        return added && QTest::qWaitFor(look, 20'000) ? last : ServerRequest();
    }
    json entryData(const char *kind, const QByteArray &id) const
    {
        return {{"server", toJson(StatusWriter::serverName())}, {"kind", kind}, {"id", id.toStdString()}};
    }
    supabase::Setting statusRow()
    {
        return test::wait(supabase::SettingsStore(*m_rest).read(ServerStatus::kKey)).valueOr({});
    }
    ServerStatus status() { return ServerStatus::fromJson(statusRow().value).valueOr({}); }
    void setAside(const char *key)
    {
        QVERIFY(m_journal->submitEvent({"stripe", key, "{}", Timestamp::now()}).result().ok());
        const auto waiting = m_journal->waiting(10, "stripe").result();
        QVERIFY(waiting.ok() && !waiting->isEmpty());
        QVERIFY(m_journal->setAside(waiting->last().sequence, u"It makes no sense."_s).result().ok());
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        auto opened = embedded::EmbeddedSupabase::open({m_dir->path()});
        QVERIFY(opened.ok());
        m_store = std::move(opened).value();
        m_transport = std::make_unique<embedded::InProcessTransport>(*m_store);
        m_key = std::make_unique<supabase::KeyCredentials>(m_store->keys().serviceKey);
        m_rest = std::make_unique<supabase::RestClient>(*m_transport, *m_key);
        m_users = std::make_unique<supabase::UserAdmin>(*m_transport, *m_key);
        m_news = std::make_unique<supabase::OfficeNews>(*m_rest, supabase::OfficeNews::Pace{20ms, 20ms});
        auto journal = journal::Journal::open({m_dir->filePath(u"journal.sqlite"_s)});
        QVERIFY(journal.ok());
        m_journal = std::move(*journal);
        m_watch = std::make_unique<DutyWatch>();
        m_services = std::make_unique<ServiceWatch>();
        m_stripe = std::make_unique<test::StripeStandInServer>();
        QVERIFY(m_stripe->listen());
        m_mail = std::make_unique<test::SendGridStandIn>();
        m_sms = std::make_unique<test::TwilioStandIn>();
        m_mailPort = std::make_unique<test::MessageStandInServer>(*m_mail);
        m_smsPort = std::make_unique<test::MessageStandInServer>(*m_sms);
        m_settings = Settings();
    }
    void cleanup()
    {
        m_duty.reset();
        m_mailPort.reset();
        m_smsPort.reset();
        m_stripe.reset();
        m_news.reset();
        m_users.reset();
        m_rest.reset();
        m_journal.reset();
        m_transport.reset();
        m_store.reset();
    }

    void tellsHowItIs()
    {
        start();
        QTRY_COMPARE(status().version, QStringLiteral(PL_VERSION));
        const ServerStatus now = status();
        QCOMPARE(now.server, StatusWriter::serverName());
        QCOMPARE(now.publicUrl, u"https://office.example"_s);
        QVERIFY(!now.isStale(Timestamp::now()) && !now.backupAt && now.setAside.isEmpty());
        QVERIFY(!now.stripe.isConfigured && !now.email.isConfigured && !now.sms.isConfigured);
    }

    void tellsOfBackups()
    {
        start();
        QTRY_VERIFY(statusRow().exists());
        QFile mark(backupMark());
        QVERIFY(mark.open(QIODevice::WriteOnly));
        mark.close();
        QCOMPARE(asked("status").state, ServerRequestState::Done);
        QVERIFY(status().backupAt && !status().isStale(Timestamp::now()));
    }

    void tellsOfNoSecret()
    {
        setUpServices();
        start();
        QTRY_VERIFY(status().email.isConfigured && status().sms.isConfigured && status().stripe.isConfigured);
        const QByteArray text = dumpJson(statusRow().value);
        for (const QByteArray &secret :
             {m_settings.stripeApiKey, m_settings.emailServiceApiKey, QByteArray(test::TwilioStandIn::kToken)})
            QVERIFY(!text.contains(secret));
        QCOMPARE(status().email.from, m_settings.emailFrom);
    }

    void retriesAndDiscardsWhatIsSetAside()
    {
        setAside("evt_1");
        setAside("evt_2");
        start();
        QTRY_COMPARE(status().setAside.size(), 2);
        QCOMPARE(status().setAside[0].id, u"evt_1"_s);
        QCOMPARE(status().setAside[0].reason, u"It makes no sense."_s);

        QCOMPARE(asked("retry", entryData("stripe", "evt_1")).state, ServerRequestState::Done);
        QCOMPARE(m_journal->waiting(10, "stripe").result()->size(), 1);
        QTRY_COMPARE(status().setAside.size(), 1);
        QCOMPARE(asked("discard", entryData("stripe", "evt_2")).state, ServerRequestState::Done);
        QVERIFY(m_journal->setAsideEntries(10).result()->isEmpty());
        QTRY_VERIFY(status().setAside.isEmpty());

        const ServerRequest again = asked("retry", entryData("stripe", "evt_2"));
        QCOMPARE(again.state, ServerRequestState::Failed);
        QCOMPARE(again.reason, u"This entry is no longer set aside."_s);
    }

    void triesTheServices()
    {
        setUpServices();
        m_sms->isActive = false;
        start();
        QCOMPARE(asked("check").state, ServerRequestState::Done);
        const ServerStatus now = status();
        QVERIFY(now.stripe.workedAt && !now.stripe.isFailing() && !now.stripe.isLive);
        QVERIFY(now.email.workedAt && !now.email.isFailing());
        QVERIFY(now.sms.isFailing());
        QVERIFY(now.sms.failure.contains(u"not active"));
        QVERIFY(m_mail->taken().empty() && m_sms->taken().empty());
        QVERIFY(!m_mail->complaint() && !m_sms->complaint());
    }

    void aKeyThatIsRefusedIsNamed()
    {
        setUpServices();
        m_settings.stripeApiKey = "sk_test_wrong";
        m_settings.emailServiceApiKey = "SG.wrong";
        m_settings.smsServiceApiKey = "AC1:wrong";
        start();
        QCOMPARE(asked("check").state, ServerRequestState::Done);
        const ServerStatus now = status();
        QVERIFY(now.stripe.failure.contains(u"STRIPE_API_KEY"));
        QVERIFY(now.email.failure.contains(u"EMAIL_SERVICE_API_KEY"));
        QVERIFY(now.sms.failure.contains(u"SMS_SERVICE_API_KEY"));
    }

    void aKeyThatMayNotSendIsNamed()
    {
        setUpServices();
        m_mail->canSend = false;
        start();
        QCOMPARE(asked("check").state, ServerRequestState::Done);
        QVERIFY(status().email.isFailing());
        QVERIFY(status().email.failure.contains(u"may not send mail"));
    }

    /// Every write is news for all windows.
    void nothingIsWrittenWhileNothingChanges()
    {
        StatusWriter::Pace pace;
        pace.look = 5ms;
        StatusWriter writer({*m_rest, *m_journal, *m_watch, *m_services}, m_settings, {}, backupMark(), pace);
        int looks = 0;
        connect(&writer, &StatusWriter::wrote, this, [&looks](const Result<> &outcome) { looks += outcome ? 1 : 0; });
        writer.start();
        QTRY_VERIFY(looks >= 5);
        QCOMPARE(statusRow().version, 1);
        QVERIFY(m_journal->submitEvent({"stripe", "evt_9", "{}", Timestamp::now()}).result().ok()); // only a count
        const int before = looks;
        QTRY_VERIFY(looks >= before + 5);
        QCOMPARE(statusRow().version, 1);
        m_services->failed(Service::Stripe, u"Stripe is away."_s);
        QTRY_COMPARE(status().stripe.failure, u"Stripe is away."_s);
        QCOMPARE(statusRow().version, 2);
    }
};

QTEST_GUILESS_MAIN(TestRequestDuty)
#include "tst_requestduty.moc"
