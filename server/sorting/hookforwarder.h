#pragma once

#include "server/journal/eventforwarder.h"
#include "server/sorting/hookdelivery.h"

namespace pl::sorting {

/// Moves what hooks sent from the journal to the store, with an EventForwarder's guarantees: each body becomes its
/// leads and at most one item, once, however often it is delivered.
class HookForwarder : public QObject
{
    Q_OBJECT
public:
    using Pace = journal::EventForwarder::Pace;
    /// All must outlive this; `rest` should not retry by itself.
    HookForwarder(journal::Journal &journal, supabase::RestClient &rest, SourceBook &book, Pace pace,
                  QObject *parent = nullptr);

    void start() { m_forwarder.start(); }

Q_SIGNALS:
    void forwarded(int entries);
    /// These leads and items are in the store. Leads are reported again if the answer was lost.
    void delivered(const pl::sorting::Delivered &delivered);
    /// `key`: the entry's.
    void setAside(const QByteArray &key, const QString &reason);
    /// The store accepted nothing; the next try is after `pause`.
    void delayed(const QString &reason, std::chrono::milliseconds pause);

private:
    QFuture<Result<>> deliver(const QList<journal::Entry> &entries);

    supabase::RestClient &m_rest;
    SourceBook &m_book;
    journal::EventForwarder m_forwarder;
};

} // namespace pl::sorting
