#pragma once

#include <QtGlobal>

#include <atomic>
#include <vector>

namespace pl::metrics {

/// Counts what has happened. From any thread, without a lock, as all instruments.
class Counter
{
public:
    void add(quint64 more = 1) { m_value.fetch_add(more, std::memory_order_relaxed); }
    /// Takes over the total of somebody who counts already.
    void setTotal(quint64 total) { m_value.store(total, std::memory_order_relaxed); }
    quint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<quint64> m_value{0};
};

/// Tells how things stand.
class Gauge
{
public:
    void set(double value) { m_value.store(value, std::memory_order_relaxed); }
    double value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<double> m_value{0};
};

/// Sorts measurements into buckets. A bucket takes what is not above its bound and above the one before; the last takes
/// the rest.
class Histogram
{
public:
    /// `bounds` rise. A measurement that is no number is left out.
    explicit Histogram(std::vector<double> bounds);

    void observe(double value);

    struct Snapshot
    {
        std::vector<quint64> buckets; ///< one more than there are bounds; not added up
        double sum = 0;
    };
    Snapshot snapshot() const;
    /// Takes over what somebody else has measured with the same bounds; anything else is left out.
    void set(const Snapshot &measured);
    const std::vector<double> &bounds() const { return m_bounds; }

private:
    const std::vector<double> m_bounds;
    std::vector<std::atomic<quint64>> m_buckets;
    std::atomic<double> m_sum{0};
};

/// Bounds in seconds for answers and commits: 0.5 ms to 10 s.
std::vector<double> secondsBounds();
/// Bounds for numbers of things: 1, 2, 4 … 4,096.
std::vector<double> sizeBounds();

} // namespace pl::metrics
