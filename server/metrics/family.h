#pragma once

#include "server/metrics/instruments.h"

#include <QByteArray>
#include <QByteArrayList>

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace pl::metrics {

/// One metric by name, with an instrument for each combination of its labels' values. From any thread.
///
/// Whatever comes from outside may become a label's value, so there is an end to them: beyond `kMostSeries`
/// combinations all further ones share one instrument, whose values are "other".
template <class Instrument>
class Family
{
public:
    static constexpr std::size_t kMostSeries = 1000;
    using Make = std::function<std::unique_ptr<Instrument>()>;

    Family(QByteArrayList labelNames, Make make) : m_labelNames(std::move(labelNames)), m_make(std::move(make)) {}

    /// The instrument of these values, in the order of the labels' names; it lives as long as the family. A missing
    /// value is empty, one too many is left out.
    Instrument &with(QByteArrayList values)
    {
        values.resize(m_labelNames.size());
        const std::lock_guard lock(m_mutex);
        if (m_series.size() >= kMostSeries && !m_series.contains(values))
            values.fill("other");
        auto &place = m_series[values];
        if (!place)
            place = m_make();
        return *place;
    }

    const QByteArrayList &labelNames() const { return m_labelNames; }

    /// Calls `visit(values, instrument)` for each, in the order of their values.
    template <class Visit>
    void forEach(const Visit &visit) const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[values, instrument] : m_series)
            visit(values, *instrument);
    }

private:
    const QByteArrayList m_labelNames;
    const Make m_make;
    mutable std::mutex m_mutex;
    std::map<QByteArrayList, std::unique_ptr<Instrument>> m_series;
};

} // namespace pl::metrics
