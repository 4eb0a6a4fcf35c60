-- What happened to a lead, and what must be sent.
create table public.lead_events (
    id bigint generated always as identity primary key,
    lead_id uuid not null references public.leads (id),
    kind varchar(20) not null check (kind in
        ('received', 'assigned', 'unassigned', 'accepted', 'declined', 'completed', 'reopened', 'edited', 'note', 'erased')),
    actor varchar(255) not null,                           -- a person's email, or 'server'
    plumber_id uuid references public.plumbers (id),
    note text,
    at timestamptz not null default now()
);

alter table public.lead_events enable row level security;

create index lead_events_lead on public.lead_events (lead_id, id);

create index lead_events_by_plumber on public.lead_events (plumber_id) where plumber_id is not null;

create table public.notifications (
    id uuid primary key default extensions.uuid_generate_v4(),
    lead_id uuid references public.leads (id),
    plumber_id uuid references public.plumbers (id),
    channel varchar(10) not null check (channel in ('email', 'sms')),
    template varchar(40) not null,
    recipient varchar(255) not null,
    status varchar(20) not null default 'pending' check (status in ('pending', 'sending', 'sent', 'failed', 'skipped')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    provider_id varchar(255),
    error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1
);

alter table public.notifications enable row level security;

create index notifications_due on public.notifications (next_attempt_at) where status in ('pending', 'sending');

create index notifications_by_lead on public.notifications (lead_id);

create index notifications_by_plumber on public.notifications (plumber_id);

-- A person who answered STOP gets no further text message, whoever asks for one.
create table public.opt_outs (
    phone_number varchar(20) primary key,
    at timestamptz not null default now()
);

alter table public.opt_outs enable row level security;
