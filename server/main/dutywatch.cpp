#include "server/main/dutywatch.h"

namespace pl {

namespace {

constexpr qsizetype kMaxFailures = 1000;

Timestamp after(Timestamp at, std::chrono::minutes length)
{
    return at.addSeconds(std::chrono::seconds(length).count());
}

const QHash<QString, QString> &dutyWords()
{
    static const QHash<QString, QString> all{
        {QStringLiteral("payments"), QStringLiteral("Charges and refunds")},
        {QStringLiteral("customers"), QStringLiteral("Adding plumbers to Stripe")},
        {QStringLiteral("events"), QStringLiteral("Processing Stripe's events")},
        {QStringLiteral("pages"), QStringLiteral("Renewing card pages")},
        {QStringLiteral("address"), QStringLiteral("Publishing the server's address")},
        {QStringLiteral("reconciliation"), QStringLiteral("The nightly comparison with Stripe")},
        {QStringLiteral("outbox"), QStringLiteral("Sending e-mails and text messages")},
        {QStringLiteral("samples"), QStringLiteral("Message previews and tests")},
        {QStringLiteral("answers"), QStringLiteral("Recording plumbers' answers")},
        {QStringLiteral("opt-outs"), QStringLiteral("Recording STOP replies")},
        {QStringLiteral("deliveries"), QStringLiteral("Recording which messages arrived")},
        {QStringLiteral("requests"), QStringLiteral("Doing what admins ask for")},
        {QStringLiteral("status"), QStringLiteral("Telling windows about the server")},
        {QStringLiteral("dispatch"), QStringLiteral("Automatic assignment")},
        {QStringLiteral("leads"), QStringLiteral("Delivering new leads to the database")},
        {QStringLiteral("sources"), QStringLiteral("Reading the lead sources")},
        {QStringLiteral("watch"), QStringLiteral("Watching for silent sources")},
        {QStringLiteral("hooks"), QStringLiteral("Turning what sources send into leads")},
        {QStringLiteral("items"), QStringLiteral("Trying again what had to be sorted")},
        {QStringLiteral("letting-go"), QStringLiteral("Letting go of old customers' data")},
        {QStringLiteral("keeping"), QStringLiteral("Erasing what was kept long enough")}};
    return all;
}

} // namespace

DutyWatch::DutyWatch(Clock clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    connect(&m_timer, &QTimer::timeout, this, &DutyWatch::check);
    m_timer.start(std::chrono::seconds(30));
}

void DutyWatch::failed(const QString &duty, const QString &id, const QString &reason, std::chrono::minutes again)
{
    const Timestamp now = m_clock();
    const std::pair key(duty, id);
    const auto known = m_failures.find(key);
    if (known == m_failures.end() && m_failures.size() >= kMaxFailures)
        return;
    const Timestamp since = known == m_failures.end() ? now : known->failure.since;
    m_failures.insert(key, {{duty, id, reason, since}, after(now, again)});
}

void DutyWatch::worked(const QString &duty, const QString &id)
{
    m_failures.remove({duty, QString()});
    m_failures.remove({duty, id});
}

QList<DutyWatch::Failure> DutyWatch::failing() const
{
    const Timestamp now = m_clock();
    QHash<QString, Failure> oldest;
    for (const Kept &kept : m_failures) {
        if (after(kept.failure.since, kReportAfter) > now)
            continue;
        const auto other = oldest.constFind(kept.failure.duty);
        if (other == oldest.cend() || std::tie(kept.failure.since, kept.failure.id) < std::tie(other->since, other->id))
            oldest.insert(kept.failure.duty, kept.failure);
    }
    QList<Failure> list = oldest.values();
    std::sort(list.begin(), list.end(), [](const Failure &a, const Failure &b) { return a.duty < b.duty; });
    return list;
}

void DutyWatch::check()
{
    const Timestamp now = m_clock();
    m_failures.removeIf([now](const auto &entry) { return entry.value().over < now; });
    const QList<Failure> lasting = failing();
    QHash<QString, Failure> before = std::exchange(m_reported, {});
    for (const Failure &failure : lasting) {
        m_reported.insert(failure.duty, failure);
        const auto reported = before.constFind(failure.duty);
        const bool isKnown = reported != before.cend() && *reported == failure;
        before.remove(failure.duty);
        if (!isKnown)
            Q_EMIT startedFailing(failure);
    }
    for (auto over = before.cbegin(); over != before.cend(); ++over)
        Q_EMIT recovered(over.key());
}

QString dutyInWords(const QString &duty)
{
    return dutyWords().value(duty, duty);
}

QStringList allDuties()
{
    return dutyWords().keys();
}

} // namespace pl
