-- See server/supabase/migrations/…_grace.sql.
insert into settings (key, value, updated_at, version)
    values ('grace_seconds', '10', cast(strftime('%s') as integer) * 1000000, 1) on conflict (key) do nothing;

create trigger grace_guard_inserted before insert on settings
    when new.key = 'grace_seconds'
        and (json_type(new.value) <> 'integer' or cast(new.value as integer) not between 0 and 60) begin
    select raise(abort, 'P0001 grace_seconds must be a whole number of seconds from 0 to 60');
end;

create trigger grace_guard_updated before update on settings
    when new.key = 'grace_seconds'
        and (json_type(new.value) <> 'integer' or cast(new.value as integer) not between 0 and 60) begin
    select raise(abort, 'P0001 grace_seconds must be a whole number of seconds from 0 to 60');
end;

-- The end of the undo period for a change made now.
create view _grace (ends) as
    select now + 1000000 * coalesce((select cast(value as integer) from settings where key = 'grace_seconds'), 10)
        from _request;

alter table payments add column due_at integer not null default 0;

create index payments_by_due on payments (due_at, id) where status = 'pending';

drop trigger _assignment_made;

create trigger _assignment_made instead of insert on _assignment begin
    insert into lead_events (lead_id, kind, actor, plumber_id, detail, at)
        select new.lead_id, 'assigned', actor, new.plumber_id, new.decision, now from _request;
    -- Back with whoever has paid for it, before the refund was made: the payment stands again.
    update payments set status = 'succeeded', refund_reason = null, updated_at = (select now from _request),
            version = version + 1
        where lead_id = new.lead_id and plumber_id = new.plumber_id and new.duplicate_of is null
            and status = 'refund_requested' and refund_reason = 'unassigned' and stripe_charge_id is not null
            and due_at > (select now from _request);
    -- The same customer again is charged to nobody.
    insert into payments (lead_id, plumber_id, amount_cents, currency, due_at, created_at, updated_at)
        select new.lead_id, new.plumber_id,
            cast(round(round(
                coalesce((select price_cents from services where name = new.service and active),
                         (select cast(value as integer) from settings where key = 'default_price_cents'))
                * (select value ->> new.urgency from settings where key = 'urgency_factor'), 6)) as integer),
            (select value ->> '$' from settings where key = 'currency'), (select ends from _grace), now, now
        from _request where new.duplicate_of is null and not exists
            (select 1 from payments where lead_id = new.lead_id and plumber_id = new.plumber_id and status = 'succeeded');
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'email', 'lead_assigned', p.email, (select ends from _grace), now, now
        from plumbers p, _request where p.id = new.plumber_id and p.notify_by in ('email', 'both');
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, p.id, 'sms', 'lead_assigned', p.phone_number, (select ends from _grace), now, now
        from plumbers p, _request where p.id = new.plumber_id
            and (p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day'));
    insert into notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at, created_at, updated_at)
        select new.lead_id, new.plumber_id, 'email', 'plumber_found', new.customer_email, (select ends from _grace), now, now
        from _request;
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
