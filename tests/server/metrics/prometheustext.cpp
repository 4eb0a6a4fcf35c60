#include "tests/server/metrics/prometheustext.h"

#include <QByteArrayList>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace pl::test {

namespace {

const QRegularExpression kComment(QStringLiteral(R"re(^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$)re"));
const QRegularExpression kSample(
    QStringLiteral(R"re(^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[^"\\}]|"(?:[^"\\\n]|\\[\\"n])*")*)\})? (\S+)$)re"));
const QRegularExpression kLabel(QStringLiteral(R"re(\G([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(?:,|$))re"));

using Labels = QMap<QByteArray, QByteArray>;

std::optional<double> numberOf(const QString &text)
{
    if (text == u"+Inf" || text == u"-Inf")
        return text.startsWith(u'-') ? -std::numeric_limits<double>::infinity()
                                     : std::numeric_limits<double>::infinity();
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber || text == u"NaN" ? std::optional(value) : std::nullopt;
}

std::optional<Labels> labelsOf(const QString &text)
{
    Labels labels;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto match = kLabel.match(text, at);
        if (!match.hasMatch() || labels.contains(match.captured(1).toUtf8()))
            return std::nullopt;
        labels.insert(match.captured(1).toUtf8(), match.captured(2).toUtf8());
        at = match.capturedEnd();
    }
    return labels;
}

QByteArray series(const QByteArray &name, const Labels &labels)
{
    QByteArrayList pairs;
    for (auto it = labels.cbegin(); it != labels.cend(); ++it)
        pairs.append(it.key() + "=\"" + it.value() + '"');
    return pairs.isEmpty() ? name : name + '{' + pairs.join(',') + '}';
}

class Reader
{
public:
    PrometheusText read(const QByteArray &text)
    {
        if (!text.endsWith('\n'))
            complain(QStringLiteral("the last line has no end"));
        auto lines = QString::fromUtf8(text).split(u'\n');
        lines.removeLast();
        for (const QString &line : lines)
            line.startsWith(u'#') ? readComment(line) : readSample(line);
        for (const auto &[group, buckets] : m_buckets.asKeyValueRange())
            checkHistogram(group, buckets);
        return m_text;
    }

private:
    void complain(const QString &what)
    {
        if (m_text.error.isEmpty())
            m_text.error = what;
    }

    void readComment(const QString &line)
    {
        const auto match = kComment.match(line);
        const QByteArray name = match.captured(2).toUtf8();
        if (!match.hasMatch())
            return complain(QStringLiteral("no comment: ") + line);
        if (match.captured(1) == u"HELP") {
            if (m_helped.contains(name))
                complain(QStringLiteral("HELP twice: ") + line);
            m_helped.insert(name);
            return;
        }
        const QStringList kinds{QStringLiteral("counter"), QStringLiteral("gauge"), QStringLiteral("histogram")};
        if (!kinds.contains(match.captured(3)) || m_text.types.contains(name) || !m_helped.contains(name))
            complain(QStringLiteral("bad TYPE: ") + line);
        m_text.types.insert(name, match.captured(3).toUtf8());
        m_current = name;
    }

    void readSample(const QString &line)
    {
        const auto match = kSample.match(line);
        const auto labels = labelsOf(match.captured(2));
        const auto value = numberOf(match.captured(3));
        if (!match.hasMatch() || !labels || !value)
            return complain(QStringLiteral("no sample: ") + line);
        const QByteArray name = match.captured(1).toUtf8();
        const QByteArray type = m_text.types.value(m_current);
        const bool fits = type == "histogram" ? name == m_current + "_bucket" || name == m_current + "_sum" ||
                                                    name == m_current + "_count"
                                              : name == m_current;
        if (!fits || m_text.samples.contains(series(name, *labels)))
            return complain(QStringLiteral("out of place: ") + line);
        if (type == "counter" && (*value < 0 || !name.endsWith("_total")))
            complain(QStringLiteral("no counter: ") + line);
        m_text.samples.insert(series(name, *labels), *value);
        if (type == "histogram")
            noteHistogram(name, *labels, *value);
    }

    void noteHistogram(const QByteArray &name, Labels labels, double value)
    {
        if (!name.endsWith("_bucket"))
            return;
        const auto bound = numberOf(QString::fromUtf8(labels.take("le")));
        if (!bound)
            return complain(QStringLiteral("a bucket without a bound"));
        m_buckets[series(m_current, labels)].append({*bound, value});
    }

    /// Bounds rise to +Inf, counts never fall, and the last is the count.
    void checkHistogram(const QByteArray &group, const QList<std::pair<double, double>> &buckets)
    {
        if (!std::isinf(buckets.last().first))
            complain(QStringLiteral("no bucket +Inf"));
        for (qsizetype i = 1; i < buckets.size(); ++i)
            if (buckets.at(i).first <= buckets.at(i - 1).first || buckets.at(i).second < buckets.at(i - 1).second)
                complain(QStringLiteral("the buckets do not rise"));
        const auto brace = std::max<qsizetype>(group.indexOf('{'), 0);
        const QByteArray name = brace ? group.first(brace) : group;
        const QByteArray labels = brace ? group.sliced(brace) : QByteArray();
        if (m_text.value(name + "_count" + labels) != buckets.last().second)
            complain(QStringLiteral("the count is not the last bucket's"));
        if (!m_text.samples.contains(name + "_sum" + labels))
            complain(QStringLiteral("no sum"));
    }

    PrometheusText m_text;
    QSet<QByteArray> m_helped;
    QByteArray m_current;
    QMap<QByteArray, QList<std::pair<double, double>>> m_buckets;
};

} // namespace

PrometheusText PrometheusText::parse(const QByteArray &text)
{
    return Reader().read(text);
}

} // namespace pl::test
