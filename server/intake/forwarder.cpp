#include "server/intake/forwarder.h"

#include "models/domain/onresult.h"

#include <QRandomGenerator>
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

/// Whether the store refuses the data, so that asking again is of no use: a data exception, a broken constraint, a
/// trigger's veto (PostgreSQL's classes 22, 23 and P0). What else there is (a missing table or column, a key,
/// PostgREST's own complaints, a proxy's page) would refuse every row and is an outage.
bool isAboutTheData(const Error &error)
{
    if (error.code == ErrorCode::TooLarge)
        return true;
    if (error.code != ErrorCode::InvalidInput && error.code != ErrorCode::Conflict)
        return false;
    const QString sqlClass = error.remoteCode.size() == 5 ? error.remoteCode.left(2) : QString();
    return sqlClass == u"22" || sqlClass == u"23" || sqlClass == u"P0";
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
    : QObject(parent), m_journal(journal), m_rest(rest), m_pace(pace), m_batchSize(pace.batch)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Forwarder::wake);
    connect(&journal, &journal::Journal::stored, this, &Forwarder::wake);
}

void Forwarder::start()
{
    wake();
}

void Forwarder::wake()
{
    m_hasNews = true;
    if (m_isBusy || m_retry.isActive())
        return;
    m_isBusy = true;
    readBatch();
}

void Forwarder::readBatch()
{
    m_hasNews = false;
    onResult(this, m_journal.waiting(m_batchSize),
             [this](const Result<QList<journal::Entry>> &entries) { onBatch(entries); });
}

void Forwarder::onBatch(const Result<QList<journal::Entry>> &entries)
{
    if (!entries)
        return pause(entries.error());
    m_entries = *entries;
    if (m_entries.isEmpty()) {
        m_isBusy = false;
        if (m_hasNews)
            wake();
        return;
    }
    m_rows.clear();
    for (const journal::Entry &entry : m_entries)
        m_rows.push_back(rowOf(entry));
    m_matcher = {};
    m_lookUps = PersonMatcher::queries(m_rows);
    lookUpPersons();
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
    if (!isAboutTheData(error))
        return pause(error);
    m_entries.size() > 1 ? onRefused(error) : send();
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
    if (!inserted)
        return isAboutTheData(inserted.error()) ? onRefused(inserted.error()) : pause(inserted.error());
    const auto stored = idsOf(*inserted);
    if (!stored)
        return pause(nonsense());
    QStringList others;
    for (const journal::Entry &entry : m_entries)
        if (const QString id = entry.id.toString(QUuid::WithoutBraces); !stored->contains(id))
            others += id;
    others.isEmpty() ? markForwarded() : confirm(others);
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
        return pause(found.error());
    const auto stored = idsOf(*found);
    if (!stored)
        return pause(nonsense());
    if (!stored->contains(QSet<QString>(ids.begin(), ids.end())))
        return pause({ErrorCode::Protocol, QStringLiteral("The store said yes, but does not have the leads.")});
    markForwarded();
}

void Forwarder::markForwarded()
{
    QList<qint64> sequences;
    for (const journal::Entry &entry : m_entries)
        sequences.append(entry.sequence);
    const int leads = int(sequences.size());
    onResult(this, m_journal.markForwarded(sequences, Timestamp::now()),
             [this, leads](const Result<> &marked) { afterWrite(marked, leads); });
}

void Forwarder::onRefused(const Error &error)
{
    if (m_entries.size() > 1) {
        m_batchSize = int(m_entries.size() / 2);
        return readBatch();
    }
    isKnownExternalId(error, m_entries.first()) ? markForwarded() : setFirstAside(error);
}

void Forwarder::setFirstAside(const Error &error)
{
    const journal::Entry &entry = m_entries.first();
    // The store's message may quote the row's values; its code does not.
    const QString reason = error.remoteCode.isEmpty()
                               ? QStringLiteral("refused by the store")
                               : QStringLiteral("refused by the store: %1").arg(error.remoteCode);
    onResult(this, m_journal.setAside(entry.sequence, reason), [this, id = entry.id, reason](const Result<> &written) {
        if (written)
            Q_EMIT setAside(id, reason);
        afterWrite(written, 0);
    });
}

void Forwarder::afterWrite(const Result<> &written, int forwardedLeads)
{
    if (!written)
        return pause(written.error());
    m_failures = 0;
    m_batchSize = std::min(m_pace.batch, m_batchSize * 2);
    if (forwardedLeads > 0)
        Q_EMIT forwarded(forwardedLeads);
    readBatch();
}

void Forwarder::pause(const Error &error)
{
    m_isBusy = false;
    const auto full = std::min(m_pace.longestPause, m_pace.firstPause * (1 << std::min(m_failures++, 16)));
    // Many servers must not come back at the same moment.
    const auto shortened =
        full - std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(full.count() / 2 + 1)));
    m_retry.start(shortened);
    Q_EMIT delayed(error.message, shortened);
}

} // namespace pl::intake
