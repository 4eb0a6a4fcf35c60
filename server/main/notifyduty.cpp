#include "server/main/notifyduty.h"

#include "server/main/logging.h"

namespace pl {

namespace {

notify::Notify::Options optionsOf(const Settings &settings, const QByteArray &linkSecret, const QString &publicUrl)
{
    notify::Notify::Options options;
    options.linkSecret = linkSecret;
    options.publicUrl = publicUrl;
    options.officeName = settings.officeName;
    if (settings.sendsEmail()) {
        options.emailKey = settings.emailServiceApiKey;
        options.emailFrom = settings.emailFrom;
        options.emailWebhookKey = settings.emailWebhookKey;
    }
    if (settings.sendsSms()) {
        options.smsKey = settings.smsServiceApiKey;
        options.smsFrom = settings.smsFrom;
    }
    return options;
}

} // namespace

NotifyDuty::NotifyDuty(const Settings &settings, const QByteArray &linkSecret, const QString &publicUrl,
                       const Dependencies &dependencies)
    : m_email(settings.emailApiBase)
    , m_sms(settings.smsApiBase)
    , m_notify(
          {m_email, m_sms, dependencies.rest, dependencies.forwardRest, dependencies.journal, dependencies.metrics},
          optionsOf(settings, linkSecret, publicUrl))
{
    using notify::Notify;
    ServiceWatch &services = dependencies.services;
    connect(&m_notify, &Notify::handled, this,
            [this, &services](const QUuid &, const QString &channel, const QString &outcome) {
                noteOutcome(services, channel, outcome);
            });
    connect(&m_notify, &Notify::handled, this, [](const QUuid &id, const QString &channel, const QString &outcome) {
        if (outcome != u"deferred" && outcome != u"taken")
            log::info("message",
                      {{"id", id.toString(QUuid::WithoutBraces)}, {"channel", channel}, {"outcome", outcome}});
    });
    DutyWatch &watch = dependencies.watch;
    m_notify.follow(dependencies.news);
    connect(
        &m_notify, &Notify::delayed, this,
        [&watch](const QString &duty, const QString &reason, std::chrono::milliseconds pause) {
            watch.failed(duty, {}, reason);
            log::warn("messages-delayed", {{"duty", duty}, {"reason", reason}, {"ms", QString::number(pause.count())}});
        });
    connect(&m_notify, &Notify::worked, this, [&watch](const QString &duty) { watch.worked(duty); });
}

/// A message that was refused for good says something about its address, not about the service.
void NotifyDuty::noteOutcome(ServiceWatch &services, const QString &channel, const QString &outcome)
{
    const Service service = channel == u"sms" ? Service::Sms : Service::Email;
    if (outcome == u"sent")
        services.worked(service);
    else if (outcome == u"retried" || outcome == u"unknown")
        services.failed(service, QStringLiteral("The service did not accept a message. It will be tried again."));
}

} // namespace pl
