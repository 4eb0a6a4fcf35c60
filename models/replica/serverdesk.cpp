#include "models/replica/serverdesk.h"

#include "models/base/onresult.h"
#include "models/supabase/settingsstore.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace pl::replica {

namespace {

using nlohmann::json;
using supabase::Query;
using supabase::SettingsStore;

Error silence()
{
    return {ErrorCode::TimedOut, QStringLiteral("No server has answered."), {}, ServerDesk::kSilent};
}

/// The network may be back before the wait is over.
bool isPassing(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut;
}

Result<ServerRequest> requestIn(const Result<json> &rows)
{
    return rows.andThen([](const json &list) -> Result<ServerRequest> {
        if (!list.is_array() || list.size() != 1)
            return Error{ErrorCode::NotFound, QStringLiteral("The request is not there.")};
        return ServerRequest::fromJson(list[0]);
    });
}

} // namespace

struct ServerDesk::Wish
{
    QUuid id = QUuid::createUuid();
    QDeadlineTimer deadline;
    Answer<json> answer = {};
};

ServerDesk::ServerDesk(supabase::RestClient &client, QObject *parent) : ServerDesk(client, Pace(), parent) {}

ServerDesk::ServerDesk(supabase::RestClient &client, Pace pace, QObject *parent)
    : QObject(parent), m_client(client), m_pace(pace)
{
}

void ServerDesk::follow(supabase::OfficeNews &news)
{
    news.watch({"settings"}, this, [this] {
        if (m_asked.isValid() && m_asked.elapsed() < 2 * m_pace.askAgain.count())
            load();
    });
}

/// The id is made here, so that a second try after a lost answer is no second request.
QFuture<Result<json>> ServerDesk::ask(ServerRequestKind kind, const json &data)
{
    auto wish = std::make_shared<Wish>();
    wish->deadline = QDeadlineTimer(m_pace.patience);
    const json row{{"id", toJson(wish->id)}, {"kind", enumText(kind)}, {"data", data}};
    const auto added = m_client.insert(Query(ServerRequest::kTable).onConflict("id").select("id"), row,
                                       supabase::OnConflict::IgnoreDuplicates);
    onResult(this, added, [this, wish](const Result<json> &outcome) {
        outcome ? lookLater(wish) : wish->answer.finish(outcome.error());
    });
    return wish->answer.future();
}

void ServerDesk::lookLater(const WishPtr &wish)
{
    QTimer::singleShot(m_pace.look, this, [this, wish] { look(wish); });
}

void ServerDesk::look(const WishPtr &wish)
{
    const auto read =
        m_client.selectJson(Query(ServerRequest::kTable).select(ServerRequest::columns()).eq("id", wish->id));
    onResult(this, read, [this, wish](const Result<json> &rows) {
        const auto request = requestIn(rows);
        if (!request && (wish->deadline.hasExpired() || !isPassing(request.error())))
            return wish->answer.finish(request.error());
        if (!request)
            return lookLater(wish);
        if (request->state == ServerRequestState::Done)
            return wish->answer.finish(request->answer);
        if (request->state == ServerRequestState::Failed)
            return wish->answer.finish(Error{ErrorCode::InvalidInput, request->reason});
        wish->deadline.hasExpired() ? wish->answer.finish(silence()) : lookLater(wish);
    });
}

void ServerDesk::want()
{
    load();
    m_isWantedAgain = m_isAsking;
    if (m_isAsking || (m_asked.isValid() && m_asked.elapsed() < m_pace.askAgain.count()))
        return;
    m_asked.start();
    m_isAsking = true;
    onResult(this, ask(ServerRequestKind::Status), [this](const Result<json> &outcome) {
        m_isAsking = false;
        if (outcome || outcome.error().remoteCode == kSilent)
            return load();
        m_asked.invalidate(); // it was not asked
        std::exchange(m_isWantedAgain, false) ? want() : load();
    });
}

void ServerDesk::load()
{
    if (std::exchange(m_isReading, true)) {
        m_readAgain = true;
        return;
    }
    onResult(this, SettingsStore(m_client).value(ServerStatus::kKey), [this](const Result<json> &value) {
        m_isReading = false;
        if (std::exchange(m_readAgain, false))
            return load();
        if (!value)
            return Q_EMIT loadFailed(value.error());
        const auto status = value->is_null() ? Result<ServerStatus>(Error()) : ServerStatus::fromJson(*value);
        m_status = status ? std::optional(*status) : std::nullopt;
        m_isLoaded = true;
        Q_EMIT changed();
    });
}

} // namespace pl::replica
