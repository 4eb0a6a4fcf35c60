#include "models/replica/intakereplica.h"

namespace pl::replica {
namespace {

void onlyOpenItems(supabase::Query &query)
{
    query.in("status", {QString(enumName(IntakeStatus::Waiting)), QString(enumName(IntakeStatus::Retry))});
}

} // namespace

IntakeReplica::IntakeReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : Replica(pollInterval, parent), m_items(client, "intake_items", &onlyOpenItems)
{
}

void IntakeReplica::read()
{
    readTable(
        m_items, [this](const auto &news) { Q_EMIT itemsChanged(news); }, [this] { round().end(); });
}

void IntakeReplica::apply(const QList<IntakeItem> &items)
{
    announce(m_items.merge(items), [this](const auto &news) { Q_EMIT itemsChanged(news); });
}

int IntakeReplica::waitingCount() const
{
    return static_cast<int>(std::count_if(items().cbegin(), items().cend(),
                                          [](const IntakeItem &item) { return item.status == IntakeStatus::Waiting; }));
}

int IntakeReplica::mappableCount(const QUuid &sourceId) const
{
    return static_cast<int>(std::count_if(items().cbegin(), items().cend(), [&](const IntakeItem &item) {
        return item.sourceId == sourceId && item.status == IntakeStatus::Waiting && item.cause != IntakeCause::NoLead &&
               !item.erasedAt;
    }));
}

} // namespace pl::replica
