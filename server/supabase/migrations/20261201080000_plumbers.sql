-- What the office knows of its plumbers: their papers, when they work, how much they take, and where.
alter table public.plumbers
    add column company varchar(100),
    add column license_number varchar(50),
    add column license_expires date,                       -- the last day it is valid; the same for the insurance
    add column insurance_expires date,
    add column paused_until date,                          -- of a paused one: takes leads again from that day on
    add column weekly_lead_cap integer check (weekly_lead_cap > 0), -- a week begins on Monday
    add column monthly_lead_cap integer check (monthly_lead_cap > 0),
    add column zip_codes text[] not null default '{}',     -- leads from there, too, however far away
    add column work_hours jsonb,                           -- null: any time
    add column language varchar(10) not null default 'en' check (language in ('en', 'es')), -- of messages
    add column verified_at timestamptz,
    add column verified_by text;

grant insert (company, license_number, license_expires, insurance_expires, paused_until, weekly_lead_cap,
              monthly_lead_cap, zip_codes, work_hours, language, verified_at),
      update (company, license_number, license_expires, insurance_expires, paused_until, weekly_lead_cap,
              monthly_lead_cap, zip_codes, work_hours, language, verified_at)
    on public.plumbers to authenticated;

-- {"mon": [["08:00", "17:00"]]}, in the office's time: a day without hours is off. From before to, in order, none over another.
create function public.are_work_hours(hours jsonb) returns boolean language plpgsql immutable set search_path = '' as $$
declare
    day record;
    span jsonb;
    free_from text;
begin
    if jsonb_typeof(hours) <> 'object' then return false; end if;
    for day in select key, value from jsonb_each(hours) loop
        if day.key not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun') or jsonb_typeof(day.value) <> 'array' then
            return false;
        end if;
        if jsonb_array_length(day.value) > 6 then return false; end if;
        free_from := '00:00';
        for span in select value from jsonb_array_elements(day.value) loop
            if jsonb_typeof(span) <> 'array' then return false; end if;
            if jsonb_array_length(span) <> 2 or jsonb_typeof(span -> 0) <> 'string'
               or jsonb_typeof(span -> 1) <> 'string' or (span ->> 0) !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
               or (span ->> 1) !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
               or (span ->> 0) collate "C" >= (span ->> 1) or (span ->> 0) collate "C" < free_from then
                return false;
            end if;
            free_from := span ->> 1;
        end loop;
    end loop;
    return true;
end $$;

-- Nobody verifies a plumber as somebody else, or at another time; a session of the database's owner, which has no
-- auth.role(), may restore rows as they were. Infinite days are no days to any program. By its name the trigger runs
-- behind the others.
create function public.plumber_fits() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    if new.verified_at is null then
        new.verified_by := null;
    elsif tg_op = 'UPDATE' and old.verified_at is not null then
        new.verified_at := old.verified_at;
        new.verified_by := old.verified_by;
    elsif auth.role() is not null then
        new.verified_at := now();
        new.verified_by := coalesce(auth.email(), 'server');
    end if;
    if not (new.license_expires between '0001-01-01' and '9999-12-31')
       or not (new.insurance_expires between '0001-01-01' and '9999-12-31')
       or not (new.paused_until between '0001-01-01' and '9999-12-31') then
        raise exception 'days must be of the years 1 to 9999' using errcode = 'P0001';
    end if;
    if cardinality(new.zip_codes) > 200 or coalesce(array_ndims(new.zip_codes), 1) <> 1
       or exists (select 1 from unnest(new.zip_codes) zip where zip is null or zip !~ '^[0-9]{5}$') then
        raise exception 'zip_codes must be at most 200 ZIP codes of five digits' using errcode = 'P0001';
    end if;
    if new.work_hours is not null and not public.are_work_hours(new.work_hours) then
        raise exception 'work_hours must be days with hours in order' using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger zips_and_hours before insert or update on public.plumbers
    for each row execute function public.plumber_fits();

revoke execute on function public.are_work_hours(jsonb), public.plumber_fits()
    from public, anon, authenticated, service_role;

-- What is left of a plumber whose import is undone says nothing about anybody.
create or replace function public.plumber_before() returns trigger language plpgsql set search_path = '' as $$
begin
    if old.withdrawn_at is not null then
        raise exception 'the import of this plumber was undone' using errcode = 'P0001';
    end if;
    if auth.role() <> 'service_role' then new.edited_at := now(); end if;
    if new.withdrawn_at is null then return new; end if;
    if new.import_id is null or auth.role() <> 'service_role' and not public.is_admin() then
        raise exception 'only an admin can withdraw a plumber, and only one who was imported' using errcode = 'P0001';
    end if;
    if exists (select 1 from public.leads where assigned_plumber_id = new.id)
       or exists (select 1 from public.payments where plumber_id = new.id) then
        raise exception 'a plumber with a lead or a payment stays' using errcode = 'P0001';
    end if;
    new.withdrawn_at := least(new.withdrawn_at, now());
    new.first_name := '';
    new.last_name := '';
    new.email := new.id::text;
    new.phone_number := '';
    new.zip_code := '';
    new.company := null;
    new.license_number := null;
    new.license_expires := null;
    new.insurance_expires := null;
    new.paused_until := null;
    new.zip_codes := '{}';
    new.work_hours := null;
    new.verified_at := null;
    new.status := 'removed';
    new.notify_by := 'none';
    return new;
end $$;

-- What the server assigns by itself stays within the plumber's caps, papers and pause, however many servers assign at
-- once. An older server doesn't say which day it is.
create or replace function public.lead_cap() returns trigger language plpgsql set search_path = '' as $$
declare
    p public.plumbers;
    today constant date := new.decision ->> 'today';
begin
    select * into p from public.plumbers where id = new.assigned_plumber_id for no key update;
    if p.status = 'removed' or p.status = 'paused' and not coalesce(p.paused_until <= today, false)
       or p.license_expires < today or p.insurance_expires < today
       or p.daily_lead_cap <= (
            select count(*) from public.leads where assigned_plumber_id = p.id
                and assigned_at >= (new.decision ->> 'day_began')::timestamptz)
       or p.weekly_lead_cap <= (
            select count(*) from public.leads where assigned_plumber_id = p.id
                and assigned_at >= (new.decision ->> 'week_began')::timestamptz)
       or p.monthly_lead_cap <= (
            select count(*) from public.leads where assigned_plumber_id = p.id
                and assigned_at >= (new.decision ->> 'month_began')::timestamptz) then
        raise exception 'the plumber takes no more leads today' using errcode = 'P0001';
    end if;
    return new;
end $$;

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
        'schema', 20261201080000);
end $$;
