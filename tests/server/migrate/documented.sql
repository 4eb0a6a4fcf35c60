-- A project that was set up by hand after the documentation: its two tables, and rows as old programs left them.
create table plumbers (
    id uuid primary key default uuid_generate_v4(),
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
create table leads (
    id uuid primary key default uuid_generate_v4(),
    first_name varchar(100) not null,
    last_name varchar(100) not null,
    email varchar(255) not null,
    phone_number varchar(20) not null,
    service_needed varchar(100) not null,
    urgency varchar(20) not null check (urgency in ('day', 'week', 'month')),
    status varchar(20) default 'new' check (status in ('new', 'assigned', 'completed')),
    assigned_plumber_id uuid references plumbers(id),
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);
create policy everybody on leads for all to anon, authenticated using (true) with check (true);

insert into plumbers (id, first_name, last_name, email, phone_number, zip_code, services, created_at, updated_at) values
 ('10000000-0000-4000-8000-000000000001', 'Ann', 'Lee', 'ann@pipes.test', '1', '78701', '["Drain Cleaning"]', '2026-01-01Z', '2026-01-02Z'),
 ('10000000-0000-4000-8000-000000000002', 'Bob', 'Fox', 'bob@pipes.test', '2', '78701', '"Drain Cleaning"', null, '2026-01-02Z'),
 ('10000000-0000-4000-8000-000000000003', 'Cal', 'Gee', 'cal@pipes.test', '3', '78701', '{"Repiping": true, "Drain Cleaning": true, "Sewer Backup": false}', '2026-01-01Z', null),
 ('10000000-0000-4000-8000-000000000004', 'Dot', 'Hay', 'dot@pipes.test', '4', '78701', 'null', null, null);
insert into leads (id, first_name, last_name, email, phone_number, service_needed, urgency, status, assigned_plumber_id, created_at, updated_at) values
 ('20000000-0000-4000-8000-000000000001', 'New', 'Lead', 'n@home.test', '1', 'x', 'day', 'new', null, '2026-01-01Z', '2026-01-02Z'),
 ('20000000-0000-4000-8000-000000000002', 'No', 'Status', 'n@home.test', '1', 'x', 'week', null, null, null, '2026-01-02Z'),
 ('20000000-0000-4000-8000-000000000003', 'No', 'Status', 'n@home.test', '1', 'x', 'week', null, '10000000-0000-4000-8000-000000000001', '2026-01-01Z', null),
 ('20000000-0000-4000-8000-000000000004', 'New', 'Assigned', 'n@home.test', '1', 'x', 'month', 'new', '10000000-0000-4000-8000-000000000002', '2026-01-01Z', '2026-01-02Z'),
 ('20000000-0000-4000-8000-000000000005', 'Assigned', 'Nobody', 'n@home.test', '1', 'x', 'month', 'assigned', null, '2026-01-01Z', '2026-01-02Z'),
 ('20000000-0000-4000-8000-000000000006', 'Done', 'Nobody', 'n@home.test', '1', 'x', 'month', 'completed', null, '2026-01-01Z', '2026-01-02Z'),
 ('20000000-0000-4000-8000-000000000007', 'Done', 'Ann', 'n@home.test', '1', 'x', 'month', 'completed', '10000000-0000-4000-8000-000000000001', '2026-01-01Z', '2026-01-02Z');
