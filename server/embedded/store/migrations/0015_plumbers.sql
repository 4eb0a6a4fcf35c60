-- See server/supabase/migrations/…_plumbers.sql. The rules for a row's own columns are in plumberrules.cpp.
alter table plumbers add column company text;

alter table plumbers add column license_number text;

alter table plumbers add column license_expires text;

alter table plumbers add column insurance_expires text;

alter table plumbers add column paused_until text;

alter table plumbers add column weekly_lead_cap integer
    constraint plumbers_weekly_lead_cap_check check (weekly_lead_cap > 0);

alter table plumbers add column monthly_lead_cap integer
    constraint plumbers_monthly_lead_cap_check check (monthly_lead_cap > 0);

alter table plumbers add column zip_codes text not null default '[]';

alter table plumbers add column work_hours text;

alter table plumbers add column language text not null default 'en'
    constraint plumbers_language_check check (language in ('en', 'es'));

alter table plumbers add column verified_at integer;

alter table plumbers add column verified_by text;

drop trigger lead_cap;

-- Automatic assignments stay within the plumber's caps, papers and pause, however many servers assign at once. An older
-- server doesn't say which day it is.
create trigger lead_cap before update on leads
    when new.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id
        and new.decision ->> 'automatic' begin
    select raise(abort, 'P0001 the plumber takes no more leads today')
        from plumbers p where p.id = new.assigned_plumber_id and (p.status = 'removed'
            or p.status = 'paused' and not coalesce(p.paused_until <= new.decision ->> 'today', false)
            or p.license_expires < new.decision ->> 'today'
            or p.insurance_expires < new.decision ->> 'today'
            or p.daily_lead_cap <= (select count(*) from leads l where l.assigned_plumber_id = p.id
                and l.assigned_at >= cast(strftime('%s', new.decision ->> 'day_began') as integer) * 1000000)
            or p.weekly_lead_cap <= (select count(*) from leads l where l.assigned_plumber_id = p.id
                and l.assigned_at >= cast(strftime('%s', new.decision ->> 'week_began') as integer) * 1000000)
            or p.monthly_lead_cap <= (select count(*) from leads l where l.assigned_plumber_id = p.id
                and l.assigned_at >= cast(strftime('%s', new.decision ->> 'month_began') as integer) * 1000000));
end;
