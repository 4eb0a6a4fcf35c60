#include "models/tables/savedviewdefinition.h"

#include "models/base/jsonmember.h"
#include "models/tables/leadtablemodel.h"

#include <algorithm>

namespace pl::tables {

using nlohmann::json;

namespace {

constexpr std::array<const char *, LeadTableModel::ColumnCount> kColumnNames{
    "urgency", "deadline", "customer", "service", "zip", "phone", "status", "plumber", "received", "email"};
constexpr std::array kKnownMembers{"version", "filter", "sort", "columns", "group_by", "board"};
constexpr std::array kKnownFilters{"text",       "statuses",       "urgencies", "services",        "due_now",
                                   "unanswered", "closed_reasons", "sources",   "plumbers",        "zip_prefixes",
                                   "no_tests",   "no_duplicates",  "received",  "older_than_hours"};
constexpr int kMaxDays = 3660;
constexpr int kMaxHours = kMaxDays * 24;

bool flagIn(const json &object, const char *name)
{
    return jsonMember(object, name) == true;
}

int numberIn(const json &object, const char *name, int most)
{
    const json value = jsonMember(object, name);
    return value.is_number_integer() ? static_cast<int>(std::clamp<qint64>(value.get<qint64>(), 0, most)) : 0;
}

QStringList textsIn(const json &object, const char *name)
{
    QStringList texts;
    for (const json list = jsonMember(object, name); const json &item : list)
        if (item.is_string())
            texts += jsonText(item);
    return texts;
}

template <class E>
QSet<E> enumsIn(const json &object, const char *name)
{
    QSet<E> values;
    const QStringList names = textsIn(object, name);
    for (const QString &text : names)
        if (const auto value = enumFromName<E>(text))
            values.insert(*value);
    return values;
}

QSet<QUuid> idsIn(const json &object, const char *name)
{
    QSet<QUuid> ids;
    const QStringList texts = textsIn(object, name);
    for (const QString &text : texts)
        if (const QUuid id = QUuid::fromString(text); !id.isNull() || text == QUuid().toString(QUuid::WithoutBraces))
            ids.insert(id); // what is no id must not come to mean "none"
    return ids;
}

template <class E>
json namesOf(const QSet<E> &values)
{
    QStringList names;
    for (const E value : values)
        names += QString(enumName(value));
    names.sort();
    return toJson(names);
}

json textsOf(const QSet<QUuid> &ids)
{
    QStringList texts;
    for (const QUuid &id : ids)
        texts += id.toString(QUuid::WithoutBraces);
    texts.sort();
    return toJson(texts);
}

/// Leaves out what says "any".
void put(json &object, const char *name, const json &value)
{
    const bool isEmptyText = value.is_string() && value.get_ref<const std::string &>().empty();
    if (!value.empty() && value != false && value != 0 && !isEmptyText)
        object[name] = value;
}

std::optional<QDate> dayIn(const json &object, const char *name)
{
    const QDate day = QDate::fromString(jsonText(object, name), Qt::ISODate);
    return day.isValid() ? std::optional(day) : std::nullopt;
}

json dayText(const std::optional<QDate> &day)
{
    return toJson(day ? day->toString(Qt::ISODate) : QString());
}

ReceivedRange rangeIn(const json &filter)
{
    const json received = jsonMember(filter, "received");
    return {numberIn(received, "last_days", kMaxDays), dayIn(received, "from"), dayIn(received, "until"),
            numberIn(filter, "older_than_hours", kMaxHours)};
}

LeadFilter filterIn(const json &from)
{
    LeadFilter filter;
    filter.text = jsonText(from, "text");
    filter.statuses = enumsIn<LeadStatus>(from, "statuses");
    filter.urgencies = enumsIn<Urgency>(from, "urgencies");
    filter.services = textsIn(from, "services");
    filter.dueNowOnly = flagIn(from, "due_now");
    filter.unansweredOnly = flagIn(from, "unanswered");
    filter.closedReasons = enumsIn<ClosedReason>(from, "closed_reasons");
    filter.sources = idsIn(from, "sources");
    filter.plumbers = idsIn(from, "plumbers");
    filter.zipPrefixes = textsIn(from, "zip_prefixes");
    filter.hidesTests = flagIn(from, "no_tests");
    filter.hidesDuplicates = flagIn(from, "no_duplicates");
    return filter;
}

json filterJson(const LeadFilter &filter, const ReceivedRange &range, json object)
{
    put(object, "text", toJson(filter.text));
    put(object, "statuses", namesOf(filter.statuses));
    put(object, "urgencies", namesOf(filter.urgencies));
    put(object, "services", toJson(filter.services));
    put(object, "due_now", filter.dueNowOnly);
    put(object, "unanswered", filter.unansweredOnly);
    put(object, "closed_reasons", namesOf(filter.closedReasons));
    put(object, "sources", textsOf(filter.sources));
    put(object, "plumbers", textsOf(filter.plumbers));
    put(object, "zip_prefixes", toJson(filter.zipPrefixes));
    put(object, "no_tests", filter.hidesTests);
    put(object, "no_duplicates", filter.hidesDuplicates);
    json received = json::object();
    put(received, "last_days", range.lastDays);
    put(received, "from", dayText(range.from));
    put(received, "until", dayText(range.until));
    put(object, "received", received);
    put(object, "older_than_hours", range.olderThanHours);
    return object;
}

int columnNamed(const QString &name)
{
    const auto found = std::find(kColumnNames.begin(), kColumnNames.end(), name.toStdString());
    return found == kColumnNames.end() ? -1 : static_cast<int>(found - kColumnNames.begin());
}

json columnName(int column)
{
    return kColumnNames[static_cast<std::size_t>(column)];
}

template <std::size_t N>
json without(json object, const std::array<const char *, N> &names)
{
    for (const char *name : names)
        object.erase(name);
    return object;
}

json unknownIn(const json &whole)
{
    json rest = without(whole, kKnownMembers);
    if (const json filter = jsonMember(whole, "filter"); filter.is_object())
        put(rest, "filter", without(filter, kKnownFilters));
    return rest.empty() ? json() : rest;
}

Timestamp startOf(QDate day, const QTimeZone &office)
{
    return Timestamp::fromMSecs(day.startOfDay(office).toMSecsSinceEpoch());
}

} // namespace

void ReceivedRange::apply(LeadFilter &filter, Timestamp now, const QTimeZone &office) const
{
    const auto latest = [&filter](Timestamp moment) {
        filter.receivedUntil = std::min(moment, filter.receivedUntil.value_or(moment));
    };
    filter.receivedFrom = filter.receivedUntil = std::nullopt;
    if (from)
        filter.receivedFrom = startOf(*from, office);
    if (until)
        latest(startOf(until->addDays(1), office));
    if (lastDays > 0)
        filter.receivedFrom = startOf(now.toDateTime().toTimeZone(office).date().addDays(1 - lastDays), office);
    constexpr qint64 kMinute = 60'000'000;
    if (olderThanHours > 0)
        latest(Timestamp{now.micros - now.micros % kMinute}.addSeconds(-qint64(olderThanHours) * 3600));
}

SavedViewDefinition::SavedViewDefinition() : sortColumn(LeadTableModel::ReceivedColumn) {}

SavedViewDefinition SavedViewDefinition::fromJson(const json &object)
{
    SavedViewDefinition view;
    if (!object.is_object())
        return view;
    const auto filter = jsonMember(object, "filter");
    view.filter = filterIn(filter);
    view.received = rangeIn(filter);
    const auto sort = jsonMember(object, "sort");
    if (const int column = columnNamed(jsonText(sort, "column")); column >= 0) {
        view.sortColumn = column;
        view.sortOrder =
            jsonText(sort, "order") == QStringLiteral("ascending") ? Qt::AscendingOrder : Qt::DescendingOrder;
    }
    const QStringList columns = textsIn(object, "columns");
    for (const QString &name : columns)
        if (const int column = columnNamed(name); column >= 0 && !view.columns.contains(column))
            view.columns += column;
    view.grouping = enumFromName<LeadGrouping>(jsonText(object, "group_by")).value_or(LeadGrouping::None);
    view.board = flagIn(object, "board");
    view.version = std::max(kVersion, numberIn(object, "version", 1'000'000));
    view.rest = unknownIn(object);
    return view;
}

json SavedViewDefinition::toJson() const
{
    json object = rest.is_object() ? rest : json::object();
    const json unknown = jsonMember(object, "filter");
    object["version"] = version;
    object["filter"] = filterJson(filter, received, unknown.is_object() ? unknown : json::object());
    object["sort"] = {{"column", columnName(sortColumn)},
                      {"order", sortOrder == Qt::AscendingOrder ? "ascending" : "descending"}};
    json names = json::array();
    for (const int column : columns)
        names.push_back(columnName(column));
    put(object, "columns", names);
    if (grouping != LeadGrouping::None)
        object["group_by"] = enumText(grouping);
    put(object, "board", board);
    return object;
}

bool SavedViewDefinition::fits() const
{
    return static_cast<std::size_t>(dumpJson(toJson()).size()) <= kMaxBytes;
}

LeadFilter SavedViewDefinition::filterAt(Timestamp now, const QTimeZone &office) const
{
    LeadFilter moment = filter;
    received.apply(moment, now, office);
    return moment;
}

} // namespace pl::tables
