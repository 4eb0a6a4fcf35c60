-- The office's own words: its messages' templates, and the name, address and logo in them.

-- A template is never deleted: without a body, the original is sent.
create table public.message_templates (
    id uuid primary key default extensions.uuid_generate_v4(),
    name varchar(40) not null,
    channel varchar(10) not null check (channel in ('email', 'sms')),
    language varchar(10) not null default 'en',
    subject varchar(200),
    body text check (length(body) <= 10000),               -- null: the original
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    unique (name, channel, language)
);

alter table public.message_templates enable row level security;

create policy office_reads on public.message_templates for select to authenticated using ((select public.is_office()));

create policy admin_adds on public.message_templates for insert to authenticated with check ((select public.is_admin()));

create policy admin_changes on public.message_templates for update to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

revoke all on public.message_templates from public, anon, authenticated, service_role;

grant select, delete on public.message_templates to anon, authenticated;

grant select, insert, update, delete on public.message_templates to service_role;

grant insert (id, name, channel, language, subject, body), update (subject, body)
    on public.message_templates to anon, authenticated;

create trigger touch before update on public.message_templates for each row execute function public.touch();

create trigger stamp before insert on public.message_templates for each row execute function public.stamp();

create trigger visible_text before insert or update on public.message_templates
    for each row execute function public.visible_text();

create trigger note_activity after insert or update or delete on public.message_templates
    for each row execute function public.note_activity();

-- The logo goes along with every message, and is read by every server.
create function public.office_logo_guard() returns trigger language plpgsql set search_path = '' as $$
begin
    if length(new.value::text) > 90000 then
        raise exception 'office_logo can have at most 64 kB' using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger office_logo_guard before insert or update on public.settings for each row
    when (new.key = 'office_logo') execute function public.office_logo_guard();

revoke execute on function public.office_logo_guard() from public, anon, authenticated, service_role;

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
        'message_templates', case when office then (select max(updated_at) from public.message_templates) end,
        'billing_exceptions', case when admin then (select updated_at from public.billing_exceptions
                                                    where updated_at <= soon order by updated_at desc limit 1) end,
        'payment_attempts', case when admin then (select updated_at from public.payment_attempts
                                                  where updated_at <= soon order by updated_at desc limit 1) end,
        'hosted_pages', case when admin then (select updated_at from public.hosted_pages where updated_at <= soon
                                              order by updated_at desc limit 1) end,
        'lead_events', case when office then (select id from public.lead_events order by id desc limit 1) end,
        'stripe_events', case when admin then (select received_at from public.stripe_events where processed_at is null
                                               order by received_at desc limit 1) end,
        'opt_outs', case when office then (select at from public.opt_outs order by at desc limit 1) end,
        'activity', case when office then (select id from public.activity order by id desc limit 1) end,
        'server_requests', case when admin then (select updated_at from public.server_requests
                                                 where updated_at <= soon order by updated_at desc limit 1) end,
        'schema', 20261201110000);
end $$;
