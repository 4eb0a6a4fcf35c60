#include "server/metrics/instruments.h"

#include <algorithm>
#include <cmath>

namespace pl::metrics {

Histogram::Histogram(std::vector<double> bounds) : m_bounds(std::move(bounds)), m_buckets(m_bounds.size() + 1) {}

void Histogram::observe(double value)
{
    if (std::isnan(value))
        return;
    const auto bucket = std::lower_bound(m_bounds.begin(), m_bounds.end(), value) - m_bounds.begin();
    m_buckets[std::size_t(bucket)].fetch_add(1, std::memory_order_relaxed);
    m_sum.fetch_add(value, std::memory_order_relaxed);
}

Histogram::Snapshot Histogram::snapshot() const
{
    Snapshot now;
    for (const auto &bucket : m_buckets)
        now.buckets.push_back(bucket.load(std::memory_order_relaxed));
    now.sum = m_sum.load(std::memory_order_relaxed);
    return now;
}

void Histogram::set(const Snapshot &measured)
{
    if (measured.buckets.size() != m_buckets.size())
        return;
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        m_buckets[i].store(measured.buckets[i], std::memory_order_relaxed);
    m_sum.store(measured.sum, std::memory_order_relaxed);
}

std::vector<double> secondsBounds()
{
    return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

std::vector<double> sizeBounds()
{
    return {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096};
}

} // namespace pl::metrics
