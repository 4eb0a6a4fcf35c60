#include "server/main/statuswriter.h"

#include <QFileInfo>

namespace pl {

namespace {

using journal::Entry;
using journal::JournalStats;

Timestamp momentOf(const QDateTime &time)
{
    return Timestamp::fromMSecs(time.toMSecsSinceEpoch());
}

/// Also when the clock was set back: else nothing would be written until it is as late again.
bool isPast(std::optional<Timestamp> at, std::chrono::seconds length, Timestamp now)
{
    return !at || at->addSeconds(length.count()) <= now || *at > now;
}

SetAsideEntry entryForPeople(const Entry &entry)
{
    return {QString::fromUtf8(entry.kind), QString::fromUtf8(entry.key), entry.settledAt, entry.reason};
}

} // namespace

StatusWriter::StatusWriter(const Sources &sources, const Settings &settings, QString publicUrl, QString backupMark,
                           Pace pace, QObject *parent)
    : QObject(parent)
    , m_sources(sources)
    , m_settings(settings)
    , m_publicUrl(std::move(publicUrl))
    , m_backupMark(std::move(backupMark))
    , m_pace(pace)
{
    connect(&m_timer, &QTimer::timeout, this, &StatusWriter::look);
}

QString StatusWriter::serverName()
{
    return QSysInfo::machineHostName();
}

void StatusWriter::start()
{
    m_timer.start(m_pace.look);
    look();
}

QFuture<Result<>> StatusWriter::want()
{
    m_wantedAt = Timestamp::now();
    const Answer<> answer;
    gather(true, answer);
    return answer.future();
}

void StatusWriter::look()
{
    if (std::exchange(m_isBusy, true))
        return;
    const Answer<> looked;
    onResult(this, looked.future(), [this](const Result<> &outcome) {
        m_isBusy = false;
        Q_EMIT wrote(outcome);
    });
    gather(false, looked);
}

void StatusWriter::gather(bool isAsked, const Answer<> &answer)
{
    onResult(this, m_sources.journal.stats(), [this, isAsked, answer](const Result<JournalStats> &stats) {
        if (!stats)
            return answer.finish(stats.error());
        const auto listed = m_sources.journal.setAsideEntries(ServerStatus::kMaxSetAside);
        onResult(this, listed, [this, isAsked, answer, stats](const Result<QList<Entry>> &entries) {
            entries ? take(*stats, *entries, isAsked, answer) : answer.finish(entries.error());
        });
    });
}

void StatusWriter::take(const JournalStats &stats, const QList<Entry> &setAside, bool isAsked, const Answer<> &answer)
{
    const ServerStatus status = statusNow(stats, setAside);
    isAsked || isDue(status) ? write(status, answer) : answer.finish({});
}

ServerStatus StatusWriter::statusNow(const JournalStats &stats, const QList<Entry> &setAside) const
{
    ServerStatus status;
    status.server = serverName();
    status.version = QStringLiteral(PL_VERSION);
    status.startedAt = m_startedAt;
    status.at = Timestamp::now();
    status.publicUrl = m_publicUrl;
    for (const journal::KindStats &kind : stats.kinds) {
        status.waiting += kind.waiting;
        status.setAsideTotal += kind.setAside;
    }
    for (const Entry &entry : setAside)
        status.setAside += entryForPeople(entry);
    const QList<DutyWatch::Failure> failing = m_sources.duties.failing();
    for (const DutyWatch::Failure &failure : failing)
        status.failing += {dutyInWords(failure.duty), failure.since, failure.reason};
    if (const QFileInfo mark(m_backupMark); mark.exists())
        status.backupAt = momentOf(mark.lastModified());
    addServices(status);
    return status;
}

void StatusWriter::addServices(ServerStatus &status) const
{
    status.stripe = m_sources.services.state(Service::Stripe);
    status.stripe.isConfigured = !m_settings.stripeApiKey.isEmpty();
    status.stripe.isLive = m_settings.stripeApiKey.contains("_live_");
    status.email = m_sources.services.state(Service::Email);
    status.email.isConfigured = m_settings.sendsEmail();
    status.email.from = m_settings.emailFrom;
    status.sms = m_sources.services.state(Service::Sms);
    status.sms.isConfigured = m_settings.sendsSms();
    status.sms.from = m_settings.smsFrom;
}

bool StatusWriter::isDue(const ServerStatus &status) const
{
    if (!m_written || !status.tellsTheSameAs(*m_written))
        return true;
    const bool isWanted = !isPast(m_wantedAt, m_pace.wantedFor, status.at);
    return isPast(m_written->at, isWanted ? m_pace.wanted : m_pace.resting, status.at);
}

void StatusWriter::write(const ServerStatus &status, const Answer<> &answer)
{
    const auto written = supabase::SettingsStore(m_sources.rest).put(ServerStatus::kKey, status.toJson());
    onResult(this, written, [this, status, answer](const Result<> &outcome) {
        if (outcome)
            m_written = status;
        answer.finish(outcome);
    });
}

} // namespace pl
