#pragma once

#include <QtGlobal>

#include <atomic>
#include <vector>

namespace pl::metrics {

/// A total that only grows. From any thread, lock-free, like all instruments.
class Counter
{
public:
    void add(quint64 more = 1) { m_value.fetch_add(more, std::memory_order_relaxed); }
    /// Sets the total from an existing counter.
    void setTotal(quint64 total) { m_value.store(total, std::memory_order_relaxed); }
    quint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<quint64> m_value{0};
};

/// A value that can go up and down.
class Gauge
{
public:
    void set(double value) { m_value.store(value, std::memory_order_relaxed); }
    double value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<double> m_value{0};
};

/// Sorts measurements into buckets. A bucket holds values up to and including its bound and above the previous one; the
/// last holds the rest.
class Histogram
{
public:
    /// `bounds` must increase. NaN is ignored.
    explicit Histogram(std::vector<double> bounds);

    void observe(double value);

    struct Snapshot
    {
        std::vector<quint64> buckets; ///< one more than there are bounds; not cumulative
        double sum = 0;
    };
    Snapshot snapshot() const;
    /// Sets the values from a snapshot with the same bounds; ignores any other.
    void set(const Snapshot &measured);
    const std::vector<double> &bounds() const { return m_bounds; }

private:
    const std::vector<double> m_bounds;
    std::vector<std::atomic<quint64>> m_buckets;
    std::atomic<double> m_sum{0};
};

/// Bounds in seconds for answers and commits: 0.5 ms to 10 s.
std::vector<double> secondsBounds();
/// Bounds for counts: 1, 2, 4 … 4,096.
std::vector<double> sizeBounds();

} // namespace pl::metrics
