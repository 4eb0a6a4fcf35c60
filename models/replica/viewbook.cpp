#include "models/replica/viewbook.h"

#include <algorithm>

namespace pl::replica {

using nlohmann::json;
using supabase::GuardedWrite;
using supabase::Query;

namespace {

Error notYours()
{
    return {ErrorCode::Forbidden, QStringLiteral("Only the person who saved this view, or an admin, can change it.")};
}

Result<SavedView> firstView(const Result<json> &rows)
{
    return rows.andThen([](const json &list) -> Result<SavedView> {
        if (list.empty())
            return Error{ErrorCode::Forbidden, QStringLiteral("The server did not keep this.")};
        return SavedView::fromJson(list[0]);
    });
}

} // namespace

ViewBook::ViewBook(supabase::RestClient &client, const QString &user, bool isAdmin, QObject *parent)
    : QObject(parent), m_client(client), m_user(user), m_isAdmin(isAdmin)
{
}

void ViewBook::follow(supabase::OfficeNews &news)
{
    news.watch({"saved_views"}, this, [this] { load(); });
}

void ViewBook::load()
{
    if (std::exchange(m_isReading, true)) {
        m_readAgain = true;
        return;
    }
    m_meanwhile.clear();
    const auto query = Query("saved_views").select(SavedView::columns()).isNull("deleted_at");
    onResult(this, m_client.selectAll(query), [this](const Result<json> &rows) {
        if (!rows)
            return ended(rows.error());
        take(*rows);
        m_isLoaded = true;
        ended(std::nullopt);
    });
}

void ViewBook::take(const json &rows)
{
    QHash<QUuid, SavedView> known;
    for (const json &row : rows) {
        const auto view = SavedView::fromJson(row);
        if (!view)
            continue; // of a kind that a newer server has
        const auto mine = m_views.constFind(view->id);
        known.insert(view->id, mine != m_views.cend() && mine->version > view->version ? *mine : *view);
    }
    for (const QUuid &id : std::as_const(m_meanwhile))
        if (!known.contains(id))
            known.insert(id, m_views.value(id));
    m_views = known;
}

void ViewBook::ended(const std::optional<Error> &failure)
{
    m_failure = failure;
    m_isReading = false;
    if (std::exchange(m_readAgain, false))
        load();
    Q_EMIT changed();
}

QList<SavedView> ViewBook::views() const
{
    QList<SavedView> list;
    for (const SavedView &view : m_views)
        if (!view.deletedAt)
            list += view;
    std::sort(list.begin(), list.end(), [](const SavedView &a, const SavedView &b) {
        if (a.position != b.position)
            return a.position < b.position;
        const int order = QString::localeAwareCompare(a.name, b.name);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    return list;
}

const SavedView *ViewBook::view(const QUuid &id) const
{
    const auto it = m_views.constFind(id);
    return it == m_views.cend() || it->deletedAt ? nullptr : &*it;
}

void ViewBook::apply(const SavedView &view)
{
    m_meanwhile.insert(view.id);
    const auto known = m_views.constFind(view.id);
    if (known != m_views.cend() && known->version >= view.version)
        return;
    m_views.insert(view.id, view);
    Q_EMIT changed();
}

QFuture<Result<SavedView>> ViewBook::add(const SavedView &wish)
{
    const QUuid id = QUuid::createUuid();
    json row = wish.toJson();
    row["id"] = toJson(id);
    const QList<SavedView> others = views();
    row["position"] = others.isEmpty() ? 0 : others.last().position + 1;
    // The id is made here: a second try after a lost answer can't save it twice.
    const Query query = Query("saved_views").onConflict("id").select(SavedView::columns());
    const Answer<SavedView> answer;
    onResult(this, m_client.insert(query, row, supabase::OnConflict::IgnoreDuplicates),
             [this, id, answer](const Result<json> &rows) {
                 if (rows && rows->empty())
                     return fetchAdded(id, answer);
                 const Result<SavedView> view = firstView(rows);
                 if (view)
                     apply(*view);
                 answer.finish(view);
             });
    return answer.future();
}

void ViewBook::fetchAdded(const QUuid &id, const Answer<SavedView> &answer)
{
    onResult(this, m_client.selectJson(Query("saved_views").select(SavedView::columns()).eq("id", id)),
             [this, answer](const Result<json> &rows) {
                 const Result<SavedView> view = firstView(rows);
                 if (view)
                     apply(*view);
                 answer.finish(view);
             });
}

QFuture<Result<SavedView>> ViewBook::write(const SavedView &seen, const json &changes)
{
    if (!mayChange(seen))
        return QtFuture::makeReadyFuture(Result<SavedView>(notYours()));
    const auto pending = m_client.guardedUpdate<SavedView>("saved_views", seen.id, seen.version, changes);
    return thenOn(this, pending, [this](const Result<GuardedWrite<SavedView>> &outcome) -> Result<SavedView> {
        if (!outcome)
            return outcome.error();
        if (outcome->somebodyWasFaster()) {
            load();
            return Error{ErrorCode::Outdated, QStringLiteral("Somebody else changed this view a moment ago. The new "
                                                             "one is shown; make your change again.")};
        }
        apply(*outcome->row);
        return *outcome->row;
    });
}

QFuture<Result<SavedView>> ViewBook::change(const SavedView &seen, const SavedView &wish)
{
    const json before = seen.toJson();
    json changes = json::object();
    for (const json after = wish.toJson(); const auto &[column, value] : after.items())
        if (before[column] != value)
            changes[column] = value;
    return changes.empty() ? QtFuture::makeReadyFuture(Result<SavedView>(seen)) : write(seen, changes);
}

QFuture<Result<SavedView>> ViewBook::remove(const SavedView &seen)
{
    return write(seen, {{"deleted_at", toJson(m_client.serverTime().toString())}});
}

QFuture<Result<SavedView>> ViewBook::restore(const SavedView &removed)
{
    return write(removed, {{"deleted_at", nullptr}});
}

} // namespace pl::replica
