#include "server/main/customerduty.h"

#include "models/base/jsonmember.h"
#include "models/domain/dispatchsettings.h"
#include "server/main/logging.h"

namespace pl {

namespace {

using namespace Qt::StringLiterals;
using customer::KeepingCall;
using nlohmann::json;
using supabase::Query;

constexpr std::chrono::minutes kTrustEvery(30); // ClockTrust wants to be asked once an hour
constexpr std::chrono::minutes kFirstLook(10);  // at the start there is more urgent work
constexpr std::chrono::hours kNightly(30);      // a failure stands until the next night
constexpr const char *kBelieved = "clock-believed";
const QString kDuty = u"letting-go"_s;

QStringList wantedKeys()
{
    QStringList keys{QString::fromLatin1(KeepingTimes::kKey)};
    for (const QByteArray &key : DispatchSettings::keys())
        keys += QString::fromLatin1(key);
    return keys;
}

} // namespace

CustomerDuty::CustomerDuty(customer::EraseTools tools, const Dependencies &dependencies)
    : CustomerDuty(std::move(tools), dependencies, Clocks())
{
}

CustomerDuty::CustomerDuty(customer::EraseTools tools, const Dependencies &dependencies, Clocks clocks)
    : m_tools(std::move(tools))
    , m_dependencies(dependencies)
    , m_clocks(std::move(clocks))
    , m_gone(dependencies.metrics.counter("plumber_leads_let_go_total",
                                          "What was kept long enough and was let go: leads, messages, activity.",
                                          {"what"}))
    , m_lastNight(dependencies.metrics.gauge("plumber_leads_let_go_last_success_timestamp_seconds",
                                             "When letting go last worked, also if nothing was old enough."))
    , m_night(m_clocks.night, [this] { return m_clocks.wall().toDateTime().toTimeZone(m_zone); })
{
    connect(&m_night, &billing::NightTimer::due, this, &CustomerDuty::work);
    connect(&m_trustTimer, &QTimer::timeout, this, &CustomerDuty::isClockBelieved);
    m_dependencies.news.watch({"settings"}, this, [this] { readSettings(); });
}

void CustomerDuty::start()
{
    readSettings();
    onResult(this, m_dependencies.journal.time(kBelieved),
             [this](const Result<std::optional<Timestamp>> &lastBelieved) {
                 m_trust.emplace(lastBelieved.valueOr(std::nullopt));
                 isClockBelieved(); // a jump from now on shows
                 m_trustTimer.start(kTrustEvery);
                 m_night.start();
                 QTimer::singleShot(kFirstLook, this, &CustomerDuty::foresee);
             });
}

void CustomerDuty::readSettings()
{
    onResult(this, m_tools.rest.selectJson(Query("settings").select("key,value").in("key", wantedKeys())),
             [this](const Result<json> &rows) {
                 if (rows)
                     takeSettings(*rows);
             });
}

/// Without the office's own time, the journal keeps its keys as long as JOURNAL_KEEP_DAYS says.
void CustomerDuty::takeSettings(const json &rows)
{
    if (const auto rules = DispatchSettings::fromJson(rows))
        m_zone = rules->zone();
    for (const json &row : rows) {
        if (jsonText(row, "key") != QLatin1StringView(KeepingTimes::kKey))
            continue;
        const auto times = KeepingTimes::fromJson(jsonMember(row, "value"));
        m_dependencies.pruner.setKeep(std::chrono::hours(24 * times.journal));
        const auto before = std::exchange(m_times, times);
        if (before && before != times)
            foresee();
    }
}

bool CustomerDuty::isClockBelieved()
{
    return m_trust->isBelieved(m_clocks.wall(), m_clocks.uptime());
}

/// What is under way may have read the times of before.
void CustomerDuty::foresee()
{
    if (m_isWorking) {
        m_looksAgain = true;
        return;
    }
    m_isWorking = true;
    onResult(this, (new KeepingCall(m_tools, KeepingCall::Mode::OnlyForesee, this))->start(),
             [this](const Result<customer::LetGo> &) { endWork(); });
}

void CustomerDuty::endWork()
{
    m_isWorking = false;
    if (std::exchange(m_looksAgain, false))
        foresee();
}

void CustomerDuty::work()
{
    if (!isClockBelieved()) {
        log::warn("letting-go-held", {{"why", u"This machine's clock has jumped. Nothing is let go this night."_s}});
        return Q_EMIT held();
    }
    if (std::exchange(m_isWorking, true))
        return m_night.tryAgain();
    onResult(this, (new KeepingCall(m_tools, KeepingCall::Mode::Night, this))->start(),
             [this](const Result<customer::LetGo> &outcome) { onWorked(outcome); });
}

void CustomerDuty::onWorked(const Result<customer::LetGo> &outcome)
{
    endWork();
    if (outcome) {
        count(*outcome);
        m_dependencies.watch.worked(kDuty);
    } else {
        m_night.tryAgain();
        m_dependencies.watch.failed(kDuty, {}, outcome.error().message, kNightly);
        log::warn("letting-go-failed", {{"reason", outcome.error().message}});
    }
    Q_EMIT worked(outcome);
}

void CustomerDuty::count(const customer::LetGo &gone)
{
    m_gone.with({"leads"}).add(quint64(gone.leads));
    m_gone.with({"messages"}).add(quint64(gone.messages));
    m_gone.with({"activity"}).add(quint64(gone.activity));
    m_lastNight.with({}).set(double(m_clocks.wall().micros / 1'000'000));
    if (gone.isNothing())
        return;
    log::info("let-go", {{"leads", QString::number(gone.leads)},
                         {"messages", QString::number(gone.messages)},
                         {"activity", QString::number(gone.activity)}});
}

} // namespace pl
