#include "server/embedded/store/columnrights.h"

namespace pl::embedded {
namespace {

/// `grant insert (…), update (…) on table`; tables not listed are writable only by the server.
struct ColumnRights
{
    const char *table;
    const char *inserts;
    const char *updates;
    bool strangersToo = true; ///< role anon has the same grant, but no rows
};

constexpr ColumnRights kRights[] = {
    {"leads",
     "id first_name last_name email phone_number service_needed urgency zip_code description assigned_plumber_id "
     "decision street city state phone_extension is_test has_real_phone import_id created_at status completed_at "
     "closed_reason external_id",
     "first_name last_name email phone_number service_needed urgency zip_code description status assigned_plumber_id "
     "decision closed_reason street city state phone_extension has_real_phone duplicate_of withdrawn_at"},
    {"plumbers",
     "id first_name last_name email phone_number zip_code services status service_radius_miles daily_lead_cap "
     "notify_by company license_number license_expires insurance_expires paused_until weekly_lead_cap monthly_lead_cap "
     "zip_codes work_hours language verified_at import_id",
     "first_name last_name email phone_number zip_code services status service_radius_miles daily_lead_cap notify_by "
     "company license_number license_expires insurance_expires paused_until weekly_lead_cap monthly_lead_cap zip_codes "
     "work_hours language verified_at withdrawn_at",
     false},
    {"lead_sources",
     "id name key_prefix key_hash cost_cents daily_cap active kind preset mapping default_service default_urgency "
     "authentication answer_status old_key_hash old_key_until",
     "name key_prefix key_hash cost_cents daily_cap active kind preset mapping default_service default_urgency "
     "authentication answer_status old_key_hash old_key_until"},
    {"source_secrets", "source_id kind secret", ""},
    {"intake_items", "id source_id content_type body body_encoding is_test status cause", "status note"},
    {"imports", "id kind file_name total charges tells", "done state"},
    {"import_changes", "id import_id row_id before after version", ""},
    {"saved_views", "id owner name shared definition position shortcut",
     "name shared definition position shortcut deleted_at"},
    {"server_requests", "id kind data", ""},
    {"message_templates", "id name channel language subject body", "subject body"},
    {"services", "name category price_cents active", "name category price_cents active"},
    {"settings", "key value", "key value"},
    {"payments", "", "status refund_reason refund_requested_cents"},
    {"billing_exceptions", "", "settled_at settled_by"},
    {"lead_events", "lead_id kind actor note", ""},
    {"activity", "actor kind subject detail lead_id", ""},
    {"contact_refusals", "id contact channel way reason said_on", ""},
    {"notifications", "", "seen", false},
};

QStringList granted(const Caller &caller, const Table &table, Command command)
{
    for (const ColumnRights &rights : kRights)
        if (table.name == QLatin1StringView(rights.table) && (rights.strangersToo || !caller.isAnonymous()))
            return QString::fromLatin1(command == Command::Insert ? rights.inserts : rights.updates).split(u' ');
    return {};
}

} // namespace

bool mayWriteColumns(const Caller &caller, const Table &table, Command command, const QStringList &columns)
{
    if (caller.bypassesPolicies() || command == Command::Delete)
        return true;
    const QStringList allowed = granted(caller, table, command);
    return std::all_of(columns.begin(), columns.end(), [&](const QString &column) { return allowed.contains(column); });
}

} // namespace pl::embedded
