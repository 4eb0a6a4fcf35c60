#include "server/customer/keepingcall.h"

#include "models/base/answer.h"
#include "models/base/jsonmember.h"
#include "models/domain/dispatchsettings.h"
#include "models/supabase/settingsstore.h"

namespace pl::customer {

using namespace Qt::StringLiterals;
using nlohmann::json;
using supabase::Query;

namespace {

constexpr int kRows = 100; // whose ids fit into a request line
const QTime kNight(3, 0);

QStringList idsOfRows(const json &rows)
{
    QStringList ids;
    for (const json &row : rows)
        ids += row.at("id").is_number_integer() ? QString::number(row.at("id").get<qint64>()) : jsonText(row, "id");
    return ids;
}

/// "0-0/412"
qint64 totalIn(const supabase::HttpResponse &answer)
{
    const QByteArray range = answer.header("Content-Range");
    return range.mid(range.lastIndexOf('/') + 1).toLongLong();
}

} // namespace

KeepingCall::KeepingCall(EraseTools tools, Mode mode, QObject *parent)
    : Call(parent), m_tools(std::move(tools)), m_mode(mode), m_now(m_tools.clock())
{
}

QDate KeepingCall::nextNight(const QDateTime &now)
{
    return now.time() < kNight ? now.date() : now.date().addDays(1);
}

void KeepingCall::run()
{
    QStringList keys{QString::fromLatin1(KeepingTimes::kKey)};
    for (const QByteArray &key : DispatchSettings::keys())
        keys += QString::fromLatin1(key);
    then(m_tools.rest.selectJson(Query("settings").select("key,value").in("key", keys)),
         [this](const json &rows) { takeSettings(rows); });
}

void KeepingCall::takeSettings(const json &rows)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [](const json &setting) {
        return jsonText(setting, "key") == QLatin1StringView(KeepingTimes::kKey);
    });
    if (row == rows.end())
        return finish(m_gone);
    m_times = KeepingTimes::fromJson(jsonMember(*row, "value"));
    const auto rules = DispatchSettings::fromJson(rows);
    if (!rules) // a night by a wrong clock could be a day too early
        return finish(rules.error());
    m_zone = rules->zone();
    const QDate today = m_now.toDateTime().toTimeZone(m_zone).date();
    const bool hasBegun = !m_times.begins.isValid() || m_times.begins <= today;
    if (m_mode == Mode::OnlyForesee)
        return foresee();
    forgetErased([this, hasBegun] { hasBegun ? eraseLeads() : foresee(); });
}

/// Whoever erased a person has emptied one server's journal. Keys older than that are gone anyway.
void KeepingCall::forgetErased(const Next &next)
{
    if (!m_tools.journal)
        return next();
    const auto erased =
        Query("leads").select("id").filter("erased_at", "gte", daysBefore(m_now, m_times.journal).toString());
    then(m_tools.rest.selectAll(erased), [this, next](const json &rows) {
        QList<QUuid> leads;
        for (const json &row : rows)
            leads += QUuid::fromString(jsonText(row, "id"));
        forgetKeys(leads, false, next);
    });
}

/// In slices: intake waits for each.
void KeepingCall::forgetKeys(const QList<QUuid> &leads, bool wereKnown, const Next &next)
{
    if (leads.isEmpty() && !wereKnown)
        return next();
    if (leads.isEmpty())
        return onResult(this, m_tools.journal->purge({}),
                        [this, next](const Result<> &purged) { purged ? next() : finish(purged.error()); });
    onResult(this, m_tools.journal->forgetKeys(leads.mid(0, kRows)),
             [this, rest = leads.mid(kRows), wereKnown, next](const Result<int> &known) {
                 known ? forgetKeys(rest, wereKnown || *known > 0, next) : finish(known.error());
             });
}

void KeepingCall::eraseLeads()
{
    const auto erase = [this](const QList<ErasableLead> &leads) {
        return thenOn(this, (new LeadErasing(m_tools.rest, m_tools.journal, leads, m_now, this))->start(),
                      [this](const Result<int> &erased) {
                          m_gone.leads += erased.valueOr(0);
                          return erased;
                      });
    };
    then((new DueLeads(m_tools.rest, m_times, m_now, erase, this))->start(),
         [this](qint64) { eraseMessages([this] { deleteActivity([this] { purge(); }); }); });
}

/// What was written doesn't come again. If it does, the store takes no writes, and asking on would never end.
bool KeepingCall::isSameSlice(const json &rows)
{
    const QString first = idsOfRows(rows).first();
    if (std::exchange(m_slice, first) != first)
        return false;
    finish(Error{ErrorCode::Internal, u"What was kept long enough can't be erased."_s});
    return true;
}

/// Whoever loses the words loses the recipient, so the recipient tells who still has them: an index knows those.
Query KeepingCall::oldMessages(Timestamp at) const
{
    return Query("notifications")
        .select("id")
        .filter("recipient", "neq", QString())
        .filter("created_at", "lt", daysBefore(at, m_times.messages).toString());
}

void KeepingCall::eraseMessages(const Next &next)
{
    then(m_tools.rest.selectJson(oldMessages(m_now).order("created_at.asc,id.asc").limit(kRows)),
         [this, next](const json &rows) {
             if (rows.empty())
                 return next();
             if (isSameSlice(rows))
                 return;
             m_gone.messages += qint64(rows.size());
             const auto query = Query("notifications").select("id").in("id", idsOfRows(rows));
             then(m_tools.rest.update(query, {{"recipient", ""}, {"sent_text", nullptr}, {"body", nullptr}}),
                  [this, next](const json &) { eraseMessages(next); });
         });
}

Query KeepingCall::oldActivity(Timestamp at) const
{
    return Query("activity").select("id").filter("at", "lt", daysBefore(at, m_times.activity).toString());
}

void KeepingCall::deleteActivity(const Next &next)
{
    then(m_tools.rest.selectJson(oldActivity(m_now).order("at.asc,id.asc").limit(kRows)),
         [this, next](const json &rows) {
             if (rows.empty())
                 return next();
             if (isSameSlice(rows))
                 return;
             m_gone.activity += qint64(rows.size());
             const auto query = Query("activity").in("id", idsOfRows(rows));
             then(m_tools.rest.send({"DELETE", query.target()}, true).then(supabase::jsonFromResponse),
                  [this, next](const json &) { deleteActivity(next); });
         });
}

/// No texts: which of a thousand people's would be looked for in a free page? Deleted bytes are overwritten anyway.
void KeepingCall::purge()
{
    if (m_gone.isNothing())
        return foresee();
    const auto purgeStore = [this] {
        if (!m_tools.purgeStore)
            return note();
        then(m_tools.purgeStore({}), [this](Done) { note(); });
    };
    if (!m_tools.journal)
        return purgeStore();
    onResult(this, m_tools.journal->purge({}),
             [this, purgeStore](const Result<> &purged) { purged ? purgeStore() : finish(purged.error()); });
}

void KeepingCall::note()
{
    const json line{{"actor", "server"},
                    {"kind", "data_let_go"},
                    {"detail", {{"leads", m_gone.leads}, {"messages", m_gone.messages}, {"activity", m_gone.activity}}},
                    {"admin_only", true}};
    then(m_tools.rest.insert(Query("activity").select("id"), line), [this](const json &) { foresee(); });
}

/// What the next night lets go, or the night on which keeping begins.
void KeepingCall::foresee()
{
    m_forecast.computedAt = m_now;
    m_forecast.day = nextNight(m_now.toDateTime().toTimeZone(m_zone));
    if (m_times.begins.isValid())
        m_forecast.day = std::max(m_forecast.day, m_times.begins);
    const Timestamp at = Timestamp::fromMSecs(QDateTime(m_forecast.day, kNight, m_zone).toMSecsSinceEpoch());
    then((new DueLeads(m_tools.rest, m_times, at, {}, this))->start(), [this, at](qint64 leads) {
        m_forecast.leads = leads;
        const auto oldBodies = Query("intake_items")
                                   .select("id")
                                   .isNull("erased_at")
                                   .filter("received_at", "lt", daysBefore(at, m_times.bodies).toString());
        count(oldMessages(at), &KeepingForecast::messages, [this, at, oldBodies] {
            count(oldBodies, &KeepingForecast::bodies,
                  [this, at] { count(oldActivity(at), &KeepingForecast::activity, [this] { writeForecast(); }); });
        });
    });
}

void KeepingCall::count(const Query &query, qint64 KeepingForecast::*into, const Next &next)
{
    const supabase::HttpRequest request{
        "GET", Query(query).limit(1).target(), {{"Accept", "application/json"}, {"Prefer", "count=exact"}}};
    then(m_tools.rest.send(request, true), [this, into, next](const supabase::HttpResponse &answer) {
        if (answer.status >= 300)
            return finish(supabase::errorFromResponse(answer));
        m_forecast.*into = totalIn(answer);
        next();
    });
}

void KeepingCall::writeForecast()
{
    const auto written =
        supabase::SettingsStore(m_tools.rest).put(QString::fromLatin1(KeepingForecast::kKey), m_forecast.toJson());
    then(written, [this](Done) { finish(m_gone); });
}

} // namespace pl::customer
