#include "server/main/requestdesk.h"

#include "models/base/answer.h"
#include "models/base/jsonmember.h"

namespace pl {

namespace {

using namespace Qt::StringLiterals;
using nlohmann::json;
using supabase::GuardedWrite;
using supabase::Query;

/// Not fewer: some may be for other servers, and must not hide the one behind them.
constexpr int kMaxAtOnce = 500;

QFuture<Result<>> doneAtOnce()
{
    const Answer<> answer;
    answer.finish({});
    return answer.future();
}

/// Other Errors are about the store or a provider; their sentences are for people, too.
QString reasonFor(const Error &error)
{
    return error.code == ErrorCode::InvalidInput && error.fields.isEmpty()
               ? error.message
               : u"The server could not do it. %1"_s.arg(error.message);
}

} // namespace

RequestDesk::RequestDesk(supabase::RestClient &rest, QString server, Handler handler, Pace pace, Clock clock,
                         QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_server(std::move(server))
    , m_handler(std::move(handler))
    , m_pace(pace)
    , m_clock(std::move(clock))
    , m_loop([this] { return fetch(); }, [this](const json &row) { return work(row); }, pace.loop)
{
    connect(&m_loop, &shared::WorkLoop::delayed, this, &RequestDesk::delayed);
    connect(&m_loop, &shared::WorkLoop::worked, this, [this] { Q_EMIT worked(); });
    connect(&m_cleaner, &QTimer::timeout, this, &RequestDesk::empty);
}

void RequestDesk::start()
{
    m_loop.start();
    m_cleaner.start(m_pace.clean);
}

QFuture<Result<json>> RequestDesk::fetch()
{
    const auto query = Query(ServerRequest::kTable)
                           .select(ServerRequest::columns())
                           .in("state", {u"asked"_s, u"working"_s})
                           .order("created_at.asc,id.asc")
                           .limit(kMaxAtOnce);
    return thenOn(this, m_rest.selectJson(query), [this](const Result<json> &rows) {
        return rows.transform([this](const json &all) {
            json ours = json::array();
            for (const json &row : all)
                if (isForUs(row))
                    ours.push_back(row);
            return ours;
        });
    });
}

bool RequestDesk::isForUs(const json &row) const
{
    const auto request = ServerRequest::fromJson(row);
    if (!request)
        return false; // of a kind that a newer server knows
    if (request->state == ServerRequestState::Working)
        return request->updatedAt.addSeconds(m_pace.lease.count()) <= m_clock();
    const QString server = jsonText(request->data, "server");
    return server.isEmpty() || server == m_server || isTooOld(*request);
}

bool RequestDesk::isTooOld(const ServerRequest &request) const
{
    return request.createdAt.addSeconds(m_pace.lasts.count()) <= m_clock();
}

/// Left by a crash, and doing it again could do it twice.
bool RequestDesk::isLost(const ServerRequest &request) const
{
    return request.state == ServerRequestState::Working &&
           !(m_kinds.isRepeatable && m_kinds.isRepeatable(request.kind));
}

QFuture<Result<>> RequestDesk::work(const json &row)
{
    const auto request = ServerRequest::fromJson(row);
    if (!request)
        return doneAtOnce();
    if (isLost(*request))
        return finish(*request, Error{ErrorCode::InvalidInput,
                                      u"The server stopped while it was working on this. Check what was done, then try "
                                      "again."_s});
    if (isTooOld(*request))
        return finish(*request,
                      Error{ErrorCode::InvalidInput, u"No server was running when this was requested. Try again."_s});
    const auto claimed = m_rest.guardedUpdate<ServerRequest>(ServerRequest::kTable, request->id, request->version,
                                                             {{"state", enumText(ServerRequestState::Working)}});
    const Answer<> answer;
    onResult(this, claimed, [this, answer](const Result<GuardedWrite<ServerRequest>> &mine) {
        if (!mine || mine->somebodyWasFaster())
            return answer.finish(mine ? Result<>() : mine.error());
        onResult(this, handle(*mine->row), [answer](const Result<> &outcome) { answer.finish(outcome); });
    });
    return answer.future();
}

QFuture<Result<>> RequestDesk::handle(const ServerRequest &claimed)
{
    const Answer<> answer;
    onResult(this, m_handler(claimed), [this, claimed, answer](const Result<json> &outcome) {
        onResult(this, finish(claimed, outcome), [answer](const Result<> &written) { answer.finish(written); });
    });
    return answer.future();
}

/// A request that failed has an answer, too: an empty one says that its data are still to be emptied.
QFuture<Result<>> RequestDesk::finish(const ServerRequest &request, const Result<json> &outcome)
{
    const auto state = outcome ? ServerRequestState::Done : ServerRequestState::Failed;
    json changes{{"state", enumText(state)}, {"answer", outcome.valueOr(json::object())}};
    if (!outcome)
        changes["reason"] = toJson(reasonFor(outcome.error()));
    if (m_kinds.namesAPerson && m_kinds.namesAPerson(request.kind))
        changes["data"] = json::object();
    const auto written =
        m_rest.guardedUpdate<ServerRequest>(ServerRequest::kTable, request.id, request.version, changes);
    return thenOn(this, written, [this, kind = request.kind, isDone = outcome.ok()](const auto &row) -> Result<> {
        if (!row)
            return row.error();
        Q_EMIT handled(QString(enumName(kind)), isDone);
        return {};
    });
}

/// People's addresses and invitations' links are kept no longer than a window needs them.
void RequestDesk::empty()
{
    const QString end = m_clock().addSeconds(-m_pace.lasts.count()).toString();
    m_rest.update(
        Query(ServerRequest::kTable).filter("answer", "not.is", u"null"_s).filter("updated_at", "lt", end).select("id"),
        {{"data", json::object()}, {"answer", nullptr}});
}

} // namespace pl
