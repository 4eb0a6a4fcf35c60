-- The reference schema in SQLite's SQL. Types: see schema.h. Checks have PostgreSQL's names and are listed in the order
-- of these names, in which PostgreSQL evaluates them: the first that fails is reported. A statement ends with a
-- semicolon and an empty line.

-- The current request, for the triggers: its time, the same for all its writes, and its caller. One row, set at the
-- start of every write transaction.
create table _request (
    id integer primary key check (id = 1),
    now integer not null,
    actor text not null
) strict;

insert into _request (id, now, actor) values (1, 0, 'server');

create table plumbers (
    id text not null primary key,
    first_name text not null,
    last_name text not null,
    email text not null unique,
    phone_number text not null,
    zip_code text not null,
    services text not null,
    stripe_customer_id text,
    created_at integer not null,
    updated_at integer not null,
    status text not null,
    service_radius_miles integer not null,
    daily_lead_cap integer,
    notify_by text not null,
    payment_ready integer not null,
    version integer not null,
    constraint plumbers_daily_lead_cap_check check (daily_lead_cap > 0),
    constraint plumbers_notify_by_check check (notify_by in ('email', 'sms', 'both', 'none')),
    constraint plumbers_service_radius_miles_check check (service_radius_miles between 1 and 500),
    constraint plumbers_services_check check (json_type(services) = 'array'),
    constraint plumbers_status_check check (status in ('active', 'paused', 'removed'))
) strict;

create table lead_sources (
    id text not null primary key,
    name text not null unique,
    key_prefix text not null,
    key_hash text not null unique,
    cost_cents integer not null,
    daily_cap integer,
    active integer not null,
    created_at integer not null,
    updated_at integer not null,
    version integer not null,
    constraint lead_sources_daily_cap_check check (daily_cap > 0)
) strict;

create table leads (
    id text not null primary key,
    first_name text not null,
    last_name text not null,
    email text not null,
    phone_number text not null,
    service_needed text not null,
    urgency text not null,
    status text not null,
    assigned_plumber_id text references plumbers (id),
    created_at integer not null,
    updated_at integer not null,
    zip_code text,
    description text,
    source_id text references lead_sources (id),
    external_id text,
    consent text,
    duplicate_of text references leads (id),
    closed_reason text,
    erased_at integer,
    assigned_at integer,
    accepted_at integer,
    completed_at integer,
    version integer not null,
    constraint assigned_has_plumber
        check (status = 'new' or assigned_plumber_id is not null or closed_reason is not null),
    constraint leads_closed_reason_check check (closed_reason in ('done', 'invalid', 'duplicate', 'lost')),
    constraint leads_status_check check (status in ('new', 'assigned', 'completed')),
    constraint leads_urgency_check check (urgency in ('day', 'week', 'month')),
    constraint new_has_no_plumber check (status <> 'new' or assigned_plumber_id is null),
    unique (source_id, external_id)
) strict;

create index leads_updated on leads (updated_at, id);

create index leads_created on leads (created_at, id);

create index leads_by_plumber on leads (assigned_plumber_id) where assigned_plumber_id is not null;

create index leads_contact on leads (email, phone_number);

create index leads_duplicates on leads (duplicate_of) where duplicate_of is not null;

create index plumbers_updated on plumbers (updated_at, id);

create table services (
    name text not null primary key,
    category text not null,
    price_cents integer not null,
    active integer not null,
    updated_at integer not null,
    version integer not null,
    constraint services_price_cents_check check (price_cents >= 0)
) strict;

create table settings (
    key text not null primary key,
    value text not null,
    updated_at integer not null,
    version integer not null
) strict;

insert into settings (key, value, updated_at, version) values
    ('urgency_factor', '{"day": 1.5, "week": 1.0, "month": 0.8}', unixepoch() * 1000000, 1),
    ('default_price_cents', '2500', unixepoch() * 1000000, 1),
    ('currency', '"usd"', unixepoch() * 1000000, 1),
    ('charge_when', '"assigned"', unixepoch() * 1000000, 1),
    ('sla_minutes', '{"day": 120, "week": 2880, "month": 10080}', unixepoch() * 1000000, 1);

-- The defaults of payments and notifications are for the triggers, which write both.
create table payments (
    id text not null primary key default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' ||
        substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) ||
        substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    lead_id text not null references leads (id),
    plumber_id text not null references plumbers (id),
    amount_cents integer not null,
    refunded_cents integer not null default 0,
    currency text not null default 'usd',
    status text not null default 'pending',
    stripe_payment_intent_id text unique,
    stripe_charge_id text,
    failure_code text,
    failure_message text,
    receipt_url text,
    refund_reason text,
    attempts integer not null default 0,
    created_at integer not null,
    updated_at integer not null,
    version integer not null default 1,
    constraint payments_amount_cents_check check (amount_cents >= 0),
    constraint payments_status_check check (status in
        ('pending', 'processing', 'succeeded', 'failed', 'refund_requested', 'refunded', 'disputed', 'void'))
) strict;

create unique index payments_one_live_per_lead on payments (lead_id)
    where status in ('pending', 'processing', 'succeeded', 'failed');

create index payments_by_lead on payments (lead_id);

create index payments_updated on payments (updated_at, id);

create table stripe_events (
    id text not null primary key,
    type text not null,
    livemode integer not null,
    created integer not null,
    payload text not null,
    received_at integer not null,
    processed_at integer,
    error text
) strict;

create table lead_events (
    id integer primary key autoincrement,
    lead_id text not null references leads (id),
    kind text not null,
    actor text not null,
    plumber_id text references plumbers (id),
    note text,
    at integer not null,
    constraint lead_events_kind_check check (kind in ('received', 'assigned', 'unassigned', 'accepted', 'declined',
        'completed', 'reopened', 'edited', 'note', 'erased'))
) strict;

create index lead_events_lead on lead_events (lead_id, id);

create table notifications (
    id text not null primary key default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' ||
        substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) ||
        substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    lead_id text references leads (id),
    plumber_id text references plumbers (id),
    channel text not null,
    template text not null,
    recipient text not null,
    status text not null default 'pending',
    attempts integer not null default 0,
    next_attempt_at integer not null,
    provider_id text,
    error text,
    created_at integer not null,
    updated_at integer not null,
    version integer not null default 1,
    constraint notifications_channel_check check (channel in ('email', 'sms')),
    constraint notifications_status_check check (status in ('pending', 'sending', 'sent', 'failed', 'skipped'))
) strict;

create index notifications_due on notifications (next_attempt_at) where status in ('pending', 'sending');

create index notifications_by_lead on notifications (lead_id);

create table opt_outs (
    phone_number text not null primary key,
    at integer not null
) strict;

