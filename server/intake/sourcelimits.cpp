#include "server/intake/sourcelimits.h"

namespace pl::intake {

namespace {

constexpr qint64 kMinute = 60;
constexpr qint64 kDay = 86'400;

Error tooMany(int limit, const char *period, qint64 wait)
{
    return {ErrorCode::RateLimited,
            QStringLiteral("This source may send %1 leads per %2.").arg(limit).arg(QLatin1StringView(period)),
            {},
            {},
            int(wait)};
}

void add(QByteArray &list, const QByteArray &item)
{
    list += (list.isEmpty() ? "" : ", ") + item;
}

QByteArray parameter(const char *name, qint64 value)
{
    return QByteArray(";") + name + '=' + QByteArray::number(value);
}

} // namespace

/// A clock that was set back starts a new minute or day.
SourceLimits::Use &SourceLimits::useOf(const QUuid &source, qint64 now)
{
    Use &use = m_uses[source];
    if (now < use.minuteBegan || now >= use.minuteBegan + kMinute) {
        use.minuteBegan = now;
        use.inMinute = 0;
    }
    if (const qint64 day = now / kDay; day != use.day) {
        const Use fresh{.minuteBegan = use.minuteBegan, .inMinute = use.inMinute, .day = day};
        use = fresh;
    }
    return use;
}

std::optional<SourceLimits::Refusal> SourceLimits::take(const Source &source, int rows, int good)
{
    if (source.perMinute == 0 && source.perDay == 0)
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    const qint64 now = seconds();
    Use &use = useOf(source.id, now);
    if (source.perDay > 0 && use.today() + good > source.perDay)
        return Refusal{true, tooMany(source.perDay, "day", kDay - now % kDay)};
    if (source.perMinute > 0 && use.inMinute + rows > source.perMinute)
        return Refusal{false, tooMany(source.perMinute, "minute", use.minuteBegan + kMinute - now)};
    use.inMinute += rows;
    use.ownToday += good;
    return std::nullopt;
}

void SourceLimits::giveBack(const Source &source, int good)
{
    const std::lock_guard lock(m_mutex);
    Use &use = useOf(source.id, seconds());
    use.ownToday = std::max(0, use.ownToday - good);
}

void SourceLimits::beginStored(const QUuid &source)
{
    const std::lock_guard lock(m_mutex);
    Use &use = useOf(source, seconds());
    use.askedDay = use.day;
    use.ownWhenAsked = use.ownToday;
}

void SourceLimits::setStored(const QUuid &source, int leads)
{
    const std::lock_guard lock(m_mutex);
    Use &use = useOf(source, seconds());
    if (use.askedDay != use.day)
        return;
    use.storedToday = leads;
    use.ownWhenStored = use.ownWhenAsked;
}

http::Headers SourceLimits::headers(const Source &source)
{
    if (source.perMinute == 0 && source.perDay == 0)
        return {};
    const std::lock_guard lock(m_mutex);
    const qint64 now = seconds();
    const Use &use = useOf(source.id, now);
    QByteArray policy;
    QByteArray state;
    if (source.perMinute > 0) {
        add(policy, "\"minute\"" + parameter("q", source.perMinute) + parameter("w", kMinute));
        add(state, "\"minute\"" + parameter("r", std::max(0, source.perMinute - use.inMinute)) +
                       parameter("t", use.minuteBegan + kMinute - now));
    }
    if (source.perDay > 0) {
        add(policy, "\"day\"" + parameter("q", source.perDay) + parameter("w", kDay));
        add(state,
            "\"day\"" + parameter("r", std::max(0, source.perDay - use.today())) + parameter("t", kDay - now % kDay));
    }
    return {{"RateLimit-Policy", policy}, {"RateLimit", state}};
}

} // namespace pl::intake
