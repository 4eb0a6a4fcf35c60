-- Who is asking: app_metadata can be written by the service role alone, so a user can't give itself a role.
create function public.app_role() returns text language sql stable set search_path = '' as
    $$ select coalesce(auth.jwt() -> 'app_metadata' ->> 'role', '') $$;

create function public.is_admin() returns boolean language sql stable set search_path = '' as
    $$ select public.app_role() = 'admin' $$;

create function public.is_office() returns boolean language sql stable set search_path = '' as
    $$ select public.app_role() in ('admin', 'staff') $$;

-- Policies add up: one from before would open what those below keep closed.
do $$
declare
    earlier record;
begin
    for earlier in select policyname, tablename from pg_catalog.pg_policies
                   where schemaname = 'public' and tablename in ('plumbers', 'leads') loop
        execute format('drop policy %I on public.%I', earlier.policyname, earlier.tablename);
    end loop;
end $$;

-- `(select f())` is computed once a query, a bare `f()` once a row.
create policy office_reads on public.leads for select to authenticated using ((select public.is_office()));

create policy office_adds on public.leads for insert to authenticated with check ((select public.is_office()));

create policy office_changes on public.leads for update to authenticated
    using ((select public.is_office())) with check ((select public.is_office()));

create policy plumber_reads_own on public.leads for select to authenticated
    using ((select public.app_role()) = 'plumber'
           and assigned_plumber_id = (select p.id from public.plumbers p where p.email = (select auth.email())));

create policy office_reads on public.plumbers for select to authenticated
    using ((select public.is_office()) or email = (select auth.email()));

create policy office_adds on public.plumbers for insert to authenticated with check ((select public.is_office()));

create policy office_changes on public.plumbers for update to authenticated
    using ((select public.is_office())) with check ((select public.is_office()));

create policy office_reads on public.services for select to authenticated using ((select public.is_office()));

create policy admin_writes on public.services for all to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

create policy office_reads on public.settings for select to authenticated using ((select public.is_office()));

create policy admin_writes on public.settings for all to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

create policy admin_all on public.lead_sources for all to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

create policy admin_reads on public.payments for select to authenticated using ((select public.is_admin()));

create policy admin_asks_refund on public.payments for update to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

create policy admin_reads on public.stripe_events for select to authenticated using ((select public.is_admin()));

create policy office_reads on public.lead_events for select to authenticated using ((select public.is_office()));

create policy office_notes on public.lead_events for insert to authenticated
    with check ((select public.is_office()) and kind = 'note' and actor = (select auth.email()));

create policy office_reads on public.notifications for select to authenticated using ((select public.is_office()));

create policy office_reads on public.opt_outs for select to authenticated using ((select public.is_office()));

-- What a project grants by default differs from project to project; the policies above count on this.
grant all on public.plumbers, public.leads, public.lead_sources, public.services, public.settings, public.payments,
    public.stripe_events, public.lead_events, public.notifications, public.opt_outs
    to anon, authenticated, service_role;

-- Money and identity columns belong to the server alone.
revoke insert, update on public.plumbers from authenticated, anon;

grant insert (id, first_name, last_name, email, phone_number, zip_code, services, status, service_radius_miles,
              daily_lead_cap, notify_by),
      update (first_name, last_name, email, phone_number, zip_code, services, status, service_radius_miles,
              daily_lead_cap, notify_by)
    on public.plumbers to authenticated;

-- Functions are callable as /rpc by whoever may execute them: nobody outside needs these.
revoke execute on function public.app_role(), public.is_admin(), public.is_office(), public.touch(),
    public.lead_price_cents(text, text), public.lead_before(), public.lead_after(), public.payment_guard()
    from public, anon;

grant execute on function public.app_role(), public.is_admin(), public.is_office() to authenticated, service_role;

revoke execute on function public.lead_price_cents(text, text) from authenticated;

grant execute on function public.lead_price_cents(text, text) to service_role;
