#include "server/intake/forwarder.h"

#include "models/base/onresult.h"
#include "server/intake/rowinsert.h"
#include "server/journal/refusal.h"

namespace pl::intake {

namespace {

/// A row of `leads`. Rows of one request must have the same columns, so absent ones are null.
nlohmann::json rowOf(const journal::Entry &entry)
{
    nlohmann::json row = nlohmann::json::parse(entry.payload.toStdString(), nullptr, false);
    if (!row.is_object())
        row = nlohmann::json::object(); // the store will refuse it, and it will be set aside
    for (const char *column : {"zip_code", "description", "external_id", "consent", "street", "city", "state",
                               "phone_extension", "has_real_phone", "answers", "origin"})
        row.emplace(column, nullptr);
    row["id"] = toJson(entry.id);
    row["source_id"] = toJson(entry.sourceId);
    row["created_at"] = entry.receivedAt.toString().toStdString();
    return row;
}

/// The source sent this lead before, to another server or a lost journal.
bool isKnownExternalId(const Error &error, const journal::Entry &entry)
{
    return error.remoteCode == QLatin1String("23505") && !entry.externalId.isEmpty();
}

} // namespace

Forwarder::Forwarder(journal::Journal &journal, supabase::RestClient &rest, Pace pace, QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_forwarder(
          journal, journal::kLeadKind, [this](const QList<journal::Entry> &entries) { return deliver(entries); }, pace)
{
    using journal::EventForwarder;
    m_forwarder.setPreview([this](const QList<journal::Entry> &entries) { m_ahead = begin(entries); });
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

Forwarder::Pace Forwarder::remotePace()
{
    return {.batch = 500};
}

Forwarder::Batch Forwarder::begin(const QList<journal::Entry> &entries)
{
    Batch batch{entries, {}, {}};
    for (const journal::Entry &entry : entries)
        batch.rows.push_back(rowOf(entry));
    batch.persons = PersonSearch::find(m_rest, batch.rows);
    return batch;
}

/// Valid only right after the batch during which it was started: it does not know of anything written later.
std::optional<Forwarder::Batch> Forwarder::takeAhead(const QList<journal::Entry> &entries)
{
    auto ahead = std::exchange(m_ahead, std::nullopt);
    const auto isSame = [](const journal::Entry &a, const journal::Entry &b) { return a.sequence == b.sequence; };
    if (ahead && !std::equal(ahead->entries.begin(), ahead->entries.end(), entries.begin(), entries.end(), isSame))
        ahead.reset();
    return ahead;
}

QFuture<Result<>> Forwarder::deliver(const QList<journal::Entry> &entries)
{
    m_answer = {};
    auto ahead = takeAhead(entries);
    auto before = std::exchange(m_lastRows, {});
    if (!ahead)
        before.clear();
    m_batch = ahead ? std::move(*ahead) : begin(entries);
    onResult(this, m_batch.persons, [this, before](const Result<PersonMatcher> &found) { onPersons(found, before); });
    return m_answer.future();
}

void Forwarder::finish(const Result<> &result)
{
    if (result)
        reportDelivered();
    else
        m_ahead.reset();
    m_answer.finish(result);
}

void Forwarder::reportDelivered()
{
    QList<DeliveredLead> leads;
    for (qsizetype i = 0; i < m_batch.entries.size(); ++i) {
        const auto &entry = m_batch.entries.at(i);
        const bool isDuplicate = !m_batch.rows[std::size_t(i)].value("duplicate_of", nlohmann::json()).is_null();
        leads.append({entry.sourceId, entry.receivedAt, isDuplicate});
    }
    Q_EMIT delivered(leads);
}

/// A lead whose address the store can't search for must not block the others. On its own, it continues without the
/// search, and the store decides about the row itself.
void Forwarder::onPersons(const Result<PersonMatcher> &found, const std::vector<nlohmann::json> &before)
{
    const bool goesAlone = !found && journal::isAboutTheData(found.error()) && m_batch.entries.size() == 1;
    if (!found && !goesAlone)
        return finish(found.error());
    PersonMatcher matcher = found ? *found : PersonMatcher();
    matcher.learn(before);
    send(std::move(matcher));
}

void Forwarder::send(PersonMatcher matcher)
{
    matcher.link(m_batch.rows);
    onResult(this, RowInsert::into(m_rest, "leads", m_batch.rows),
             [this](const Result<QSet<QString>> &inserted) { onSent(inserted); });
}

void Forwarder::onSent(const Result<QSet<QString>> &inserted)
{
    const auto &entries = m_batch.entries;
    if (!inserted) {
        const bool isThere = entries.size() == 1 && isKnownExternalId(inserted.error(), entries.first());
        return finish(isThere ? Result<>() : inserted.error());
    }
    if (m_ahead)
        m_lastRows = m_batch.rows;
    finish({});
}

} // namespace pl::intake
