#pragma once

#include "server/metrics/family.h"

#include <variant>

namespace pl::metrics {

/// All metrics of one program, in Prometheus' text format 0.0.4. Names follow its conventions: counters end in
/// "_total", units are seconds and bytes.
///
/// Add families at startup, on one thread; instruments may then be used from any. Labels must not hold personal data.
class Registry
{
public:
    /// The content type of `text()`.
    static constexpr const char *kContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// A name already registered returns its family, which must be of the same kind.
    Family<Counter> &counter(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels = {});
    Family<Gauge> &gauge(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels = {});
    Family<Histogram> &histogram(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels,
                                 const std::vector<double> &bounds);

    /// Called before each `text()`, for values that are looked up rather than counted.
    void beforeText(std::function<void()> refresh) { m_refreshes.push_back(std::move(refresh)); }

    QByteArray text() const;

private:
    struct Entry
    {
        QByteArray help;
        std::variant<std::unique_ptr<Family<Counter>>, std::unique_ptr<Family<Gauge>>,
                     std::unique_ptr<Family<Histogram>>>
            family;
    };
    template <class Instrument>
    Family<Instrument> &family(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels,
                               typename Family<Instrument>::Make make);

    std::map<QByteArray, Entry> m_entries;
    std::vector<std::function<void()>> m_refreshes;
};

} // namespace pl::metrics
