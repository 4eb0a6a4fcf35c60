-- An office after three years: 200,000 leads and all that belongs to them. Triggers are off, so that every value is as
-- written here, and indexes are made anew when the rows are there. Row N of a table has the id md5('<table>N').
begin;
set local session_replication_role = replica;
set local maintenance_work_mem = '256MB';
set local work_mem = '64MB';

create temp table kept_indexes as
    select i.indexname, i.indexdef from pg_indexes i where i.schemaname = 'public' and not exists
        (select from pg_constraint c where c.conname = i.indexname and c.connamespace = 'public'::regnamespace);
do $$
declare name text;
begin
    for name in select indexname from kept_indexes loop execute format('drop index public.%I', name); end loop;
end $$;

truncate activity, imports, import_changes, saved_views, server_requests, message_templates, opt_outs, lead_events, notifications, stripe_events, payments, leads, lead_sources, plumbers, services
    restart identity cascade;

insert into services (name, category, price_cents)
    select 'Service ' || s, 'Category ' || s % 5, 2500 from generate_series(1, 40) s;

insert into lead_sources (id, name, key_prefix, key_hash)
    select md5('source' || s)::uuid, 'Source ' || s, 'pl_' || s, md5('key' || s) from generate_series(1, 20) s;

insert into settings (key, value)
    select kind || md5('source' || s)::uuid, '{"at": "2026-11-20T10:00:00Z"}'::jsonb
        from generate_series(1, 20) s, unnest(array['source_rules.', 'source_used.', 'source_silence.']) kind;

insert into settings (key, value) values
    ('public_url', '"https://leads.office.test"'), ('message_samples', '{}'), ('message_test', '{}')
    on conflict (key) do nothing;

-- One in twenty has no customer at Stripe yet, one in ten no card. Plumber 7 is who asks as "plumber".
insert into plumbers (id, first_name, last_name, email, phone_number, zip_code, services, stripe_customer_id,
                      payment_ready, status, created_at, updated_at, version)
    select md5('plumber' || p)::uuid, 'Ann', 'Lee ' || p, case p when 7 then 'ann@pipes.test' else 'p' || p || '@pipes.test' end,
           '+1512' || 5000000 + p, (10000 + p * 4)::text, '["Service 1", "Service 2"]',
           case when p % 20 <> 0 then 'cus_' || p end, p % 20 <> 0 and p % 10 <> 1,
           case when p % 400 = 3 then 'removed' when p % 50 = 9 then 'paused' else 'active' end,
           at, at + least(interval '9 days', now() - at) * (p * 7919 % 1000) / 1000.0, 3
        from (select p, now() - (20001 - p) * interval '78 minutes' as at from generate_series(1, 20000) p) made;

create temp table numbered as
    select i, md5('lead' || i)::uuid as id, at, status,
           case when status = 'new' or (status = 'completed' and i % 40 = 0) then null
                when i % 500 = 11 then 7 else 1 + i * 7919 % 20000 end as plumber,
           i % 50 = 7 as is_again
        from (select i, now() - (200001 - i) * interval '472 seconds' as at,
                     case when i > 197000 and i % 6 = 0 then 'new'
                          when i > 197000 and i % 6 in (1, 4) or i % 2000 = 5 then 'assigned'
                          else 'completed' end as status
                  from generate_series(1, 200000) i) made;

insert into leads (id, first_name, last_name, email, phone_number, service_needed, urgency, status, assigned_plumber_id,
                   created_at, updated_at, zip_code, description, source_id, external_id, consent, duplicate_of,
                   closed_reason, assigned_at, accepted_at, completed_at, version, attention, decision)
    select id, 'Cy', 'Day ' || i, 'c' || case when is_again then i - 3 else i end || '@home.test',
           '+1' || 2120000000 + case when is_again then i - 3 else i end, 'Service ' || 1 + i % 40,
           (array['day', 'week', 'month'])[1 + i / 7 % 3], status, md5('plumber' || plumber)::uuid, at,
           case status when 'new' then at
                       when 'assigned' then at + least(interval '1 hour', now() - at)
                       else at + least(interval '9 days', now() - at) * (i * 7919 % 1000) / 1000.0 end,
           (10000 + i % 80000)::text, 'Water under the sink, and it is getting more by the hour. Number ' || i,
           case when i % 6 <> 0 then md5('source' || 1 + i % 20)::uuid end, case when i % 6 <> 0 then 'x-' || i end,
           '{"at": "2026-11-20T10:00:00Z", "from": "198.51.100.7"}',
           case when is_again then md5('lead' || i - 3)::uuid end,
           case when status = 'completed' then case when plumber is null then 'invalid' else 'done' end end,
           case when plumber is not null then at + least(interval '30 minutes', now() - at) end,
           case when plumber is not null and (status = 'completed' or i % 4 = 0)
                then at + least(interval '1 hour', now() - at) end,
           case when status = 'completed' then at + least(interval '2 days', now() - at) end, 3,
           case when status = 'new' and i % 36 = 0 then 'nobody' when status = 'new' and i % 36 = 6 then 'declined' end,
           case when plumber is not null then '{"weights": {"distance": 40, "load": 20}, "chosen": {"rank": 1}}'::jsonb end
        from numbered;

-- A duplicate is charged to nobody. A lead goes to a plumber without a card by hand alone, so few payments wait for one;
-- of the voided ones a few have an intent that must be canceled.
insert into payments (id, lead_id, plumber_id, amount_cents, refunded_cents, status, stripe_payment_intent_id,
                      stripe_charge_id, failure_code, receipt_url, attempts, created_at, updated_at, version)
    select md5('payment' || i)::uuid, id, md5('plumber' || plumber)::uuid,
           case when status = 'pending' and i % 16 = 0 then 0 else 3750 end, case status when 'refunded' then 3750 else 0 end,
           status, case when status <> 'pending' and i % 100 <> 2 then 'pi_' || i end,
           case when status in ('succeeded', 'refunded') then 'ch_' || i end,
           case when status = 'failed' then 'card_declined' when status = 'void' and i % 40000 <> 11 then 'canceled' end,
           'https://pay.stripe.test/receipts/' || i, 1, at, at + least(interval '20 minutes', now() - at), 3
        from (select i, id, plumber, at + least(interval '30 minutes', now() - at) as at,
                     case when status = 'assigned' and i % 4 = 0 and (plumber % 20 = 0 or plumber % 10 = 1) then 'pending'
                          when i % 100 in (1, 2) or i % 40000 = 11 then 'void'
                          when i % 100 = 3 then 'refunded'
                          when i % 1000 = 4 then 'disputed'
                          when i % 500 = 8 then 'failed'
                          when i % 25000 = 9 then 'refund_requested'
                          when i % 40000 = 10 then 'processing'
                          when i > 199900 and i % 20 = 19 then 'pending'
                          else 'succeeded' end as status
                  from numbered where plumber is not null and not is_again) due;

insert into payment_attempts (id, payment_id, kind, number, amount_cents, status, stripe_id, created_at, updated_at, version)
    select md5('attempt' || id)::uuid, id, 'charge', 1, amount_cents,
           case when status = 'failed' then 'failed' else 'succeeded' end, stripe_payment_intent_id, created_at, updated_at, 3
        from payments where stripe_payment_intent_id is not null;

insert into hosted_pages (id, kind, plumber_id, payment_id, url, expires_at, created_at, updated_at, version)
    select md5('page' || id)::uuid, 'card', id, null, 'https://checkout.stripe.test/c/' || id,
           created_at + interval '1 day', created_at, created_at, 3
        from plumbers where stripe_customer_id is not null
    union all
    select md5('page' || id)::uuid, 'payment', plumber_id, id, 'https://hooks.stripe.test/' || id, null, created_at,
           created_at, 3
        from payments where status = 'failed' or right(stripe_payment_intent_id, 3) = '777';

insert into billing_exceptions (id, kind, payment_id, plumber_id, stripe_id, detail, found_at, settled_at, version)
    select md5('exception' || i)::uuid, 'amount', md5('payment' || i)::uuid, md5('plumber' || plumber)::uuid, 'pi_' || i,
           'The amounts differ.', at, case when i < 198000 then at + interval '1 day' end, 3
        from numbered where i % 100 = 12 and plumber is not null;

-- One charge in a thousand is disputed.
insert into stripe_events (id, type, livemode, created, payload, received_at, processed_at)
    select 'evt_' || i, type, true, at, jsonb_build_object('id', 'evt_' || i, 'object', 'event', 'type', type,
               'api_version', '2024-06-20', 'livemode', true, 'data', jsonb_build_object('object', jsonb_build_object(
                   'id', case when type like 'charge.dispute.%' then 'dp_' else 'ch_' end || i, 'amount', 3750,
                   'currency', 'usd', 'payment_intent', 'pi_' || i, 'customer', 'cus_' || plumber, 'status', 'succeeded',
                   'description', repeat('A lead of the office. ', 12),
                   'metadata', jsonb_build_object('payment_id', md5('payment' || i)::uuid)))),
           at, case when i <= 199980 then at + least(interval '2 seconds', now() - at) end
        from (select i, plumber, at + least(interval '31 minutes', now() - at) as at,
                     case when i % 1000 = 4 then 'charge.dispute.created' when i % 2 = 0 then 'charge.succeeded'
                          else 'payment_intent.succeeded' end as type
                  from numbered where i > 138000 and plumber is not null) sent;

insert into lead_events (lead_id, kind, actor, plumber_id, note, at, detail, sequence, previous_hash, hash)
    select id, kind, 'sam@office.test', md5('plumber' || plumber)::uuid, note, at, detail,
           row_number() over (partition by id order by at), repeat('a', 64), repeat('b', 64)
        from (select id, 'received' as kind, null::integer as plumber, null as note, at, null::jsonb as detail from numbered
              union all
              select id, 'assigned', plumber, null, at + least(interval '30 minutes', now() - at),
                     '{"weights": {"distance": 40, "load": 20}, "chosen": {"rank": 1}}' from numbered where plumber is not null
              union all
              select id, 'accepted', plumber, null, at + least(interval '1 hour', now() - at), null
                  from numbered where plumber is not null and i % 16 = 0
              union all
              select id, 'note', null, 'Called back.', at + least(interval '2 hours', now() - at), null
                  from numbered where i % 100 = 0
              union all
              select id, 'completed', plumber, 'done', at + least(interval '2 days', now() - at), null
                  from numbered where status = 'completed') happened
        order by at;

insert into notifications (id, lead_id, plumber_id, channel, template, recipient, status, attempts, next_attempt_at,
                           provider_id, error, created_at, updated_at, version)
    select md5(template || i)::uuid, id, md5('plumber' || plumber)::uuid, channel, template,
           case when channel = 'sms' then '+1512' || 5000000 + plumber
                when template = 'plumber_found' then 'c' || i || '@home.test'
                else 'p' || plumber || '@pipes.test' end,
           status, 1, case when status in ('pending', 'sending') then now() - interval '1 second' else at end, 'sg_' || i,
           case when status in ('failed', 'skipped') then 'The service refused it.' end, at,
           at + least(interval '1 minute', now() - at), 3
        from (select i, id, plumber, template, case when template = 'lead_assigned' and i % 3 = 0 then 'sms' else 'email' end as channel,
                     at + least(interval '31 minutes', now() - at) as at,
                     case when i > 199970 then 'pending' when i > 199965 then 'sending' when i % 100 = 5 then 'failed'
                          when i % 50 = 6 then 'skipped' else 'sent' end as status
                  from numbered, unnest(array['lead_assigned', 'plumber_found']) template
                  where plumber is not null and (template = 'lead_assigned' or i % 2 = 0)) told;

-- Bodies are erased after a month. What nobody has sorted yet is new.
insert into intake_items (id, source_id, received_at, cause, reason, content_type, body, status, lead_id, note, settled_at,
                          settled_by, erased_at, created_at, updated_at, version)
    select md5('item' || i)::uuid, md5('source' || 1 + i / 6 % 20)::uuid, at,
           case when i % 60 = 3 then 'not_fetched' else 'unmapped' end, 'The service is unknown.', 'application/json',
           case when i > 194500 then '{"name": "Cy Day", "note": "' || repeat('A lead. ', 50) || '"}' end, status,
           case when status = 'taken' then id end, case when status = 'discarded' then 'An ad' end,
           case when status in ('taken', 'discarded') then at + least(interval '1 day', now() - at) end,
           case when status in ('taken', 'discarded') then 'sam@office.test' end,
           case when i <= 194500 then at + interval '30 days' end, at, at + least(interval '1 day', now() - at), 3
        from (select i, id, at, case when i > 199000 then case when i % 600 = 3 then 'retry' else 'waiting' end
                                     when i % 12 = 3 then 'taken' else 'discarded' end as status
                  from numbered where i % 6 = 3) sent;

insert into opt_outs (phone_number) select '+1' || 2120000000 + i from numbered where i % 18 = 0;

insert into contact_refusals (contact, contact_hash, channel, way, entered_by, at)
    select '+1' || 2120000000 + i, md5('a' || i) || md5('b' || i), case when i % 36 = 0 then 'sale' else 'call' end, 'call',
           'sam@office.test', at
        from numbered where i % 18 = 0;

-- One lead in forty was imported, and one plumber in ten; each import also changed leads.
insert into imports (id, kind, file_name, total, done, state, created_by, created_at, updated_at, version)
    select md5('import' || i)::uuid, case when i <= 15 then 'leads' else 'plumbers' end, 'old.csv', 1000, 1000,
           case i when 15 then 'running' else 'done' end, 'ada@office.test', now() - i * interval '1 day',
           now() - i * interval '1 day', 3
        from generate_series(1, 20) i;

update leads set import_id = md5('import' || 1 + n.i / 40 % 15)::uuid, version = 1 from numbered n
    where n.id = leads.id and n.i % 40 = 10;

update plumbers set import_id = md5('import' || 16 + abs(hashtext(id::text)) % 5)::uuid
    where stripe_customer_id is null or phone_number like '%5';

insert into import_changes (id, import_id, row_id, before, after, version)
    select md5('change' || i)::uuid, md5('import' || 1 + i / 16 % 15)::uuid, id, '{"zip_code": "1"}', '{"zip_code": "2"}', 2
        from numbered where i % 16 = 3;

insert into saved_views (id, owner, name, shared, definition, created_at, updated_at, version)
    select md5('view' || i)::uuid, case when i % 2 = 0 then 'sam@office.test' else 'ada@office.test' end, 'View ' || i,
           i % 3 = 0, '{"text": "leak"}', now(), now(), 1
        from generate_series(1, 60) i;

-- People change much less than leads do.
insert into activity (at, actor, kind, plumber_id, subject, detail, admin_only)
    select now() - (20000 - i) * interval '1 hour', case when i % 2 = 0 then 'sam@office.test' else 'ada@office.test' end,
           case i % 4 when 0 then 'plumber_changed' when 1 then 'setting_changed' when 2 then 'exported' else 'service_changed' end,
           case when i % 4 = 0 then md5('plumber' || 1 + i % 1000)::uuid end, case i % 4 when 2 then 'leads' end,
           '{"fields": ["zip_code"]}', i % 2 = 1
        from generate_series(1, 20000) i;

insert into server_requests (id, kind, state, answer, created_by, created_at, updated_at, version)
    select md5('request' || i)::uuid, 'people', case when i % 1000 = 0 then 'asked' else 'done' end,
           case when i % 200 = 1 then '{}'::jsonb end, 'ada@office.test', now() - i * interval '1 minute',
           now() - i * interval '1 minute', 3
        from generate_series(1, 20000) i;

insert into message_templates (name, channel, language, subject, body)
    select 'message' || i, 'email', 'en', 'leak', 'leak {{link}}' from generate_series(1, 20) i;

do $$
declare definition text;
begin
    for definition in select indexdef from kept_indexes loop execute definition; end loop;
end $$;
commit;
-- Of every row: a sample would have the planner change its mind from one run to the next.
set default_statistics_target = 2500;
vacuum (analyze);
