// What `intake` does to items: each change names the status that it starts from, so that nobody's work is undone.
#include "server/main/commands/intakecommand.h"

namespace pl {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr qsizetype kPortion = 100;

QByteArray triedAgain(int many)
{
    return QStringLiteral("Will be tried again: %1\n").arg(many).toUtf8();
}

QStringList idsOf(const json &rows)
{
    QStringList ids;
    for (const json &row : rows)
        ids += JsonReader(row).uuid("id").toString(QUuid::WithoutBraces);
    return ids;
}

/// As the store writes them, each once.
QStringList plainIds(const QStringList &typed)
{
    QStringList ids;
    for (const QString &id : typed)
        ids += QUuid::fromString(id).toString(QUuid::WithoutBraces);
    ids.removeDuplicates();
    return ids;
}

} // namespace

json retryChanges()
{
    return {{"status", enumText(IntakeStatus::Retry)}, {"tries", 0}, {"retry_at", nullptr}};
}

void IntakeCommand::changeWaiting(const QStringList &ids, const json &changes,
                                  const std::function<void(const json &)> &next)
{
    const auto query = Query("intake_items")
                           .in("id", ids)
                           .eq("status", QString(enumName(IntakeStatus::Waiting)))
                           .isNull("erased_at")
                           .select("id");
    then(rest().update(query, changes), next);
}

void IntakeCommand::retry()
{
    if (!m_wantsAll)
        return retryNamed(plainIds(m_ids), 0);
    withSources([this](const QUuid &source, const SourceNames &) {
        Query query = Query("intake_items").select("id").eq("status", QString(enumName(IntakeStatus::Waiting)));
        query.isNull("erased_at");
        if (!source.isNull())
            query.eq("source_id", source);
        then(rest().selectAll(query), [this](const json &rows) { retryPortions(idsOf(rows), 0); });
    });
}

/// A request line holds the ids of a portion.
void IntakeCommand::retryNamed(const QStringList &ids, int done)
{
    if (ids.isEmpty())
        return Q_EMIT finished(triedAgain(done));
    const QStringList portion = ids.first(std::min(kPortion, ids.size()));
    changeWaiting(portion, retryChanges(), [this, portion, later = ids.mid(kPortion), done](const json &rows) {
        const QStringList changed = idsOf(rows);
        for (const QString &id : portion)
            if (!changed.contains(id))
                return failFor(id);
        retryNamed(later, done + int(changed.size()));
    });
}

void IntakeCommand::retryPortions(const QStringList &ids, int done)
{
    if (ids.isEmpty())
        return Q_EMIT finished(triedAgain(done));
    changeWaiting(
        ids.first(std::min(kPortion, ids.size())), retryChanges(),
        [this, later = ids.mid(kPortion), done](const json &rows) { retryPortions(later, done + int(rows.size())); });
}

void IntakeCommand::discard()
{
    const QString id = plainIds({m_id}).first();
    const auto query = Query("intake_items")
                           .eq("id", QUuid::fromString(id))
                           .eq("status", QString(enumName(IntakeStatus::Waiting)))
                           .select("id");
    const json changes{{"status", enumText(IntakeStatus::Discarded)}, {"note", toJson(m_reason.trimmed())}};
    then(rest().update(query, changes), [this, id](const json &rows) {
        rows.empty() ? failFor(id) : Q_EMIT finished(QByteArray("The item is discarded.\n"));
    });
}

void IntakeCommand::failFor(const QString &id)
{
    const auto query = Query("intake_items").select("status,erased_at").eq("id", QUuid::fromString(id));
    then(rest().selectJson(query), [this, id](const json &rows) {
        if (rows.empty())
            return fail(noSuchItem(id));
        JsonReader reader(rows.front());
        const QString status = reader.string("status");
        const bool isErased = reader.optionalTimestamp("erased_at").has_value();
        fail({ErrorCode::Conflict,
              isErased ? QStringLiteral("The body of the item %1 has been erased.").arg(id)
                       : QStringLiteral("The item %1 doesn't wait: its status is %2.").arg(id, status)});
    });
}

} // namespace pl
