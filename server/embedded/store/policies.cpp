#include "server/embedded/store/policies.h"

namespace pl::embedded {
namespace {

using enum Command;

const char *const kOffice = ":office";
const char *const kAdmin = ":admin";
const char *const kOfficeOrImport = ":office and import_id is null or :admin";
const char *const kOwnView = ":office and owner = :email";
const char *const kOwnExport = ":office and kind in ('exported', 'printed', 'file_viewed', 'proof_made',"
                               " 'person_exported') and actor = :email and not admin_only";
const char *const kAdminButSalt = ":admin and key <> 'contact_salt'";
const char *const kWritableView = ":office and owner = :email or :admin and shared";

/// own_plumber_id() of the reference schema.
Sql ownPlumber(const Caller &caller)
{
    if (caller.appRole != u"plumber")
        return Sql::lit("null");
    return Sql::lit("(select p.id from plumbers p where p.email = ") + Sql::value(caller.email) + Sql::lit(")");
}

Sql callerValue(const Caller &caller, QStringView word)
{
    if (word == u"office")
        return Sql::lit(caller.isOffice() ? "true" : "false");
    if (word == u"admin")
        return Sql::lit(caller.isAdmin() ? "true" : "false");
    if (word == u"own_plumber_id")
        return ownPlumber(caller);
    return Sql::value(caller.email);
}

Sql forCaller(const Caller &caller, const char *condition)
{
    Sql sql;
    const QString text = QString::fromLatin1(condition);
    qsizetype from = 0;
    for (qsizetype colon = text.indexOf(u':'); colon >= 0; colon = text.indexOf(u':', from)) {
        qsizetype end = colon + 1;
        while (end < text.size() && (text[end].isLetter() || text[end] == u'_'))
            ++end;
        sql +=
            Sql{text.mid(from, colon - from)} + callerValue(caller, QStringView(text).mid(colon + 1, end - colon - 1));
        from = end;
    }
    return sql + Sql{text.mid(from)};
}

Sql anyOf(const Caller &caller, const Table &table, Command command, const char *Policy::*condition)
{
    if (caller.bypassesPolicies())
        return {};
    QList<Sql> either;
    for (const Policy &policy : policies())
        if (caller.role == Caller::Role::Authenticated && table.name == QLatin1StringView(policy.table) &&
            policy.commands.contains(command) && *(policy.*condition) != '\0')
            either += Sql::lit("(") + forCaller(caller, policy.*condition) + Sql::lit(")");
    return either.isEmpty() ? Sql::lit("false") : Sql::lit("(") + Sql::joined(either, " or ") + Sql::lit(")");
}

} // namespace

const QList<Policy> &policies()
{
    static const QList<Policy> all{
        {"office_adds", "leads", {Insert}, "", kOfficeOrImport},
        {"office_changes", "leads", {Update}, kOffice, kOffice},
        {"office_or_own_reads", "leads", {Select}, ":office or assigned_plumber_id = :own_plumber_id", ""},
        {"office_reads", "plumbers", {Select}, ":office or email = :email", ""},
        {"office_adds", "plumbers", {Insert}, "", kOfficeOrImport},
        {"office_changes", "plumbers", {Update}, kOffice, kOffice},
        {"office_reads", "services", {Select}, kOffice, ""},
        {"admin_adds", "services", {Insert}, "", kAdmin},
        {"admin_changes", "services", {Update}, kAdmin, kAdmin},
        {"admin_removes", "services", {Delete}, kAdmin, ""},
        {"office_reads", "message_templates", {Select}, kOffice, ""},
        {"admin_adds", "message_templates", {Insert}, "", kAdmin},
        {"admin_changes", "message_templates", {Update}, kAdmin, kAdmin},
        {"office_reads", "settings", {Select}, ":office and key <> 'contact_salt'", ""},
        {"admin_adds", "settings", {Insert}, "", kAdminButSalt},
        {"admin_changes", "settings", {Update}, kAdminButSalt, kAdminButSalt},
        {"admin_removes", "settings", {Delete}, kAdminButSalt, ""},
        {"admin_all", "lead_sources", {Select, Insert, Update, Delete}, kAdmin, kAdmin},
        {"admin_reads", "payments", {Select}, kAdmin, ""},
        {"admin_asks_refund", "payments", {Update}, kAdmin, kAdmin},
        {"admin_reads", "stripe_events", {Select}, kAdmin, ""},
        {"admin_reads", "payment_attempts", {Select}, kAdmin, ""},
        {"admin_reads", "hosted_pages", {Select}, kAdmin, ""},
        {"admin_reads", "billing_exceptions", {Select}, kAdmin, ""},
        {"admin_settles", "billing_exceptions", {Update}, kAdmin, kAdmin},
        {"office_reads", "lead_events", {Select}, kOffice, ""},
        {"office_notes", "lead_events", {Insert}, "", ":office and kind = 'note' and actor = :email"},
        {"office_reads", "notifications", {Select}, kOffice, ""},
        {"office_sees_replies", "notifications", {Update}, ":office and template = 'reply'", kOffice},
        {"office_reads", "opt_outs", {Select}, kOffice, ""},
        {"office_reads", "contact_refusals", {Select}, kOffice, ""},
        {"office_adds", "contact_refusals", {Insert}, "", ":office and entered_by = :email"},
        {"admin_removes", "contact_refusals", {Delete}, ":admin and entered_by is not null", ""},
        {"office_reads", "intake_items", {Select}, kOffice, ""},
        {"office_sorts", "intake_items", {Update}, kOffice, kOffice},
        {"admin_tests", "intake_items", {Insert}, "", ":admin and is_test and status = 'retry'"},
        {"admin_adds", "source_secrets", {Insert}, "", kAdmin},
        {"admin_reads", "imports", {Select}, kAdmin, ""},
        {"admin_adds", "imports", {Insert}, "", kAdmin},
        {"admin_changes", "imports", {Update}, kAdmin, kAdmin},
        {"admin_reads", "import_changes", {Select}, kAdmin, ""},
        {"admin_adds", "import_changes", {Insert}, "", kAdmin},
        {"office_reads", "activity", {Select}, ":office and not admin_only or :admin", ""},
        {"office_notes", "activity", {Insert}, "", kOwnExport},
        {"own_or_shared_reads", "saved_views", {Select}, ":office and owner = :email or :office and shared", ""},
        {"office_adds", "saved_views", {Insert}, "", kOwnView},
        {"own_or_shared_changes", "saved_views", {Update}, kWritableView, kWritableView},
        {"admin_reads", "server_requests", {Select}, kAdmin, ""},
        {"admin_adds", "server_requests", {Insert}, "", kAdmin},
    };
    return all;
}

Sql rowsFor(const Caller &caller, const Table &table, Command command)
{
    return anyOf(caller, table, command, &Policy::visible);
}

Sql rowsAllowed(const Caller &caller, const Table &table, Command command)
{
    return anyOf(caller, table, command, &Policy::allowed);
}

} // namespace pl::embedded
