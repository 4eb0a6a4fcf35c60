#include "models/replica/keptroster.h"

#include "models/replica/officereplica.h"

#include <QElapsedTimer>

namespace pl::replica {
namespace {

constexpr qint64 kSliceOfRosterMs = 8; ///< less than a frame

} // namespace

KeptRoster::KeptRoster(const OfficeReplica &replica, QObject *parent) : QObject(parent), m_replica(replica)
{
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &KeptRoster::takeSlice);
}

bool KeptRoster::isKnown(const Plumber &plumber) const
{
    const auto known = m_versions.constFind(plumber.id);
    return known != m_versions.cend() && *known == plumber.version;
}

/// A roster can't lose anybody: who is missing now belongs to another account.
void KeptRoster::lookAtAll()
{
    const QHash<QUuid, Plumber> &plumbers = m_replica.plumbers();
    for (auto known = m_versions.cbegin(); known != m_versions.cend(); ++known)
        if (!plumbers.contains(known.key())) {
            startAgain();
            break;
        }
    m_waiting.clear();
    for (const Plumber &plumber : plumbers)
        if (!isKnown(plumber))
            m_waiting += plumber.id;
    if (!m_waiting.isEmpty())
        m_slice.start();
}

void KeptRoster::startAgain()
{
    m_roster.clear();
    m_versions.clear();
}

void KeptRoster::put(const QList<Plumber> &plumbers)
{
    for (const Plumber &plumber : plumbers) {
        m_waiting += plumber.id;
        if (const auto known = m_versions.find(plumber.id); known != m_versions.end())
            *known = 0;
    }
    if (!m_waiting.isEmpty())
        m_slice.start();
}

void KeptRoster::takeNext() const
{
    const Plumber *plumber = m_replica.plumber(m_waiting.takeLast());
    if (!plumber || isKnown(*plumber))
        return;
    m_roster.put(*plumber);
    m_versions.insert(plumber->id, plumber->version);
    ++m_taken;
}

void KeptRoster::takeSlice()
{
    QElapsedTimer clock;
    clock.start();
    while (!m_waiting.isEmpty() && clock.elapsed() < kSliceOfRosterMs)
        takeNext();
    if (m_waiting.isEmpty())
        m_slice.stop();
}

const PlumberRoster &KeptRoster::roster() const
{
    while (!m_waiting.isEmpty())
        takeNext();
    return m_roster;
}

} // namespace pl::replica
