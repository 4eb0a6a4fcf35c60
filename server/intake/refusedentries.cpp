#include "server/intake/refusedentries.h"

#include <atomic>

namespace pl::intake {

namespace {

constexpr qsizetype kMaxRefusalReason = 1000;

/// "zip_code must be five digits. urgency is required."
QString sentencesOf(const Error &refusal)
{
    if (refusal.fields.isEmpty())
        return refusal.message.left(kMaxRefusalReason);
    QStringList sentences;
    for (const FieldError &field : refusal.fields)
        sentences += field.detail == refusal.message ? field.detail : field.field + u' ' + field.detail;
    for (QString &sentence : sentences)
        if (!sentence.endsWith(u'.'))
            sentence += u'.';
    return sentences.join(u' ').left(kMaxRefusalReason);
}

/// The rows of a JSON array that has as many as a request may have.
std::vector<nlohmann::json> sentRows(const QByteArray &body)
{
    const auto read = parseJson(body, QStringLiteral("The body"));
    if (!read || !read->is_array() || read->size() > kMaxLeadsInRequest)
        return {};
    return {read->begin(), read->end()};
}

/// Unreadable is only what no program could read: JSON that is no lead was read.
IntakeCause refusalCause(const HookEntry &sent, const Error &refusal)
{
    if (!refusal.fields.isEmpty())
        return IntakeCause::Refused;
    const auto read = parseJson(sent.body, QStringLiteral("The body"));
    return read && (read->is_object() || read->is_array()) ? IntakeCause::Refused : IntakeCause::Broken;
}

/// A row alone, so that the rows that were taken aren't sorted again.
HookEntry rowEntry(const HookEntry &sent, const nlohmann::json &row, const Error &refusal)
{
    return {sent.sourceId, "application/json", dumpJson(row), IntakeCause::Refused, sentencesOf(refusal)};
}

/// What each row was refused for, before or by the journal.
QList<std::optional<Error>> refusalsOf(const CheckedBody &body, const QList<Result<journal::Receipt>> &taken)
{
    QList<std::optional<Error>> refusals = body.errors;
    auto next = taken.cbegin();
    for (auto &refusal : refusals)
        if (!refusal && next != taken.cend())
            if (const auto &receipt = *next++; !receipt)
                refusal = receipt.error();
    return refusals;
}

/// The answer of a request whose entries are being written; on whichever thread the last of them is.
struct WaitingAnswer
{
    WaitingAnswer(qsizetype entries, http::Response made) : left(entries), answer(std::move(made)) {}

    std::atomic<qsizetype> left;
    http::Response answer;
    Later<http::Response>::Promise promise = {};
};

} // namespace

HookEntry sentIn(const http::Request &request, const Source &source)
{
    return {source.id, request.header("Content-Type"), request.body};
}

QList<HookEntry> refusedEntries(const HookEntry &sent, const Error &refusal)
{
    if (refusal.code != ErrorCode::InvalidInput)
        return {};
    QList<HookEntry> entries;
    for (const nlohmann::json &row : sentRows(sent.body))
        entries += rowEntry(sent, row, refusal);
    if (entries.isEmpty())
        entries +=
            HookEntry{sent.sourceId, sent.contentType, sent.body, refusalCause(sent, refusal), sentencesOf(refusal)};
    return entries;
}

QList<HookEntry> refusedEntries(const HookEntry &sent, const CheckedBody &body,
                                const QList<Result<journal::Receipt>> &taken)
{
    if (body.errors.size() == taken.size() &&
        std::all_of(taken.cbegin(), taken.cend(), [](const auto &receipt) { return receipt.ok(); }))
        return {};
    const auto refusals = refusalsOf(body, taken);
    if (!body.isArray)
        return refusals.first() ? refusedEntries(sent, *refusals.first()) : QList<HookEntry>();
    const auto rows = sentRows(sent.body);
    QList<HookEntry> entries;
    for (std::size_t row = 0; row < rows.size() && row < std::size_t(refusals.size()); ++row)
        if (const auto &refusal = refusals.at(qsizetype(row)); refusal && refusal->code == ErrorCode::InvalidInput)
            entries += rowEntry(sent, rows[row], *refusal);
    return entries;
}

Later<http::Response> answerOnceKept(journal::Journal &journal, const QList<HookEntry> &entries,
                                     const std::shared_ptr<RefusalBound> &bound, http::Response answer)
{
    if (entries.isEmpty())
        return answer;
    const auto waiting = std::make_shared<WaitingAnswer>(entries.size(), std::move(answer));
    auto later = waiting->promise.later();
    const Timestamp now = bound->now();
    for (const HookEntry &entry : entries)
        journal.submitEvent(entry.submission(now))
            .receive([waiting, bound, ticket = RefusalBound::ticketOf(entry)](
                         const std::optional<Result<journal::EventReceipt>> &receipt) {
                bound->settle(ticket, receipt);
                if (--waiting->left == 0)
                    waiting->promise.give(std::move(waiting->answer));
            });
    return later;
}

} // namespace pl::intake
