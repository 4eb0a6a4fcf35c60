-- What happens together with a change of a row. No function looks a name up on the caller's search_path.
create function public.touch() returns trigger language plpgsql set search_path = '' as $$
begin
    new.updated_at := now();
    new.version := old.version + 1;
    return new;
end $$;

create trigger touch before update on public.plumbers for each row execute function public.touch();

create trigger touch before update on public.lead_sources for each row execute function public.touch();

create trigger touch before update on public.services for each row execute function public.touch();

create trigger touch before update on public.settings for each row execute function public.touch();

create trigger touch before update on public.payments for each row execute function public.touch();

create trigger touch before update on public.notifications for each row execute function public.touch();

create function public.lead_price_cents(service text, urgency text) returns integer language sql stable security definer
    set search_path = '' as $$
    select round(coalesce((select price_cents from public.services where name = service and active),
                          (select (value #>> '{}')::integer from public.settings where key = 'default_price_cents'))
                 * (select (value ->> urgency)::numeric from public.settings where key = 'urgency_factor'))::integer $$;

create function public.lead_before() returns trigger language plpgsql set search_path = '' as $$
begin
    if tg_op = 'UPDATE' then
        new.updated_at := now();
        new.version := old.version + 1;
        new.assigned_at := case when new.assigned_plumber_id is distinct from old.assigned_plumber_id
                                then case when new.assigned_plumber_id is null then null else now() end
                                else old.assigned_at end;
        if new.assigned_plumber_id is distinct from old.assigned_plumber_id then new.accepted_at := null; end if;
    elsif new.assigned_plumber_id is not null then
        new.assigned_at := now();
    end if;
    if new.assigned_plumber_id is not null and new.status = 'new' then new.status := 'assigned'; end if;
    if new.status = 'completed' and new.completed_at is null then new.completed_at := now(); end if;
    if new.status <> 'completed' then new.completed_at := null; end if;
    return new;
end $$;

create trigger lead_before before insert or update on public.leads
    for each row execute function public.lead_before();

-- An assignment, its charge, its messages and its line in the history are one transaction: no crash can part them.
create function public.lead_after() returns trigger language plpgsql security definer set search_path = '' as $$
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
        insert into public.lead_events (lead_id, kind, actor, plumber_id)
            values (new.id, 'unassigned', who, old.assigned_plumber_id);
        update public.payments set status = 'void' where lead_id = new.id and status in ('pending', 'failed');
        update public.payments set status = 'refund_requested', refund_reason = 'unassigned'
            where lead_id = new.id and status in ('processing', 'succeeded');
        update public.notifications set status = 'skipped' where lead_id = new.id and status = 'pending';
    end if;
    if new.assigned_plumber_id is not null
       and (tg_op = 'INSERT' or new.assigned_plumber_id is distinct from old.assigned_plumber_id) then
        select * into p from public.plumbers where id = new.assigned_plumber_id;
        insert into public.lead_events (lead_id, kind, actor, plumber_id) values (new.id, 'assigned', who, p.id);
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

create trigger lead_after after insert or update on public.leads
    for each row execute function public.lead_after();

-- An admin may ask for a refund of a payment that succeeded, or for another try of one that failed;
-- all else about money is the server's to write.
create function public.payment_guard() returns trigger language plpgsql set search_path = '' as $$
begin
    if auth.role() = 'service_role' or auth.role() is null or pg_trigger_depth() > 1 then return new; end if;
    if (old.status, new.status) in (('succeeded', 'refund_requested'), ('failed', 'pending'))
       and (to_jsonb(new) - 'status' - 'refund_reason' - 'updated_at' - 'version')
         = (to_jsonb(old) - 'status' - 'refund_reason' - 'updated_at' - 'version') then return new; end if;
    raise exception 'only a refund of a succeeded payment or a retry of a failed one can be requested' using errcode = 'P0001';
end $$;

create trigger payment_guard before update on public.payments
    for each row execute function public.payment_guard();
