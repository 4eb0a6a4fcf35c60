#include "server/notify/linkanswer.h"

namespace pl::notify {

Result<LinkAnswer> LinkAnswer::fromJson(const nlohmann::json &object)
{
    JsonReader reader(object);
    LinkAnswer value;
    value.leadId = reader.uuid("lead");
    value.plumberId = reader.uuid("plumber");
    value.assignedAt = reader.timestamp("assigned_at");
    value.answer = reader.enumeration<Answer>("answer");
    value.reason = reader.optionalEnumeration<DeclineReason>("reason").value_or(DeclineReason::Other);
    value.at = reader.timestamp("at");
    return reader.finish(value);
}

nlohmann::json LinkAnswer::toJson() const
{
    return {{"lead", pl::toJson(leadId)},
            {"plumber", pl::toJson(plumberId)},
            {"assigned_at", pl::toJson(assignedAt.toString())},
            {"answer", enumText(answer)},
            {"reason", enumText(reason)},
            {"at", pl::toJson(at.toString())}};
}

QByteArray LinkAnswer::key() const
{
    return leadId.toByteArray(QUuid::WithoutBraces) + '/' + QByteArray::number(assignedAt.micros);
}

QString wordsOf(DeclineReason reason)
{
    static constexpr const char *kWords[] = {"too far away", "no time", "not my kind of work", "price too high",
                                             "another reason"};
    return QString::fromLatin1(kWords[static_cast<std::size_t>(reason)]);
}

bool mayShowContact(const LinkClaim &claim, const LinkState &state, Timestamp now)
{
    constexpr qint64 kAfterTheJob = 7 * 24 * 3600;
    const auto completedAt = state.facts.lead ? state.facts.lead->completedAt : std::nullopt;
    return !isExpired(claim, now) && (!completedAt || now < completedAt->addSeconds(kAfterTheJob));
}

} // namespace pl::notify
