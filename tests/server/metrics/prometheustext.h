#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace pl::test {

/// What a scrape says, read as strictly as Prometheus' text format 0.0.4 is written: every sample belongs to a metric
/// whose HELP and TYPE lines came once and before it, no sample comes twice, and histograms add up.
struct PrometheusText
{
    /// By name and labels as written, with the labels sorted: `name{a="1",b="2"}`.
    QMap<QByteArray, double> samples;
    QMap<QByteArray, QByteArray> types; ///< by metric
    QString error;                      ///< empty: the text is well formed

    static PrometheusText parse(const QByteArray &text);

    /// -1 when there is no such sample.
    double value(const QByteArray &sample) const { return samples.value(sample, -1); }
};

} // namespace pl::test
