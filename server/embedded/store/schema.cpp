#include "server/embedded/store/schema.h"

#include <algorithm>

namespace pl::embedded {
namespace {

using enum PgType;
using enum DefaultValue;

Column uuidKey()
{
    return {QStringLiteral("id"), Uuid, 0, true, NewUuid};
}
Column required(const char *name, PgType type, int maxLength = 0)
{
    return {QString::fromLatin1(name), type, maxLength, true};
}
Column optional(const char *name, PgType type, int maxLength = 0)
{
    return {QString::fromLatin1(name), type, maxLength, false};
}
Column now(const char *name)
{
    return {QString::fromLatin1(name), Timestamptz, 0, true, Now};
}
Column defaulted(const char *name, PgType type, const char *literal, int maxLength = 0)
{
    return {QString::fromLatin1(name), type, maxLength, true, Literal, QString::fromLatin1(literal)};
}
Column version()
{
    return defaulted("version", BigInt, "1");
}

/// PostgreSQL names a constraint after its table and columns unless told otherwise.
ForeignKey reference(const QString &table, const char *column, const char *target)
{
    const QString name = QString::fromLatin1(column);
    return {table + u'_' + name + QStringLiteral("_fkey"), name, QString::fromLatin1(target)};
}
Unique uniqueColumns(const QString &table, const QStringList &columns)
{
    return {table + u'_' + columns.join(u'_') + QStringLiteral("_key"), columns};
}

Table makeTable(const char *name, const char *key, std::vector<Column> columns)
{
    Table table{QString::fromLatin1(name), std::move(columns), QString::fromLatin1(key), {}, {}};
    table.uniques.push_back({table.name + QStringLiteral("_pkey"), {table.primaryKey}});
    return table;
}

Table plumbers()
{
    Table t = makeTable("plumbers", "id",
                        {uuidKey(),
                         required("first_name", Varchar, 100),
                         required("last_name", Varchar, 100),
                         required("email", Varchar, 255),
                         required("phone_number", Varchar, 20),
                         required("zip_code", Varchar, 10),
                         required("services", Jsonb),
                         optional("stripe_customer_id", Varchar, 255),
                         now("created_at"),
                         now("updated_at"),
                         defaulted("status", Varchar, "active", 20),
                         defaulted("service_radius_miles", Integer, "25"),
                         optional("daily_lead_cap", Integer),
                         defaulted("notify_by", Varchar, "both", 10),
                         defaulted("payment_ready", Boolean, "false"),
                         version(),
                         optional("import_id", Uuid),
                         optional("withdrawn_at", Timestamptz),
                         optional("edited_at", Timestamptz),
                         optional("company", Varchar, 100),
                         optional("license_number", Varchar, 50),
                         optional("license_expires", Date),
                         optional("insurance_expires", Date),
                         optional("paused_until", Date),
                         optional("weekly_lead_cap", Integer),
                         optional("monthly_lead_cap", Integer),
                         defaulted("zip_codes", TextArray, "{}"),
                         optional("work_hours", Jsonb),
                         defaulted("language", Varchar, "en", 10),
                         optional("verified_at", Timestamptz),
                         optional("verified_by", Text)});
    t.uniques.push_back(uniqueColumns(t.name, {QStringLiteral("email")}));
    t.foreignKeys = {reference(t.name, "import_id", "imports")};
    return t;
}

Table leadSources()
{
    Table t = makeTable("lead_sources", "id",
                        {uuidKey(), required("name", Varchar, 100), required("key_prefix", Varchar, 16),
                         required("key_hash", Varchar, 64), defaulted("cost_cents", Integer, "0"),
                         optional("daily_cap", Integer), defaulted("active", Boolean, "true"), now("created_at"),
                         now("updated_at"), version(), defaulted("kind", Varchar, "program", 10),
                         optional("preset", Varchar, 40), optional("mapping", Jsonb),
                         optional("default_service", Varchar, 100), optional("default_urgency", Varchar, 20),
                         optional("authentication", Jsonb), defaulted("answer_status", Integer, "200"),
                         optional("old_key_hash", Varchar, 64), optional("old_key_until", Timestamptz)});
    t.uniques.push_back(uniqueColumns(t.name, {QStringLiteral("name")}));
    t.uniques.push_back(uniqueColumns(t.name, {QStringLiteral("key_hash")}));
    return t;
}

Table leads()
{
    Table t = makeTable("leads", "id",
                        {uuidKey(),
                         required("first_name", Varchar, 100),
                         required("last_name", Varchar, 100),
                         required("email", Varchar, 255),
                         required("phone_number", Varchar, 20),
                         required("service_needed", Varchar, 100),
                         required("urgency", Varchar, 20),
                         defaulted("status", Varchar, "new", 20),
                         optional("assigned_plumber_id", Uuid),
                         now("created_at"),
                         now("updated_at"),
                         optional("zip_code", Varchar, 10),
                         optional("description", Text),
                         optional("source_id", Uuid),
                         optional("external_id", Varchar, 100),
                         optional("consent", Jsonb),
                         optional("duplicate_of", Uuid),
                         optional("closed_reason", Varchar, 20),
                         optional("erased_at", Timestamptz),
                         optional("assigned_at", Timestamptz),
                         optional("accepted_at", Timestamptz),
                         optional("completed_at", Timestamptz),
                         version(),
                         optional("attention", Varchar, 20),
                         optional("decision", Jsonb),
                         optional("street", Varchar, 200),
                         optional("city", Varchar, 100),
                         optional("state", Varchar, 50),
                         optional("phone_extension", Varchar, 20),
                         optional("answers", Jsonb),
                         optional("origin", Jsonb),
                         optional("source_cost_cents", Integer),
                         defaulted("is_test", Boolean, "false"),
                         optional("has_real_phone", Boolean),
                         optional("import_id", Uuid),
                         optional("withdrawn_at", Timestamptz),
                         defaulted("do_not_sell", Boolean, "false"),
                         optional("decline_reason", Varchar, 50)});
    t.uniques.push_back(uniqueColumns(t.name, {QStringLiteral("source_id"), QStringLiteral("external_id")}));
    t.foreignKeys = {reference(t.name, "assigned_plumber_id", "plumbers"),
                     reference(t.name, "source_id", "lead_sources"), reference(t.name, "duplicate_of", "leads"),
                     reference(t.name, "import_id", "imports")};
    return t;
}

Table services()
{
    return makeTable("services", "name",
                     {required("name", Varchar, 100), required("category", Varchar, 50),
                      required("price_cents", Integer), defaulted("active", Boolean, "true"), now("updated_at"),
                      version()});
}

Table settings()
{
    return makeTable("settings", "key",
                     {required("key", Varchar, 60), required("value", Jsonb), now("updated_at"), version()});
}

Table payments()
{
    Table t = makeTable("payments", "id",
                        {uuidKey(),
                         required("lead_id", Uuid),
                         required("plumber_id", Uuid),
                         required("amount_cents", Integer),
                         defaulted("refunded_cents", Integer, "0"),
                         defaulted("currency", Varchar, "usd", 3),
                         defaulted("status", Varchar, "pending", 20),
                         optional("stripe_payment_intent_id", Varchar, 255),
                         optional("stripe_charge_id", Varchar, 255),
                         optional("failure_code", Varchar, 100),
                         optional("failure_message", Text),
                         optional("receipt_url", Text),
                         optional("refund_reason", Text),
                         defaulted("attempts", Integer, "0"),
                         now("created_at"),
                         now("updated_at"),
                         version(),
                         optional("refund_requested_cents", Integer),
                         defaulted("refunds_settled", Integer, "0"),
                         now("due_at")});
    t.uniques.push_back(uniqueColumns(t.name, {QStringLiteral("stripe_payment_intent_id")}));
    t.uniques.push_back({QStringLiteral("payments_one_live_per_lead"), {QStringLiteral("lead_id")}, true});
    t.foreignKeys = {reference(t.name, "lead_id", "leads"), reference(t.name, "plumber_id", "plumbers")};
    return t;
}

Table paymentAttempts()
{
    Table t = makeTable("payment_attempts", "id",
                        {uuidKey(), required("payment_id", Uuid), required("kind", Varchar, 10),
                         required("number", Integer), required("amount_cents", Integer),
                         defaulted("status", Varchar, "started", 20), optional("stripe_id", Varchar, 255),
                         optional("payment_method", Varchar, 255), optional("failure_code", Varchar, 100),
                         optional("failure_message", Text), now("created_at"), now("updated_at"), version()});
    t.uniques.push_back(
        uniqueColumns(t.name, {QStringLiteral("payment_id"), QStringLiteral("kind"), QStringLiteral("number")}));
    t.foreignKeys = {reference(t.name, "payment_id", "payments")};
    return t;
}

Table hostedPages()
{
    Table t = makeTable("hosted_pages", "id",
                        {uuidKey(), required("kind", Varchar, 10), required("plumber_id", Uuid),
                         optional("payment_id", Uuid), required("url", Text), optional("expires_at", Timestamptz),
                         now("created_at"), now("updated_at"), version()});
    t.foreignKeys = {reference(t.name, "plumber_id", "plumbers"), reference(t.name, "payment_id", "payments")};
    return t;
}

Table billingExceptions()
{
    Table t = makeTable("billing_exceptions", "id",
                        {uuidKey(), required("kind", Varchar, 40), optional("payment_id", Uuid),
                         optional("plumber_id", Uuid), optional("stripe_id", Varchar, 255), required("detail", Text),
                         now("found_at"), optional("settled_at", Timestamptz), optional("settled_by", Varchar, 255),
                         now("updated_at"), version()});
    t.foreignKeys = {reference(t.name, "payment_id", "payments"), reference(t.name, "plumber_id", "plumbers")};
    return t;
}

Table stripeEvents()
{
    return makeTable("stripe_events", "id",
                     {required("id", Varchar, 255), required("type", Varchar, 100),
                      defaulted("livemode", Boolean, "false"), required("created", Timestamptz),
                      required("payload", Jsonb), now("received_at"), optional("processed_at", Timestamptz),
                      optional("error", Text)});
}

Table leadEvents()
{
    Table t = makeTable("lead_events", "id",
                        {{QStringLiteral("id"), BigInt, 0, true, Identity},
                         required("lead_id", Uuid),
                         required("kind", Varchar, 20),
                         required("actor", Varchar, 255),
                         optional("plumber_id", Uuid),
                         optional("note", Text),
                         now("at"),
                         optional("detail", Jsonb),
                         optional("sequence", Integer),
                         optional("previous_hash", Varchar, 64),
                         optional("hash", Varchar, 64),
                         optional("text_hash", Varchar, 64),
                         optional("text_salt", Uuid)});
    t.foreignKeys = {reference(t.name, "lead_id", "leads"), reference(t.name, "plumber_id", "plumbers")};
    return t;
}

Table notifications()
{
    Table t = makeTable("notifications", "id",
                        {uuidKey(),
                         optional("lead_id", Uuid),
                         optional("plumber_id", Uuid),
                         required("channel", Varchar, 10),
                         required("template", Varchar, 40),
                         required("recipient", Varchar, 255),
                         defaulted("status", Varchar, "pending", 20),
                         defaulted("attempts", Integer, "0"),
                         now("next_attempt_at"),
                         optional("provider_id", Varchar, 255),
                         optional("error", Text),
                         now("created_at"),
                         now("updated_at"),
                         version(),
                         optional("body", Text),
                         defaulted("seen", Boolean, "true"),
                         optional("delivery", Varchar, 20),
                         optional("delivery_at", Timestamptz),
                         optional("delivery_error", Text),
                         optional("sent_text", Text)});
    t.foreignKeys = {reference(t.name, "lead_id", "leads"), reference(t.name, "plumber_id", "plumbers")};
    return t;
}

Table optOuts()
{
    return makeTable("opt_outs", "phone_number", {required("phone_number", Varchar, 20), now("at")});
}

/// Beside those who answered STOP: what the office entered, and what outlives an erasing.
Table contactRefusals()
{
    Table t = makeTable("contact_refusals", "id",
                        {uuidKey(), required("contact_hash", Varchar, 64), required("channel", Varchar, 10),
                         optional("contact", Varchar, 255), defaulted("way", Varchar, "other", 10),
                         optional("reason", Varchar, 500), optional("said_on", Date), optional("entered_by", Text),
                         now("at")});
    t.uniques.push_back(uniqueColumns(t.name, {QStringLiteral("contact_hash"), QStringLiteral("channel")}));
    return t;
}

Table sourceSecrets()
{
    Table t = makeTable("source_secrets", "id",
                        {{QStringLiteral("id"), BigInt, 0, true, Identity},
                         required("source_id", Uuid),
                         required("kind", Varchar, 10),
                         required("secret", Text),
                         now("created_at")});
    t.foreignKeys = {reference(t.name, "source_id", "lead_sources")};
    return t;
}

Table intakeItems()
{
    Table t = makeTable("intake_items", "id",
                        {uuidKey(),
                         required("source_id", Uuid),
                         now("received_at"),
                         required("cause", Varchar, 20),
                         defaulted("reason", Text, ""),
                         defaulted("content_type", Varchar, "", 200),
                         optional("body", Text),
                         defaulted("body_encoding", Varchar, "text", 10),
                         defaulted("status", Varchar, "waiting", 20),
                         defaulted("is_test", Boolean, "false"),
                         optional("lead_id", Uuid),
                         optional("note", Text),
                         optional("settled_at", Timestamptz),
                         optional("settled_by", Text),
                         optional("erased_at", Timestamptz),
                         defaulted("tries", Integer, "0"),
                         optional("retry_at", Timestamptz),
                         now("created_at"),
                         now("updated_at"),
                         version()});
    t.foreignKeys = {reference(t.name, "source_id", "lead_sources"), reference(t.name, "lead_id", "leads")};
    return t;
}

Table imports()
{
    return makeTable("imports", "id",
                     {uuidKey(), required("kind", Text), required("file_name", Varchar, 255),
                      required("total", Integer), defaulted("done", Integer, "0"), defaulted("state", Text, "running"),
                      defaulted("charges", Boolean, "false"), defaulted("tells", Boolean, "false"),
                      optional("created_by", Text), now("created_at"), now("updated_at"), version()});
}

Table importChanges()
{
    Table t = makeTable("import_changes", "id",
                        {uuidKey(), required("import_id", Uuid), required("row_id", Uuid), required("before", Jsonb),
                         required("after", Jsonb), required("version", BigInt)});
    t.uniques.push_back(uniqueColumns(t.name, {QStringLiteral("import_id"), QStringLiteral("row_id")}));
    t.foreignKeys = {reference(t.name, "import_id", "imports")};
    return t;
}

Table savedViews()
{
    return makeTable("saved_views", "id",
                     {uuidKey(), required("owner", Text), required("name", Varchar, 60),
                      defaulted("shared", Boolean, "false"), required("definition", Jsonb),
                      defaulted("position", Integer, "0"), optional("shortcut", Varchar, 30),
                      optional("deleted_at", Timestamptz), now("created_at"), now("updated_at"), version()});
}

/// Of what people do beyond leads.
Table activity()
{
    Table t = makeTable("activity", "id",
                        {{QStringLiteral("id"), BigInt, 0, true, Identity},
                         now("at"),
                         required("actor", Varchar, 255),
                         required("kind", Varchar, 40),
                         optional("lead_id", Uuid),
                         optional("plumber_id", Uuid),
                         optional("subject", Varchar, 255),
                         optional("detail", Jsonb),
                         defaulted("admin_only", Boolean, "false")});
    t.foreignKeys = {reference(t.name, "lead_id", "leads"), reference(t.name, "plumber_id", "plumbers")};
    return t;
}

Table serverRequests()
{
    return makeTable("server_requests", "id",
                     {uuidKey(), required("kind", Varchar, 30), defaulted("data", Jsonb, "{}"),
                      defaulted("state", Varchar, "asked", 10), optional("answer", Jsonb), optional("reason", Text),
                      optional("created_by", Text), now("created_at"), now("updated_at"), version()});
}

Table messageTemplates()
{
    Table t = makeTable("message_templates", "id",
                        {uuidKey(), required("name", Varchar, 40), required("channel", Varchar, 10),
                         defaulted("language", Varchar, "en", 10), optional("subject", Varchar, 200),
                         optional("body", Text), now("updated_at"), version()});
    t.uniques.push_back(
        uniqueColumns(t.name, {QStringLiteral("name"), QStringLiteral("channel"), QStringLiteral("language")}));
    return t;
}

} // namespace

QString typeName(PgType type)
{
    switch (type) {
    case Uuid:
        return QStringLiteral("uuid");
    case Varchar:
        return QStringLiteral("character varying");
    case Text:
        return QStringLiteral("text");
    case Integer:
        return QStringLiteral("integer");
    case BigInt:
        return QStringLiteral("bigint");
    case Boolean:
        return QStringLiteral("boolean");
    case Timestamptz:
        return QStringLiteral("timestamp with time zone");
    case Jsonb:
        return QStringLiteral("jsonb");
    case Date:
        return QStringLiteral("date");
    case TextArray:
        return QStringLiteral("text[]");
    }
    return {};
}

const Column *Table::column(const QString &columnName) const
{
    const qsizetype i = indexOf(columnName);
    return i < 0 ? nullptr : &columns[size_t(i)];
}

qsizetype Table::indexOf(const QString &columnName) const
{
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const Column &c) { return c.name == columnName; });
    return found == columns.end() ? -1 : qsizetype(found - columns.begin());
}

const Schema &Schema::instance()
{
    static const Schema schema;
    return schema;
}

Schema::Schema()
    : m_tables{plumbers(),          leadSources(),    leads(),           services(),
               settings(),          payments(),       stripeEvents(),    leadEvents(),
               notifications(),     optOuts(),        paymentAttempts(), hostedPages(),
               billingExceptions(), sourceSecrets(),  intakeItems(),     imports(),
               importChanges(),     savedViews(),     activity(),        serverRequests(),
               messageTemplates(),  contactRefusals()}
{
}

const Table *Schema::table(const QString &name) const
{
    const auto found = std::find_if(m_tables.begin(), m_tables.end(), [&](const Table &t) { return t.name == name; });
    return found == m_tables.end() ? nullptr : &*found;
}

std::vector<Reference> Schema::referencesTo(const Table &target) const
{
    std::vector<Reference> found;
    for (const Table &table : m_tables)
        for (const ForeignKey &key : table.foreignKeys)
            if (key.target == target.name)
                found.push_back({&table, &key});
    return found;
}

} // namespace pl::embedded
