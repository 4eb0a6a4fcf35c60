#pragma once

#include "models/base/result.h"
#include "server/metrics/registry.h"

#include <QElapsedTimer>

namespace pl::intake {

/// What intake counts, by source. A source is told by its name; "-" stands for nobody known. From any thread.
class IntakeMetrics
{
public:
    /// The registry must outlive this.
    explicit IntakeMetrics(metrics::Registry &registry);

    void received(const QString &source, int leads);
    void repeated(const QString &source, int leads);
    /// A form's hidden field was filled in: answered as if it were taken.
    void trapped(const QString &source);
    /// A request, or a row of an array, that was not taken. `reason` is a word.
    void refused(const QString &source, const char *reason, int leads = 1);
    void refused(const QString &source, const Error &error);
    /// A key that nobody has; `isSlowed`: it was not even looked at.
    void guessed(bool isSlowed);
    void answered(const QString &source, const QElapsedTimer &since);

private:
    metrics::Family<metrics::Counter> &m_leads;
    metrics::Family<metrics::Counter> &m_refused;
    metrics::Family<metrics::Counter> &m_trapped;
    metrics::Family<metrics::Counter> &m_guesses;
    metrics::Family<metrics::Histogram> &m_seconds;
};

} // namespace pl::intake
