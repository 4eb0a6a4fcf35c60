-- Where leads come from, and what leads and plumbers have beyond the documented columns. Every addition is nullable or
-- has a default, so a row written by a client that knows the documented columns alone stays valid.
create table public.lead_sources (
    id uuid primary key default extensions.uuid_generate_v4(),
    name varchar(100) not null unique,
    key_prefix varchar(16) not null,                       -- shown to people; the key itself is never stored
    key_hash varchar(64) not null unique,                  -- SHA-256 of the key, hex
    cost_cents integer not null default 0,                 -- what the office pays the source for one lead
    daily_cap integer check (daily_cap > 0),
    active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.lead_sources enable row level security;

alter table public.plumbers
    add column status varchar(20) not null default 'active' check (status in ('active', 'paused', 'removed')),
    add column service_radius_miles integer not null default 25 check (service_radius_miles between 1 and 500),
    add column daily_lead_cap integer check (daily_lead_cap > 0),
    add column notify_by varchar(10) not null default 'both' check (notify_by in ('email', 'sms', 'both', 'none')),
    add column payment_ready boolean not null default false, -- a card is on file at Stripe
    add column version bigint not null default 1;

alter table public.leads
    add column zip_code varchar(10),
    add column description text,
    add column source_id uuid references public.lead_sources (id),
    add column external_id varchar(100),                   -- the source's own id of the lead
    add column consent jsonb,                              -- what the customer agreed to, when, from which address
    add column duplicate_of uuid references public.leads (id),
    add column closed_reason varchar(20) check (closed_reason in ('done', 'invalid', 'duplicate', 'lost')),
    add column erased_at timestamptz,                      -- the customer's personal data was erased
    add column assigned_at timestamptz,
    add column accepted_at timestamptz,                    -- the assigned plumber said yes
    add column completed_at timestamptz,
    add column version bigint not null default 1,
    add unique (source_id, external_id);

-- Rows from before may say what the rules below forbid; each becomes the nearest that is allowed.
update public.plumbers set services = case jsonb_typeof(services)
        when 'string' then jsonb_build_array(services)
        when 'object' then (select coalesce(jsonb_agg(s.key order by s.key), '[]')
                            from jsonb_each(services) s where s.value not in ('false', 'null'))
        else '[]' end
    where jsonb_typeof(services) <> 'array';

update public.plumbers set created_at = coalesce(created_at, updated_at, now()),
        updated_at = coalesce(updated_at, created_at, now())
    where created_at is null or updated_at is null;

update public.leads set created_at = coalesce(created_at, updated_at, now()),
        updated_at = coalesce(updated_at, created_at, now())
    where created_at is null or updated_at is null;

update public.leads set status = case when assigned_plumber_id is null then 'new' else 'assigned' end
    where status is null or (status = 'new') <> (assigned_plumber_id is null) and status <> 'completed';

update public.leads set closed_reason = 'done' where status = 'completed';

update public.leads set completed_at = updated_at where status = 'completed';

update public.leads set assigned_at = updated_at where assigned_plumber_id is not null;

-- An absent value means the default, always: an explicit null is refused.
alter table public.plumbers
    alter column created_at set not null,
    alter column updated_at set not null,
    add check (jsonb_typeof(services) = 'array');

alter table public.leads
    alter column status set not null,
    alter column created_at set not null,
    alter column updated_at set not null,
    add constraint assigned_has_plumber check (status = 'new' or assigned_plumber_id is not null or closed_reason is not null),
    add constraint new_has_no_plumber check (status <> 'new' or assigned_plumber_id is null);

create index leads_updated on public.leads (updated_at, id);

create index leads_created on public.leads (created_at, id);

create index leads_open on public.leads (status, urgency, created_at) where status <> 'completed';

create index leads_by_plumber on public.leads (assigned_plumber_id) where assigned_plumber_id is not null;

create index leads_contact on public.leads (lower(email), phone_number);

create index leads_duplicates on public.leads (duplicate_of) where duplicate_of is not null;

create index plumbers_updated on public.plumbers (updated_at, id);
