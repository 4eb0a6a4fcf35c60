#pragma once

#include "server/metrics/instruments.h"

#include <QByteArray>
#include <QByteArrayList>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>

namespace pl::metrics {

/// One metric by name, with an instrument for each combination of its labels' values. From any thread.
///
/// Label values may come from outside, so their number is limited: beyond `kMaxSeries` combinations, all others share
/// one instrument with the values "other".
template <class Instrument>
class Family
{
public:
    static constexpr std::size_t kMaxSeries = 1000;
    using Make = std::function<std::unique_ptr<Instrument>()>;

    Family(QByteArrayList labelNames, Make make) : m_labelNames(std::move(labelNames)), m_make(std::move(make)) {}

    /// The instrument of these values, in the order of the labels' names; it lives as long as the family. Missing
    /// values are empty, extra ones are ignored.
    Instrument &with(std::initializer_list<QByteArrayView> values)
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_series.find(values);
        return known != m_series.end() ? *known->second : add(values);
    }

    const QByteArrayList &labelNames() const { return m_labelNames; }

    /// Calls `visit(values, instrument)` for each, sorted by values.
    template <class Visit>
    void forEach(const Visit &visit) const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[values, instrument] : m_series)
            visit(values, *instrument);
    }

private:
    /// Compares lists of strings, whatever their container.
    struct Less
    {
        using is_transparent = void;
        template <class A, class B>
        bool operator()(const A &a, const B &b) const
        {
            return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                                [](QByteArrayView x, QByteArrayView y) { return x < y; });
        }
    };

    /// Call with the mutex locked.
    Instrument &add(std::initializer_list<QByteArrayView> given)
    {
        QByteArrayList values;
        for (const QByteArrayView value : given)
            values += value.toByteArray();
        values.resize(m_labelNames.size());
        if (m_series.size() >= kMaxSeries && !m_series.contains(values))
            values.fill("other");
        auto &place = m_series[values];
        if (!place)
            place = m_make();
        return *place;
    }

    const QByteArrayList m_labelNames;
    const Make m_make;
    mutable std::mutex m_mutex;
    std::map<QByteArrayList, std::unique_ptr<Instrument>, Less> m_series;
};

} // namespace pl::metrics
