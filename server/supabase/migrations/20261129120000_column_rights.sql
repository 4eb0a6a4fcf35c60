-- What the office's people may write, column by column. Who may write which rows stays with the policies.
-- Everything else is the server's: a lead's source, consent, acceptance, duplicate and erasure, the time and number of a
-- change, who settled an exception. server/embedded/store/columnrights.cpp says the same for the embedded database.
revoke insert, update on public.leads, public.lead_sources, public.services, public.settings, public.payments,
    public.payment_attempts, public.hosted_pages, public.billing_exceptions, public.stripe_events, public.lead_events,
    public.notifications, public.opt_outs
    from anon, authenticated;

grant insert (id, first_name, last_name, email, phone_number, service_needed, urgency, zip_code, description,
              assigned_plumber_id, decision),
      update (first_name, last_name, email, phone_number, service_needed, urgency, zip_code, description, status,
              assigned_plumber_id, decision, closed_reason)
    on public.leads to anon, authenticated;

grant insert (id, name, key_prefix, key_hash, cost_cents, daily_cap, active),
      update (name, key_prefix, key_hash, cost_cents, daily_cap, active)
    on public.lead_sources to anon, authenticated;

grant insert (name, category, price_cents, active), update (name, category, price_cents, active)
    on public.services to anon, authenticated;

grant insert (key, value), update (key, value) on public.settings to anon, authenticated;

grant update (status, refund_reason, refund_requested_cents) on public.payments to anon, authenticated;

grant update (settled_at, settled_by) on public.billing_exceptions to anon, authenticated;

grant insert (lead_id, kind, actor, note) on public.lead_events to anon, authenticated;

grant update (seen) on public.notifications to authenticated;

-- A new row begins now, at version 1, whoever adds it. Older work may be added (`created_at`), work of the future not. A
-- session of the database's owner has no auth.role(): it may restore rows as they were.
create function public.stamp() returns trigger language plpgsql set search_path = '' as $$
begin
    if auth.role() is not null then
        new.updated_at := now();
        new.version := 1;
    end if;
    return new;
end $$;

create function public.stamp_created() returns trigger language plpgsql set search_path = '' as $$
begin
    if auth.role() is not null then
        new.created_at := least(new.created_at, now());
    end if;
    return new;
end $$;

create trigger stamp before insert on public.leads for each row execute function public.stamp();

create trigger stamp before insert on public.plumbers for each row execute function public.stamp();

create trigger stamp before insert on public.lead_sources for each row execute function public.stamp();

create trigger stamp before insert on public.services for each row execute function public.stamp();

create trigger stamp before insert on public.settings for each row execute function public.stamp();

create trigger stamp before insert on public.payments for each row execute function public.stamp();

create trigger stamp before insert on public.payment_attempts for each row execute function public.stamp();

create trigger stamp before insert on public.hosted_pages for each row execute function public.stamp();

create trigger stamp before insert on public.billing_exceptions for each row execute function public.stamp();

create trigger stamp before insert on public.notifications for each row execute function public.stamp();

create trigger stamp_created before insert on public.leads for each row execute function public.stamp_created();

create trigger stamp_created before insert on public.plumbers for each row execute function public.stamp_created();

create trigger stamp_created before insert on public.lead_sources for each row execute function public.stamp_created();

create trigger stamp_created before insert on public.payments for each row execute function public.stamp_created();

create trigger stamp_created before insert on public.payment_attempts
    for each row execute function public.stamp_created();

create trigger stamp_created before insert on public.hosted_pages for each row execute function public.stamp_created();

create trigger stamp_created before insert on public.notifications for each row execute function public.stamp_created();

-- What may become of a lead's acceptance, duplicate and erasure, whoever writes. By its name it runs before lead_before,
-- which knows nothing of what isn't allowed.
create function public.lead_allowed() returns trigger language plpgsql set search_path = '' as $$
declare
    moved constant boolean := new.assigned_plumber_id is distinct from old.assigned_plumber_id;
begin
    if old.erased_at is not null
       and (new.erased_at, new.first_name, new.last_name, new.email, new.phone_number, new.description)
           is distinct from
           (old.erased_at, old.first_name, old.last_name, old.email, old.phone_number, old.description) then
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

create trigger lead_allowed before update on public.leads for each row execute function public.lead_allowed();

-- Who settled an exception, and when, is what happened, and stays.
create function public.settle_guard() returns trigger language plpgsql set search_path = '' as $$
begin
    if auth.role() = 'service_role' or auth.role() is null then return new; end if;
    if old.settled_at is not null or new.settled_at is null then
        raise exception 'an exception is settled once' using errcode = 'P0001';
    end if;
    new.settled_at := now();
    new.settled_by := auth.email();
    return new;
end $$;

create trigger settle_guard before update on public.billing_exceptions
    for each row execute function public.settle_guard();

revoke execute on function public.stamp(), public.stamp_created(), public.lead_allowed(), public.settle_guard()
    from public, anon, authenticated, service_role;

-- A row that claims to be from the future must not hide what moves from now on. `schema` tells programs whether this database is
-- new enough for them.
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
        'schema', 20261129120000);
end $$;
