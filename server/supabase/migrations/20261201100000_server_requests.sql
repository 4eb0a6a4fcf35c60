-- What admins ask of the office's servers from their windows, which may not reach them: about accounts, the journal, and
-- the services for money and messages. A server that sees a request claims it by its version and writes the answer.
create table public.server_requests (
    id uuid primary key default extensions.uuid_generate_v4(),
    kind varchar(30) not null check (kind in ('people', 'invite', 'role', 'disable', 'enable', 'sign_out', 'retry',
        'discard', 'check', 'status')),
    data jsonb not null default '{}'::jsonb,
    state varchar(10) not null default 'asked' check (state in ('asked', 'working', 'done', 'failed')),
    answer jsonb,                                          -- emptied with the data, an hour later
    reason text,                                           -- why it failed, a sentence for people
    created_by text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 4096)
);

alter table public.server_requests enable row level security;

-- What waits for a server: state=in.(asked,working), oldest first.
create index server_requests_open on public.server_requests (created_at, id) where state in ('asked', 'working');

-- What is to be emptied: answer not null, changed an hour ago.
create index server_requests_answered on public.server_requests (updated_at) where answer is not null;

-- The newest, for office_news().
create index server_requests_updated on public.server_requests (updated_at);

create policy admin_reads on public.server_requests for select to authenticated using ((select public.is_admin()));

create policy admin_adds on public.server_requests for insert to authenticated with check ((select public.is_admin()));

revoke all on public.server_requests from public, anon, authenticated, service_role;

grant select, delete on public.server_requests to anon, authenticated;

grant select, insert, update, delete on public.server_requests to service_role;

grant insert (id, kind, data) on public.server_requests to anon, authenticated;

create trigger touch before update on public.server_requests for each row execute function public.touch();

create trigger stamp before insert on public.server_requests for each row execute function public.stamp();

create trigger stamp_created before insert on public.server_requests
    for each row execute function public.stamp_created();

create trigger visible_text before insert or update on public.server_requests
    for each row execute function public.visible_text();

-- Who asks decides what is done: nobody asks in another's name.
create function public.request_owner() returns trigger language plpgsql set search_path = '' as $$
begin
    new.created_by := auth.email();
    return new;
end $$;

create trigger request_owner before insert on public.server_requests
    for each row execute function public.request_owner();

-- Signs a person out everywhere: Auth's own way of doing this takes a token of theirs.
create function public.end_sessions(person uuid) returns integer language plpgsql security definer
    set search_path = '' as $$
declare
    ended integer;
begin
    delete from auth.sessions where user_id = person;
    get diagnostics ended = row_count;
    return ended;
end $$;

revoke all on function public.request_owner(), public.end_sessions(uuid)
    from public, anon, authenticated, service_role;

grant execute on function public.end_sessions(uuid) to service_role;

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
        'stripe_events', case when admin then (select received_at from public.stripe_events where processed_at is null
                                               order by received_at desc limit 1) end,
        'opt_outs', case when office then (select at from public.opt_outs order by at desc limit 1) end,
        'activity', case when office then (select id from public.activity order by id desc limit 1) end,
        'server_requests', case when admin then (select updated_at from public.server_requests
                                                 where updated_at <= soon order by updated_at desc limit 1) end,
        'schema', 20261201100000);
end $$;
