#include "server/notify/sampledesk.h"

#include "models/base/onresult.h"
#include "models/domain/donotcontact.h"
#include "models/supabase/contactrefusals.h"
#include "models/wording/sampleoffice.h"
#include "models/wording/templatecheck.h"

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::Query;
using supabase::Setting;
using namespace Qt::StringLiterals;

/// That somebody else was faster is fine.
Result<> troubleOf(const Error &error)
{
    return error.code == ErrorCode::Outdated ? Result<>() : Result<>(error);
}

/// The reason a test was not sent, for the admin; empty if it was.
QString reasonOf(const Delivery &delivery)
{
    switch (delivery.kind) {
    case Delivery::Kind::Sent:
        return {};
    case Delivery::Kind::OptedOut:
        return kAnsweredStop;
    case Delivery::Kind::NotSent:
    case Delivery::Kind::Refused:
    case Delivery::Kind::Unknown:
        break;
    }
    return delivery.reason;
}

} // namespace

SampleDesk::SampleDesk(MessageTools tools, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent), m_tools(std::move(tools)), m_interval(interval)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SampleDesk::round);
}

void SampleDesk::follow(supabase::OfficeNews &news)
{
    m_interval = supabase::kWithoutNews;
    news.watch({"settings", "message_templates"}, this, [this] {
        if (m_timer.isActive())
            round();
        else
            m_isWoken = true;
    });
}

void SampleDesk::start()
{
    round();
}

void SampleDesk::rest(const Result<> &written)
{
    Q_EMIT looked(written);
    if (!written)
        return m_timer.start(kAfterFailure);
    m_timer.start(m_isWoken ? std::chrono::milliseconds(0) : m_interval);
}

void SampleDesk::round()
{
    m_timer.stop();
    m_isWoken = false;
    onResult(this, m_settings.read(QStringList{MessageTest::kKey, supabase::kChargeWhen}),
             [this](const Result<QHash<QString, Setting>> &rows) {
                 if (!rows)
                     return rest(rows.error());
                 onResult(this, m_tools.words.fresh(), [this, rows](const Result<wording::OfficeWords> &words) {
                     words ? look(*rows, *words) : rest(words.error());
                 });
             });
}

void SampleDesk::look(const QHash<QString, Setting> &rows, const wording::OfficeWords &words)
{
    if (!isPublished(supabase::SettingsStore::isWhenAccepted(rows.value(supabase::kChargeWhen).value), words))
        return publish();
    const Setting row = rows.value(MessageTest::kKey);
    const auto wish = MessageTest::fromJson(row.value);
    if (wish && wish->state == MessageTestState::Asked)
        return claim(*wish, row);
    rest({});
}

bool SampleDesk::isPublished(bool chargesWhenAccepted, const wording::OfficeWords &words)
{
    const bool isSame = chargesWhenAccepted == m_chargesWhenAccepted && words == m_words;
    m_chargesWhenAccepted = chargesWhenAccepted;
    m_words = words;
    return isSame && m_isPublished;
}

/// This server's samples replace those of another version. The row for requests is left unchanged.
void SampleDesk::publish()
{
    m_isPublished = false; // until it is: it may fail at each step
    MessageSamples samples{
        m_tools.email != nullptr, m_tools.sms != nullptr, {}, m_tools.words.own().name, m_tools.emailFrom};
    samples.previews = wording::previewsOf(
        wording::sampleFacts(m_tools.links.publicUrl, m_chargesWhenAccepted, m_tools.clock()), m_words);
    onResult(this, m_settings.add(MessageTest::kKey, MessageTest().toJson()), [this, samples](const Result<> &added) {
        added || troubleOf(added.error()) ? replace(samples) : rest(added.error());
    });
}

void SampleDesk::replace(const MessageSamples &samples)
{
    onResult(this, m_settings.put(MessageSamples::kKey, samples.toJson()), [this](const Result<> &written) {
        m_isPublished = written.ok();
        rest(written);
    });
}

void SampleDesk::claim(const MessageTest &wish, const Setting &row)
{
    MessageTest claimed = wish;
    claimed.state = MessageTestState::Sending;
    claimed.recipient.clear(); // no longer needed
    onResult(this, m_settings.replace(row, claimed.toJson()), [this, wish](const Result<Setting> &mine) {
        mine ? checkOptOut(wish, *mine) : rest(troubleOf(mine.error()));
    });
}

void SampleDesk::checkOptOut(const MessageTest &wish, const Setting &row)
{
    if (wish.channel != u"sms")
        return send(wish, row);
    onResult(this, supabase::contactRefusals(m_tools.rest, CustomerKey{wish.recipient, {}}),
             [this, wish, row](const Result<json> &answer) {
                 const auto refusals = answer.andThen(&DoNotContact::fromJson);
                 if (!refusals)
                     return saveOutcome(wish, row, u"The server could not check whether this person answered STOP."_s);
                 refusals->forbids(ContactChannel::Sms) ? saveOutcome(wish, row, kAnsweredStop) : send(wish, row);
             });
}

void SampleDesk::send(const MessageTest &wish, const Setting &row)
{
    if (!wording::hasTemplate(wish.templateName, wish.channel))
        return saveOutcome(wish, row, u"not sent: this message does not exist"_s);
    Sender *sender = m_tools.senderOf(wish.channel);
    if (!sender)
        return saveOutcome(wish, row, wish.channel == u"sms" ? kNoTextService : kNoEmailService);
    const Result<wording::MessageText> text = textOf(wish);
    if (!text)
        return saveOutcome(wish, row, u"not sent: the text has an error. "_s + text.error().message);
    Message message = messageFrom(*text, m_words.office);
    message.id = wish.ask;
    message.recipient = wish.recipient;
    onDeliveryOf(this, sender->send(message),
                 [this, wish, row](const Delivery &delivery) { saveOutcome(wish, row, reasonOf(delivery)); });
}

Result<wording::MessageText> SampleDesk::textOf(const MessageTest &wish) const
{
    const wording::TemplateKey key{wish.templateName, wish.channel, wish.language};
    const wording::Facts facts = wording::sampleFacts(m_tools.links.publicUrl, m_chargesWhenAccepted, m_tools.clock());
    if (!wish.body)
        return wording::wordingOf(key, facts, m_words);
    const wording::TemplateText draft{wish.subject, *wish.body};
    return wording::checkTemplate(key, draft).transform([&](const Done &) {
        return wording::rendered(key, draft, facts, m_words.office);
    });
}

void SampleDesk::saveOutcome(const MessageTest &wish, const Setting &row, const QString &reason)
{
    MessageTest finished = wish;
    finished.state = reason.isEmpty() ? MessageTestState::Sent : MessageTestState::NotSent;
    finished.recipient.clear();
    finished.body.reset();
    finished.subject.clear();
    finished.reason = reason;
    onResult(this, m_settings.replace(row, finished.toJson()), [this, finished](const Result<Setting> &written) {
        Q_EMIT handled(finished.channel, QString(enumName(finished.state)));
        rest(written ? Result<>() : troubleOf(written.error()));
    });
}

} // namespace pl::notify
