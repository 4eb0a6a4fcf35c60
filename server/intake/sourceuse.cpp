#include "server/intake/sourceuse.h"

namespace pl::intake {

QString SourceUse::keyOf(const QUuid &source)
{
    return QLatin1StringView(kPrefix) + source.toString(QUuid::WithoutBraces);
}

SourceUse::SourceUse(supabase::RestClient &rest, Pace pace, QObject *parent)
    : QObject(parent), m_settings(rest), m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SourceUse::write);
}

void SourceUse::note(const QUuid &source)
{
    m_unwritten[source] = Timestamp::now();
    const bool isFirst = !m_seen.contains(source);
    if (isFirst)
        m_seen.insert(source);
    if (!m_timer.isActive() || (isFirst && m_timer.remainingTimeAsDuration() > m_pace.soon))
        m_timer.start(isFirst ? m_pace.soon : m_pace.period);
}

/// After a failed write, the next use is written instead.
void SourceUse::write()
{
    for (const auto &[source, at] : std::exchange(m_unwritten, {}).asKeyValueRange())
        (void)m_settings.put(keyOf(source), {{"at", toJson(at.toString())}});
}

} // namespace pl::intake
