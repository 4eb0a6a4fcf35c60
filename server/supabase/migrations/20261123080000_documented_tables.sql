-- The platform's two documented tables, column for column. A project that has them already keeps them and their rows.
create extension if not exists "uuid-ossp" with schema extensions;

create table if not exists public.plumbers (
    id uuid primary key default extensions.uuid_generate_v4(),
    first_name varchar(100) not null,
    last_name varchar(100) not null,
    email varchar(255) not null unique,
    phone_number varchar(20) not null,
    zip_code varchar(10) not null,
    services jsonb not null,
    stripe_customer_id varchar(255),
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table if not exists public.leads (
    id uuid primary key default extensions.uuid_generate_v4(),
    first_name varchar(100) not null,
    last_name varchar(100) not null,
    email varchar(255) not null,
    phone_number varchar(20) not null,
    service_needed varchar(100) not null,
    urgency varchar(20) not null check (urgency in ('day', 'week', 'month')),
    status varchar(20) default 'new' check (status in ('new', 'assigned', 'completed')),
    assigned_plumber_id uuid references public.plumbers (id),
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

-- Supabase grants the API roles everything on a new table: closed from the first moment, opened by policies later.
alter table public.plumbers enable row level security;

alter table public.leads enable row level security;
