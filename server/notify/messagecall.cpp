#include "server/notify/messagecall.h"

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::Query;
using DeliveryKind = Delivery::Kind;

constexpr qint64 kClocksMayDiffer = 300; // seconds, ours and the provider's

/// The words as they were sent, for the customer's file. The link isn't among them: whoever has it can answer for the
/// plumber.
QString sentWords(const Message &message, const QString &link)
{
    QString words = message.subject.isEmpty() ? message.text : message.subject + QStringLiteral("\n\n") + message.text;
    return link.isEmpty() ? words : words.replace(link, QStringLiteral("[link]"));
}

} // namespace

std::optional<std::chrono::seconds> retryAfter(int attempts)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::seconds kPauses[] = {5s, 5min, 30min, 2h, 5h, 10h};
    if (attempts < 1 || attempts > int(std::size(kPauses)))
        return std::nullopt;
    return kPauses[attempts - 1];
}

MessageCall::MessageCall(const MessageTools &tools, Notification row, QObject *parent)
    : Call(parent), m_tools(tools), m_row(std::move(row)), m_wasSending(m_row.status == NotificationStatus::Sending)
{
}

/// By status and version, so that only one server claims a row, even one left in sending.
void MessageCall::run()
{
    const auto query = Query("notifications")
                           .select(Notification::columns())
                           .eq("id", m_row.id)
                           .eq("status", QString(enumName(m_row.status)))
                           .eq("version", m_row.version);
    const Timestamp until = m_tools.clock().addSeconds(m_tools.lease.count());
    const json changes{{"status", "sending"}, {"next_attempt_at", toJson(until.toString())}};
    then(m_tools.rest.update(query, changes), [this](const json &rows) {
        if (rows.empty())
            return finish(QStringLiteral("taken"));
        const auto row = Notification::fromJson(rows[0]);
        if (!row)
            return finish(row.error());
        m_row = *row;
        gather();
    });
}

void MessageCall::gather()
{
    then((new FactsCall(m_tools.rest, m_tools.links, m_row, this))->start(), [this](const FoundFacts &found) {
        m_found = found;
        putInWords();
    });
}

void MessageCall::putInWords()
{
    then(m_tools.words.fresh(), [this](const wording::OfficeWords &words) {
        if (wording::hasTemplate(m_row.templateName, m_row.channel))
            m_message =
                messageFrom(wording::wordingOf(m_row.templateName, m_row.channel, m_found.facts, words), words.office);
        m_message.id = m_row.id;
        m_message.recipient = m_row.recipient;
        m_wasSending ? lookFor() : judge();
    });
}

void MessageCall::lookFor()
{
    const Timestamp since = m_row.createdAt.addSeconds(-kClocksMayDiffer);
    onDeliveryOf(this, m_tools.senderOf(m_row.channel)->find(m_message, since), [this](const Delivery &delivery) {
        if (delivery.kind == DeliveryKind::NotSent)
            return judge();
        // An inconclusive lookup counts as a try, so that lookups end.
        if (delivery.kind == DeliveryKind::Unknown)
            ++m_row.attempts;
        onDelivery(delivery);
    });
}

void MessageCall::judge()
{
    const Verdict verdict = verdictOn(m_row, m_found.facts, m_tools.clock());
    if (const auto *skip = std::get_if<SkipIt>(&verdict))
        return write("skipped", {{"error", toJson(skip->reason)}});
    if (m_found.hasOptedOut)
        return write("skipped", {{"error", toJson(QString(m_row.channel == u"sms" ? kAnsweredStop : kWantsNoEmail))}});
    if (m_found.wasSentBefore)
        return write("skipped", {{"error", "not sent: this person already has the same message"}});
    if (const auto *later = std::get_if<DeferIt>(&verdict))
        return write("pending", {{"next_attempt_at", toJson(later->until.toString())}, {"error", nullptr}}, "deferred");
    send();
}

void MessageCall::send()
{
    ++m_row.attempts;
    onDeliveryOf(this, m_tools.senderOf(m_row.channel)->send(m_message),
                 [this](const Delivery &delivery) { onDelivery(delivery); });
}

void MessageCall::onDelivery(const Delivery &delivery)
{
    switch (delivery.kind) {
    case DeliveryKind::Sent:
        return write("sent", {{"provider_id", toJson(delivery.providerId)},
                              {"error", nullptr},
                              {"sent_text", toJson(sentWords(m_message, m_found.facts.link))}});
    case DeliveryKind::Refused:
        return write("failed", {{"error", toJson(delivery.reason)}});
    case DeliveryKind::OptedOut:
        return optOut(delivery.reason);
    case DeliveryKind::NotSent:
    case DeliveryKind::Unknown:
        break;
    }
    retry(delivery);
}

/// A message that may have been sent stays in sending, so that the next try looks for it first.
void MessageCall::retry(const Delivery &delivery)
{
    const bool isUnknown = delivery.kind == DeliveryKind::Unknown;
    auto pause = retryAfter(m_row.attempts);
    if (!pause)
        return write("failed", {{"error", toJson(delivery.reason)}});
    pause = std::max(*pause, std::chrono::seconds(std::min(delivery.retryAfterSeconds, 3600)));
    if (isUnknown)
        pause = std::max(*pause, m_tools.senderOf(m_row.channel)->settlesIn());
    const Timestamp next = m_tools.clock().addSeconds(pause->count());
    write(isUnknown ? "sending" : "pending",
          {{"next_attempt_at", toJson(next.toString())}, {"error", toJson(delivery.reason)}},
          isUnknown ? "unknown" : "retried");
}

void MessageCall::optOut(const QString &reason)
{
    const json row{{"phone_number", toJson(m_row.recipient)}};
    then(m_tools.rest.insert(Query("opt_outs").select("phone_number").onConflict("phone_number"), row,
                             supabase::OnConflict::IgnoreDuplicates),
         [this, reason](const json &) {
             write("skipped", {{"error", toJson(reason)}});
         });
}

void MessageCall::write(const char *status, json changes, const char *outcome)
{
    changes["status"] = status;
    changes["attempts"] = m_row.attempts;
    const auto query = Query("notifications").select("id").eq("id", m_row.id).eq("version", m_row.version);
    const QString word = QString::fromLatin1(outcome ? outcome : status);
    then(m_tools.rest.update(query, changes), [this, word](const json &) { finish(word); });
}

} // namespace pl::notify
