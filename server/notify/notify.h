#pragma once

#include "server/journal/eventforwarder.h"
#include "server/notify/linkhandler.h"
#include "server/notify/outbox.h"
#include "server/notify/sampledesk.h"
#include "server/notify/sendgridsender.h"
#include "server/notify/sendgridwebhook.h"
#include "server/notify/twiliosender.h"
#include "server/notify/twiliostatus.h"
#include "server/notify/twiliowebhook.h"

namespace pl::notify {

/// Runs everything about messages: sends due ones, and receives plumbers' answers through links, STOP replies and
/// providers' delivery reports. Without keys nothing is sent and each message says so; links still work.
class Notify : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QByteArray linkSecret;
        QString publicUrl;   ///< where people reach this server, without a trailing slash
        QByteArray emailKey; ///< empty: no e-mail is sent
        QString emailFrom;
        QByteArray emailWebhookKey; ///< SendGridSignature's; empty: SendGrid's reports are not accepted
        QByteArray smsKey;          ///< "ACsid:token"; empty: no text message is sent
        QString smsFrom;
        QString officeName = {}; ///< for messages and pages until the office has set its own; may be empty
        Outbox::Pace pace = {};
        std::chrono::milliseconds samplesInterval{2000};
        std::chrono::milliseconds wordsInterval{1000}; ///< how long the office's words are good for, without news
        std::chrono::seconds lease{120};
        std::chrono::milliseconds timeout{20'000};
        std::function<Timestamp()> clock = &Timestamp::now;
    };
    /// All of these must outlive this. `rest` retries by itself, `forwardRest` does not.
    struct Dependencies
    {
        supabase::Transport &email;
        supabase::Transport &sms;
        supabase::RestClient &rest;
        supabase::RestClient &forwardRest;
        journal::Journal &journal;
        metrics::Registry &metrics;
    };
    Notify(const Dependencies &dependencies, const Options &options, QObject *parent = nullptr);

    /// Makes it react to news instead of polling every second. Call before start(); `news` must outlive this.
    void follow(supabase::OfficeNews &news);
    void addRoutes(http::Router &router);
    /// Starts working. The routes answer even before that.
    void start();

Q_SIGNALS:
    /// The outcome of a message (messagecall.h).
    void handled(const QUuid &id, const QString &channel, const QString &outcome);
    /// The task `duty` is waiting for the store.
    void delayed(const QString &duty, const QString &reason, std::chrono::milliseconds pause);
    /// The task `duty` is working.
    void worked(const QString &duty);

private:
    MessageTools tools();
    void nameOffice();

    const Options m_options;
    const Dependencies m_dependencies;
    LinkSigner m_signer;
    WordBook m_words;
    SendGridSender m_email;
    TwilioSender m_sms;
    LinkHandler m_links;
    TwilioWebhook m_webhook;
    TwilioStatus m_textNews;
    SendGridWebhook m_mailNews;
    journal::EventForwarder m_answers;
    journal::EventForwarder m_optOuts;
    journal::EventForwarder m_deliveries;
    Outbox m_outbox;
    SampleDesk m_samples;
};

} // namespace pl::notify
