-- The office moves in: imports that can be undone as a whole, duplicates marked by hand, and views that people keep.

-- Every row that came with an import names it. Undoing it withdraws its rows: they stay, empty, and are in no list.
create table public.imports (
    id uuid primary key default extensions.uuid_generate_v4(),
    kind text not null check (kind in ('leads', 'plumbers')),
    file_name varchar(255) not null,
    total integer not null check (total >= 0),             -- rows that are to be written
    done integer not null default 0,
    state text not null default 'running' check (state in ('running', 'done', 'undoing', 'undone')),
    charges boolean not null default false,                -- assignments in the file are charged
    tells boolean not null default false,                  -- … and told to plumbers and customers
    created_by text,                                       -- null: the server
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    check (done between 0 and total)
);

alter table public.imports enable row level security;

-- The newest of them.
create index imports_created on public.imports (created_at, id);

-- A row that was there before an import changed it. What an erased customer's lead was goes with the customer's data.
create table public.import_changes (
    id uuid primary key default extensions.uuid_generate_v4(),
    import_id uuid not null references public.imports (id),
    row_id uuid not null,                                  -- of a lead or a plumber
    before jsonb not null,                                 -- the columns that were changed, as they were
    after jsonb not null,                                  -- … and as the import wrote them
    version bigint not null,                               -- the row's after the change
    unique (import_id, row_id)
);

alter table public.import_changes enable row level security;

create index import_changes_by_row on public.import_changes (row_id);

alter table public.leads
    add column import_id uuid references public.imports (id),
    add column withdrawn_at timestamptz;                   -- its import was undone

-- What people changed since it was imported stays when the import is undone; that Stripe knows them now is no reason.
alter table public.plumbers
    add column import_id uuid references public.imports (id),
    add column withdrawn_at timestamptz,
    add column edited_at timestamptz;                      -- by people, not by the server; null: not since it was added

create index leads_by_import on public.leads (import_id, id) where import_id is not null;

create index plumbers_by_import on public.plumbers (import_id, id) where import_id is not null;

-- The dispatcher leaves imported leads alone, and must not walk over them.
drop index public.leads_new;

drop index public.leads_nobody;

drop index public.leads_unanswered;

create index leads_new on public.leads (created_at)
    where status = 'new' and attention is null and erased_at is null and import_id is null;

create index leads_nobody on public.leads (created_at)
    where status = 'new' and attention = 'nobody' and erased_at is null and import_id is null;

create index leads_unanswered on public.leads (urgency, assigned_at)
    where status = 'assigned' and accepted_at is null and import_id is null;

-- A search, filters, sorting and columns under a name.
create table public.saved_views (
    id uuid primary key default extensions.uuid_generate_v4(),
    owner text not null,                                   -- the e-mail address of who made it
    name varchar(60) not null,
    shared boolean not null default false,
    definition jsonb not null,                             -- the window's own
    position integer not null default 0,
    shortcut varchar(30),
    deleted_at timestamptz,                                -- taken out; never deleted
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version bigint not null default 1,
    check (jsonb_typeof(definition) = 'object' and octet_length(definition::text) <= 8192),
    check (btrim(name) <> '')
);

alter table public.saved_views enable row level security;

alter table public.lead_events drop constraint lead_events_kind_check;

alter table public.lead_events add constraint lead_events_kind_check check (kind in
    ('received', 'assigned', 'unassigned', 'accepted', 'declined', 'completed', 'reopened', 'edited', 'note', 'erased',
     'imported', 'withdrawn'));

create policy admin_reads on public.imports for select to authenticated using ((select public.is_admin()));

create policy admin_adds on public.imports for insert to authenticated with check ((select public.is_admin()));

create policy admin_changes on public.imports for update to authenticated
    using ((select public.is_admin())) with check ((select public.is_admin()));

create policy admin_reads on public.import_changes for select to authenticated using ((select public.is_admin()));

create policy admin_adds on public.import_changes for insert to authenticated with check ((select public.is_admin()));

create policy own_or_shared_reads on public.saved_views for select to authenticated
    using ((select public.is_office()) and owner = (select auth.email()) or (select public.is_office()) and shared);

create policy office_adds on public.saved_views for insert to authenticated
    with check ((select public.is_office()) and owner = (select auth.email()));

create policy own_or_shared_changes on public.saved_views for update to authenticated
    using ((select public.is_office()) and owner = (select auth.email()) or (select public.is_admin()) and shared)
    with check ((select public.is_office()) and owner = (select auth.email()) or (select public.is_admin()) and shared);

drop policy office_adds on public.leads;

create policy office_adds on public.leads for insert to authenticated
    with check ((select public.is_office()) and import_id is null or (select public.is_admin()));

drop policy office_adds on public.plumbers;

create policy office_adds on public.plumbers for insert to authenticated
    with check ((select public.is_office()) and import_id is null or (select public.is_admin()));

revoke all on public.imports, public.import_changes, public.saved_views
    from public, anon, authenticated, service_role;

grant select, delete on public.imports, public.import_changes, public.saved_views to anon, authenticated;

grant select, insert, update, delete on public.imports, public.import_changes, public.saved_views to service_role;

grant insert (id, kind, file_name, total, charges, tells), update (done, state) on public.imports to anon, authenticated;

grant insert (id, import_id, row_id, before, after, version) on public.import_changes to anon, authenticated;

grant insert (id, owner, name, shared, definition, position, shortcut),
      update (name, shared, definition, position, shortcut, deleted_at)
    on public.saved_views to anon, authenticated;

-- With an import alone: lead_admitted() refuses the others.
grant insert (import_id, created_at, status, completed_at, closed_reason, external_id),
      update (duplicate_of, withdrawn_at)
    on public.leads to anon, authenticated;

grant insert (import_id), update (withdrawn_at) on public.plumbers to authenticated;

create trigger touch before update on public.imports for each row execute function public.touch();

create trigger touch before update on public.saved_views for each row execute function public.touch();

create trigger stamp before insert on public.imports for each row execute function public.stamp();

create trigger stamp before insert on public.saved_views for each row execute function public.stamp();

create trigger stamp_created before insert on public.imports for each row execute function public.stamp_created();

create trigger stamp_created before insert on public.saved_views for each row execute function public.stamp_created();

create trigger visible_text before insert or update on public.imports
    for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.saved_views
    for each row execute function public.visible_text();

-- Who began an import, and which way it goes.
create function public.import_guard() returns trigger language plpgsql set search_path = '' as $$
begin
    if tg_op = 'INSERT' then
        new.created_by := auth.email();
    elsif new.state is distinct from old.state
          and (old.state, new.state) not in
              (('running', 'done'), ('running', 'undoing'), ('done', 'undoing'), ('undoing', 'undone')) then
        raise exception 'an import that is % can''t become %', old.state, new.state using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger import_guard before insert or update on public.imports
    for each row execute function public.import_guard();

-- Nothing is added to an import that is over: whoever undoes it has all of its rows. The lock makes an undo wait for what
-- is being added.
create function public.import_admits() returns trigger language plpgsql set search_path = '' as $$
declare
    i public.imports;
begin
    select * into i from public.imports where id = new.import_id for share;
    if found and (i.state <> 'running' or tg_table_name not in (i.kind, 'import_changes')) then
        raise exception 'this import is over' using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger import_admits before insert on public.leads
    for each row when (new.import_id is not null) execute function public.import_admits();

create trigger import_admits before insert on public.plumbers
    for each row when (new.import_id is not null) execute function public.import_admits();

create trigger import_admits before insert on public.import_changes
    for each row execute function public.import_admits();

-- Only an import tells of work that was done before. By its name it runs before lead_before.
create function public.lead_admitted() returns trigger language plpgsql set search_path = '' as $$
begin
    if new.import_id is not null then
        new.created_at := least(new.created_at, now());
        if new.completed_at > now() then new.completed_at := now(); end if;
    elsif auth.role() <> 'service_role'
          and (new.status <> 'new' or new.created_at is distinct from now() or new.completed_at is not null
               or new.closed_reason is not null or new.external_id is not null) then
        raise exception 'permission denied for table leads' using errcode = '42501';
    end if;
    return new;
end $$;

create trigger lead_admitted before insert on public.leads for each row execute function public.lead_admitted();

create function public.view_owner() returns trigger language plpgsql set search_path = '' as $$
begin
    if auth.role() <> 'service_role' then new.owner := auth.email(); end if;
    return new;
end $$;

create trigger view_owner before insert on public.saved_views for each row execute function public.view_owner();

-- Two leads of one customer, marked by hand: a lead is linked to the first of its kind. It is charged to nobody, so it
-- can't have been; and it is parted only while nobody has it for nothing. For whoever may not see payments, too.
create function public.lead_linked() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    first uuid := new.duplicate_of;
    further uuid;
begin
    if first is null then
        if old.assigned_plumber_id is not null or new.assigned_plumber_id is not null then
            raise exception 'unassign this duplicate first' using errcode = 'P0001';
        end if;
        return new;
    end if;
    if exists (select 1 from public.payments where lead_id = new.id and status <> 'void') then
        raise exception 'a lead with a payment can''t become a duplicate' using errcode = 'P0001';
    end if;
    loop
        if first = new.id then
            raise exception 'a lead can''t be a duplicate of itself or of its own duplicate' using errcode = 'P0001';
        end if;
        select duplicate_of into further from public.leads where id = first for share;
        exit when further is null;
        first := further;
    end loop;
    if exists (select 1 from public.leads where id = first and withdrawn_at is not null) then
        raise exception 'the import of the other lead was undone' using errcode = 'P0001';
    end if;
    new.duplicate_of := first;
    return new;
end $$;

create trigger lead_linked before update on public.leads for each row
    when (new.duplicate_of is distinct from old.duplicate_of) execute function public.lead_linked();

-- An import is undone by admins; with a payment or a lead, what came with it has become the office's own work.
create function public.lead_withdrawn() returns trigger language plpgsql set search_path = '' as $$
begin
    if new.import_id is null or auth.role() <> 'service_role' and not public.is_admin() then
        raise exception 'only an admin can withdraw a lead, and only one that was imported' using errcode = 'P0001';
    end if;
    if exists (select 1 from public.payments where lead_id = new.id and status <> 'void') then
        raise exception 'a lead with a payment stays' using errcode = 'P0001';
    end if;
    new.withdrawn_at := least(new.withdrawn_at, now());
    new.erased_at := coalesce(new.erased_at, now());
    new.first_name := '';
    new.last_name := '';
    new.email := '';
    new.phone_number := '';
    new.zip_code := null;
    new.description := null;
    new.street := null;
    new.city := null;
    new.state := null;
    new.phone_extension := null;
    new.answers := null;
    new.origin := null;
    new.consent := null;
    new.external_id := null;
    new.duplicate_of := null;
    new.assigned_plumber_id := null;
    new.assigned_at := null;
    new.accepted_at := null;
    new.decision := null;
    new.attention := null;
    new.status := 'completed';
    new.completed_at := coalesce(new.completed_at, now());
    new.closed_reason := coalesce(new.closed_reason, 'invalid');
    return new;
end $$;

create trigger lead_withdrawn before update on public.leads for each row
    when (new.withdrawn_at is distinct from old.withdrawn_at) execute function public.lead_withdrawn();

-- Each plumber's address is there once: a withdrawn one has the row's id instead.
create function public.plumber_before() returns trigger language plpgsql set search_path = '' as $$
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
    new.status := 'removed';
    new.notify_by := 'none';
    return new;
end $$;

create trigger plumber_before before update on public.plumbers for each row execute function public.plumber_before();

create function public.plumber_after() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    delete from public.import_changes where row_id = new.id;
    update public.notifications set status = 'skipped' where plumber_id = new.id and status = 'pending';
    return null;
end $$;

create trigger plumber_after after update on public.plumbers for each row
    when (new.withdrawn_at is not null and old.withdrawn_at is null) execute function public.plumber_after();

revoke execute on function public.import_guard(), public.import_admits(), public.lead_admitted(), public.view_owner(),
    public.lead_linked(), public.lead_withdrawn(), public.plumber_before(), public.plumber_after()
    from public, anon, authenticated, service_role;

-- A withdrawn row has no name.
create or replace function public.visible_text_names() returns trigger language plpgsql set search_path = '' as $$
declare
    name text;
    value text;
begin
    if auth.role() = 'service_role' or auth.role() is null or to_jsonb(new) ->> 'erased_at' is not null
       or to_jsonb(new) ->> 'withdrawn_at' is not null then
        return new;
    end if;
    foreach name in array tg_argv loop
        value := to_jsonb(new) ->> name;
        if tg_op = 'INSERT' or value is distinct from to_jsonb(old) ->> name then
            if btrim(value) = '' and tg_table_name <> 'leads' then
                raise exception '% is required', name using errcode = 'P0001';
            end if;
            if value ~* '://|www\.' then
                raise exception '% must not contain a web address', name using errcode = 'P0001';
            end if;
        end if;
    end loop;
    if tg_table_name = 'leads' and btrim(to_jsonb(new) ->> 'email') = '' and btrim(to_jsonb(new) ->> 'phone_number') = ''
       and (tg_op = 'INSERT' or to_jsonb(new) ->> 'email' is distinct from to_jsonb(old) ->> 'email'
            or to_jsonb(new) ->> 'phone_number' is distinct from to_jsonb(old) ->> 'phone_number') then
        raise exception 'a phone number or an e-mail address is required' using errcode = 'P0001';
    end if;
    return new;
end $$;

create or replace function public.lead_allowed() returns trigger language plpgsql set search_path = '' as $$
declare
    moved constant boolean := new.assigned_plumber_id is distinct from old.assigned_plumber_id;
begin
    if old.withdrawn_at is not null then
        raise exception 'the import of this lead was undone' using errcode = 'P0001';
    end if;
    if old.erased_at is not null
       and (new.erased_at, new.first_name, new.last_name, new.email, new.phone_number, new.description, new.street,
            new.city, new.state, new.phone_extension, new.answers, new.origin)
           is distinct from
           (old.erased_at, old.first_name, old.last_name, old.email, old.phone_number, old.description, old.street,
            old.city, old.state, old.phone_extension, old.answers, old.origin) then
        raise exception 'an erased lead stays erased' using errcode = 'P0001';
    end if;
    if new.accepted_at is distinct from old.accepted_at and not moved
       and (old.accepted_at is not null or old.status <> 'assigned' or new.status <> 'assigned') then
        raise exception 'only an assigned lead can be accepted, and only once' using errcode = 'P0001';
    end if;
    if new.attention in ('declined', 'unanswered') and new.attention is distinct from old.attention
       and (old.assigned_plumber_id is null or new.assigned_plumber_id is not null) then
        raise exception 'only a plumber who has the lead can decline it or leave it unanswered' using errcode = 'P0001';
    end if;
    if moved and new.decision is distinct from old.decision and (new.decision ->> 'automatic')::boolean
       and auth.role() <> 'service_role' then
        raise exception 'only the server assigns automatically' using errcode = 'P0001';
    end if;
    return new;
end $$;

create or replace function public.lead_before() returns trigger language plpgsql set search_path = '' as $$
begin
    if tg_op = 'UPDATE' then
        new.updated_at := now();
        new.version := old.version + 1;
        if new.assigned_plumber_id is distinct from old.assigned_plumber_id then
            new.assigned_at := case when new.assigned_plumber_id is not null then now() end;
            new.accepted_at := null;
            -- The reasons for the plumber before are none for this one.
            if new.decision is not distinct from old.decision then new.decision := null; end if;
            if new.assigned_plumber_id is null and new.attention is not distinct from old.attention then
                new.attention := 'returned';
            end if;
        else
            new.assigned_at := old.assigned_at;
            new.decision := old.decision;
        end if;
    elsif new.assigned_plumber_id is not null then
        -- When the work of before was assigned is not known, but it wasn't today.
        new.assigned_at := case when new.import_id is null then now() else new.created_at end;
    end if;
    if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null then
        new.street := null;
        new.city := null;
        new.state := null;
        new.phone_extension := null;
        new.answers := null;
        new.origin := null;
    end if;
    if new.assigned_plumber_id is not null and new.status = 'new' then new.status := 'assigned'; end if;
    if new.status <> 'new' then new.attention := null; end if;
    if new.status = 'completed' and new.completed_at is null then new.completed_at := now(); end if;
    if new.status <> 'completed' then new.completed_at := null; end if;
    return new;
end $$;

-- Of an import's leads nobody hears, and nobody is charged for them, unless it says so. From then on they are leads like
-- any other. A withdrawn lead leaves one line.
create or replace function public.lead_after() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    who text := coalesce(auth.email(), 'server');
    p public.plumbers;
    due timestamptz;
    edited text;
    is_charged boolean := new.duplicate_of is null and not new.is_test and new.has_real_phone is not false;
    is_told boolean := not new.is_test;
    is_work boolean := true;                               -- not the telling of what was done elsewhere
begin
    if tg_op = 'INSERT' then
        insert into public.lead_events (lead_id, kind, actor)
            values (new.id, case when new.import_id is null then 'received' else 'imported' end, who);
        if new.import_id is not null then
            select is_charged and i.charges, is_told and i.tells, i.charges or i.tells
                into is_charged, is_told, is_work from public.imports i where i.id = new.import_id;
        end if;
    elsif new.withdrawn_at is not null and old.withdrawn_at is null then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'withdrawn', who);
        update public.lead_events set note = null where lead_id = new.id and kind = 'note' and note is not null;
        update public.notifications set status = 'skipped' where lead_id = new.id and status = 'pending';
        update public.intake_items set body = null, erased_at = now() where lead_id = new.id and erased_at is null;
        delete from public.import_changes where row_id = new.id;
        -- Whoever wrote again is no longer somebody's second lead, and will be charged for.
        update public.leads set duplicate_of = null
            where duplicate_of = new.id and assigned_plumber_id is null and withdrawn_at is null;
        return null;
    end if;
    if tg_op = 'UPDATE' and old.assigned_plumber_id is not null
       and new.assigned_plumber_id is distinct from old.assigned_plumber_id then
        insert into public.lead_events (lead_id, kind, actor, plumber_id, note)
            values (new.id, case when new.attention = 'declined' then 'declined' else 'unassigned' end, who,
                    old.assigned_plumber_id, case when new.attention = 'unanswered' then 'unanswered' end);
        update public.payments set status = 'void' where lead_id = new.id and status in ('pending', 'failed');
        update public.payments set status = 'refund_requested', refund_reason = 'unassigned', due_at = public.grace_end()
            where lead_id = new.id and status in ('processing', 'succeeded');
        update public.notifications set status = 'skipped' where lead_id = new.id and status = 'pending';
    end if;
    if new.assigned_plumber_id is not null and is_work
       and (tg_op = 'INSERT' or new.assigned_plumber_id is distinct from old.assigned_plumber_id) then
        select * into p from public.plumbers where id = new.assigned_plumber_id;
        due := public.grace_end();
        insert into public.lead_events (lead_id, kind, actor, plumber_id, detail)
            values (new.id, 'assigned', who, p.id, new.decision);
        if is_charged then
            -- Back with whoever has paid for it, before the refund was made: the payment stands again.
            update public.payments set status = 'succeeded', refund_reason = null
                where lead_id = new.id and plumber_id = p.id and status = 'refund_requested'
                    and refund_reason = 'unassigned' and stripe_charge_id is not null and due_at > now();
            if not found then
                insert into public.payments (lead_id, plumber_id, amount_cents, currency, due_at)
                    values (new.id, p.id, public.lead_price_cents(new.service_needed, new.urgency),
                            (select value #>> '{}' from public.settings where key = 'currency'), due);
            end if;
        end if;
        if p.notify_by in ('email', 'both') and is_told then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'email', 'lead_assigned', p.email, due);
        end if;
        if (p.notify_by = 'sms' or (p.notify_by = 'both' and new.urgency = 'day')) and is_told then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'sms', 'lead_assigned', p.phone_number, due);
        end if;
        if btrim(new.email) <> '' and is_told then
            insert into public.notifications (lead_id, plumber_id, channel, template, recipient, next_attempt_at)
                values (new.id, p.id, 'email', 'plumber_found', new.email, due);
        end if;
    end if;
    if tg_op = 'UPDATE' and new.accepted_at is not null and old.accepted_at is null
       and new.assigned_plumber_id is not distinct from old.assigned_plumber_id then
        insert into public.lead_events (lead_id, kind, actor, plumber_id)
            values (new.id, 'accepted', who, new.assigned_plumber_id);
    end if;
    if tg_op = 'UPDATE' and new.erased_at is not null and old.erased_at is null then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'erased', who);
        update public.intake_items set body = null, erased_at = now() where lead_id = new.id and erased_at is null;
        delete from public.import_changes where row_id = new.id;
    elsif tg_op = 'UPDATE' then
        -- The history names the fields that changed, never their values: it holds nobody's personal data.
        select string_agg(n.key, ', ' order by n.key) into edited
            from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key)
            where n.value is distinct from o.value and n.key in
                ('first_name', 'last_name', 'email', 'phone_number', 'service_needed', 'urgency', 'zip_code', 'description',
                 'street', 'city', 'state', 'phone_extension', 'duplicate_of');
        if edited is not null then
            insert into public.lead_events (lead_id, kind, actor, note) values (new.id, 'edited', who, edited);
        end if;
    end if;
    if tg_op = 'UPDATE' and new.status = 'completed' and old.status <> 'completed' then
        insert into public.lead_events (lead_id, kind, actor, plumber_id, note)
            values (new.id, 'completed', who, new.assigned_plumber_id, new.closed_reason);
    elsif tg_op = 'UPDATE' and old.status = 'completed' and new.status <> 'completed' then
        insert into public.lead_events (lead_id, kind, actor) values (new.id, 'reopened', who);
    end if;
    return null;
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
        'schema', 20261130080000);
end $$;
