-- Rights by name, and one policy a table and verb.

-- Supabase grants the API's roles all on a new table, and so did the scripts before: TRUNCATE, TRIGGER and REFERENCES, too,
-- which no policy looks at. Row level security is what keeps rows from those who may not have them, so all three roles keep
-- the four verbs: a stranger reads an empty list and is refused each write by a policy.
revoke all on public.plumbers, public.leads, public.lead_sources, public.services, public.settings, public.payments,
    public.payment_attempts, public.hosted_pages, public.billing_exceptions, public.stripe_events, public.lead_events,
    public.notifications, public.opt_outs
    from public, anon, authenticated, service_role;

grant select, insert, update, delete on public.leads, public.lead_sources, public.services, public.settings,
    public.payments, public.payment_attempts, public.hosted_pages, public.billing_exceptions, public.stripe_events,
    public.lead_events, public.notifications, public.opt_outs
    to anon, authenticated, service_role;

-- A plumber's money and identity columns belong to the server alone.
grant select, delete on public.plumbers to anon, authenticated;

grant insert (id, first_name, last_name, email, phone_number, zip_code, services, status, service_radius_miles,
              daily_lead_cap, notify_by),
      update (first_name, last_name, email, phone_number, zip_code, services, status, service_radius_miles,
              daily_lead_cap, notify_by)
    on public.plumbers to authenticated;

grant select, insert, update, delete on public.plumbers to service_role;

-- A row takes its number as part of the insert, which needs no right to the sequence.
revoke all on sequence public.lead_events_id_seq from public, anon, authenticated, service_role;

-- A trigger fires whoever writes; nobody needs the right to call its function.
revoke execute on function public.touch(), public.lead_before(), public.lead_after(), public.lead_cap(),
    public.payment_guard()
    from public, anon, authenticated, service_role;

-- What a policy asks for is read from the request's own settings, which parallel workers have as well. Without the word a
-- query on a table with policies is never run in parallel.
alter function public.app_role() parallel safe;

alter function public.is_admin() parallel safe;

alter function public.is_office() parallel safe;

-- The plumber who is signed in; null for everybody else.
create function public.own_plumber_id() returns uuid language sql stable parallel safe set search_path = '' as $$
    select p.id from public.plumbers p where p.email = (select auth.email()) and public.app_role() = 'plumber' $$;

revoke execute on function public.own_plumber_id() from public, anon;

grant execute on function public.own_plumber_id() to authenticated, service_role;

-- Several policies for one verb are all computed for each row.
drop policy office_reads on public.leads;

drop policy plumber_reads_own on public.leads;

create policy office_or_own_reads on public.leads for select to authenticated
    using ((select public.is_office()) or assigned_plumber_id = (select public.own_plumber_id()));

drop policy admin_writes on public.services;

create policy admin_adds on public.services for insert to authenticated with check ((select public.is_admin()));

create policy admin_changes on public.services for update to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

create policy admin_removes on public.services for delete to authenticated using ((select public.is_admin()));

drop policy admin_writes on public.settings;

create policy admin_adds on public.settings for insert to authenticated with check ((select public.is_admin()));

create policy admin_changes on public.settings for update to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

create policy admin_removes on public.settings for delete to authenticated using ((select public.is_admin()));
