-- The server's records about money besides the payment itself: server/supabase/migrations/…_billing.sql in SQLite's
-- SQL. The rules for its rows are in rowrules.cpp.
alter table payments add column refund_requested_cents integer
    constraint payments_refund_requested_cents_check check (refund_requested_cents > 0);

create table payment_attempts (
    id text not null primary key,
    payment_id text not null references payments (id),
    kind text not null,
    number integer not null,
    amount_cents integer not null,
    status text not null,
    stripe_id text,
    payment_method text,
    failure_code text,
    failure_message text,
    created_at integer not null,
    updated_at integer not null,
    version integer not null,
    constraint payment_attempts_kind_check check (kind in ('charge', 'refund')),
    constraint payment_attempts_status_check check (status in
        ('started', 'succeeded', 'failed', 'needs_action', 'free')),
    unique (payment_id, kind, number)
) strict;

create table hosted_pages (
    id text not null primary key,
    kind text not null,
    plumber_id text not null references plumbers (id),
    payment_id text references payments (id),
    url text not null,
    expires_at integer,
    created_at integer not null,
    updated_at integer not null,
    version integer not null,
    constraint hosted_pages_kind_check check (kind in ('card', 'payment'))
) strict;

create index hosted_pages_by_plumber on hosted_pages (plumber_id);

create index hosted_pages_by_payment on hosted_pages (payment_id) where payment_id is not null;

create table billing_exceptions (
    id text not null primary key,
    kind text not null,
    payment_id text references payments (id),
    plumber_id text references plumbers (id),
    stripe_id text,
    detail text not null,
    found_at integer not null,
    settled_at integer,
    settled_by text,
    updated_at integer not null,
    version integer not null
) strict;

create index billing_exceptions_by_payment on billing_exceptions (payment_id) where payment_id is not null;

create index billing_exceptions_by_plumber on billing_exceptions (plumber_id) where plumber_id is not null;

create index billing_exceptions_open on billing_exceptions (found_at) where settled_at is null;

create index stripe_events_waiting on stripe_events (received_at) where processed_at is null;

create index payments_by_status on payments (status, updated_at)
    where status in ('pending', 'processing', 'refund_requested');

