#include "models/replica/importrows.h"

#include "models/replica/importer.h"

#include <algorithm>

namespace pl::replica {

using nlohmann::json;

namespace {

/// What a row is that its file says nothing about; null for every other column.
const json &emptyRow(ImportKind kind)
{
    static const json lead{
        {"first_name", ""},     {"last_name", ""},   {"email", ""},     {"phone_number", ""},
        {"service_needed", ""}, {"urgency", "week"}, {"status", "new"}, {"assigned_plumber_id", nullptr}};
    static const json plumber{{"first_name", ""},
                              {"last_name", ""},
                              {"email", ""},
                              {"phone_number", ""},
                              {"zip_code", ""},
                              {"services", json::array()},
                              {"status", "active"},
                              {"service_radius_miles", 25},
                              {"notify_by", "both"},
                              {"daily_lead_cap", nullptr},
                              {"zip_codes", json::array()},
                              {"language", "en"}};
    return kind == ImportKind::Leads ? lead : plumber;
}

} // namespace

QByteArray tableOf(ImportKind kind)
{
    return enumName(kind).latin1();
}

json newRows(const ImportOrder &order, const QUuid &importId, const std::vector<std::size_t> &rows)
{
    json whole = emptyRow(order.kind);
    for (const std::size_t i : rows)
        for (const auto &column : order.rows[i].columns.items())
            if (!whole.contains(column.key()))
                whole[column.key()] = json();
    json all = json::array();
    for (const std::size_t i : rows) {
        json row = whole;
        row.update(order.rows[i].columns);
        row["id"] = toJson(Importer::rowId(importId, order.rows[i].line));
        row["import_id"] = toJson(importId);
        all.push_back(std::move(row));
    }
    return all;
}

json changeOf(ImportKind kind, const ImportRow &row)
{
    json change = row.columns;
    for (const char *fixed : {"id", "import_id", "created_at"})
        change.erase(fixed);
    if (kind == ImportKind::Leads)
        for (const char *fixed : {"external_id", "assigned_plumber_id", "status", "closed_reason", "completed_at"})
            change.erase(fixed);
    return change;
}

json keptRows(const ImportOrder &order, const QUuid &importId, const std::vector<std::size_t> &rows)
{
    json all = json::array();
    for (const std::size_t i : rows) {
        const ImportRow &row = order.rows[i];
        const json after = changeOf(order.kind, row);
        json before = json::object();
        for (const auto &column : after.items())
            before[column.key()] = row.before.is_object() ? row.before.value(column.key(), json()) : json();
        const json kept{{"import_id", toJson(importId)},
                        {"row_id", toJson(row.changes.value_or(QUuid()))},
                        {"before", before},
                        {"after", after},
                        {"version", row.seenVersion + 1}};
        all.push_back(kept);
    }
    return all;
}

bool isRow(const json &row, const json &values, qint64 version)
{
    return row.value("version", qint64(0)) == version &&
           std::all_of(values.items().begin(), values.items().end(), [&row](const auto &value) {
               return row.contains(value.key()) && row[value.key()] == value.value();
           });
}

QUuid uuidIn(const json &row, const char *column)
{
    return JsonReader(row).uuid(column);
}

RowFault faultOf(const ImportRow &row, const Error &refusal)
{
    Error error = refusal;
    if (refusal.remoteCode == u"23505")
        error = {ErrorCode::Conflict,
                 QStringLiteral("Somebody already has this e-mail address."),
                 {{QStringLiteral("email"), QStringLiteral("taken"), QStringLiteral("already belongs to somebody")}},
                 refusal.remoteCode};
    return {row.line, error};
}

} // namespace pl::replica
