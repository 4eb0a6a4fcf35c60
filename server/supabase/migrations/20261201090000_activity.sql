-- What people do in the office beyond its leads: a list that names who, what and when.

create table public.activity (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor varchar(255) not null,                           -- a person's e-mail, or 'server'
    kind varchar(40) not null check (kind in
        ('plumber_added', 'plumber_changed', 'plumber_verified', 'plumber_removed', 'setting_changed', 'service_added',
         'service_changed', 'service_removed', 'source_added', 'source_changed', 'import_begun', 'import_undone',
         'view_shared', 'exported', 'printed', 'refund_requested', 'template_changed', 'person_invited', 'person_changed',
         'person_signed_out', 'request_failed')),
    lead_id uuid references public.leads (id),
    plumber_id uuid references public.plumbers (id),
    subject varchar(255),                                  -- the setting's key, the service, the source, the view, the file
    detail jsonb check (jsonb_typeof(detail) = 'object' and octet_length(detail::text) <= 8192), -- nobody's personal data
    admin_only boolean not null default false
);

alter table public.activity enable row level security;

-- The newest of them, page by page.
create index activity_by_time on public.activity (at, id);

create index activity_by_lead on public.activity (lead_id) where lead_id is not null;

create index activity_by_plumber on public.activity (plumber_id) where plumber_id is not null;

create index lead_events_by_time on public.lead_events (at, id);

create policy office_reads on public.activity for select to authenticated
    using ((select public.is_office()) and not admin_only or (select public.is_admin()));

create policy office_notes on public.activity for insert to authenticated
    with check ((select public.is_office()) and kind in ('exported', 'printed') and actor = (select auth.email())
                and not admin_only);

revoke all on public.activity from public, anon, authenticated, service_role;

grant select, delete on public.activity to anon, authenticated;

grant select, insert, update, delete on public.activity to service_role;

revoke all on sequence public.activity_id_seq from public, anon, authenticated, service_role;

grant insert (actor, kind, subject, detail) on public.activity to anon, authenticated;

create trigger visible_text before insert or update on public.activity
    for each row execute function public.visible_text();

-- The columns whose change is worth a line, by their names: nobody's personal data. Whatever is added to a table counts
-- by itself. What stands here is the server's, or has a line of its own.
create function public.changed_fields(was jsonb, is_now jsonb) returns text[] language sql immutable set search_path = ''
as $$
    select coalesce(array_agg(n.key order by n.key collate "C"), '{}')
        from jsonb_each(is_now) n join jsonb_each(was) o using (key)
        where n.value is distinct from o.value and n.key not in
            ('id', 'created_at', 'updated_at', 'version', 'edited_at', 'import_id', 'withdrawn_at', 'stripe_customer_id',
             'payment_ready', 'verified_at', 'verified_by', 'key_prefix', 'old_key_hash', 'old_key_until')
$$;

-- A line about what a person did to a row; the server tells of its own work itself. For tables that a staff member may
-- not read, too.
create function public.note_activity() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    who constant text := auth.email();
    was jsonb := '{}';
    is_now jsonb := '{}';
    fields text[] := '{}';
    kind text;
    lead uuid;
    plumber uuid;
    subject text;
    detail jsonb;
begin
    if who is null then return null; end if;
    if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
    if tg_op <> 'DELETE' then is_now := to_jsonb(new); end if;
    if tg_op = 'UPDATE' then fields := public.changed_fields(was, is_now); end if;
    case tg_table_name
    when 'plumbers' then
        if is_now ->> 'withdrawn_at' is not null then return null; end if; -- the import's undo has a line
        plumber := (is_now ->> 'id')::uuid;
        if tg_op = 'UPDATE' and is_now ->> 'verified_at' is distinct from was ->> 'verified_at' then
            insert into public.activity (actor, kind, plumber_id, detail)
                values (who, 'plumber_verified', plumber,
                        jsonb_build_object('verified', is_now ->> 'verified_at' is not null));
        end if;
        kind := case when tg_op = 'INSERT' and is_now ->> 'import_id' is null then 'plumber_added'
                     when is_now ->> 'status' = 'removed' and was ->> 'status' <> 'removed' then 'plumber_removed'
                     when fields <> '{}' then 'plumber_changed' end;
        if kind = 'plumber_changed' then detail := jsonb_build_object('fields', fields); end if;
    when 'settings' then
        subject := coalesce(is_now ->> 'key', was ->> 'key');
        -- A test message names somebody.
        kind := case when is_now -> 'value' is distinct from was -> 'value' and subject <> 'message_test'
                     then 'setting_changed' end;
        if coalesce(octet_length((was -> 'value')::text), 0) <= 1000
           and coalesce(octet_length((is_now -> 'value')::text), 0) <= 1000 then
            detail := jsonb_build_object('before', was -> 'value', 'after', is_now -> 'value');
        end if;
    when 'services' then
        subject := coalesce(is_now ->> 'name', was ->> 'name');
        kind := case when tg_op = 'INSERT' then 'service_added' when tg_op = 'DELETE' then 'service_removed'
                     when fields <> '{}' then 'service_changed' end;
        detail := jsonb_build_object('before', was -> 'price_cents', 'after', is_now -> 'price_cents', 'fields', fields);
    when 'lead_sources' then
        subject := is_now ->> 'name';
        kind := case when tg_op = 'INSERT' then 'source_added' when fields <> '{}' then 'source_changed' end;
        if tg_op = 'UPDATE' then detail := jsonb_build_object('fields', fields); end if;
    when 'imports' then
        subject := is_now ->> 'file_name';
        kind := case when tg_op = 'INSERT' then 'import_begun'
                     when is_now ->> 'state' = 'undone' and was ->> 'state' <> 'undone' then 'import_undone' end;
        detail := jsonb_build_object('kind', is_now -> 'kind', 'total', is_now -> 'total');
    when 'saved_views' then
        subject := is_now ->> 'name';
        kind := case when (is_now ->> 'shared')::boolean and is_now ->> 'deleted_at' is null
                          and (was ->> 'shared')::boolean is distinct from true then 'view_shared' end;
    when 'payments' then
        -- What a lead that was taken back gets by itself is told by the lead's history.
        kind := case when is_now ->> 'status' = 'refund_requested' and was ->> 'status' <> 'refund_requested'
                          and is_now ->> 'refund_reason' is distinct from 'unassigned' then 'refund_requested' end;
        lead := (is_now ->> 'lead_id')::uuid;
        plumber := (is_now ->> 'plumber_id')::uuid;
        detail := jsonb_build_object('currency', is_now -> 'currency', 'cents',
            coalesce((is_now ->> 'refund_requested_cents')::integer,
                     (is_now ->> 'amount_cents')::integer - (is_now ->> 'refunded_cents')::integer));
    when 'message_templates' then
        subject := coalesce(is_now ->> 'name', was ->> 'name');
        kind := 'template_changed';
        detail := jsonb_build_object('channel', coalesce(is_now -> 'channel', was -> 'channel'),
                                     'language', coalesce(is_now -> 'language', was -> 'language'));
    end case;
    if kind is not null then
        insert into public.activity (actor, kind, lead_id, plumber_id, subject, detail, admin_only)
            values (who, kind, lead, plumber, subject, detail, tg_table_name not in ('plumbers', 'saved_views'));
    end if;
    return null;
end $$;

revoke execute on function public.note_activity(), public.changed_fields(jsonb, jsonb)
    from public, anon, authenticated, service_role;

create trigger note_activity after insert or update on public.plumbers
    for each row execute function public.note_activity();

create trigger note_activity after insert or update or delete on public.settings
    for each row execute function public.note_activity();

create trigger note_activity after insert or update or delete on public.services
    for each row execute function public.note_activity();

create trigger note_activity after insert or update on public.lead_sources
    for each row execute function public.note_activity();

create trigger note_activity after insert or update on public.imports
    for each row execute function public.note_activity();

create trigger note_activity after insert or update on public.saved_views
    for each row execute function public.note_activity();

create trigger note_activity after update on public.payments
    for each row when (new.status is distinct from old.status) execute function public.note_activity();

create or replace function public.office_news() returns jsonb language plpgsql stable set search_path = '' as $$
declare
    unrestricted boolean := not pg_catalog.row_security_active('public.leads');
    office boolean := unrestricted or public.is_office();
    admin boolean := unrestricted or public.is_admin();
    soon timestamptz := now() + interval '1 minute';
begin
    return jsonb_build_object(
        'leads', case when office then (select updated_at from public.leads where updated_at <= soon
                                        order by updated_at desc limit 1) end,
        'plumbers', case when office then (select updated_at from public.plumbers where updated_at <= soon
                                           order by updated_at desc limit 1) end,
        'payments', case when admin then (select updated_at from public.payments where updated_at <= soon
                                          order by updated_at desc limit 1) end,
        'notifications', case when office then (select updated_at from public.notifications where updated_at <= soon
                                                order by updated_at desc limit 1) end,
        'services', case when office then (select max(updated_at) from public.services) end,
        'settings', case when office then (select max(updated_at) from public.settings) end,
        'lead_sources', case when admin then (select max(updated_at) from public.lead_sources) end,
        'source_secrets', case when unrestricted then (select max(created_at) from public.source_secrets) end,
        'intake_items', case when office then (select updated_at from public.intake_items where updated_at <= soon
                                               order by updated_at desc limit 1) end,
        'imports', case when admin then (select max(updated_at) from public.imports) end,
        'saved_views', case when office then (select max(updated_at) from public.saved_views) end,
        'billing_exceptions', case when admin then (select updated_at from public.billing_exceptions
                                                    where updated_at <= soon order by updated_at desc limit 1) end,
        'payment_attempts', case when admin then (select updated_at from public.payment_attempts
                                                  where updated_at <= soon order by updated_at desc limit 1) end,
        'hosted_pages', case when admin then (select updated_at from public.hosted_pages where updated_at <= soon
                                              order by updated_at desc limit 1) end,
        'lead_events', case when office then (select id from public.lead_events order by id desc limit 1) end,
        'activity', case when office then (select id from public.activity order by id desc limit 1) end,
        'stripe_events', case when admin then (select received_at from public.stripe_events where processed_at is null
                                               order by received_at desc limit 1) end,
        'opt_outs', case when office then (select at from public.opt_outs order by at desc limit 1) end,
        'schema', 20261201090000);
end $$;
