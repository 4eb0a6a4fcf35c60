-- What the server notes down about money besides the payment itself: each try before it is made, the pages at Stripe
-- that wait for a plumber, and what somebody must look at.

-- With a refund that is asked for: how much of the payment. Null: all that is left of it.
alter table public.payments add column refund_requested_cents integer check (refund_requested_cents > 0);

-- A try is written down before Stripe is asked and is the same question when it must be asked again: its number makes
-- the idempotency key, so a crash in between charges or refunds nobody twice.
create table public.payment_attempts (
    id uuid primary key default extensions.uuid_generate_v4(),
    payment_id uuid not null references public.payments (id),
    kind varchar(10) not null check (kind in ('charge', 'refund')),
    number integer not null,
    amount_cents integer not null,
    status varchar(20) not null default 'started' check (status in
        ('started', 'succeeded', 'failed', 'needs_action', 'free')),
    stripe_id varchar(255),                                -- pi_... or re_...
    payment_method varchar(255),
    failure_code varchar(100),
    failure_message text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    unique (payment_id, kind, number)
);

alter table public.payment_attempts enable row level security;

-- A page at Stripe where a plumber gives a card, or confirms a payment for the bank. Its id can't be guessed.
create table public.hosted_pages (
    id uuid primary key default extensions.uuid_generate_v4(),
    kind varchar(10) not null check (kind in ('card', 'payment')),
    plumber_id uuid not null references public.plumbers (id),
    payment_id uuid references public.payments (id),
    url text not null,
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.hosted_pages enable row level security;

create index hosted_pages_by_plumber on public.hosted_pages (plumber_id);

create index hosted_pages_by_payment on public.hosted_pages (payment_id) where payment_id is not null;

-- Where Stripe and these tables differ, until somebody settles it.
create table public.billing_exceptions (
    id uuid primary key default extensions.uuid_generate_v4(),
    kind varchar(40) not null,
    payment_id uuid references public.payments (id),
    plumber_id uuid references public.plumbers (id),
    stripe_id varchar(255),
    detail text not null,
    found_at timestamptz not null default now(),
    settled_at timestamptz,
    settled_by varchar(255),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.billing_exceptions enable row level security;

create index billing_exceptions_by_payment on public.billing_exceptions (payment_id) where payment_id is not null;

create index billing_exceptions_by_plumber on public.billing_exceptions (plumber_id) where plumber_id is not null;

create index billing_exceptions_open on public.billing_exceptions (found_at) where settled_at is null;

create index stripe_events_waiting on public.stripe_events (received_at) where processed_at is null;

create index payments_by_status on public.payments (status, updated_at)
    where status in ('pending', 'processing', 'refund_requested');

create trigger touch before update on public.payment_attempts for each row execute function public.touch();

create trigger touch before update on public.hosted_pages for each row execute function public.touch();

create trigger touch before update on public.billing_exceptions for each row execute function public.touch();

create or replace function public.payment_guard() returns trigger language plpgsql set search_path = '' as $$
begin
    if auth.role() = 'service_role' or auth.role() is null or pg_trigger_depth() > 1 then return new; end if;
    if (old.status, new.status) in (('succeeded', 'refund_requested'), ('failed', 'pending'))
       and (to_jsonb(new) - 'status' - 'refund_reason' - 'refund_requested_cents' - 'updated_at' - 'version')
         = (to_jsonb(old) - 'status' - 'refund_reason' - 'refund_requested_cents' - 'updated_at' - 'version')
    then return new; end if;
    raise exception 'only a refund of a succeeded payment or a retry of a failed one can be requested' using errcode = 'P0001';
end $$;

create policy admin_reads on public.payment_attempts for select to authenticated using ((select public.is_admin()));

create policy admin_reads on public.hosted_pages for select to authenticated using ((select public.is_admin()));

create policy admin_reads on public.billing_exceptions for select to authenticated using ((select public.is_admin()));

create policy admin_settles on public.billing_exceptions for update to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

grant all on public.payment_attempts, public.hosted_pages, public.billing_exceptions
    to anon, authenticated, service_role;
