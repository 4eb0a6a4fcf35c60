#include "server/notify/notify.h"

#include "server/notify/deliveryreport.h"
#include "server/notify/deliverysink.h"
#include "server/notify/replysink.h"

namespace pl::notify {

namespace {

QByteArray tokenOf(const QByteArray &smsKey)
{
    return smsKey.mid(smsKey.indexOf(':') + 1);
}

} // namespace

Notify::Notify(const Dependencies &dependencies, const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_dependencies(dependencies)
    , m_signer(options.linkSecret)
    , m_words(dependencies.rest, {options.officeName, {}, {}, {}}, options.wordsInterval)
    , m_email(dependencies.email, options.emailKey, options.emailFrom, options.timeout)
    , m_sms(dependencies.sms, options.smsKey, options.smsFrom, options.publicUrl, options.timeout)
    , m_links(m_signer, dependencies.rest, dependencies.journal, dependencies.metrics, options.clock)
    , m_webhook(dependencies.journal, dependencies.metrics,
                {tokenOf(options.smsKey), options.publicUrl + QStringLiteral("/webhooks/twilio"), options.emailFrom})
    , m_textNews(dependencies.journal, dependencies.metrics, tokenOf(options.smsKey), options.publicUrl, options.clock)
    , m_mailNews(dependencies.journal, dependencies.metrics, options.emailWebhookKey, options.clock)
    , m_answers(dependencies.journal, kLinkKind, linkSink(dependencies.forwardRest, this), {})
    , m_optOuts(dependencies.journal, kTwilioKind, replySink(dependencies.forwardRest, this), {})
    , m_deliveries(dependencies.journal, kDeliveryKind,
                   deliverySink(dependencies.forwardRest, dependencies.metrics, this), {})
    , m_outbox(tools(), options.pace)
    , m_samples(tools(), options.samplesInterval)
{
    nameOffice();
    auto &messages =
        dependencies.metrics.counter("messages_total", "Messages to people, by outcome.", {"channel", "outcome"});
    connect(&m_outbox, &Outbox::handled, this,
            [this, &messages](const QUuid &id, const QString &channel, const QString &outcome) {
                messages.with({channel.toLatin1(), outcome.toLatin1()}).add();
                Q_EMIT handled(id, channel, outcome);
            });
    connect(&m_samples, &SampleDesk::handled, this, [&messages](const QString &channel, const QString &outcome) {
        messages.with({channel.toLatin1(), "test_" + outcome.toLatin1()}).add();
    });
    const auto emitDelayed = [this](const char *duty) {
        return [this, duty](const QString &reason, std::chrono::milliseconds pause) {
            Q_EMIT delayed(QString::fromLatin1(duty), reason, pause);
        };
    };
    connect(&m_outbox, &Outbox::delayed, this, emitDelayed("outbox"));
    connect(&m_samples, &SampleDesk::looked, this, [this](const Result<> &outcome) {
        outcome ? Q_EMIT worked(QStringLiteral("samples"))
                : Q_EMIT delayed(QStringLiteral("samples"), outcome.error().message, SampleDesk::kAfterFailure);
    });
    connect(&m_answers, &journal::EventForwarder::delayed, this, emitDelayed("answers"));
    connect(&m_optOuts, &journal::EventForwarder::delayed, this, emitDelayed("opt-outs"));
    connect(&m_deliveries, &journal::EventForwarder::delayed, this, emitDelayed("deliveries"));
    const auto emitWorked = [this](const char *duty) {
        return [this, duty] { Q_EMIT worked(QString::fromLatin1(duty)); };
    };
    connect(&m_outbox, &Outbox::worked, this, emitWorked("outbox"));
    connect(&m_answers, &journal::EventForwarder::forwarded, this, emitWorked("answers"));
    connect(&m_optOuts, &journal::EventForwarder::forwarded, this, emitWorked("opt-outs"));
    connect(&m_deliveries, &journal::EventForwarder::forwarded, this, emitWorked("deliveries"));
    connect(&m_links, &LinkHandler::answered, &m_outbox, &Outbox::wake);
}

/// A page or an answer doesn't wait for the store: it says what was read last. Anybody can ask for pages without
/// end, and must not make the server ask the store each time.
void Notify::nameOffice()
{
    const auto office = [this] {
        m_words.freshen();
        return m_words.known().office;
    };
    m_links.nameOffice(office);
    m_webhook.nameOffice(office);
}

MessageTools Notify::tools()
{
    return {m_dependencies.rest,
            {m_signer, m_options.publicUrl},
            m_words,
            m_options.emailKey.isEmpty() ? nullptr : &m_email,
            m_options.smsKey.isEmpty() ? nullptr : &m_sms,
            m_options.clock,
            m_options.lease,
            m_options.emailFrom};
}

void Notify::follow(supabase::OfficeNews &news)
{
    m_words.follow(news);
    m_outbox.follow(news);
    m_samples.follow(news);
}

void Notify::addRoutes(http::Router &router)
{
    m_links.addRoutes(router);
    if (!m_options.smsKey.isEmpty()) {
        m_webhook.addRoutes(router);
        m_textNews.addRoutes(router);
    }
    if (!m_options.emailWebhookKey.isEmpty())
        m_mailNews.addRoutes(router);
}

void Notify::start()
{
    m_answers.start();
    m_optOuts.start();
    m_deliveries.start();
    m_words.fresh();
    m_outbox.start();
    m_samples.start();
}

} // namespace pl::notify
