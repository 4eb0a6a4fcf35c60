#include "server/intake/forwarder.h"

#include "models/domain/onresult.h"
#include "server/journal/refusal.h"

#include <QSet>

namespace pl::intake {

namespace {

std::string plain(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces).toStdString();
}

/// A row of `leads`. Rows of one request must have the same columns, so those that may be absent are null here.
nlohmann::json rowOf(const journal::Entry &entry)
{
    nlohmann::json row = nlohmann::json::parse(entry.payload.toStdString(), nullptr, false);
    if (!row.is_object())
        row = nlohmann::json::object(); // the store will refuse it, and it is set aside
    for (const char *column : {"zip_code", "description", "external_id", "consent"})
        row.emplace(column, nullptr);
    row["id"] = plain(entry.id);
    row["source_id"] = plain(entry.sourceId);
    row["created_at"] = entry.receivedAt.toString().toStdString();
    return row;
}

/// The ids of the rows of an answer; nothing when it is no list of rows.
std::optional<QSet<QString>> idsOf(const nlohmann::json &rows)
{
    if (!rows.is_array())
        return std::nullopt;
    QSet<QString> ids;
    for (const auto &row : rows) {
        JsonReader reader(row);
        ids.insert(reader.string("id"));
        if (!reader.errors().isEmpty())
            return std::nullopt;
    }
    return ids;
}

Error nonsense()
{
    return {ErrorCode::Protocol, QStringLiteral("The store's answer makes no sense.")};
}

/// The source sent this lead before, to another server or a journal that is gone.
bool isKnownExternalId(const Error &error, const journal::Entry &entry)
{
    return error.remoteCode == QLatin1String("23505") && !entry.externalId.isEmpty();
}

} // namespace

Forwarder::Forwarder(journal::Journal &journal, supabase::RestClient &rest, QObject *parent)
    : Forwarder(journal, rest, Pace(), parent)
{
}

Forwarder::Forwarder(journal::Journal &journal, supabase::RestClient &rest, Pace pace, QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_forwarder(
          journal, journal::kLeadKind, [this](const QList<journal::Entry> &entries) { return deliver(entries); }, pace)
{
    using journal::EventForwarder;
    connect(&m_forwarder, &EventForwarder::forwarded, this, &Forwarder::forwarded);
    connect(&m_forwarder, &EventForwarder::delayed, this, &Forwarder::delayed);
    connect(&m_forwarder, &EventForwarder::setAside, this, [this](const QByteArray &key, const QString &reason) {
        Q_EMIT setAside(QUuid::fromString(QLatin1StringView(key)), reason);
    });
}

void Forwarder::start()
{
    m_forwarder.start();
}

QFuture<Result<>> Forwarder::deliver(const QList<journal::Entry> &entries)
{
    m_promise = QPromise<Result<>>();
    m_promise.start();
    m_entries = entries;
    m_rows.clear();
    for (const journal::Entry &entry : m_entries)
        m_rows.push_back(rowOf(entry));
    m_matcher = {};
    m_lookUps = PersonMatcher::queries(m_rows);
    auto delivered = m_promise.future();
    lookUpPersons();
    return delivered;
}

void Forwarder::finish(const Result<> &result)
{
    if (result)
        tellDelivered();
    m_promise.addResult(result);
    m_promise.finish();
}

void Forwarder::tellDelivered()
{
    QList<DeliveredLead> leads;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const bool isDuplicate = !m_rows[std::size_t(i)].value("duplicate_of", nlohmann::json()).is_null();
        leads.append({m_entries.at(i).sourceId, m_entries.at(i).receivedAt, isDuplicate});
    }
    Q_EMIT delivered(leads);
}

void Forwarder::lookUpPersons()
{
    if (m_lookUps.isEmpty())
        return send();
    onResult(this, m_rest.selectJson(m_lookUps.takeFirst()), [this](const Result<nlohmann::json> &found) {
        if (!found)
            return onLookUpFailed(found.error());
        m_matcher.learn(*found);
        lookUpPersons();
    });
}

/// One lead whose address the store can't even search for must not keep the others waiting. Alone, it goes on without
/// the look-up: the store decides about the row itself.
void Forwarder::onLookUpFailed(const Error &error)
{
    journal::isAboutTheData(error) && m_entries.size() == 1 ? send() : finish(error);
}

void Forwarder::send()
{
    m_matcher.link(m_rows);
    auto query = supabase::Query("leads").select("id").onConflict("id");
    onResult(this, m_rest.insert(query, m_rows, supabase::OnConflict::IgnoreDuplicates),
             [this](const Result<nlohmann::json> &inserted) { onSent(inserted); });
}

void Forwarder::onSent(const Result<nlohmann::json> &inserted)
{
    if (!inserted) {
        const bool isThere = m_entries.size() == 1 && isKnownExternalId(inserted.error(), m_entries.first());
        return finish(isThere ? Result<>() : inserted.error());
    }
    const auto stored = idsOf(*inserted);
    if (!stored)
        return finish(nonsense());
    QStringList others;
    for (const journal::Entry &entry : m_entries)
        if (const QString id = QString::fromLatin1(entry.key); !stored->contains(id))
            others += id;
    others.isEmpty() ? finish({}) : confirm(others);
}

/// Rows that were not inserted should be there from an earlier try; a lead is only let go when they are.
void Forwarder::confirm(const QStringList &ids)
{
    auto query = supabase::Query("leads").select("id").in("id", ids);
    onResult(this, m_rest.selectJson(query),
             [this, ids](const Result<nlohmann::json> &found) { onConfirmed(ids, found); });
}

void Forwarder::onConfirmed(const QStringList &ids, const Result<nlohmann::json> &found)
{
    if (!found)
        return finish(found.error());
    const auto stored = idsOf(*found);
    if (!stored)
        return finish(nonsense());
    if (!stored->contains(QSet<QString>(ids.begin(), ids.end())))
        return finish(Error{ErrorCode::Protocol, QStringLiteral("The store said yes, but does not have the leads.")});
    finish({});
}

} // namespace pl::intake
