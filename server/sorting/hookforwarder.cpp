#include "server/sorting/hookforwarder.h"

#include "models/base/answer.h"

namespace pl::sorting {

HookForwarder::HookForwarder(journal::Journal &journal, supabase::RestClient &rest, SourceBook &book, Pace pace,
                             QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_book(book)
    , m_forwarder(
          journal, intake::HookEntry::kKind, [this](const QList<journal::Entry> &entries) { return deliver(entries); },
          pace)
{
    using journal::EventForwarder;
    connect(&m_forwarder, &EventForwarder::forwarded, this, &HookForwarder::forwarded);
    connect(&m_forwarder, &EventForwarder::setAside, this, &HookForwarder::setAside);
    connect(&m_forwarder, &EventForwarder::delayed, this, &HookForwarder::delayed);
}

QFuture<Result<>> HookForwarder::deliver(const QList<journal::Entry> &entries)
{
    return thenOn(this, HookDelivery::deliver(m_rest, m_book, entries),
                  [this](const Result<Delivered> &outcome) -> Result<> {
                      if (!outcome)
                          return outcome.error();
                      Q_EMIT delivered(*outcome);
                      return {};
                  });
}

} // namespace pl::sorting
