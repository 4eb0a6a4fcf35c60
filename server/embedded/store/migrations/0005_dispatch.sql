-- Who gets a lead and why: server/supabase/migrations/…_dispatch.sql in SQLite's SQL. The rules for a lead's own columns
-- are in rowrules.cpp.
alter table leads add column attention text
    constraint leads_attention_check check (attention in ('nobody', 'unanswered', 'declined', 'returned'));

alter table leads add column decision text;

alter table lead_events add column detail text;

create index leads_by_plumber_day on leads (assigned_plumber_id, assigned_at) where assigned_plumber_id is not null;

create index lead_events_answers on lead_events (id) where kind in ('assigned', 'unassigned', 'accepted', 'declined');

insert into settings (key, value, updated_at, version)
    select key, value, cast(strftime('%s') as integer) * 1000000, 1 from (
        select 'dispatch_weights' as key,
            '{"load": 20, "speed": 10, "waiting": 10, "accepted": 20, "distance": 40}' as value
        union all select 'card_required', 'true'
        union all select 'auto_assign', '{"day": false, "week": false, "month": false}'
        union all select 'answer_minutes', '{"day": 0, "week": 0, "month": 0}'
        union all select 'office_time_zone', '""');

drop view _assignment;

create view _assignment (lead_id, plumber_id, service, urgency, customer_email, duplicate_of, decision) as
    select null, null, null, null, null, null, null where false;

create trigger _assignment_made instead of insert on _assignment begin
    insert into lead_events (lead_id, kind, actor, plumber_id, detail, at)
        select new.lead_id, 'assigned', actor, new.plumber_id, new.decision, now from _request;
    -- The same customer again is charged to nobody.
    insert into payments (lead_id, plumber_id, amount_cents, currency, created_at, updated_at)
        select new.lead_id, new.plumber_id,
            cast(round(round(
                coalesce((select price_cents from services where name = new.service and active),
                         (select cast(value as integer) from settings where key = 'default_price_cents'))
                * (select value ->> new.urgency from settings where key = 'urgency_factor'), 6)) as integer),
            (select value ->> '$' from settings where key = 'currency'), now, now
        from _request where new.duplicate_of is null;
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'email', 'lead_assigned', p.email, now, now, now
        from plumbers p, _request where p.id = new.plumber_id and p.notify_by in ('email', 'both');
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'sms', 'lead_assigned', p.phone_number, now, now, now
        from plumbers p, _request where p.id = new.plumber_id
            and (p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day'));
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, new.plumber_id, 'email', 'plumber_found', new.customer_email, now, now, now from _request;
end;

-- Automatic assignments stay within the plumber's cap, however many servers assign at once.
create trigger lead_cap before update on leads
    when new.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id
        and new.decision ->> 'automatic' begin
    select raise(abort, 'P0001 the plumber takes no more leads today')
        from plumbers p where p.id = new.assigned_plumber_id and (p.status <> 'active' or p.daily_lead_cap <=
            (select count(*) from leads l where l.assigned_plumber_id = p.id
                and l.assigned_at >= cast(strftime('%s', new.decision ->> 'day_began') as integer) * 1000000));
end;

drop trigger lead_inserted;

create trigger lead_inserted after insert on leads begin
    insert into lead_events (lead_id, kind, actor, at) select new.id, 'received', actor, now from _request;
    insert into _assignment
        select new.id, new.assigned_plumber_id, new.service_needed, new.urgency, new.email, new.duplicate_of, new.decision
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
    update payments set status = 'refund_requested', refund_reason = 'unassigned',
            updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status in ('processing', 'succeeded')
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    update notifications set status = 'skipped', updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status = 'pending'
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    --
    insert into _assignment
        select new.id, new.assigned_plumber_id, new.service_needed, new.urgency, new.email, new.duplicate_of, new.decision
        where new.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    insert into lead_events (lead_id, kind, actor, plumber_id, at)
        select new.id, 'accepted', actor, new.assigned_plumber_id, now from _request
        where new.accepted_at is not null and old.accepted_at is null
            and new.assigned_plumber_id is old.assigned_plumber_id;
    --
    -- The history names the fields that changed, never their values: it holds nobody's personal data.
    insert into lead_events (lead_id, kind, actor, at)
        select new.id, 'erased', actor, now from _request where new.erased_at is not null and old.erased_at is null;
    insert into lead_events (lead_id, kind, actor, note, at)
        select new.id, 'edited', actor, substr(fields, 3), now
        from _request, (select
            iif(new.description is not old.description, ', description', '') ||
            iif(new.email is not old.email, ', email', '') ||
            iif(new.first_name is not old.first_name, ', first_name', '') ||
            iif(new.last_name is not old.last_name, ', last_name', '') ||
            iif(new.phone_number is not old.phone_number, ', phone_number', '') ||
            iif(new.service_needed is not old.service_needed, ', service_needed', '') ||
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

