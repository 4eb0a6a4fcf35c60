#pragma once

#include "models/domain/ranking.h"

#include <QTimer>

namespace pl::replica {

class OfficeReplica;

/// The roster of a replica's plumbers, kept from one lead to the next: only plumbers that are new or have changed are
/// put in, in slices of a few milliseconds while nobody asks. Lives on the replica's thread.
class KeptRoster : public QObject
{
    Q_OBJECT

public:
    /// `replica` must outlive it, and may still be under construction.
    explicit KeptRoster(const OfficeReplica &replica, QObject *parent = nullptr);

    /// The replica may have other plumbers than before.
    void lookAtAll();
    void put(const QList<Plumber> &plumbers);
    /// With all of them: puts in first what is still waiting.
    const PlumberRoster &roster() const;
    /// How many plumbers are still to be put in.
    qsizetype waiting() const { return m_waiting.size(); }
    /// How many were put in so far.
    qint64 taken() const { return m_taken; }

private:
    bool isKnown(const Plumber &plumber) const;
    void takeNext() const;
    void takeSlice();
    void startAgain();

    const OfficeReplica &m_replica;
    // What is waiting belongs to the roster already, whenever it is put in.
    mutable PlumberRoster m_roster;
    mutable QHash<QUuid, qint64> m_versions; ///< of those in the roster; 0: another one is waiting
    mutable QList<QUuid> m_waiting;
    mutable qint64 m_taken = 0;
    QTimer m_slice;
};

} // namespace pl::replica
