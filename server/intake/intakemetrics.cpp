#include "server/intake/intakemetrics.h"

namespace pl::intake {

namespace {

const char *reasonOf(const Error &error)
{
    const bool hasFields = !error.fields.isEmpty();
    switch (error.code) {
    case ErrorCode::InvalidInput:
        return !hasFields ? "malformed" : error.fields.first().code == u"reused" ? "key_reused" : "invalid_field";
    case ErrorCode::Unauthenticated:
        return "unknown_key";
    case ErrorCode::Forbidden:
        return "forbidden";
    case ErrorCode::Conflict:
    case ErrorCode::Outdated:
        return "in_flight";
    case ErrorCode::TooLarge:
        return "too_large";
    case ErrorCode::RateLimited:
        return "rate_limited";
    case ErrorCode::Unavailable:
    case ErrorCode::TimedOut:
        return "unavailable";
    case ErrorCode::NotFound:
    case ErrorCode::Protocol:
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
        return "internal";
    }
    Q_UNREACHABLE();
}

} // namespace

IntakeMetrics::IntakeMetrics(metrics::Registry &registry)
    : m_leads(registry.counter("plumber_leads_intake_leads_total",
                               "Leads answered with 2xx: received, or already known (repeated).",
                               {"source", "outcome"}))
    , m_refused(registry.counter("plumber_leads_intake_refused_total", "Refused leads or requests, by reason.",
                                 {"source", "reason"}))
    , m_notKept(registry.counter("plumber_leads_intake_refused_not_kept_total",
                                 "Refused leads that are not under To sort, because more of their source's were "
                                 "refused than are kept.",
                                 {"source"}))
    , m_trapped(registry.counter("plumber_leads_intake_honeypot_total",
                                 "Forms dropped because their hidden field was filled in.", {"source"}))
    , m_guesses(registry.counter("plumber_leads_intake_key_guesses_total",
                                 "Invalid keys: refused, or throttled (slowed) without being checked.", {"answer"}))
    , m_hooks(registry.counter("plumber_leads_intake_hooks_total",
                               "What hooks sent: received, already known (repeated), or kept although over_limit.",
                               {"source", "outcome"}))
    , m_seconds(registry.histogram("plumber_leads_intake_seconds",
                                   "Time from a lead's arrival to its answer, by source.", {"source"},
                                   metrics::secondsBounds()))
{
}

void IntakeMetrics::received(const QString &source, int leads)
{
    m_leads.with({source.toUtf8(), "received"}).add(quint64(leads));
}

void IntakeMetrics::repeated(const QString &source, int leads)
{
    m_leads.with({source.toUtf8(), "repeated"}).add(quint64(leads));
}

void IntakeMetrics::trapped(const QString &source)
{
    m_trapped.with({source.toUtf8()}).add();
}

void IntakeMetrics::refused(const QString &source, const char *reason, int leads)
{
    m_refused.with({source.isEmpty() ? QByteArray("-") : source.toUtf8(), reason}).add(quint64(leads));
}

void IntakeMetrics::refused(const QString &source, const Error &error)
{
    refused(source, reasonOf(error));
}

void IntakeMetrics::notKept(const QString &source, int leads)
{
    m_notKept.with({source.toUtf8()}).add(quint64(leads));
}

void IntakeMetrics::guessed(bool isSlowed)
{
    m_guesses.with({isSlowed ? "slowed" : "refused"}).add();
}

void IntakeMetrics::hook(const QString &source, const char *outcome)
{
    m_hooks.with({source.toUtf8(), outcome}).add();
}

void IntakeMetrics::answered(const QString &source, const QElapsedTimer &since)
{
    m_seconds.with({source.toUtf8()}).observe(double(since.nsecsElapsed()) / 1e9);
}

} // namespace pl::intake
