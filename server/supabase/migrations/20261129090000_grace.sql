-- What an assignment brings about waits a little, so that taking it back leaves no trace at plumber, customer or Stripe.
insert into public.settings (key, value) values ('grace_seconds', '10') on conflict (key) do nothing;

create function public.grace_guard() returns trigger language plpgsql set search_path = '' as $$
begin
    if new.value::text !~ '^([0-9]|[1-5][0-9]|60)$' then
        raise exception 'grace_seconds must be a whole number of seconds from 0 to 60' using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger grace_guard before insert or update on public.settings for each row
    when (new.key = 'grace_seconds') execute function public.grace_guard();

revoke execute on function public.grace_guard() from public, anon, authenticated, service_role;

-- Until when what is done now can be taken back. For lead_after() alone.
create function public.grace_end() returns timestamptz language sql stable set search_path = '' as $$
    select now() + make_interval(secs =>
        coalesce((select (value #>> '{}')::integer from public.settings where key = 'grace_seconds'), 10)) $$;

revoke execute on function public.grace_end() from public, anon, authenticated, service_role;

-- Before this the server asks Stripe for nothing: neither for a charge nor for the refund of a lead that was taken away.
alter table public.payments add column due_at timestamptz not null default now();

create index payments_by_due on public.payments (due_at, id) where status = 'pending';

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
        if new.duplicate_of is null then                   -- the same customer again is charged to nobody
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
        if p.notify_by in ('email', 'both') then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'email', 'lead_assigned', p.email, due);
        end if;
        if p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day') then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'sms', 'lead_assigned', p.phone_number, due);
        end if;
        insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
            values (new.id, p.id, 'email', 'plumber_found', new.email, due);
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
