#include "server/notify/sampledesk.h"

#include "models/base/onresult.h"
#include "server/notify/samples.h"

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::Query;
using namespace Qt::StringLiterals;

Query settingOf(QLatin1StringView key)
{
    return Query("settings").select("key,value,version").eq("key", QString(key));
}

json settingRow(QLatin1StringView key, const json &value)
{
    return {{"key", toJson(QString(key))}, {"value", value}};
}

/// Plain words for an admin; the providers' sentences are about rows that are tried again.
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
    news.watch({"settings"}, this, [this] {
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
    const auto query =
        Query("settings").select("key,value,version").in("key", {QString(MessageTest::kKey), u"charge_when"_s});
    onResult(this, m_tools.rest.selectJson(query), [this](const Result<json> &rows) {
        rows && rows->is_array() ? look(*rows) : rest(rows ? Result<>() : Result<>(rows.error()));
    });
}

void SampleDesk::look(const json &rows)
{
    bool chargesWhenAccepted = false;
    json test;
    for (const json &row : rows) {
        if (row.value("key", std::string()) == "charge_when")
            chargesWhenAccepted = row.value("value", json()) == "accepted";
        else
            test = row;
    }
    if (std::exchange(m_chargesWhenAccepted, chargesWhenAccepted) != chargesWhenAccepted || !m_isPublished)
        return publish();
    const auto wish = MessageTest::fromJson(test.is_null() ? json() : test.value("value", json()));
    if (wish && wish->state == MessageTestState::Asked)
        return claim(*wish, test.value("version", qint64(0)));
    rest({});
}

/// What this server has to show takes the place of what another version had. The row for wishes stays as it is.
void SampleDesk::publish()
{
    MessageSamples samples{m_tools.email != nullptr, m_tools.sms != nullptr, {}};
    samples.previews = previewsOf(sampleFacts(m_tools.links.publicUrl, m_chargesWhenAccepted, m_tools.clock()));
    const json rows{settingRow(MessageSamples::kKey, samples.toJson()),
                    settingRow(MessageTest::kKey, MessageTest().toJson())};
    const auto query = Query("settings").select("key").onConflict("key");
    onResult(this, m_tools.rest.insert(query, rows, supabase::OnConflict::IgnoreDuplicates),
             [this, samples](const Result<json> &inserted) { inserted ? replace(samples) : rest(inserted.error()); });
}

void SampleDesk::replace(const MessageSamples &samples)
{
    const auto query = settingOf(MessageSamples::kKey);
    onResult(this, m_tools.rest.update(query, {{"value", samples.toJson()}}), [this](const Result<json> &rows) {
        m_isPublished = rows.ok();
        rest(rows ? Result<>() : Result<>(rows.error()));
    });
}

void SampleDesk::claim(const MessageTest &wish, qint64 version)
{
    MessageTest claimed = wish;
    claimed.state = MessageTestState::Sending;
    claimed.recipient.clear(); // nobody needs it any more
    const auto query = settingOf(MessageTest::kKey).eq("version", version);
    onResult(this, m_tools.rest.update(query, {{"value", claimed.toJson()}}), [this, wish](const Result<json> &rows) {
        if (!rows || !rows->is_array() || rows->empty())
            return rest(rows ? Result<>() : Result<>(rows.error()));
        askOptOut(wish, (*rows)[0].value("version", qint64(0)));
    });
}

void SampleDesk::askOptOut(const MessageTest &wish, qint64 version)
{
    if (wish.channel != u"sms")
        return send(wish, version);
    const auto query = Query("opt_outs").select("phone_number").eq("phone_number", wish.recipient);
    onResult(this, m_tools.rest.selectJson(query), [this, wish, version](const Result<json> &rows) {
        if (!rows)
            return tell(wish, version, u"The server could not look whether this person answered STOP."_s);
        rows->empty() ? send(wish, version) : tell(wish, version, kAnsweredStop);
    });
}

void SampleDesk::send(const MessageTest &wish, qint64 version)
{
    if (!hasTemplate(wish.templateName, wish.channel))
        return tell(wish, version, u"not sent: there is no such message"_s);
    Sender *sender = m_tools.senderOf(wish.channel);
    if (!sender)
        return tell(wish, version, wish.channel == u"sms" ? kNoTextService : kNoEmailService);
    const Facts facts = sampleFacts(m_tools.links.publicUrl, m_chargesWhenAccepted, m_tools.clock());
    Message message = wordingOf(wish.templateName, wish.channel, facts);
    message.id = wish.ask;
    message.recipient = wish.recipient;
    onDeliveryOf(this, sender->send(message),
                 [this, wish, version](const Delivery &delivery) { tell(wish, version, reasonOf(delivery)); });
}

void SampleDesk::tell(const MessageTest &wish, qint64 version, const QString &reason)
{
    MessageTest told = wish;
    told.state = reason.isEmpty() ? MessageTestState::Sent : MessageTestState::NotSent;
    told.recipient.clear();
    told.reason = reason;
    const auto query = settingOf(MessageTest::kKey).eq("version", version);
    onResult(this, m_tools.rest.update(query, {{"value", told.toJson()}}), [this, told](const Result<json> &rows) {
        Q_EMIT handled(told.channel, QString(enumName(told.state)));
        rest(rows ? Result<>() : Result<>(rows.error()));
    });
}

} // namespace pl::notify
