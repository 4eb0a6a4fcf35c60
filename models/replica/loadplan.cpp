#include "models/replica/loadplan.h"

#include "models/base/jsonreader.h"

#include <QtEndian>

namespace pl::replica {
namespace {

/// In rows; halving less isn't worth another question.
constexpr double kWorthSharing = 2000;

/// About how many rows are left, if they go on as close as in the latest page.
double rowsLeft(const LoadPlan::Range &range)
{
    if (range.page.rows == 0)
        return 0;
    const PageKeys &page = range.page;
    if (!range.isOneMoment())
        return double(page.rows) * double(range.until.at - range.after.at) /
               std::max(double(page.last.at - page.first.at), 1.0);
    if (page.first.at != page.last.at)
        return kWorthSharing; // the moment has just begun
    return double(page.rows) * double(range.until.high - range.after.high) /
           std::max(double(page.last.high - page.first.high), 1.0);
}

/// In the middle of what is left.
RowKey middleOf(const LoadPlan::Range &range)
{
    if (range.isOneMoment())
        return {range.after.at, range.after.high + (range.until.high - range.after.high) / 2, ~quint64(0)};
    return RowKey::lastOf(range.after.at + (range.until.at - range.after.at) / 2);
}

nlohmann::json jsonOf(const RowKey &key)
{
    return {{"at", key.at}, {"id", toJson(key.id())}};
}

std::optional<RowKey> keyOf(const nlohmann::json &value)
{
    JsonReader r(value);
    const RowKey key = RowKey::of({r.integer("at")}, QUuid::fromString(r.string("id")));
    return r.errors().isEmpty() ? std::optional(key) : std::nullopt;
}

} // namespace

RowKey RowKey::of(Timestamp at, const QUuid &id)
{
    const QByteArray bytes = id.toRfc4122();
    return {at.micros, qFromBigEndian<quint64>(bytes.constData()), qFromBigEndian<quint64>(bytes.constData() + 8)};
}

QUuid RowKey::id() const
{
    QByteArray bytes(16, Qt::Uninitialized);
    qToBigEndian(high, bytes.data());
    qToBigEndian(low, bytes.data() + 8);
    return QUuid::fromRfc4122(bytes);
}

int LoadPlan::add(const Range &range)
{
    m_ranges.emplace(m_next, range);
    return m_next++;
}

std::optional<int> LoadPlan::take()
{
    for (auto &[number, range] : m_ranges)
        if (!std::exchange(range.isTaken, true))
            return number;
    return share();
}

std::optional<int> LoadPlan::share()
{
    const auto most = std::max_element(m_ranges.begin(), m_ranges.end(), [](const auto &one, const auto &other) {
        return rowsLeft(one.second) < rowsLeft(other.second);
    });
    if (most == m_ranges.end() || rowsLeft(most->second) < kWorthSharing)
        return std::nullopt;
    Range &range = most->second;
    const RowKey middle = middleOf(range);
    if (middle <= range.after || middle >= range.until)
        return std::nullopt;
    return add({middle, std::exchange(range.until, middle), true});
}

void LoadPlan::advance(int number, const PageKeys &page, bool isLast)
{
    Range &range = m_ranges.at(number);
    if (isLast || page.last >= range.until) {
        m_ranges.erase(number);
        return;
    }
    range = {page.last, range.until, false, page};
    // A page of one moment: there may be many more of it.
    const RowKey end = RowKey::lastOf(page.last.at);
    if (page.first.at == page.last.at && end < range.until)
        add({end, std::exchange(range.until, end)});
}

nlohmann::json LoadPlan::toJson() const
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto &[number, range] : m_ranges)
        list.push_back({{"after", jsonOf(range.after)}, {"until", jsonOf(range.until)}});
    return list;
}

Result<LoadPlan> LoadPlan::fromJson(const nlohmann::json &value)
{
    LoadPlan plan;
    bool isPlan = value.is_array();
    for (std::size_t i = 0; isPlan && i < value.size(); ++i) {
        JsonReader r(value[i]);
        const auto after = keyOf(r.raw("after"));
        const auto until = keyOf(r.raw("until"));
        isPlan = after && until;
        if (isPlan)
            plan.add({*after, *until});
    }
    if (isPlan)
        return plan;
    return Error{ErrorCode::InvalidInput, QStringLiteral("This is not what is left of a table.")};
}

} // namespace pl::replica
