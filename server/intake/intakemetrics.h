#pragma once

#include "models/base/result.h"
#include "server/metrics/registry.h"

#include <QElapsedTimer>

namespace pl::intake {

/// Intake's metrics, by source name; "-" for an unknown source. From any thread.
class IntakeMetrics
{
public:
    /// The registry must outlive this.
    explicit IntakeMetrics(metrics::Registry &registry);

    void received(const QString &source, int leads);
    void repeated(const QString &source, int leads);
    /// A form's honeypot field was filled in; answered as if accepted.
    void trapped(const QString &source);
    /// A request, or a row of an array, that was refused. `reason` is one word.
    void refused(const QString &source, const char *reason, int leads = 1);
    void refused(const QString &source, const Error &error);
    /// Refused leads that were not kept for people to sort: their source has too many.
    void notKept(const QString &source, int leads);
    /// An invalid key; `isSlowed`: throttled without being checked.
    void guessed(bool isSlowed);
    /// What a hook sent was kept. `outcome`: "received", "repeated", or "over_limit".
    void hook(const QString &source, const char *outcome);
    void answered(const QString &source, const QElapsedTimer &since);

private:
    metrics::Family<metrics::Counter> &m_leads;
    metrics::Family<metrics::Counter> &m_refused;
    metrics::Family<metrics::Counter> &m_notKept;
    metrics::Family<metrics::Counter> &m_trapped;
    metrics::Family<metrics::Counter> &m_guesses;
    metrics::Family<metrics::Counter> &m_hooks;
    metrics::Family<metrics::Histogram> &m_seconds;
};

} // namespace pl::intake
