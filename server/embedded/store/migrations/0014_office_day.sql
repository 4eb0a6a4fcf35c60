-- See server/supabase/migrations/…_office_day.sql. The rules for a row's own columns are in rowrules.cpp, and those for
-- duplicates marked by hand in leadlinks.cpp.
create table imports (
    id text not null primary key,
    kind text not null,
    file_name text not null,
    total integer not null,
    done integer not null,
    state text not null,
    charges integer not null,
    tells integer not null,
    created_by text,
    created_at integer not null,
    updated_at integer not null,
    version integer not null,
    constraint imports_check check (done between 0 and total),
    constraint imports_kind_check check (kind in ('leads', 'plumbers')),
    constraint imports_state_check check (state in ('running', 'done', 'undoing', 'undone')),
    constraint imports_total_check check (total >= 0)
) strict;

create index imports_created on imports (created_at, id);

create table import_changes (
    id text not null primary key,
    import_id text not null references imports (id),
    row_id text not null,
    before text not null,
    after text not null,
    version integer not null,
    unique (import_id, row_id)
) strict;

create index import_changes_by_row on import_changes (row_id);

alter table leads add column import_id text references imports (id);

alter table leads add column withdrawn_at integer;

alter table plumbers add column import_id text references imports (id);

alter table plumbers add column withdrawn_at integer;

alter table plumbers add column edited_at integer;

create index leads_by_import on leads (import_id, id) where import_id is not null;

create index plumbers_by_import on plumbers (import_id, id) where import_id is not null;

-- Undoing an import asks for what names a plumber.
create index payments_by_plumber on payments (plumber_id);

create index notifications_by_plumber on notifications (plumber_id) where plumber_id is not null;

drop index leads_new;

drop index leads_nobody;

drop index leads_unanswered;

create index leads_new on leads (created_at)
    where status = 'new' and attention is null and erased_at is null and import_id is null;

create index leads_nobody on leads (created_at)
    where status = 'new' and attention = 'nobody' and erased_at is null and import_id is null;

create index leads_unanswered on leads (urgency, assigned_at)
    where status = 'assigned' and accepted_at is null and import_id is null;

create table saved_views (
    id text not null primary key,
    owner text not null,
    name text not null,
    shared integer not null,
    definition text not null,
    position integer not null,
    shortcut text,
    deleted_at integer,
    created_at integer not null,
    updated_at integer not null,
    version integer not null,
    constraint saved_views_definition_check
        check (json_type(definition) = 'object' and length(cast(definition as blob)) <= 8192),
    constraint saved_views_name_check check (trim(name) <> '')
) strict;

-- SQLite can't change a check: the table is made again, without the triggers that name it.
drop trigger lead_inserted;

drop trigger lead_updated;

drop view _assignment;

create table _lead_events (
    id integer primary key autoincrement,
    lead_id text not null references leads (id),
    kind text not null,
    actor text not null,
    plumber_id text references plumbers (id),
    note text,
    at integer not null,
    detail text,
    constraint lead_events_kind_check check (kind in ('received', 'assigned', 'unassigned', 'accepted', 'declined',
        'completed', 'reopened', 'edited', 'note', 'erased', 'imported', 'withdrawn'))
) strict;

insert into _lead_events (id, lead_id, kind, actor, plumber_id, note, at, detail)
    select id, lead_id, kind, actor, plumber_id, note, at, detail from lead_events order by id;

drop table lead_events;

alter table _lead_events rename to lead_events;

create index lead_events_lead on lead_events (lead_id, id);

create index lead_events_answers on lead_events (id) where kind in ('assigned', 'unassigned', 'accepted', 'declined');

create view _assignment (lead_id, plumber_id, service, urgency, customer_email, decision, is_charged, is_told) as
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
    -- A customer without an e-mail address gets none.
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'email', 'lead_assigned', p.email, (select ends from _grace), now, now
        from plumbers p, _request where p.id = new.plumber_id and p.notify_by in ('email', 'both') and new.is_told;
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'sms', 'lead_assigned', p.phone_number, (select ends from _grace), now, now
        from plumbers p, _request where p.id = new.plumber_id and new.is_told
            and (p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day'));
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, new.plumber_id, 'email', 'plumber_found', new.customer_email, (select ends from _grace), now, now
        from _request where trim(new.customer_email) <> '' and new.is_told;
end;

-- Of an import's leads nobody hears, and nobody is charged for them, unless it says so.
create trigger lead_inserted after insert on leads begin
    insert into lead_events (lead_id, kind, actor, at)
        select new.id, iif(new.import_id is null, 'received', 'imported'), actor, now from _request;
    insert into _assignment
        select new.id, new.assigned_plumber_id, new.service_needed, new.urgency, new.email, new.decision,
            new.duplicate_of is null and not new.is_test and new.has_real_phone is not 0 and i.charges,
            not new.is_test and i.tells
        from (select true as charges, true as tells where new.import_id is null
              union all select charges, tells from imports where id = new.import_id) i
        where new.assigned_plumber_id is not null and (i.charges or i.tells);
end;

create trigger lead_updated after update on leads when new.withdrawn_at is null or old.withdrawn_at is not null begin
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
            new.duplicate_of is null and not new.is_test and new.has_real_phone is not 0, not new.is_test
        where new.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    insert into lead_events (lead_id, kind, actor, plumber_id, at)
        select new.id, 'accepted', actor, new.assigned_plumber_id, now from _request
        where new.accepted_at is not null and old.accepted_at is null
            and new.assigned_plumber_id is old.assigned_plumber_id;
    --
    update intake_items set body = null, erased_at = (select now from _request), updated_at = (select now from _request),
            version = version + 1
        where lead_id = new.id and erased_at is null and new.erased_at is not null and old.erased_at is null;
    delete from import_changes where row_id = new.id and new.erased_at is not null and old.erased_at is null;
    -- The history names the fields that changed, never their values: it holds nobody's personal data.
    insert into lead_events (lead_id, kind, actor, at)
        select new.id, 'erased', actor, now from _request where new.erased_at is not null and old.erased_at is null;
    insert into lead_events (lead_id, kind, actor, note, at)
        select new.id, 'edited', actor, substr(fields, 3), now
        from _request, (select
            iif(new.city is not old.city, ', city', '') ||
            iif(new.description is not old.description, ', description', '') ||
            iif(new.duplicate_of is not old.duplicate_of, ', duplicate_of', '') ||
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

-- Nothing is added to an import that is over.
create trigger import_admits_lead before insert on leads when new.import_id is not null begin
    select raise(abort, 'P0001 this import is over')
        from imports where id = new.import_id and (state <> 'running' or kind <> 'leads');
end;

create trigger import_admits_plumber before insert on plumbers when new.import_id is not null begin
    select raise(abort, 'P0001 this import is over')
        from imports where id = new.import_id and (state <> 'running' or kind <> 'plumbers');
end;

create trigger import_admits_change before insert on import_changes begin
    select raise(abort, 'P0001 this import is over') from imports where id = new.import_id and state <> 'running';
end;

-- What has a payment or a lead has become the office's own work.
create trigger lead_withdrawing before update on leads
    when new.withdrawn_at is not null and old.withdrawn_at is null begin
    select raise(abort, 'P0001 a lead with a payment stays')
        where exists (select 1 from payments where lead_id = new.id and status <> 'void');
end;

create trigger lead_withdrawn after update on leads when new.withdrawn_at is not null and old.withdrawn_at is null begin
    insert into lead_events (lead_id, kind, actor, at) select new.id, 'withdrawn', actor, now from _request;
    update lead_events set note = null where lead_id = new.id and kind = 'note' and note is not null;
    update notifications set status = 'skipped', updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status = 'pending';
    update intake_items set body = null, erased_at = (select now from _request), updated_at = (select now from _request),
            version = version + 1
        where lead_id = new.id and erased_at is null;
    delete from import_changes where row_id = new.id;
    -- Whoever wrote again is no longer somebody's second lead, and will be charged for.
    update leads set duplicate_of = null, updated_at = (select now from _request), version = version + 1
        where duplicate_of = new.id and assigned_plumber_id is null and withdrawn_at is null;
end;

create trigger plumber_withdrawing before update on plumbers
    when new.withdrawn_at is not null and old.withdrawn_at is null begin
    select raise(abort, 'P0001 a plumber with a lead or a payment stays')
        where exists (select 1 from leads where assigned_plumber_id = new.id)
            or exists (select 1 from payments where plumber_id = new.id);
end;

create trigger plumber_withdrawn after update on plumbers
    when new.withdrawn_at is not null and old.withdrawn_at is null begin
    delete from import_changes where row_id = new.id;
    update notifications set status = 'skipped', updated_at = (select now from _request), version = version + 1
        where plumber_id = new.id and status = 'pending';
end;
