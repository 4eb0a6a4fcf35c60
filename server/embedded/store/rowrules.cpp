#include "server/embedded/store/rowrules.h"

#include "server/embedded/store/importrules.h"
#include "server/embedded/store/plumberrules.h"

#include <nlohmann/json.hpp>

namespace pl::embedded {
namespace {

void settleStatus(NamedRow &row, qint64 now)
{
    if (!row["assigned_plumber_id"].isNull() && row.is("status", u"new"))
        row["status"] = QStringLiteral("assigned");
    if (row.is("status", u"completed") && row["completed_at"].isNull())
        row["completed_at"] = now;
    if (!row["status"].isNull() && !row.is("status", u"completed"))
        row["completed_at"] = QVariant();
    if (!row.is("status", u"new"))
        row["attention"] = QVariant();
    if (!row.is("attention", u"declined"))
        row["decline_reason"] = QVariant();
}

/// As PostgreSQL's `coalesce(btrim(text), '') = ''`.
bool isBlank(const QVariant &text)
{
    const QString letters = text.toString();
    return std::all_of(letters.begin(), letters.end(), [](QChar c) { return c == u' '; });
}

bool anyDiffers(NamedRow &a, NamedRow &b, std::initializer_list<const char *> columns)
{
    return std::any_of(columns.begin(), columns.end(),
                       [&](const char *column) { return isDistinct(a[column], b[column]); });
}

bool isAutomatic(const QVariant &decision)
{
    const auto json = nlohmann::json::parse(decision.toString().toStdString(), nullptr, false);
    return json.is_object() && json.value("automatic", nlohmann::json()) == nlohmann::json(true);
}

/// lead_allowed(): the allowed changes of a lead's acceptance, duplicate and erasure, for every caller.
void guardLead(const Caller &caller, NamedRow &before, NamedRow &row)
{
    const bool moved = isDistinct(before["assigned_plumber_id"], row["assigned_plumber_id"]);
    if (!before["withdrawn_at"].isNull())
        refuse("the import of this lead was undone");
    if (!before["erased_at"].isNull() &&
        anyDiffers(before, row,
                   {"erased_at", "first_name", "last_name", "email", "phone_number", "description", "street", "city",
                    "state", "zip_code", "phone_extension", "answers", "origin", "consent", "external_id"}))
        refuse("an erased lead stays erased");
    if (!moved && isDistinct(before["accepted_at"], row["accepted_at"]) &&
        (!before["accepted_at"].isNull() || !before.is("status", u"assigned") || !row.is("status", u"assigned")))
        refuse("only an assigned lead can be accepted, and only once");
    if (isDistinct(before["attention"], row["attention"]) &&
        (row.is("attention", u"declined") || row.is("attention", u"unanswered")) &&
        (before["assigned_plumber_id"].isNull() || !row["assigned_plumber_id"].isNull()))
        refuse("only a plumber who has the lead can decline it or leave it unanswered");
    if (moved && !caller.bypassesPolicies() && isDistinct(before["decision"], row["decision"]) &&
        isAutomatic(row["decision"]))
        refuse("only the server assigns automatically");
}

void changeLead(NamedRow &before, NamedRow &row, qint64 now)
{
    if (isDistinct(before["assigned_plumber_id"], row["assigned_plumber_id"])) {
        const bool assigned = !row["assigned_plumber_id"].isNull();
        row["assigned_at"] = assigned ? QVariant(now) : QVariant();
        row["accepted_at"] = QVariant();
        // The reasons for the previous plumber don't apply to this one.
        if (!isDistinct(before["decision"], row["decision"]))
            row["decision"] = QVariant();
        if (!assigned && !isDistinct(before["attention"], row["attention"]))
            row["attention"] = QStringLiteral("returned");
    } else {
        row["assigned_at"] = before["assigned_at"];
        row["decision"] = before["decision"];
    }
    settleStatus(row, now);
}

/// An admin may request a refund of a succeeded payment or a retry of a failed one; only the server may write anything
/// else about money.
void guardPayment(const Table &table, const Caller &caller, const Record &before, const Record &after)
{
    if (caller.bypassesPolicies())
        return;
    const qsizetype status = table.indexOf(QStringLiteral("status"));
    const QString from = before[status].toString();
    const QString to = after[status].toString();
    bool allowed = (from == u"succeeded" && to == u"refund_requested") || (from == u"failed" && to == u"pending");
    for (qsizetype i = 0; i < before.size(); ++i) {
        const QString &name = table.columns[size_t(i)].name;
        const bool free = i == status || name == u"refund_reason" || name == u"refund_requested_cents" ||
                          name == u"updated_at" || name == u"version";
        allowed = allowed && (free || !isDistinct(before[i], after[i]));
    }
    if (!allowed)
        refuse("only a refund of a succeeded payment or a retry of a failed one can be requested");
}

/// Who settled an exception, and when, can't be changed later.
void guardSettling(const Caller &caller, NamedRow &before, NamedRow &row, qint64 now)
{
    if (caller.bypassesPolicies())
        return;
    if (!before["settled_at"].isNull() || row["settled_at"].isNull())
        refuse("an exception is settled once");
    row["settled_at"] = now;
    row["settled_by"] = caller.email;
}

bool maySort(NamedRow &before, NamedRow &row)
{
    const QString from = before["status"].toString();
    const QString to = row["status"].toString();
    return from == u"waiting" ? to == u"retry" || to == u"discarded"
                              : (from == u"discarded" || from == u"retry") && to == u"waiting";
}

/// What people may do with an item: have it tried again, discard it for a reason, and take back either.
void guardSorting(NamedRow &before, NamedRow &row)
{
    if (!maySort(before, row))
        refuse("an item can be tried again, discarded, or put back");
    if (!before["erased_at"].isNull() && !row.is("status", u"discarded"))
        refuse("an item without its body can only be discarded");
    if (row.is("status", u"discarded") && isBlank(row["note"]))
        refuse("note is required");
    if (row.is("status", u"retry")) {
        row["tries"] = 0;
        row["retry_at"] = QVariant();
    }
}

/// intake_guard(): who settled an item, and when, is written for everybody.
void sortItem(const Caller &caller, NamedRow &before, NamedRow &row, qint64 now)
{
    const bool isServer = caller.bypassesPolicies();
    if (!isServer)
        guardSorting(before, row);
    if (row.is("status", u"waiting") || row.is("status", u"retry")) {
        row["settled_at"] = QVariant();
        row["settled_by"] = QVariant();
    } else if (isDistinct(before["status"], row["status"])) {
        if (!isServer || row["settled_at"].isNull())
            row["settled_at"] = now;
        if (!isServer || row["settled_by"].isNull())
            row["settled_by"] = isServer ? QStringLiteral("server") : caller.email;
    }
}

/// A new row starts now, at version 1, whoever adds it. Its creation time may be in the past but not in the future.
void stamp(NamedRow &row, qint64 now)
{
    row["updated_at"] = now;
    row["version"] = 1;
    if (row.has("created_at"))
        row["created_at"] = row["created_at"].isNull() ? now : std::min(row["created_at"].toLongLong(), now);
}

} // namespace

void beforeInsert(const Table &table, const Caller &caller, Record &values, qint64 now)
{
    NamedRow row(table, values);
    if (table.name == u"leads")
        admitLead(caller, row, now);
    if (row.has("updated_at")) // import_changes has the version of another row
        stamp(row, now);
    if (table.name == u"imports" || table.name == u"server_requests")
        row["created_by"] = caller.email.isEmpty() ? QVariant() : QVariant(caller.email);
    if (table.name == u"saved_views" && !caller.bypassesPolicies())
        row["owner"] = caller.email;
    if (table.name == u"plumbers")
        verifyPlumber(caller, nullptr, row, now);
    if (table.name != u"leads")
        return;
    // When the work of before was assigned is not known, but it wasn't today.
    if (!row["assigned_plumber_id"].isNull())
        row["assigned_at"] = row["import_id"].isNull() ? QVariant(now) : row["created_at"];
    settleStatus(row, now);
}

void beforeUpdate(const Table &table, const Caller &caller, const Record &before, Record &values, qint64 now)
{
    if (table.name == u"payments")
        guardPayment(table, caller, before, values);
    Record old = before;
    NamedRow was(table, old);
    NamedRow row(table, values);
    if (row.has("updated_at")) {
        row["updated_at"] = now;
        row["version"] = was["version"].toLongLong() + 1;
    }
    if (table.name == u"billing_exceptions")
        guardSettling(caller, was, row, now);
    if (table.name == u"intake_items")
        sortItem(caller, was, row, now);
    if (table.name == u"imports")
        guardImport(was, row);
    if (table.name == u"plumbers") {
        changePlumber(caller, was, row, now);
        verifyPlumber(caller, &was, row, now);
    }
    if (table.name == u"leads") {
        guardLead(caller, was, row);
        changeLead(was, row, now);
        if (!row["withdrawn_at"].isNull())
            withdrawLead(caller, row, now);
    }
}

} // namespace pl::embedded
