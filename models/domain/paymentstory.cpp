#include "models/domain/paymentstory.h"

#include "models/base/jsonmember.h"

#include <QSet>

namespace pl {
namespace {

using nlohmann::json;

StoryKind kindOf(const PaymentAttempt &attempt)
{
    const bool refund = attempt.kind == AttemptKind::Refund;
    switch (attempt.status) {
    case AttemptStatus::Started:
        return refund ? StoryKind::RefundStarted : StoryKind::Charging;
    case AttemptStatus::Succeeded:
        return refund ? StoryKind::Refunded : StoryKind::Paid;
    case AttemptStatus::Failed:
        return refund ? StoryKind::RefundFailed : StoryKind::Declined;
    case AttemptStatus::NeedsAction:
        return StoryKind::NeedsPlumber;
    case AttemptStatus::Free:
        break;
    }
    return StoryKind::Free;
}

std::optional<StoryKind> kindOf(const DisputeEvent &event)
{
    if (event.type == QStringLiteral("charge.dispute.created"))
        return StoryKind::Disputed;
    if (event.type == QStringLiteral("charge.dispute.closed"))
        return event.status == QStringLiteral("won") ? StoryKind::DisputeWon : StoryKind::DisputeLost;
    return std::nullopt;
}

void addHistory(QList<StoryLine> &story, const Payment &payment, const QList<LeadEvent> &history)
{
    StoryLine made{payment.createdAt, StoryKind::Made, {}, {}, payment.amount()};
    std::optional<LeadEvent> unassigned;
    for (const LeadEvent &event : history) {
        if (event.plumberId != payment.plumberId)
            continue;
        if (event.kind == LeadEventKind::Assigned && event.at <= payment.createdAt)
            made.actor = event.actor;
        if (event.kind == LeadEventKind::Unassigned && event.at >= payment.createdAt && !unassigned)
            unassigned = event;
    }
    story += made;
    if (unassigned)
        story += {unassigned->at, StoryKind::Unassigned, unassigned->actor, {}, {}};
}

void addAttempts(QList<StoryLine> &story, const Payment &payment, const QList<PaymentAttempt> &attempts)
{
    for (const PaymentAttempt &attempt : attempts)
        story += {attempt.status == AttemptStatus::Started ? attempt.createdAt : attempt.updatedAt,
                  kindOf(attempt),
                  {},
                  attempt.failureMessage.value_or(QString()),
                  {attempt.amountCents, payment.currency}};
}

void addDisputes(QList<StoryLine> &story, const Payment &payment, QList<DisputeEvent> events)
{
    std::sort(events.begin(), events.end(), [](const DisputeEvent &a, const DisputeEvent &b) {
        return a.created != b.created ? a.created < b.created : a.id < b.id;
    });
    QSet<QString> told;
    for (const DisputeEvent &event : std::as_const(events)) {
        const auto kind = kindOf(event);
        const QString what = event.type + QLatin1Char(' ') + event.disputeId;
        if (!kind || told.contains(what))
            continue;
        told.insert(what);
        story += {event.created, *kind, {}, event.reason, {event.amountCents, payment.currency}};
    }
}

/// The row's current state, unless something else has reported it.
void addState(QList<StoryLine> &story, const Payment &payment)
{
    const auto add = [&](StoryKind kind, const QString &note, const Money &money) {
        if (std::none_of(story.cbegin(), story.cend(), [kind](const StoryLine &line) { return line.kind == kind; }))
            story += {payment.updatedAt, kind, {}, note, money};
    };
    switch (payment.status) {
    case PaymentStatus::Succeeded:
        return payment.amountCents == 0 ? add(StoryKind::Free, {}, {}) : add(StoryKind::Paid, {}, payment.amount());
    case PaymentStatus::Failed:
        if (payment.failureCode != QStringLiteral("authentication_required"))
            add(StoryKind::Declined, payment.failureMessage.value_or(QString()), payment.amount());
        return;
    case PaymentStatus::RefundRequested:
        return add(StoryKind::RefundRequested, payment.refundReason.value_or(QString()), payment.refundRequested());
    case PaymentStatus::Refunded:
        return add(StoryKind::Refunded, payment.refundReason.value_or(QString()), payment.refunded());
    case PaymentStatus::Disputed:
        return add(StoryKind::Disputed, {}, payment.amount());
    case PaymentStatus::Pending:
    case PaymentStatus::Processing:
    case PaymentStatus::Void:
        return;
    }
}

} // namespace

Result<DisputeEvent> DisputeEvent::fromJson(const json &row)
{
    JsonReader r(row);
    DisputeEvent event;
    event.id = r.string("id");
    event.type = r.string("type");
    event.created = r.timestamp("created");
    const json payload = r.raw("payload");
    const json none = json::object();
    const json &data = payload.is_object() && payload.contains("data") ? payload["data"] : none;
    const bool isObject = data.is_object() && data.contains("object") && data["object"].is_object();
    const json &object = isObject ? data["object"] : none;
    event.disputeId = jsonText(object, "id");
    event.status = jsonText(object, "status");
    event.reason = jsonText(object, "reason").replace(u'_', u' ');
    if (const auto amount = object.find("amount"); amount != object.end() && amount->is_number_integer())
        event.amountCents = amount->get<qint64>();
    return r.finish(event);
}

QByteArray DisputeEvent::columns()
{
    return "id,type,created,payload";
}

QList<StoryLine> storyOf(const Payment &payment, const QList<LeadEvent> &history, const QList<PaymentAttempt> &attempts,
                         QList<DisputeEvent> disputes)
{
    QList<StoryLine> story;
    addHistory(story, payment, history);
    addAttempts(story, payment, attempts);
    addDisputes(story, payment, std::move(disputes));
    addState(story, payment);
    std::stable_sort(story.begin(), story.end(), [](const StoryLine &a, const StoryLine &b) { return a.at < b.at; });
    return story;
}

} // namespace pl
