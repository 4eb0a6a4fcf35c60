#include "server/metrics/registry.h"

#include <cmath>

namespace pl::metrics {

namespace {

QByteArray number(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return QByteArray::number(value, 'g', 15);
}

QByteArray escaped(QByteArray text, bool isLabel)
{
    text.replace('\\', "\\\\").replace('\n', "\\n");
    return isLabel ? text.replace('"', "\\\"") : text;
}

QByteArray labeled(const QByteArrayList &names, const QByteArrayList &values, const QByteArray &bound = {})
{
    QByteArrayList pairs;
    for (qsizetype i = 0; i < names.size(); ++i)
        pairs.append(names.at(i) + "=\"" + escaped(values.at(i), true) + '"');
    if (!bound.isNull())
        pairs.append("le=\"" + bound + '"');
    return pairs.isEmpty() ? QByteArray() : '{' + pairs.join(',') + '}';
}

/// Writes the samples of one family.
struct Samples
{
    QByteArray &out;
    const QByteArray &name;

    const char *operator()(const std::unique_ptr<Family<Counter>> &family) const
    {
        family->forEach([&](const QByteArrayList &values, const Counter &counter) {
            out += name + labeled(family->labelNames(), values) + ' ' + QByteArray::number(counter.value()) + '\n';
        });
        return "counter";
    }

    const char *operator()(const std::unique_ptr<Family<Gauge>> &family) const
    {
        family->forEach([&](const QByteArrayList &values, const Gauge &gauge) {
            out += name + labeled(family->labelNames(), values) + ' ' + number(gauge.value()) + '\n';
        });
        return "gauge";
    }

    const char *operator()(const std::unique_ptr<Family<Histogram>> &family) const
    {
        family->forEach([&](const QByteArrayList &values, const Histogram &histogram) {
            write(family->labelNames(), values, histogram);
        });
        return "histogram";
    }

    /// The count is the sum of the buckets as read, so that the two agree while other threads keep measuring.
    void write(const QByteArrayList &names, const QByteArrayList &values, const Histogram &histogram) const
    {
        const auto now = histogram.snapshot();
        quint64 count = 0;
        for (std::size_t i = 0; i < now.buckets.size(); ++i) {
            count += now.buckets[i];
            const bool isLast = i == histogram.bounds().size();
            out += name + "_bucket" + labeled(names, values, isLast ? "+Inf" : number(histogram.bounds()[i])) + ' ' +
                   QByteArray::number(count) + '\n';
        }
        out += name + "_sum" + labeled(names, values) + ' ' + number(now.sum) + '\n';
        out += name + "_count" + labeled(names, values) + ' ' + QByteArray::number(count) + '\n';
    }
};

} // namespace

template <class Instrument>
Family<Instrument> &Registry::family(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels,
                                     typename Family<Instrument>::Make make)
{
    const auto found = m_entries.find(name);
    if (found != m_entries.end())
        return *std::get<std::unique_ptr<Family<Instrument>>>(found->second.family);
    auto made = std::make_unique<Family<Instrument>>(labels, std::move(make));
    auto &result = *made;
    // A metric without labels exists from the start, at zero.
    if (labels.isEmpty())
        (void)result.with({});
    m_entries.emplace(name, Entry{help, std::move(made)});
    return result;
}

Family<Counter> &Registry::counter(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels)
{
    return family<Counter>(name, help, labels, [] { return std::make_unique<Counter>(); });
}

Family<Gauge> &Registry::gauge(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels)
{
    return family<Gauge>(name, help, labels, [] { return std::make_unique<Gauge>(); });
}

Family<Histogram> &Registry::histogram(const QByteArray &name, const QByteArray &help, const QByteArrayList &labels,
                                       const std::vector<double> &bounds)
{
    return family<Histogram>(name, help, labels, [bounds] { return std::make_unique<Histogram>(bounds); });
}

QByteArray Registry::text() const
{
    for (const auto &refresh : m_refreshes)
        refresh();
    QByteArray text;
    for (const auto &[name, entry] : m_entries) {
        QByteArray samples;
        const char *type = std::visit(Samples{samples, name}, entry.family);
        text += "# HELP " + name + ' ' + escaped(entry.help, false) + "\n# TYPE " + name + ' ' + type + '\n' + samples;
    }
    return text;
}

} // namespace pl::metrics
