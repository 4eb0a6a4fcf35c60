-- The customer's file: a history that shows when somebody altered it, erasing as a whole, and what people asked not to get.

-- Each line of a lead's history carries the hash of the line before. What is hashed is fixed in
-- models/domain/historychain.h. Rows that a session of the database's owner writes with triggers off have no hashes.
alter table public.lead_events
    add column sequence integer,                           -- 1, 2, 3, … within the lead
    add column previous_hash varchar(64),
    add column hash varchar(64),
    add column text_hash varchar(64),                      -- of note and detail; stays when they are erased
    add column text_salt uuid;                             -- goes with them, so that nobody can guess them

-- The words as they were sent.
alter table public.notifications add column sent_text text;

-- Written by the database: the person is in contact_refusals.
alter table public.leads add column do_not_sell boolean not null default false;

create index leads_not_for_sale on public.leads (id) where do_not_sell;

-- Goes into the history with the line of the decline, which can't be changed later.
alter table public.leads add column decline_reason varchar(50);

-- Keeping times, each night: completed leads, and messages, that are older than that and still have their data.
create index leads_kept on public.leads (completed_at, id) where completed_at is not null and erased_at is null;

create index notifications_kept on public.notifications (created_at, id) where recipient <> '';

-- Erasing: what a person answered by text message.
create index notifications_replies on public.notifications (recipient) where template = 'reply';

-- Two who write to one lead's history wait for each other. By its name it comes after visible_text. A line that was
-- restored as it was keeps its hashes.
create function public.history_sealed() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    last public.lead_events;
begin
    if auth.role() is null and new.hash is not null then return new; end if;
    perform 1 from public.leads where id = new.lead_id for no key update;
    select * into last from public.lead_events where lead_id = new.lead_id and sequence is not null
        order by sequence desc limit 1;
    new.sequence := coalesce(last.sequence, 0) + 1;
    new.previous_hash := coalesce(last.hash, encode(sha256(convert_to(new.lead_id::text, 'UTF8')), 'hex'));
    new.text_salt := null;
    new.text_hash := null;
    if new.note is not null or new.detail is not null then
        new.text_salt := gen_random_uuid();
        new.text_hash := encode(sha256(convert_to(new.text_salt::text || E'\n' || coalesce(new.detail::text, '') || E'\n'
                                                  || coalesce(new.note, ''), 'UTF8')), 'hex');
    end if;
    new.hash := encode(sha256(convert_to(
        concat_ws(E'\n', new.previous_hash, new.lead_id, new.sequence, (extract(epoch from new.at) * 1000000)::bigint,
                  new.kind, coalesce(new.plumber_id::text, ''), coalesce(new.text_hash, ''), 'history1', new.actor),
        'UTF8')), 'hex');
    return new;
end $$;

-- Erasing takes the words away; everything else stays as it was written.
create function public.history_stays() returns trigger language plpgsql set search_path = '' as $$
begin
    if auth.role() is null then return new; end if;
    if (to_jsonb(new) - 'note' - 'detail' - 'text_salt') <> (to_jsonb(old) - 'note' - 'detail' - 'text_salt')
       or new.note is not null and new.note is distinct from old.note
       or new.detail is not null and new.detail is distinct from old.detail
       or new.text_salt is not null and new.text_salt is distinct from old.text_salt then
        raise exception 'history stays as it was' using errcode = 'P0001';
    end if;
    return new;
end $$;

-- The same for the lines of before, in the order in which they were written. An office has millions of them: one pass
-- makes all hashes, and the indexes are made again after the rows (500,000 lines: 20 s instead of 2 minutes).
create function pg_temp.next_hash(last text, lead uuid, n bigint, at timestamptz, kind text, plumber uuid,
                                  text_hash text, actor text) returns text language plpgsql immutable as $$
begin
    return encode(sha256(convert_to(
        concat_ws(E'\n', coalesce(last, encode(sha256(convert_to(lead::text, 'UTF8')), 'hex')), lead, n,
                  (extract(epoch from at) * 1000000)::bigint, kind, coalesce(plumber::text, ''),
                  coalesce(text_hash, ''), 'history1', actor), 'UTF8')), 'hex');
end $$;

create aggregate pg_temp.chained(uuid, bigint, timestamptz, text, uuid, text, text) (
    sfunc = pg_temp.next_hash, stype = text
);

create temp table sealed_lines on commit drop as
    with numbered as (
        select id, lead_id, at, kind, plumber_id, actor, note, detail,
               row_number() over (partition by lead_id order by id) as n,
               case when note is not null or detail is not null then gen_random_uuid() end as salt
            from public.lead_events
    ), texts as materialized (
        select *, encode(sha256(convert_to(salt::text || E'\n' || coalesce(detail::text, '') || E'\n'
                                           || coalesce(note, ''), 'UTF8')), 'hex') as text_hash
            from numbered
    ), chains as (
        select *, pg_temp.chained(lead_id, n, at, kind, plumber_id, text_hash, actor)
                      over (partition by lead_id order by n rows unbounded preceding) as hash
            from texts
    )
    select id, n as sequence, hash, text_hash, salt as text_salt,
           lag(hash, 1, encode(sha256(convert_to(lead_id::text, 'UTF8')), 'hex'))
               over (partition by lead_id order by n) as previous_hash
        from chains;

drop aggregate pg_temp.chained(uuid, bigint, timestamptz, text, uuid, text, text);

drop function pg_temp.next_hash(text, uuid, bigint, timestamptz, text, uuid, text, text);

analyze pg_temp.sealed_lines;

drop index public.lead_events_lead, public.lead_events_by_plumber, public.lead_events_by_time,
    public.lead_events_answers;

alter table public.lead_events disable trigger visible_text;

update public.lead_events e
    set sequence = s.sequence, previous_hash = s.previous_hash, hash = s.hash, text_hash = s.text_hash,
        text_salt = s.text_salt
    from pg_temp.sealed_lines s where s.id = e.id;

alter table public.lead_events enable trigger visible_text;

create index lead_events_lead on public.lead_events (lead_id, id);

create index lead_events_by_plumber on public.lead_events (plumber_id) where plumber_id is not null;

create index lead_events_by_time on public.lead_events (at, id);

create index lead_events_answers on public.lead_events (id)
    where kind in ('assigned', 'unassigned', 'accepted', 'declined');

create unique index lead_events_sequence on public.lead_events (lead_id, sequence);

create trigger history_stays before update on public.lead_events
    for each row execute function public.history_stays();

create trigger with_hash before insert on public.lead_events for each row execute function public.history_sealed();

-- What a person asked not to get, by way and as a hash, which outlives the erasing of the person. opt_outs has who answered
-- STOP.
create table public.contact_refusals (
    id uuid primary key default extensions.uuid_generate_v4(),
    contact_hash varchar(64) not null,
    channel varchar(10) not null check (channel in ('sms', 'email', 'call', 'letter', 'sale')), -- sale: do not sell
    contact varchar(255),                                  -- null: the person was erased
    way varchar(10) not null default 'other' check (way in ('reply', 'call', 'letter', 'email', 'other')),
    reason varchar(500),
    said_on date,
    entered_by text,                                       -- null: the server
    at timestamptz not null default now(),
    unique (contact_hash, channel)
);

alter table public.contact_refusals enable row level security;

-- The newest, for office_news().
create index contact_refusals_at on public.contact_refusals (at);

-- The salt is the server's: with it, a hash would tell whose it is. What sources sent is kept as long as the office has
-- set before.
insert into public.settings (key, value) values
    ('contact_salt', to_jsonb(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))),
    ('keeping_times', jsonb_build_object(
        'leads', 730, 'proof', 1826, 'messages', 1826, 'journal', 30, 'activity', 1826,
        'bodies', coalesce((select case when value::text ~ '^[1-9][0-9]{0,3}$' then value::text::integer end
                            from public.settings where key = 'intake_keep_days'), 30),
        'begins', to_char(now() + interval '30 days', 'YYYY-MM-DD')));

drop policy office_reads on public.settings;

create policy office_reads on public.settings for select to authenticated
    using ((select public.is_office()) and key <> 'contact_salt');

drop policy admin_adds on public.settings;

create policy admin_adds on public.settings for insert to authenticated
    with check ((select public.is_admin()) and key <> 'contact_salt');

drop policy admin_changes on public.settings;

create policy admin_changes on public.settings for update to authenticated
    using ((select public.is_admin()) and key <> 'contact_salt')
    with check ((select public.is_admin()) and key <> 'contact_salt');

drop policy admin_removes on public.settings;

create policy admin_removes on public.settings for delete to authenticated
    using ((select public.is_admin()) and key <> 'contact_salt');

create policy office_reads on public.contact_refusals for select to authenticated
    using ((select public.is_office()));

create policy office_adds on public.contact_refusals for insert to authenticated
    with check ((select public.is_office()) and entered_by = (select auth.email()));

-- What people said themselves stays.
create policy admin_removes on public.contact_refusals for delete to authenticated
    using ((select public.is_admin()) and entered_by is not null);

revoke all on public.contact_refusals from public, anon, authenticated, service_role;

grant select, delete on public.contact_refusals to anon, authenticated;

grant select, insert, update, delete on public.contact_refusals to service_role;

grant insert (id, contact, channel, way, reason, said_on) on public.contact_refusals to anon, authenticated;

-- Without regard to spaces around it and to capital letters of English.
create function public.plain_contact(contact text) returns text language sql immutable set search_path = '' as $$
    select lower(btrim(contact, E' \t\r\n') collate "C") $$;

-- Who may ask what a person refuses must not read the salt: these read it for them, in a schema that no API shows.
create schema plumber_leads;

create function plumber_leads.contact_hash(contact text) returns text language sql stable security definer
    set search_path = '' as $$
    select encode(sha256(convert_to((select value #>> '{}' from public.settings where key = 'contact_salt')
                                    || public.plain_contact(contact), 'UTF8')), 'hex') $$;

-- Of a person's phone number and e-mail address; either may be empty.
create function plumber_leads.contact_hashes(phone text, email text) returns text[] language sql stable security definer
    set search_path = '' as $$
    select coalesce(array_agg(plumber_leads.contact_hash(contact)), '{}')
        from unnest(array[phone, email]) contact where btrim(contact) <> '' $$;

create function public.refuses_sale(phone text, email text) returns boolean language sql stable set search_path = '' as $$
    select exists (select 1 from public.contact_refusals
                   where channel = 'sale' and contact_hash = any(plumber_leads.contact_hashes(phone, email))) $$;

-- By its name it comes after visible_text.
create function public.refusal_before() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    -- Of an erased person, or restored as it was; people don't write hashes.
    if new.contact_hash is not null and (new.contact is null or auth.role() is null) then return new; end if;
    if coalesce(btrim(new.contact), '') = '' then
        raise exception 'a phone number or an e-mail address is required' using errcode = 'P0001';
    end if;
    if not (new.said_on between '0001-01-01' and '9999-12-31') then
        raise exception 'days must be of the years 1 to 9999' using errcode = 'P0001';
    end if;
    new.contact := public.plain_contact(new.contact);
    new.contact_hash := plumber_leads.contact_hash(new.contact);
    if auth.role() <> 'service_role' then
        new.entered_by := auth.email();
        new.at := now();
    end if;
    return new;
end $$;

-- What is marked is told by the leads' histories.
create function public.refusal_after() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    if tg_op = 'INSERT' then
        update public.leads set do_not_sell = true
            where not do_not_sell and erased_at is null
                and (phone_number = new.contact or public.plain_contact(email) = new.contact);
    else
        update public.leads set do_not_sell = false
            where do_not_sell and erased_at is null and not public.refuses_sale(phone_number, email);
    end if;
    return null;
end $$;

create trigger visible_text before insert or update on public.contact_refusals
    for each row execute function public.visible_text();

create trigger with_hash before insert on public.contact_refusals
    for each row execute function public.refusal_before();

create trigger refusal_added after insert on public.contact_refusals
    for each row when (new.channel = 'sale') execute function public.refusal_after();

create trigger refusal_removed after delete on public.contact_refusals
    for each row when (old.channel = 'sale') execute function public.refusal_after();

create trigger note_activity after insert or delete on public.contact_refusals
    for each row execute function public.note_activity();

-- Whoever asked that their leads are not sold is asked about before each assignment. An import tells of work that was done.
-- By its name it comes after visible_text.
create function public.lead_sellable() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    if new.erased_at is not null then return new; end if;
    if tg_op = 'INSERT' or new.phone_number <> old.phone_number or new.email <> old.email then
        new.do_not_sell := public.refuses_sale(new.phone_number, new.email);
    end if;
    if new.do_not_sell and new.assigned_plumber_id is not null
       and (case when tg_op = 'INSERT' then new.import_id is null
                 else new.assigned_plumber_id is distinct from old.assigned_plumber_id end) then
        raise exception 'this person asked that their leads are not sold' using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger with_refusals before insert or update on public.leads
    for each row execute function public.lead_sellable();

-- Everything that a person asked not to get, the oldest first: also what was asked before an erasing.
create function public.do_not_contact(phone text, email text) returns jsonb language plpgsql stable
    set search_path = '' as $$
begin
    if auth.role() is distinct from 'service_role' and not public.is_office() then
        raise exception 'permission denied for function do_not_contact' using errcode = '42501';
    end if;
    return (select coalesce(jsonb_agg(to_jsonb(r) order by r.at, r.channel), '[]') from (
        select id, channel, way, reason, said_on, entered_by, at from public.contact_refusals
            where contact_hash = any(plumber_leads.contact_hashes(phone, email))
        union all
        select null, 'sms', 'reply', null, null, null, o.at from public.opt_outs o
            where o.phone_number = phone) r);
end $$;

-- A person who answered START. Returns how many refusals that ends.
create function public.text_again(phone text) returns integer language plpgsql set search_path = '' as $$
declare
    refusals integer;
    answers integer;
begin
    delete from public.contact_refusals where channel = 'sms' and contact_hash = any(plumber_leads.contact_hashes(phone, ''));
    get diagnostics refusals = row_count;
    delete from public.opt_outs where phone_number = phone;
    get diagnostics answers = row_count;
    return refusals + answers;
end $$;

-- What other tables know of an erased lead's person. Messages to a plumber keep the plumber's address. Who asked not to get
-- messages gets none, also as somebody new.
create function public.erase_traces(lead uuid, phone text, email text) returns void language plpgsql security definer
    set search_path = '' as $$
begin
    update public.lead_events set note = null, detail = null, text_salt = null
        where lead_id = lead and (kind = 'note' and note is not null or detail is not null);
    update public.notifications set sent_text = null, body = null, error = null, delivery_error = null,
            provider_id = null, status = case when status = 'pending' then 'skipped' else status end,
            recipient = case when template in ('lead_assigned', 'card_setup', 'payment_action') then recipient else '' end
        where lead_id = lead;
    update public.notifications set recipient = '', sent_text = null, body = null, error = null, provider_id = null
        where template = 'reply' and recipient = phone and plumber_id is null and btrim(phone) <> '';
    update public.intake_items set body = null, reason = '', note = null, erased_at = coalesce(erased_at, now())
        where lead_id = lead;
    delete from public.import_changes where row_id = lead;
    update public.payments set refund_reason = null
        where lead_id = lead and status <> 'refund_requested' and refund_reason not in ('unassigned', 'duplicate');
    update public.contact_refusals set contact = null, reason = null
        where contact_hash = any(plumber_leads.contact_hashes(phone, email));
    insert into public.contact_refusals (contact_hash, channel, way, at)
        select plumber_leads.contact_hash(phone_number), 'sms', 'reply', at from public.opt_outs
            where phone_number = phone and btrim(phone) <> ''
        on conflict (contact_hash, channel) do nothing;
    delete from public.opt_outs where phone_number = phone and btrim(phone) <> '';
end $$;

create or replace function public.lead_allowed() returns trigger language plpgsql set search_path = '' as $$
declare
    moved constant boolean := new.assigned_plumber_id is distinct from old.assigned_plumber_id;
begin
    if old.withdrawn_at is not null then
        raise exception 'the import of this lead was undone' using errcode = 'P0001';
    end if;
    if old.erased_at is not null
       and (new.erased_at, new.first_name, new.last_name, new.email, new.phone_number, new.description, new.street,
            new.city, new.state, new.zip_code, new.phone_extension, new.answers, new.origin, new.consent, new.external_id)
           is distinct from
           (old.erased_at, old.first_name, old.last_name, old.email, old.phone_number, old.description, old.street,
            old.city, old.state, old.zip_code, old.phone_extension, old.answers, old.origin, old.consent, old.external_id)
    then
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
    if moved and new.decision is distinct from old.decision and (new.decision ->> 'automatic')::boolean
       and auth.role() <> 'service_role' then
        raise exception 'only the server assigns automatically' using errcode = 'P0001';
    end if;
    return new;
end $$;

-- Whoever erases a lead says so; what goes is decided here.
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
        -- When the work of before was assigned is not known, but it wasn't today.
        new.assigned_at := case when new.import_id is null then now() else new.created_at end;
    end if;
    if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null then
        new.first_name := '';
        new.last_name := '';
        new.email := '';
        new.phone_number := '';
        new.zip_code := null;
        new.description := null;
        new.street := null;
        new.city := null;
        new.state := null;
        new.phone_extension := null;
        new.answers := null;
        new.origin := null;
        new.external_id := null;
        new.decision := null;
        -- That there was one, and when.
        new.consent := case
            when old.consent ->> 'at' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{5,15}(Z|[+-][0-9:]{2,6})?$'
                then jsonb_build_object('at', old.consent -> 'at')
            when old.consent is not null then '{}' end;
        -- What the office offers says nothing about anybody; other words may.
        if not exists (select 1 from public.services where name = new.service_needed) then
            new.service_needed := '';
        end if;
    end if;
    if new.assigned_plumber_id is not null and new.status = 'new' then new.status := 'assigned'; end if;
    if new.status <> 'new' then new.attention := null; end if;
    if new.attention is distinct from 'declined' then new.decline_reason := null; end if;
    if new.status = 'completed' and new.completed_at is null then new.completed_at := now(); end if;
    if new.status <> 'completed' then new.completed_at := null; end if;
    return new;
end $$;

create or replace function public.lead_after() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    who text := coalesce(auth.email(), 'server');
    p public.plumbers;
    due timestamptz;
    edited text;
    is_charged boolean := new.duplicate_of is null and not new.is_test and new.has_real_phone is not false;
    is_told boolean := not new.is_test;
    is_work boolean := true;                               -- not the telling of what was done elsewhere
begin
    if tg_op = 'INSERT' then
        insert into public.lead_events (lead_id, kind, actor)
            values (new.id, case when new.import_id is null then 'received' else 'imported' end, who);
        if new.import_id is not null then
            select is_charged and i.charges, is_told and i.tells, i.charges or i.tells
                into is_charged, is_told, is_work from public.imports i where i.id = new.import_id;
        end if;
    elsif new.withdrawn_at is not null and old.withdrawn_at is null then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'withdrawn', who);
        perform public.erase_traces(new.id, old.phone_number, old.email);
        -- Whoever wrote again is no longer somebody's second lead, and will be charged for.
        update public.leads set duplicate_of = null
            where duplicate_of = new.id and assigned_plumber_id is null and withdrawn_at is null;
        return null;
    end if;
    if tg_op = 'UPDATE' and old.assigned_plumber_id is not null
       and new.assigned_plumber_id is distinct from old.assigned_plumber_id then
        insert into public.lead_events (lead_id, kind, actor, plumber_id, note)
            values (new.id, case when new.attention = 'declined' then 'declined' else 'unassigned' end, who,
                    old.assigned_plumber_id,
                    case new.attention when 'unanswered' then 'unanswered' when 'declined' then new.decline_reason end);
        update public.payments set status = 'void' where lead_id = new.id and status in ('pending', 'failed');
        update public.payments set status = 'refund_requested', refund_reason = 'unassigned', due_at = public.grace_end()
            where lead_id = new.id and status in ('processing', 'succeeded');
        update public.notifications set status = 'skipped' where lead_id = new.id and status = 'pending';
    end if;
    if new.assigned_plumber_id is not null and is_work
       and (tg_op = 'INSERT' or new.assigned_plumber_id is distinct from old.assigned_plumber_id) then
        select * into p from public.plumbers where id = new.assigned_plumber_id;
        due := public.grace_end();
        insert into public.lead_events (lead_id, kind, actor, plumber_id, detail)
            values (new.id, 'assigned', who, p.id, new.decision);
        if is_charged then
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
        if p.notify_by in ('email', 'both') and is_told then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'email', 'lead_assigned', p.email, due);
        end if;
        if (p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day')) and is_told then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'sms', 'lead_assigned', p.phone_number, due);
        end if;
        if btrim(new.email) <> '' and is_told then
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
        perform public.erase_traces(new.id, old.phone_number, old.email);
    elsif tg_op = 'UPDATE' then
        -- The history names the fields that changed, never their values: it holds nobody's personal data.
        select string_agg(n.key, ', ' order by n.key) into edited
            from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
            where n.value is distinct from o.value and n.key in
                ('first_name', 'last_name', 'email', 'phone_number', 'service_needed', 'urgency', 'zip_code', 'description',
                 'street', 'city', 'state', 'phone_extension', 'duplicate_of', 'do_not_sell');
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

alter table public.activity drop constraint activity_kind_check;

alter table public.activity add constraint activity_kind_check check (kind in
    ('plumber_added', 'plumber_changed', 'plumber_verified', 'plumber_removed', 'setting_changed', 'service_added',
     'service_changed', 'service_removed', 'source_added', 'source_changed', 'import_begun', 'import_undone',
     'view_shared', 'exported', 'printed', 'refund_requested', 'template_changed', 'person_invited', 'person_changed',
     'person_signed_out', 'request_failed', 'file_viewed', 'proof_made', 'person_exported', 'person_erased',
     'data_let_go', 'history_checked', 'refusal_added', 'refusal_removed'));

drop policy office_notes on public.activity;

create policy office_notes on public.activity for insert to authenticated
    with check ((select public.is_office())
                and kind in ('exported', 'printed', 'file_viewed', 'proof_made', 'person_exported')
                and actor = (select auth.email()) and not admin_only);

grant insert (lead_id) on public.activity to anon, authenticated;

alter table public.server_requests drop constraint server_requests_kind_check;

alter table public.server_requests add constraint server_requests_kind_check check (kind in
    ('people', 'invite', 'role', 'disable', 'enable', 'sign_out', 'retry', 'discard', 'check', 'status', 'find_person',
     'preview_erasing', 'erase_person', 'check_history'));

create or replace function public.note_activity() returns trigger language plpgsql security definer set search_path = '' as $$
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
    when 'contact_refusals' then
        subject := coalesce(is_now ->> 'channel', was ->> 'channel');
        kind := case tg_op when 'INSERT' then 'refusal_added' when 'DELETE' then 'refusal_removed' end;
        detail := jsonb_build_object('way', coalesce(is_now -> 'way', was -> 'way'));
    when 'message_templates' then
        subject := coalesce(is_now ->> 'name', was ->> 'name');
        kind := 'template_changed';
        detail := jsonb_build_object('channel', coalesce(is_now -> 'channel', was -> 'channel'),
                                     'language', coalesce(is_now -> 'language', was -> 'language'));
    end case;
    if kind is not null then
        insert into public.activity (actor, kind, lead_id, plumber_id, subject, detail, admin_only)
            values (who, kind, lead, plumber, subject, detail, tg_table_name not in ('plumbers', 'saved_views', 'contact_refusals'));
    end if;
    return null;
end $$;

revoke all on function public.history_sealed(), public.history_stays(),
    public.plain_contact(text), plumber_leads.contact_hash(text), plumber_leads.contact_hashes(text, text),
    public.refuses_sale(text, text), public.refusal_before(), public.refusal_after(), public.lead_sellable(),
    public.do_not_contact(text, text), public.text_again(text),
    public.erase_traces(uuid, text, text)
    from public, anon, authenticated, service_role;

grant execute on function public.do_not_contact(text, text) to authenticated, service_role;

grant execute on function public.text_again(text) to service_role;

grant usage on schema plumber_leads to authenticated, service_role;

grant execute on function plumber_leads.contact_hash(text), plumber_leads.contact_hashes(text, text)
    to authenticated, service_role;

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
        'contact_refusals', case when office then (select at from public.contact_refusals order by at desc limit 1) end,
        'activity', case when office then (select id from public.activity order by id desc limit 1) end,
        'server_requests', case when admin then (select updated_at from public.server_requests
                                                 where updated_at <= soon order by updated_at desc limit 1) end,
        'schema', 20261202080000);
end $$;
