#include "tests/server/migrate/officedatabase.h"

#include <QTest>

using namespace pl;
using namespace pl::test;

/// What Supabase's dashboard warns of (its linter's rules, by the names that it gives them, in queries of our own over
/// the catalogs): nothing in this schema. Left out is what a schema alone can't tell: unused indexes, bloat, outdated
/// extensions; and the GraphQL rules, which warn of every table that can be read where that extension is installed.
class TestSchemaLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsNothing_data() { addRules(); }
    void findsNothing();
    void findsTheViolation_data() { addRules(); }
    void findsTheViolation();

private:
    static void addRules();

    OfficeDatabase m_office;
};

namespace {

struct Rule
{
    const char *name;
    const char *query;     ///< gives what breaks it, one a row
    const char *violation; ///< statements that make `offender` break it
    const char *offender = "offender";
};

/// Policies with their texts, in which functions of other schemas than public stand with the schema's name.
#define POLICY_TEXTS                                                                                                   \
    "(select p.tablename, p.policyname, p.permissive, p.cmd, p.roles, p.qual, p.with_check, c.relrowsecurity,"         \
    " concat_ws(' ', p.qual, p.with_check) as texts from pg_policies p join pg_class c on c.relname = p.tablename"     \
    " and c.relnamespace = 'public'::regnamespace where p.schemaname = 'public')"

#define API_READS(relation)                                                                                            \
    "(has_table_privilege('anon', " relation ", 'select') or has_table_privilege('authenticated', " relation           \
    ", 'select'))"

constexpr Rule kRules[] = {
    {"unindexed_foreign_keys",
     "select c.conname from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not"
     " exists (select from pg_index i where i.indrelid = c.conrelid and i.indisvalid"
     " and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)",
     "create table t (lead uuid constraint offender references leads, note text);"
     "create index on t (note, lead)"},
    {"auth_users_exposed",
     "select v.relname from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class"
     " where d.refobjid = to_regclass('auth.users') and v.relkind in ('v', 'm') and " API_READS("v.oid"),
     "create table auth.users (email text); create view offender as select email from auth.users"},
    {"auth_rls_initplan",
     "select policyname from " POLICY_TEXTS " p where regexp_replace(texts,"
     " 'select (auth\\.\\w+|current_setting|is_\\w+|app_role|own_plumber_id)\\(', '', 'gi')"
     " ~ '(auth\\.\\w+|current_setting|is_\\w+|app_role|own_plumber_id)\\('",
     "create policy offender on leads for delete to authenticated using (email = auth.email())"},
    {"auth_rls_initplan by our own functions",
     "select policyname from " POLICY_TEXTS " p where regexp_replace(texts,"
     " 'select (is_\\w+|app_role|own_plumber_id)\\(', '', 'gi') ~ '(is_\\w+|app_role|own_plumber_id)\\('",
     "create policy offender on leads for delete to authenticated using (is_admin())"},
    {"no_primary_key",
     "select relname from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and not exists"
     " (select from pg_index i where i.indrelid = c.oid and i.indisprimary)",
     "create table offender (a int unique)"},
    {"multiple_permissive_policies",
     "select distinct a.tablename from " POLICY_TEXTS " a join " POLICY_TEXTS " b on a.tablename = b.tablename"
     " and a.policyname < b.policyname and a.permissive = 'PERMISSIVE' and b.permissive = 'PERMISSIVE'"
     " and (a.cmd = b.cmd or 'ALL' in (a.cmd, b.cmd)) and (a.roles && b.roles or '{public}' in (a.roles, b.roles))",
     "create policy another on opt_outs for all to authenticated using (false)", "opt_outs"},
    {"policy_exists_rls_disabled", "select tablename from " POLICY_TEXTS " p where not relrowsecurity",
     "create table offender (a int primary key); create policy p on offender using (true)"},
    {"rls_enabled_no_policy",
     "select relname from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and relrowsecurity"
     " and not exists (select from pg_policy p where p.polrelid = c.oid)",
     "create table offender (a int primary key); alter table offender enable row level security"},
    {"duplicate_index",
     "select indrelid::regclass from (select i.indrelid, regexp_replace(pg_get_indexdef(i.indexrelid),"
     " '^CREATE (UNIQUE )?INDEX \\S+ ', '') as what from pg_index i join pg_class c on c.oid = i.indrelid"
     " where c.relnamespace = 'public'::regnamespace) i group by indrelid, what having count(*) > 1",
     "create table offender (a int primary key); create index on offender (a)"},
    {"security_definer_view",
     "select relname from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace and " API_READS(
         "oid") " and not coalesce(reloptions, '{}') && "
                "'{security_invoker=true,security_invoker=on,security_invoker=1}'",
     "create view offender as select id from leads"},
    {"function_search_path_mutable",
     "select proname from pg_proc where pronamespace = 'public'::regnamespace"
     " and not exists (select from unnest(proconfig) s where s like 'search_path=%')",
     "create function offender() returns int language sql as 'select 1'"},
    {"rls_disabled_in_public",
     "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
     " and not relrowsecurity",
     "create table offender (a int primary key)"},
    {"extension_in_public", "select extname from pg_extension where extnamespace = 'public'::regnamespace",
     "create extension tablefunc schema public", "tablefunc"},
    {"rls_references_user_metadata",
     "select policyname from " POLICY_TEXTS " p where texts ~ '(user_metadata|raw_user_meta_data)'",
     "create policy offender on leads for delete to authenticated"
     " using ((select auth.jwt() -> 'user_metadata' ->> 'role') = 'admin')"},
    {"materialized_view_in_api",
     "select relname from pg_class where relkind = 'm' and relnamespace = 'public'::regnamespace and " API_READS("oid"),
     "create materialized view offender as select id from leads"},
    {"foreign_table_in_api",
     "select relname from pg_class where relkind = 'f' and relnamespace = 'public'::regnamespace and " API_READS("oid"),
     "create foreign data wrapper w; create server s foreign data wrapper w; create foreign table offender (a int)"
     " server s"},
    {"unsupported_reg_types",
     "select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r'"
     " and c.relnamespace = 'public'::regnamespace and a.atttypid in ('regcollation'::regtype, 'regconfig'::regtype,"
     " 'regdictionary'::regtype, 'regnamespace'::regtype, 'regoper'::regtype, 'regoperator'::regtype,"
     " 'regproc'::regtype, 'regprocedure'::regtype)",
     "create table offender (a regproc primary key)"},
    {"fkey_to_auth_unique",
     "select c.conname from pg_constraint c join pg_class t on t.oid = c.confrelid join pg_index i"
     " on i.indexrelid = c.conindid where c.contype = 'f' and c.connamespace = 'public'::regnamespace"
     " and t.relnamespace = 'auth'::regnamespace and not i.indisprimary",
     "create table auth.users (id int primary key, email text unique);"
     "create table t (email text constraint offender references auth.users (email))"},
    {"sensitive_columns_exposed",
     "select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r'"
     " and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity and " API_READS(
         "c.oid") " and a.attname ~ '(password|secret|token|api_?key|ssn|card_number|cvv|iban)'",
     "create table offender (a int primary key, api_key text)"},
    {"rls_policy_always_true",
     "select policyname from " POLICY_TEXTS " p where permissive = 'PERMISSIVE' and cmd <> 'SELECT'"
     " and ('true' in (qual, with_check) or cmd = 'INSERT' and with_check is null"
     " or cmd in ('UPDATE', 'DELETE', 'ALL') and qual is null)",
     "create policy offender on leads for delete to authenticated using (true)"},
    {"rls_policy_null_auth_disjunct",
     "select policyname from " POLICY_TEXTS " p where texts ~* '(auth\\.\\w+|current_setting)\\([^()]*\\)"
     "( as \\w+\\))? is null'",
     "create policy offender on leads for select to authenticated"
     " using ((select auth.uid()) is null or email = (select auth.email()))"},
    {"anon_security_definer_function_executable",
     "select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"
     " and has_function_privilege('anon', oid, 'execute')",
     "create function offender() returns int language sql security definer set search_path = '' as 'select 1';"
     "revoke execute on function offender() from public, authenticated"},
    {"authenticated_security_definer_function_executable",
     "select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"
     " and has_function_privilege('authenticated', oid, 'execute')",
     "create function offender() returns int language sql security definer set search_path = '' as 'select 1';"
     "revoke execute on function offender() from public, anon"},
    {"invalid_index",
     "select i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indrelid"
     " where c.relnamespace = 'public'::regnamespace and not (i.indisvalid and i.indisready)",
     "create table t (a int); create index offender on t (a);"
     "update pg_index set indisvalid = false where indexrelid = 'offender'::regclass"},
    {"autovacuum_disabled",
     "select relname from pg_class where relnamespace = 'public'::regnamespace"
     " and exists (select from unnest(reloptions) o where o ~ '^autovacuum_enabled=(false|off|0|no)$')",
     "create table offender (a int primary key) with (autovacuum_enabled = false)"}};

#undef POLICY_TEXTS
#undef API_READS

} // namespace

void TestSchemaLint::initTestCase()
{
    QVERIFY2(m_office.start(), m_office.log());
}

void TestSchemaLint::addRules()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("violation");
    QTest::addColumn<QString>("offender");
    for (const Rule &rule : kRules)
        QTest::newRow(rule.name) << QString::fromLatin1(rule.query) << QString::fromLatin1(rule.violation)
                                 << QString::fromLatin1(rule.offender);
}

void TestSchemaLint::findsNothing()
{
    QFETCH(QString, query);
    QCOMPARE(m_office.text(query), QString());
}

/// A rule that finds nothing where there is something would be worth nothing.
void TestSchemaLint::findsTheViolation()
{
    QFETCH(QString, query);
    QFETCH(QString, violation);
    auto &database = m_office.connection();
    QVERIFY(database.run(QStringLiteral("begin")).ok());
    QString refusal;
    for (const QString &statement : violation.split(u';'))
        if (const auto ran = database.run(statement); !ran && refusal.isEmpty())
            refusal = statement + QStringLiteral(": ") + ran.error().message;
    const QString found = m_office.text(query);
    QVERIFY(database.run(QStringLiteral("rollback")).ok());
    QCOMPARE(refusal, QString());
    QTEST(found, "offender");
}

QTEST_GUILESS_MAIN(TestSchemaLint)
#include "tst_schemalint.moc"
