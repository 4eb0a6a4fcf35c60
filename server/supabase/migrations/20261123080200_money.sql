-- What the office charges, and what became of it.
create table public.services (
    name varchar(100) primary key,
    category varchar(50) not null,
    price_cents integer not null check (price_cents >= 0), -- for urgency 'week'
    active boolean not null default true,
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.services enable row level security;

create table public.settings (
    key varchar(60) primary key,
    value jsonb not null,
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.settings enable row level security;

insert into public.settings (key, value) values
    ('urgency_factor', '{"day": 1.5, "week": 1.0, "month": 0.8}'),
    ('default_price_cents', '2500'),
    ('currency', '"usd"'),
    ('charge_when', '"assigned"'),                         -- or "accepted"
    ('sla_minutes', '{"day": 120, "week": 2880, "month": 10080}');

create table public.payments (
    id uuid primary key default extensions.uuid_generate_v4(),
    lead_id uuid not null references public.leads (id),
    plumber_id uuid not null references public.plumbers (id),
    amount_cents integer not null check (amount_cents >= 0),
    refunded_cents integer not null default 0,
    currency varchar(3) not null default 'usd',
    status varchar(20) not null default 'pending' check (status in
        ('pending', 'processing', 'succeeded', 'failed', 'refund_requested', 'refunded', 'disputed', 'void')),
    stripe_payment_intent_id varchar(255) unique,
    stripe_charge_id varchar(255),
    failure_code varchar(100),
    failure_message text,
    receipt_url text,
    refund_reason text,
    attempts integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.payments enable row level security;

create unique index payments_one_live_per_lead on public.payments (lead_id)
    where status in ('pending', 'processing', 'succeeded', 'failed');

create index payments_by_lead on public.payments (lead_id);

create index payments_by_plumber on public.payments (plumber_id);

create index payments_updated on public.payments (updated_at, id);

create table public.stripe_events (
    id varchar(255) primary key,                           -- evt_...: Stripe sends an event more than once
    type varchar(100) not null,
    livemode boolean not null default false,
    created timestamptz not null,
    payload jsonb not null,
    received_at timestamptz not null default now(),
    processed_at timestamptz,
    error text
);

alter table public.stripe_events enable row level security;
