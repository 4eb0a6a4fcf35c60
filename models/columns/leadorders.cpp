#include "models/columns/leadorders.h"

#include "models/columns/imageblocks.h"

#include <algorithm>

namespace pl::columns {
namespace {

constexpr std::array kLongToMake{SortBy::Received, SortBy::Customer, SortBy::Email, SortBy::Phone};

} // namespace

LeadOrders::LeadOrders(LeadColumns &columns) : m_columns(columns)
{
    columns.watch(this);
}

LeadOrders::~LeadOrders()
{
    m_columns.unwatch(this);
}

void LeadOrders::prepare()
{
    for (const SortBy by : kLongToMake)
        order(by);
}

void LeadOrders::write(ImageWriter &to)
{
    to.number(m_columns.collation().fingerprint());
    for (const SortBy by : kLongToMake) {
        order(by);
        kept(by).order.write(to);
    }
}

bool LeadOrders::read(ImageReader &from)
{
    const auto language = from.number();
    const bool isRead =
        language && std::all_of(kLongToMake.begin(), kLongToMake.end(), [&](SortBy by) { return readKept(from, by); });
    for (const SortBy by : kLongToMake)
        if (isRead && RowOrder::isText(by) && *language != m_columns.collation().fingerprint())
            kept(by) = {};
    return isRead;
}

bool LeadOrders::readKept(ImageReader &from, SortBy by)
{
    Kept &kept = this->kept(by);
    kept.isMade = kept.order.read(from, m_columns.live());
    kept.changed = Bitmap(m_columns.rows());
    return kept.isMade;
}

void LeadOrders::change(Row row)
{
    for (Kept &kept : m_kept) {
        if (!kept.isMade)
            continue;
        if (row >= kept.changed.size())
            kept.changed.resize(std::max<std::size_t>(m_columns.rows(), row + 1));
        kept.changes += !kept.changed.test(row);
        kept.changed.set(row);
    }
}

const ColumnOrder &LeadOrders::order(SortBy by)
{
    dropOutdated();
    dropOthers(by);
    if (by != SortBy::Received)
        order(SortBy::Received); // which is what equals stand in
    Kept &kept = this->kept(by);
    // Beyond that, sorting from nothing is as fast.
    if (!kept.isMade || kept.changes > m_columns.size() / 8 + 1)
        make(kept, by);
    else if (kept.changes > 0)
        kept.order.merge(RowOrder(m_columns, by), kept.changed);
    if (!kept.isMade || kept.changes > 0)
        kept.changed = Bitmap(m_columns.rows());
    kept.changes = 0;
    kept.isMade = true;
    return kept.order;
}

void LeadOrders::make(Kept &kept, SortBy by)
{
    kept.order.sort(RowOrder(m_columns, by), by == SortBy::Received ? nullptr : &this->kept(SortBy::Received).order);
}

/// Of those that are quickly made again.
void LeadOrders::dropOthers(SortBy by)
{
    if (by == SortBy::Received || RowOrder::isText(by))
        return;
    for (std::size_t at = 0; at < m_kept.size(); ++at)
        if (const auto other = static_cast<SortBy>(at);
            other != by && other != SortBy::Received && !RowOrder::isText(other))
            m_kept[at] = {};
}

void LeadOrders::dropOutdated()
{
    if (std::exchange(m_namesRevision, m_columns.namesRevision()) != m_columns.namesRevision())
        kept(SortBy::Plumber) = {};
    if (std::exchange(m_minutes, m_columns.minutes()) != m_columns.minutes())
        kept(SortBy::Deadline) = {};
}

std::size_t LeadOrders::bytes() const
{
    std::size_t sum = 0;
    for (const Kept &kept : m_kept)
        sum += kept.order.bytes() + kept.changed.size() / 8;
    return sum;
}

} // namespace pl::columns
