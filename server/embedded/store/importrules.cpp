#include "server/embedded/store/importrules.h"

namespace pl::embedded {
namespace {

void empty(NamedRow &row, std::initializer_list<const char *> texts, std::initializer_list<const char *> others)
{
    for (const char *column : texts)
        row[column] = QStringLiteral("");
    for (const char *column : others)
        row[column] = QVariant();
}

bool mayWithdraw(const Caller &caller, NamedRow &row)
{
    return !row["import_id"].isNull() && (caller.isAdmin() || caller.bypassesPolicies());
}

QVariant notLater(const QVariant &moment, qint64 now)
{
    return std::min(moment.toLongLong(), now);
}

} // namespace

void withdrawLead(const Caller &caller, NamedRow &row, qint64 now)
{
    if (!mayWithdraw(caller, row))
        refuse("only an admin can withdraw a lead, and only one that was imported");
    row["withdrawn_at"] = notLater(row["withdrawn_at"], now);
    for (const char *moment : {"erased_at", "completed_at"})
        if (row[moment].isNull())
            row[moment] = now;
    empty(row, {"first_name", "last_name", "email", "phone_number"},
          {"zip_code", "description", "street", "city", "state", "phone_extension", "answers", "origin", "consent",
           "external_id", "duplicate_of", "assigned_plumber_id", "assigned_at", "accepted_at", "decision",
           "attention"});
    row["status"] = QStringLiteral("completed");
    if (row["closed_reason"].isNull())
        row["closed_reason"] = QStringLiteral("invalid");
}

void changePlumber(const Caller &caller, NamedRow &before, NamedRow &row, qint64 now)
{
    if (!before["withdrawn_at"].isNull())
        refuse("the import of this plumber was undone");
    if (!caller.bypassesPolicies())
        row["edited_at"] = now;
    if (row["withdrawn_at"].isNull())
        return;
    if (!mayWithdraw(caller, row))
        refuse("only an admin can withdraw a plumber, and only one who was imported");
    row["withdrawn_at"] = notLater(row["withdrawn_at"], now);
    empty(row, {"first_name", "last_name", "phone_number", "zip_code"},
          {"company", "license_number", "license_expires", "insurance_expires", "paused_until", "work_hours",
           "verified_at"});
    row["zip_codes"] = QStringLiteral("[]");
    row["email"] = row["id"]; // an address is there once
    row["status"] = QStringLiteral("removed");
    row["notify_by"] = QStringLiteral("none");
}

void admitLead(const Caller &caller, NamedRow &row, qint64 now)
{
    if (!row["import_id"].isNull()) {
        if (!row["completed_at"].isNull())
            row["completed_at"] = notLater(row["completed_at"], now);
        return;
    }
    const bool isNew = (row["status"].isNull() || row.is("status", u"new")) && row["created_at"].toLongLong() == now &&
                       row["completed_at"].isNull() && row["closed_reason"].isNull() && row["external_id"].isNull();
    if (!isNew && !caller.bypassesPolicies())
        throw RestError::postgres(QStringLiteral("42501"), QStringLiteral("permission denied for table leads"), {},
                                  caller.isAnonymous());
}

void guardImport(NamedRow &before, NamedRow &row)
{
    const QString from = before["state"].toString();
    const QString to = row["state"].toString();
    const bool isOn = from == u"running" ? to == u"done" || to == u"undoing"
                      : from == u"done"  ? to == u"undoing"
                                         : from == u"undoing" && to == u"undone";
    if (from != to && !isOn)
        refuse(QStringLiteral("an import that is %1 can't become %2").arg(from, to));
}

} // namespace pl::embedded
