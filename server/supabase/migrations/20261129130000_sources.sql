-- Sources of every kind, leads that may be incomplete, and what a source sent that is for people to sort.

-- What is unknown among a lead's documented columns is an empty text.
alter table public.leads
    add column street varchar(200),
    add column city varchar(100),
    add column state varchar(50),
    add column phone_extension varchar(20),
    add column answers jsonb,                              -- question → answer, as the source sent them
    add column origin jsonb,                               -- utm_source, gclid, page, …
    add column source_cost_cents integer check (source_cost_cents >= 0), -- what the source charged for this lead
    add column is_test boolean not null default false,     -- charged to nobody, messaged to nobody
    add column has_real_phone boolean;                     -- false: nobody can have it, charged to nobody; null: not checked

alter table public.lead_sources
    add column kind varchar(10) not null default 'program' check (kind in ('program', 'form', 'hook')),
    add column preset varchar(40),
    add column mapping jsonb,                              -- instead of the preset's
    add column default_service varchar(100),
    add column default_urgency varchar(20) check (default_urgency in ('day', 'week', 'month')),
    add column authentication jsonb,                       -- instead of the preset's; holds no secrets
    add column answer_status integer not null default 200 check (answer_status in (200, 201)),
    add column old_key_hash varchar(64),                   -- the key before this one works until old_key_until
    add column old_key_until timestamptz;

update public.lead_sources set kind = 'form' where left(key_prefix, 3) = 'pf_';

-- What a source proves itself with, besides its key. Admins write secrets and can't read them, not even in the answer to
-- their insert, which has to ask for none (`Prefer: return=minimal`). The newest of a source and kind holds.
create table public.source_secrets (
    id bigint generated always as identity primary key,
    source_id uuid not null references public.lead_sources (id),
    kind varchar(10) not null check (kind in ('hmac', 'token')),
    secret text not null,
    created_at timestamptz not null default now()
);

alter table public.source_secrets enable row level security;

create index source_secrets_newest on public.source_secrets (source_id, kind, id);

-- What a source sent and what could not become a lead by itself. The body is kept as it came.
create table public.intake_items (
    id uuid primary key default extensions.uuid_generate_v4(),
    source_id uuid not null references public.lead_sources (id),
    received_at timestamptz not null default now(),
    cause varchar(20) not null check (cause in ('unmapped', 'broken', 'refused', 'over_limit', 'not_fetched', 'no_lead')),
    reason text not null default '',
    content_type varchar(200) not null default '',
    body text,
    body_encoding varchar(10) not null default 'text' check (body_encoding in ('text', 'base64')),
    status varchar(20) not null default 'waiting' check (status in ('waiting', 'retry', 'taken', 'discarded')),
    is_test boolean not null default false,
    lead_id uuid references public.leads (id),
    note text,                                             -- why it was discarded
    settled_at timestamptz,
    settled_by text,
    erased_at timestamptz,                                 -- the body is no longer kept
    tries integer not null default 0,
    retry_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.intake_items enable row level security;

-- Window: items that changed. office_news(): the newest change.
create index intake_items_updated on public.intake_items (updated_at, id);

-- Window: what is to be sorted. Server: what is to be tried again.
create index intake_items_open on public.intake_items (status, updated_at) where status in ('waiting', 'retry');

-- A source's items, the newest first.
create index intake_items_by_source on public.intake_items (source_id, received_at);

-- Server: bodies beyond their keeping time, few among those that were erased long ago.
create index intake_items_kept on public.intake_items (source_id, received_at) where erased_at is null;

-- Erasure: a lead's items.
create index intake_items_by_lead on public.intake_items (lead_id) where lead_id is not null;

create trigger touch before update on public.intake_items for each row execute function public.touch();

create trigger stamp before insert on public.intake_items for each row execute function public.stamp();

create trigger stamp_created before insert on public.intake_items for each row execute function public.stamp_created();

-- People have an item tried again, discard it for a reason, and take back either. Who did it, and when, is not theirs to
-- write. The server may do everything, and needn't name itself.
create function public.intake_guard() returns trigger language plpgsql set search_path = '' as $$
declare
    server constant boolean := auth.role() = 'service_role' or auth.role() is null;
begin
    if not server then
        if (old.status, new.status) in
               (('waiting', 'retry'), ('waiting', 'discarded'), ('discarded', 'waiting'), ('retry', 'waiting'))
               is not true then
            raise exception 'an item can be tried again, discarded, or put back' using errcode = 'P0001';
        end if;
        if old.erased_at is not null and new.status <> 'discarded' then
            raise exception 'an item without its body can only be discarded' using errcode = 'P0001';
        end if;
        if new.status = 'discarded' and coalesce(btrim(new.note), '') = '' then
            raise exception 'note is required' using errcode = 'P0001';
        end if;
        if new.status = 'retry' then
            new.tries := 0;
            new.retry_at := null;
        end if;
    end if;
    if new.status in ('waiting', 'retry') then
        new.settled_at := null;
        new.settled_by := null;
    elsif new.status is distinct from old.status then
        new.settled_at := case when server then coalesce(new.settled_at, now()) else now() end;
        new.settled_by := case when server then coalesce(new.settled_by, 'server') else auth.email() end;
    end if;
    return new;
end $$;

create trigger intake_guard before update on public.intake_items for each row execute function public.intake_guard();

revoke execute on function public.intake_guard() from public, anon, authenticated, service_role;

create policy office_reads on public.intake_items for select to authenticated using ((select public.is_office()));

create policy office_sorts on public.intake_items for update to authenticated
    using ((select public.is_office())) with check ((select public.is_office()));

-- This is how the window tries a source.
create policy admin_tests on public.intake_items for insert to authenticated
    with check ((select public.is_admin()) and is_test and status = 'retry');

create policy admin_adds on public.source_secrets for insert to authenticated with check ((select public.is_admin()));

-- As for every table: four verbs, of which the policies leave few, and what may be written column by column.
revoke all on public.intake_items, public.source_secrets from public, anon, authenticated, service_role;

grant select, delete on public.intake_items, public.source_secrets to anon, authenticated;

grant select, insert, update, delete on public.intake_items, public.source_secrets to service_role;

revoke all on sequence public.source_secrets_id_seq from public, anon, authenticated, service_role;

grant insert (id, source_id, content_type, body, body_encoding, is_test, status, cause), update (status, note)
    on public.intake_items to anon, authenticated;

grant insert (source_id, kind, secret) on public.source_secrets to anon, authenticated;

grant insert (street, city, state, phone_extension, is_test, has_real_phone),
      update (street, city, state, phone_extension, has_real_phone)
    on public.leads to anon, authenticated;

grant insert (kind, preset, mapping, default_service, default_urgency, authentication, answer_status, old_key_hash,
              old_key_until),
      update (kind, preset, mapping, default_service, default_urgency, authentication, answer_status, old_key_hash,
              old_key_until)
    on public.lead_sources to anon, authenticated;

-- A table's argument names the column that stays as it came.
create or replace function public.visible_text() returns trigger language plpgsql set search_path = '' as $$
declare
    unseen constant text := '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F'
        '\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]';
begin
    if new::text ~ unseen then
        new := jsonb_populate_record(new, regexp_replace((to_jsonb(new) - coalesce(tg_argv[0], ''))::text, unseen, '', 'g')
            ::jsonb);
    end if;
    return new;
end $$;

create trigger visible_text before insert or update on public.intake_items
    for each row execute function public.visible_text('body');

-- A lead may be without a name and a service, but not without a way to reach somebody.
create or replace function public.visible_text_names() returns trigger language plpgsql set search_path = '' as $$
declare
    name text;
    value text;
begin
    if auth.role() = 'service_role' or auth.role() is null or to_jsonb(new) ->> 'erased_at' is not null then
        return new;
    end if;
    foreach name in array tg_argv loop
        value := to_jsonb(new) ->> name;
        if tg_op = 'INSERT' or value is distinct from to_jsonb(old) ->> name then
            if btrim(value) = '' and tg_table_name <> 'leads' then
                raise exception '% is required', name using errcode = 'P0001';
            end if;
            if value ~* '://|www\.' then
                raise exception '% must not contain a web address', name using errcode = 'P0001';
            end if;
        end if;
    end loop;
    if tg_table_name = 'leads' and btrim(to_jsonb(new) ->> 'email') = '' and btrim(to_jsonb(new) ->> 'phone_number') = ''
       and (tg_op = 'INSERT' or to_jsonb(new) ->> 'email' is distinct from to_jsonb(old) ->> 'email'
            or to_jsonb(new) ->> 'phone_number' is distinct from to_jsonb(old) ->> 'phone_number') then
        raise exception 'a phone number or an e-mail address is required' using errcode = 'P0001';
    end if;
    return new;
end $$;

drop trigger visible_text_names on public.leads;

create trigger visible_text_names before insert or update on public.leads for each row
    execute function public.visible_text_names('first_name', 'last_name', 'service_needed', 'street', 'city', 'state');

create or replace function public.lead_allowed() returns trigger language plpgsql set search_path = '' as $$
declare
    moved constant boolean := new.assigned_plumber_id is distinct from old.assigned_plumber_id;
begin
    if old.erased_at is not null
       and (new.erased_at, new.first_name, new.last_name, new.email, new.phone_number, new.description, new.street,
            new.city, new.state, new.phone_extension, new.answers, new.origin)
           is distinct from
           (old.erased_at, old.first_name, old.last_name, old.email, old.phone_number, old.description, old.street,
            old.city, old.state, old.phone_extension, old.answers, old.origin) then
        raise exception 'an erased lead stays erased' using errcode = 'P0001';
    end if;
    if new.accepted_at is distinct from old.accepted_at and not moved
       and (old.accepted_at is not null or old.status <> 'assigned' or new.status <> 'assigned') then
        raise exception 'only an assigned lead can be accepted, and only once' using errcode = 'P0001';
    end if;
    if new.attention in ('declined', 'unanswered') and new.attention is distinct from old.attention
       and (old.assigned_plumber_id is null or new.assigned_plumber_id is not null) then
        raise exception 'only a plumber who has the lead can decline it or leave it unanswered' using errcode = 'P0001';
    end if;
    if new.duplicate_of is distinct from old.duplicate_of
       and (old.duplicate_of is not null or new.duplicate_of = new.id or old.status <> 'new') then
        raise exception 'only a new lead can become a duplicate of another' using errcode = 'P0001';
    end if;
    if moved and new.decision is distinct from old.decision and (new.decision ->> 'automatic')::boolean
       and auth.role() <> 'service_role' then
        raise exception 'only the server assigns automatically' using errcode = 'P0001';
    end if;
    return new;
end $$;

-- Whoever erases a lead and doesn't know all of its columns erases them, too.
create or replace function public.lead_before() returns trigger language plpgsql set search_path = '' as $$
begin
    if tg_op = 'UPDATE' then
        new.updated_at := now();
        new.version := old.version + 1;
        if new.assigned_plumber_id is distinct from old.assigned_plumber_id then
            new.assigned_at := case when new.assigned_plumber_id is not null then now() end;
            new.accepted_at := null;
            -- The reasons for the plumber before are none for this one.
            if new.decision is not distinct from old.decision then new.decision := null; end if;
            if new.assigned_plumber_id is null and new.attention is not distinct from old.attention then
                new.attention := 'returned';
            end if;
        else
            new.assigned_at := old.assigned_at;
            new.decision := old.decision;
        end if;
    elsif new.assigned_plumber_id is not null then
        new.assigned_at := now();
    end if;
    if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null then
        new.street := null;
        new.city := null;
        new.state := null;
        new.phone_extension := null;
        new.answers := null;
        new.origin := null;
    end if;
    if new.assigned_plumber_id is not null and new.status = 'new' then new.status := 'assigned'; end if;
    if new.status <> 'new' then new.attention := null; end if;
    if new.status = 'completed' and new.completed_at is null then new.completed_at := now(); end if;
    if new.status <> 'completed' then new.completed_at := null; end if;
    return new;
end $$;

-- A duplicate, a test, and a number that nobody can have are charged to nobody. Of a test nobody hears. A customer without
-- an e-mail address gets none.
create or replace function public.lead_after() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    who text := coalesce(auth.email(), 'server');
    p public.plumbers;
    due timestamptz;
    edited text;
begin
    if tg_op = 'INSERT' then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'received', who);
    end if;
    if tg_op = 'UPDATE' and old.assigned_plumber_id is not null
       and new.assigned_plumber_id is distinct from old.assigned_plumber_id then
        insert into public.lead_events (lead_id, kind, actor, plumber_id, note)
            values (new.id, case when new.attention = 'declined' then 'declined' else 'unassigned' end, who,
                    old.assigned_plumber_id, case when new.attention = 'unanswered' then 'unanswered' end);
        update public.payments set status = 'void' where lead_id = new.id and status in ('pending', 'failed');
        update public.payments set status = 'refund_requested', refund_reason = 'unassigned', due_at = public.grace_end()
            where lead_id = new.id and status in ('processing', 'succeeded');
        update public.notifications set status = 'skipped' where lead_id = new.id and status = 'pending';
    end if;
    if new.assigned_plumber_id is not null
       and (tg_op = 'INSERT' or new.assigned_plumber_id is distinct from old.assigned_plumber_id) then
        select * into p from public.plumbers where id = new.assigned_plumber_id;
        due := public.grace_end();
        insert into public.lead_events (lead_id, kind, actor, plumber_id, detail)
            values (new.id, 'assigned', who, p.id, new.decision);
        if new.duplicate_of is null and not new.is_test and new.has_real_phone is not false then
            -- Back with whoever has paid for it, before the refund was made: the payment stands again.
            update public.payments set status = 'succeeded', refund_reason = null
                where lead_id = new.id and plumber_id = p.id and status = 'refund_requested'
                    and refund_reason = 'unassigned' and stripe_charge_id is not null and due_at > now();
            if not found then
                insert into public.payments (lead_id, plumber_id, amount_cents, currency, due_at)
                    values (new.id, p.id, public.lead_price_cents(new.service_needed, new.urgency),
                            (select value #>> '{}' from public.settings where key = 'currency'), due);
            end if;
        end if;
        if p.notify_by in ('email', 'both') and not new.is_test then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'email', 'lead_assigned', p.email, due);
        end if;
        if (p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day')) and not new.is_test then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'sms', 'lead_assigned', p.phone_number, due);
        end if;
        if btrim(new.email) <> '' and not new.is_test then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'email', 'plumber_found', new.email, due);
        end if;
    end if;
    if tg_op = 'UPDATE' and new.accepted_at is not null and old.accepted_at is null
       and new.assigned_plumber_id is not distinct from old.assigned_plumber_id then
        insert into public.lead_events (lead_id, kind, actor, plumber_id)
            values (new.id, 'accepted', who, new.assigned_plumber_id);
    end if;
    if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'erased', who);
        update public.intake_items set body = null, erased_at = now() where lead_id = new.id and erased_at is null;
    elsif tg_op = 'UPDATE' then
        -- The history names the fields that changed, never their values: it holds nobody's personal data.
        select string_agg(n.key, ', ' order by n.key) into edited
            from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
            where n.value is distinct from o.value and n.key in
                ('first_name', 'last_name', 'email', 'phone_number', 'service_needed', 'urgency', 'zip_code', 'description',
                 'street', 'city', 'state', 'phone_extension');
        if edited is not null then
            insert into public.lead_events (lead_id, kind, actor, note) values (new.id, 'edited', who, edited);
        end if;
    end if;
    if tg_op = 'UPDATE' and new.status = 'completed' and old.status <> 'completed' then
        insert into public.lead_events (lead_id, kind, actor, plumber_id, note)
            values (new.id, 'completed', who, new.assigned_plumber_id, new.closed_reason);
    elsif tg_op = 'UPDATE' and old.status = 'completed' and new.status <> 'completed' then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'reopened', who);
    end if;
    return null;
end $$;

-- Of secrets only those hear who may read them.
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
        'schema', 20261129130000);
end $$;
