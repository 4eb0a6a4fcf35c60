#include "models/replica/customerdesk.h"

#include "models/base/answer.h"
#include "models/replica/leadfinder.h"

namespace pl::replica {
namespace {

using nlohmann::json;
using supabase::HttpResponse;
using supabase::Query;

Error notForStaff()
{
    return {ErrorCode::Forbidden, QStringLiteral("Only admins can do this.")};
}

/// The policies leave out the rows that nobody may delete.
Result<> takenBack(const Result<json> &rows)
{
    if (!rows)
        return rows.error();
    if (rows->empty())
        return Error{ErrorCode::Outdated, QStringLiteral("It was not taken back: the person wrote it, or it is gone.")};
    return {};
}

QStringList idsOf(const CustomerKey &key, const OfficeReplica &replica)
{
    QStringList ids;
    for (const columns::Row row : LeadFinder(replica).findAny({key.phone, key.email}).rows)
        if (const Lead *lead = replica.lead(replica.columns().id(row)); lead && key.matches(*lead))
            ids += lead->id.toString(QUuid::WithoutBraces);
    ids.sort();
    return ids;
}

/// Then the window doesn't know all leads of a person.
bool isStillLoading(const OfficeReplica &replica)
{
    return replica.loading() || (replica.connection() == Connection::Live && !replica.isComplete());
}

/// What a person's file takes names from.
json plumberRows(const QHash<QUuid, Plumber> &plumbers)
{
    json rows = json::array();
    for (const Plumber &plumber : plumbers)
        rows.push_back({{"id", toJson(plumber.id)},
                        {"first_name", toJson(plumber.firstName)},
                        {"last_name", toJson(plumber.lastName)},
                        {"company", toJson(plumber.company)}});
    return rows;
}

json sourceRows(const QHash<QUuid, QString> &names)
{
    json rows = json::array();
    for (auto name = names.cbegin(); name != names.cend(); ++name)
        rows.push_back({{"id", toJson(name.key())}, {"name", toJson(name.value())}});
    return rows;
}

} // namespace

CustomerDesk::CustomerDesk(supabase::RestClient &client, OfficeReplica &replica, DoNotContactBook &book,
                           ServerDesk *server, const QString &user, QObject *parent)
    : QObject(parent), m_client(client), m_replica(replica), m_book(book), m_server(server), m_user(user)
{
}

QFuture<Result<CustomerRecords>> CustomerDesk::read(const CustomerKey &key, QObject *watcher,
                                                    const std::function<void(int steps)> &progressed)
{
    if (isStillLoading(m_replica))
        return QtFuture::makeReadyFuture(Result<CustomerRecords>(
            Error{ErrorCode::Unavailable, QStringLiteral("The leads are still loading."), {}, kStillLoading}));
    auto *read = new CustomerRead(
        m_client,
        {key, idsOf(key, m_replica), isAdmin(), plumberRows(m_replica.plumbers()), sourceRows(m_replica.sourceNames())},
        this);
    connect(read, &CustomerRead::progressed, watcher, progressed);
    return read->start();
}

QFuture<Result<>> CustomerDesk::forbid(const QList<ContactRefusal> &wishes)
{
    json rows = json::array();
    for (const ContactRefusal &wish : wishes)
        rows.push_back(wish.toJson());
    const Query query = Query(ContactRefusal::kTable).onConflict("contact_hash,channel").select("id");
    return thenOn(this, m_client.insert(query, rows, supabase::OnConflict::IgnoreDuplicates),
                  [this](const Result<json> &added) -> Result<> {
                      if (!added)
                          return added.error();
                      m_book.forget();
                      return {};
                  });
}

QFuture<Result<>> CustomerDesk::allow(const ContactRefusal &row, const QString &note,
                                      const std::optional<QUuid> &leadId)
{
    const supabase::HttpRequest wish{
        "DELETE",
        Query(ContactRefusal::kTable).eq("id", row.id.value_or(QUuid())).select("id").target(),
        {{"Accept", "application/json"}, {"Prefer", "return=representation"}}};
    return thenOn(this, m_client.send(wish, false), [=, this](const Result<HttpResponse> &response) {
        const Result<> outcome = takenBack(supabase::jsonFromResponse(response));
        if (outcome && leadId)
            addNote(*leadId, note);
        m_book.forget();
        return outcome;
    });
}

/// Nobody waits for it: that it was taken back stands in the activity, whatever becomes of the note.
void CustomerDesk::addNote(const QUuid &leadId, const QString &note)
{
    m_client.insert(Query("lead_events").select("id"),
                    {{"lead_id", toJson(leadId)}, {"kind", "note"}, {"actor", toJson(m_user)}, {"note", toJson(note)}});
}

template <class T>
QFuture<Result<T>> CustomerDesk::ask(ServerRequestKind kind, const CustomerKey &key)
{
    if (!m_server)
        return QtFuture::makeReadyFuture(Result<T>(notForStaff()));
    return thenOn(this, m_server->ask(kind, key.toJson()),
                  [](const Result<json> &answer) { return answer.andThen(&T::fromJson); });
}

QFuture<Result<WaitingCounts>> CustomerDesk::waiting(const CustomerKey &key)
{
    return ask<WaitingCounts>(ServerRequestKind::FindPerson, key);
}

QFuture<Result<ErasingCounts>> CustomerDesk::previewErasing(const CustomerKey &key)
{
    return ask<ErasingCounts>(ServerRequestKind::PreviewErasing, key);
}

QFuture<Result<ErasingCounts>> CustomerDesk::erase(const CustomerKey &key)
{
    return ask<ErasingCounts>(ServerRequestKind::ErasePerson, key);
}

} // namespace pl::replica
