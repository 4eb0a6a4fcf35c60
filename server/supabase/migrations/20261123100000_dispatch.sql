-- Who gets a lead and why.

-- What the office must look at, as the lead is new and no longer waits for the server: nobody could take it, or it came
-- back from a plumber.
alter table public.leads add column attention varchar(20)
    check (attention in ('nobody', 'unanswered', 'declined', 'returned'));

-- Why the assigned plumber was chosen, as who assigned it saw it: the weights, the best five, who was left out. The
-- line of the history keeps it.
alter table public.leads add column decision jsonb;

alter table public.lead_events add column detail jsonb;

create index leads_by_plumber_day on public.leads (assigned_plumber_id, assigned_at)
    where assigned_plumber_id is not null;

create index lead_events_answers on public.lead_events (id)
    where kind in ('assigned', 'unassigned', 'accepted', 'declined');

insert into public.settings (key, value) values
    ('dispatch_weights', '{"distance": 40, "load": 20, "accepted": 20, "speed": 10, "waiting": 10}'),
    ('card_required', 'true'),
    ('auto_assign', '{"day": false, "week": false, "month": false}'),
    ('answer_minutes', '{"day": 0, "week": 0, "month": 0}'),
    ('office_time_zone', '""')
    on conflict (key) do nothing;

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
    if new.assigned_plumber_id is not null and new.status = 'new' then new.status := 'assigned'; end if;
    if new.status <> 'new' then new.attention := null; end if;
    if new.status = 'completed' and new.completed_at is null then new.completed_at := now(); end if;
    if new.status <> 'completed' then new.completed_at := null; end if;
    return new;
end $$;

-- What the server assigns by itself stays under the plumber's cap, however many servers assign at once: each waits here
-- for the plumber's row, and what it counts then has all that were before it. By its name it runs behind lead_before.
create function public.lead_cap() returns trigger language plpgsql set search_path = '' as $$
declare
    p public.plumbers;
begin
    select * into p from public.plumbers where id = new.assigned_plumber_id for no key update;
    if p.status <> 'active' or p.daily_lead_cap <= (
            select count(*) from public.leads where assigned_plumber_id = p.id
                and assigned_at >= (new.decision ->> 'day_began')::timestamptz) then
        raise exception 'the plumber takes no more leads today' using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger lead_cap before update on public.leads for each row
    when (new.assigned_plumber_id is not null and new.assigned_plumber_id is distinct from old.assigned_plumber_id
          and (new.decision ->> 'automatic')::boolean)
    execute function public.lead_cap();

revoke execute on function public.lead_cap() from public, anon;

create or replace function public.lead_after() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    who text := coalesce(auth.email(), 'server');
    p public.plumbers;
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
        update public.payments set status = 'refund_requested', refund_reason = 'unassigned'
            where lead_id = new.id and status in ('processing', 'succeeded');
        update public.notifications set status = 'skipped' where lead_id = new.id and status = 'pending';
    end if;
    if new.assigned_plumber_id is not null
       and (tg_op = 'INSERT' or new.assigned_plumber_id is distinct from old.assigned_plumber_id) then
        select * into p from public.plumbers where id = new.assigned_plumber_id;
        insert into public.lead_events (lead_id, kind, actor, plumber_id, detail)
            values (new.id, 'assigned', who, p.id, new.decision);
        if new.duplicate_of is null then                   -- the same customer again is charged to nobody
            insert into public.payments (lead_id, plumber_id, amount_cents, currency)
                values (new.id, p.id, public.lead_price_cents(new.service_needed, new.urgency),
                        (select value #>> '{}' from public.settings where key = 'currency'));
        end if;
        if p.notify_by in ('email', 'both') then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient)
                values (new.id, p.id, 'email', 'lead_assigned', p.email);
        end if;
        if p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day') then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient)
                values (new.id, p.id, 'sms', 'lead_assigned', p.phone_number);
        end if;
        insert into public.notifications (lead_id, plumber_id, channel, template, recipient)
            values (new.id, p.id, 'email', 'plumber_found', new.email);
    end if;
    if tg_op = 'UPDATE' and new.accepted_at is not null and old.accepted_at is null
       and new.assigned_plumber_id is not distinct from old.assigned_plumber_id then
        insert into public.lead_events (lead_id, kind, actor, plumber_id)
            values (new.id, 'accepted', who, new.assigned_plumber_id);
    end if;
    if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'erased', who);
    elsif tg_op = 'UPDATE' then
        -- The history names the fields that changed, never their values: it holds nobody's personal data.
        select string_agg(n.key, ', ' order by n.key) into edited
            from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
            where n.value is distinct from o.value and n.key in
                ('first_name', 'last_name', 'email', 'phone_number', 'service_needed', 'urgency', 'zip_code', 'description');
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
