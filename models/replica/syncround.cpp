#include "models/replica/syncround.h"

namespace pl::replica {

SyncRound::SyncRound(QObject *parent) : QObject(parent)
{
    m_clock.start();
}

void SyncRound::begin()
{
    ++m_number;
    m_isGoing = true;
    m_began = now();
}

void SyncRound::drop()
{
    ++m_number;
    m_isGoing = false;
}

void SyncRound::end(const Result<> &outcome)
{
    if (!m_isGoing)
        return;
    drop();
    Q_EMIT ended(outcome);
}

} // namespace pl::replica
