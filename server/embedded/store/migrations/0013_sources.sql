-- See server/supabase/migrations/…_sources.sql. The rules for an item's own columns are in rowrules.cpp.
alter table leads add column street text;

alter table leads add column city text;

alter table leads add column state text;

alter table leads add column phone_extension text;

alter table leads add column answers text;

alter table leads add column origin text;

alter table leads add column source_cost_cents integer
    constraint leads_source_cost_cents_check check (source_cost_cents >= 0);

alter table leads add column is_test integer not null default 0;

alter table leads add column has_real_phone integer;

alter table lead_sources add column kind text not null default 'program'
    constraint lead_sources_kind_check check (kind in ('program', 'form', 'hook'));

alter table lead_sources add column preset text;

alter table lead_sources add column mapping text;

alter table lead_sources add column default_service text;

alter table lead_sources add column default_urgency text
    constraint lead_sources_default_urgency_check check (default_urgency in ('day', 'week', 'month'));

alter table lead_sources add column authentication text;

alter table lead_sources add column answer_status integer not null default 200
    constraint lead_sources_answer_status_check check (answer_status in (200, 201));

alter table lead_sources add column old_key_hash text;

alter table lead_sources add column old_key_until integer;

update lead_sources set kind = 'form' where substr(key_prefix, 1, 3) = 'pf_';

create table source_secrets (
    id integer primary key autoincrement,
    source_id text not null references lead_sources (id),
    kind text not null,
    secret text not null,
    created_at integer not null,
    constraint source_secrets_kind_check check (kind in ('hmac', 'token'))
) strict;

create index source_secrets_newest on source_secrets (source_id, kind, id);

create table intake_items (
    id text not null primary key,
    source_id text not null references lead_sources (id),
    received_at integer not null,
    cause text not null,
    reason text not null,
    content_type text not null,
    body text,
    body_encoding text not null,
    status text not null,
    is_test integer not null,
    lead_id text references leads (id),
    note text,
    settled_at integer,
    settled_by text,
    erased_at integer,
    tries integer not null,
    retry_at integer,
    created_at integer not null,
    updated_at integer not null,
    version integer not null,
    constraint intake_items_body_encoding_check check (body_encoding in ('text', 'base64')),
    constraint intake_items_cause_check
        check (cause in ('unmapped', 'broken', 'refused', 'over_limit', 'not_fetched', 'no_lead')),
    constraint intake_items_status_check check (status in ('waiting', 'retry', 'taken', 'discarded'))
) strict;

create index intake_items_updated on intake_items (updated_at, id);

create index intake_items_open on intake_items (status, updated_at) where status in ('waiting', 'retry');

create index intake_items_by_source on intake_items (source_id, received_at);

create index intake_items_kept on intake_items (source_id, received_at) where erased_at is null;

create index intake_items_by_lead on intake_items (lead_id) where lead_id is not null;

drop view _assignment;

-- A duplicate, a test, and a number that nobody can have are charged to nobody.
create view _assignment (lead_id, plumber_id, service, urgency, customer_email, decision, is_charged, is_test) as
    select null, null, null, null, null, null, null, null where false;

create trigger _assignment_made instead of insert on _assignment begin
    insert into lead_events (lead_id, kind, actor, plumber_id, detail, at)
        select new.lead_id, 'assigned', actor, new.plumber_id, new.decision, now from _request;
    -- Back with whoever has paid for it, before the refund was made: the payment stands again.
    update payments set status = 'succeeded', refund_reason = null, updated_at = (select now from _request),
            version = version + 1
        where lead_id = new.lead_id and plumber_id = new.plumber_id and new.is_charged
            and status = 'refund_requested' and refund_reason = 'unassigned' and stripe_charge_id is not null
            and due_at > (select now from _request);
    insert into payments (lead_id, plumber_id, amount_cents, currency, due_at, created_at, updated_at)
        select new.lead_id, new.plumber_id,
            cast(round(round(
                coalesce((select price_cents from services where name = new.service and active),
                         (select cast(value as integer) from settings where key = 'default_price_cents'))
                * (select value ->> new.urgency from settings where key = 'urgency_factor'), 6)) as integer),
            (select value ->> '$' from settings where key = 'currency'), (select ends from _grace), now, now
        from _request where new.is_charged and not exists
            (select 1 from payments where lead_id = new.lead_id and plumber_id = new.plumber_id and status = 'succeeded');
    -- Nobody is told of a test, and a customer without an e-mail address gets none.
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'email', 'lead_assigned', p.email, (select ends from _grace), now, now
        from plumbers p, _request where p.id = new.plumber_id and p.notify_by in ('email', 'both') and not new.is_test;
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'sms', 'lead_assigned', p.phone_number, (select ends from _grace), now, now
        from plumbers p, _request where p.id = new.plumber_id and not new.is_test
            and (p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day'));
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, new.plumber_id, 'email', 'plumber_found', new.customer_email, (select ends from _grace), now, now
        from _request where trim(new.customer_email) <> '' and not new.is_test;
end;

drop trigger lead_inserted;

create trigger lead_inserted after insert on leads begin
    insert into lead_events (lead_id, kind, actor, at) select new.id, 'received', actor, now from _request;
    insert into _assignment
        select new.id, new.assigned_plumber_id, new.service_needed, new.urgency, new.email, new.decision,
            new.duplicate_of is null and not new.is_test and new.has_real_phone is not 0, new.is_test
        where new.assigned_plumber_id is not null;
end;

drop trigger lead_updated;

create trigger lead_updated after update on leads begin
    -- Taken from the plumber who had it.
    insert into lead_events (lead_id, kind, actor, plumber_id, note, at)
        select new.id, iif(new.attention is 'declined', 'declined', 'unassigned'), actor, old.assigned_plumber_id,
            iif(new.attention is 'unanswered', 'unanswered', null), now from _request
        where old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    update payments set status = 'void', updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status in ('pending', 'failed')
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    update payments set status = 'refund_requested', refund_reason = 'unassigned', due_at = (select ends from _grace),
            updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status in ('processing', 'succeeded')
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    update notifications set status = 'skipped', updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status = 'pending'
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    --
    insert into _assignment
        select new.id, new.assigned_plumber_id, new.service_needed, new.urgency, new.email, new.decision,
            new.duplicate_of is null and not new.is_test and new.has_real_phone is not 0, new.is_test
        where new.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    insert into lead_events (lead_id, kind, actor, plumber_id, at)
        select new.id, 'accepted', actor, new.assigned_plumber_id, now from _request
        where new.accepted_at is not null and old.accepted_at is null
            and new.assigned_plumber_id is old.assigned_plumber_id;
    --
    update intake_items set body = null, erased_at = (select now from _request), updated_at = (select now from _request),
            version = version + 1
        where lead_id = new.id and erased_at is null and new.erased_at is not null and old.erased_at is null;
    -- The history names the fields that changed, never their values: it holds nobody's personal data.
    insert into lead_events (lead_id, kind, actor, at)
        select new.id, 'erased', actor, now from _request where new.erased_at is not null and old.erased_at is null;
    insert into lead_events (lead_id, kind, actor, note, at)
        select new.id, 'edited', actor, substr(fields, 3), now
        from _request, (select
            iif(new.city is not old.city, ', city', '') ||
            iif(new.description is not old.description, ', description', '') ||
            iif(new.email is not old.email, ', email', '') ||
            iif(new.first_name is not old.first_name, ', first_name', '') ||
            iif(new.last_name is not old.last_name, ', last_name', '') ||
            iif(new.phone_extension is not old.phone_extension, ', phone_extension', '') ||
            iif(new.phone_number is not old.phone_number, ', phone_number', '') ||
            iif(new.service_needed is not old.service_needed, ', service_needed', '') ||
            iif(new.state is not old.state, ', state', '') ||
            iif(new.street is not old.street, ', street', '') ||
            iif(new.urgency is not old.urgency, ', urgency', '') ||
            iif(new.zip_code is not old.zip_code, ', zip_code', '') as fields)
        where fields <> '' and not (new.erased_at is not null and old.erased_at is null);
    --
    insert into lead_events (lead_id, kind, actor, plumber_id, note, at)
        select new.id, 'completed', actor, new.assigned_plumber_id, new.closed_reason, now from _request
        where new.status = 'completed' and old.status <> 'completed';
    insert into lead_events (lead_id, kind, actor, at)
        select new.id, 'reopened', actor, now from _request
        where new.status <> 'completed' and old.status = 'completed';
end;
