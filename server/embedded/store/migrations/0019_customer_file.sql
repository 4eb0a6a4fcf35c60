-- See server/supabase/migrations/…_customer_file.sql. Hashes are written by historyseal.cpp and refusalrules.cpp, because
-- SQLite has no function for them; what a lead loses itself is in eraserules.cpp.
alter table lead_events add column sequence integer;

alter table lead_events add column previous_hash text;

alter table lead_events add column hash text;

alter table lead_events add column text_hash text;

alter table lead_events add column text_salt text;

create unique index lead_events_sequence on lead_events (lead_id, sequence);

alter table notifications add column sent_text text;

create index leads_kept on leads (completed_at, id) where completed_at is not null and erased_at is null;

create index notifications_kept on notifications (created_at, id) where recipient <> '';

create index notifications_replies on notifications (recipient) where template = 'reply';

alter table leads add column do_not_sell integer not null default 0;

create index leads_not_for_sale on leads (id) where do_not_sell;

alter table leads add column decline_reason text;

create table contact_refusals (
    id text not null primary key,
    contact_hash text not null,
    channel text not null,
    contact text,
    way text not null,
    reason text,
    said_on text,
    entered_by text,
    at integer not null,
    constraint contact_refusals_channel_check check (channel in ('sms', 'email', 'call', 'letter', 'sale')),
    constraint contact_refusals_way_check check (way in ('reply', 'call', 'letter', 'email', 'other')),
    unique (contact_hash, channel)
) strict;

create index contact_refusals_at on contact_refusals (at);

insert into settings (key, value, updated_at, version) values
    ('contact_salt', '"' || lower(hex(randomblob(32))) || '"', unixepoch() * 1000000, 1),
    ('keeping_times', '{"leads": 730, "proof": 1826, "begins": "' || date('now', '+30 days') || '", "bodies": ' ||
        coalesce((select value from settings where key = 'intake_keep_days' and value glob '[1-9]*'
                  and value not glob '*[^0-9]*' and length(value) <= 4), '30') ||
        ', "journal": 30, "activity": 1826, "messages": 1826}', unixepoch() * 1000000, 1);

-- erase_traces(): an insert into this view is the call.
create view _erased (lead_id, phone, email) as select null, null, null where false;

create trigger _erased_traces instead of insert on _erased begin
    update lead_events set note = null, detail = null, text_salt = null
        where lead_id = new.lead_id and (kind = 'note' and note is not null or detail is not null);
    update notifications set sent_text = null, body = null, error = null, delivery_error = null, provider_id = null,
            status = iif(status = 'pending', 'skipped', status),
            recipient = iif(template in ('lead_assigned', 'card_setup', 'payment_action'), recipient, ''),
            updated_at = (select now from _request), version = version + 1
        where lead_id = new.lead_id;
    update notifications set recipient = '', sent_text = null, body = null, error = null, provider_id = null,
            updated_at = (select now from _request), version = version + 1
        where template = 'reply' and recipient = new.phone and plumber_id is null and trim(new.phone) <> '';
    update intake_items set body = null, reason = '', note = null,
            erased_at = coalesce(erased_at, (select now from _request)), updated_at = (select now from _request),
            version = version + 1
        where lead_id = new.lead_id;
    delete from import_changes where row_id = new.lead_id;
    update payments set refund_reason = null, updated_at = (select now from _request), version = version + 1
        where lead_id = new.lead_id and status <> 'refund_requested'
            and refund_reason not in ('unassigned', 'duplicate');
    update contact_refusals set contact = null, reason = null
        where contact in (lower(trim(new.phone)), lower(trim(new.email)));
end;

drop trigger lead_updated;

create trigger lead_updated after update on leads when new.withdrawn_at is null or old.withdrawn_at is not null begin
    -- Taken from the plumber who had it.
    insert into lead_events (lead_id, kind, actor, plumber_id, note, at)
        select new.id, iif(new.attention is 'declined', 'declined', 'unassigned'), actor, old.assigned_plumber_id,
            case new.attention when 'unanswered' then 'unanswered' when 'declined' then new.decline_reason end,
            now from _request
        where old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    update payments set status = 'void', updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status in ('pending', 'failed')
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    update payments set status = 'refund_requested', refund_reason = 'unassigned', due_at = (select ends from _grace),
            updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status in ('processing', 'succeeded')
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    update notifications set status = 'skipped', updated_at = (select now from _request), version = version + 1
        where lead_id = new.id and status = 'pending'
            and old.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    --
    insert into _assignment
        select new.id, new.assigned_plumber_id, new.service_needed, new.urgency, new.email, new.decision,
            new.duplicate_of is null and not new.is_test and new.has_real_phone is not 0, not new.is_test
        where new.assigned_plumber_id is not null and new.assigned_plumber_id is not old.assigned_plumber_id;
    insert into lead_events (lead_id, kind, actor, plumber_id, at)
        select new.id, 'accepted', actor, new.assigned_plumber_id, now from _request
        where new.accepted_at is not null and old.accepted_at is null
            and new.assigned_plumber_id is old.assigned_plumber_id;
    --
    insert into _erased select new.id, old.phone_number, old.email
        where new.erased_at is not null and old.erased_at is null;
    -- The history names the fields that changed, never their values: it holds nobody's personal data.
    insert into lead_events (lead_id, kind, actor, at)
        select new.id, 'erased', actor, now from _request where new.erased_at is not null and old.erased_at is null;
    insert into lead_events (lead_id, kind, actor, note, at)
        select new.id, 'edited', actor, substr(fields, 3), now
        from _request, (select
            iif(new.city is not old.city, ', city', '') ||
            iif(new.description is not old.description, ', description', '') ||
            iif(new.do_not_sell is not old.do_not_sell, ', do_not_sell', '') ||
            iif(new.duplicate_of is not old.duplicate_of, ', duplicate_of', '') ||
            iif(new.email is not old.email, ', email', '') ||
            iif(new.first_name is not old.first_name, ', first_name', '') ||
            iif(new.last_name is not old.last_name, ', last_name', '') ||
            iif(new.phone_extension is not old.phone_extension, ', phone_extension', '') ||
            iif(new.phone_number is not old.phone_number, ', phone_number', '') ||
            iif(new.service_needed is not old.service_needed, ', service_needed', '') ||
            iif(new.state is not old.state, ', state', '') ||
            iif(new.street is not old.street, ', street', '') ||
            iif(new.urgency is not old.urgency, ', urgency', '') ||
            iif(new.zip_code is not old.zip_code, ', zip_code', '') as fields)
        where fields <> '' and not (new.erased_at is not null and old.erased_at is null);
    --
    insert into lead_events (lead_id, kind, actor, plumber_id, note, at)
        select new.id, 'completed', actor, new.assigned_plumber_id, new.closed_reason, now from _request
        where new.status = 'completed' and old.status <> 'completed';
    insert into lead_events (lead_id, kind, actor, at)
        select new.id, 'reopened', actor, now from _request
        where new.status <> 'completed' and old.status = 'completed';
end;

drop trigger lead_withdrawn;

create trigger lead_withdrawn after update on leads when new.withdrawn_at is not null and old.withdrawn_at is null begin
    insert into lead_events (lead_id, kind, actor, at) select new.id, 'withdrawn', actor, now from _request;
    insert into _erased values (new.id, old.phone_number, old.email);
    -- Whoever wrote again is no longer somebody's second lead, and will be charged for.
    update leads set duplicate_of = null, updated_at = (select now from _request), version = version + 1
        where duplicate_of = new.id and assigned_plumber_id is null and withdrawn_at is null;
end;

-- SQLite can't change a check.
create table _activity (
    id integer primary key autoincrement,
    at integer not null,
    actor text not null,
    kind text not null,
    lead_id text references leads (id),
    plumber_id text references plumbers (id),
    subject text,
    detail text,
    admin_only integer not null,
    constraint activity_kind_check check (kind in ('plumber_added', 'plumber_changed', 'plumber_verified',
        'plumber_removed', 'setting_changed', 'service_added', 'service_changed', 'service_removed', 'source_added',
        'source_changed', 'import_begun', 'import_undone', 'view_shared', 'exported', 'printed', 'refund_requested',
        'template_changed', 'person_invited', 'person_changed', 'person_signed_out', 'request_failed',
        'file_viewed', 'proof_made', 'person_exported', 'person_erased', 'data_let_go', 'history_checked',
        'refusal_added', 'refusal_removed')),
    constraint activity_detail_check
        check (json_type(detail) = 'object' and length(cast(detail as blob)) <= 8192)
) strict;

insert into _activity (id, at, actor, kind, lead_id, plumber_id, subject, detail, admin_only)
    select id, at, actor, kind, lead_id, plumber_id, subject, detail, admin_only from activity order by id;

drop table activity;

alter table _activity rename to activity;

create index activity_by_time on activity (at, id);

create index activity_by_lead on activity (lead_id) where lead_id is not null;

create index activity_by_plumber on activity (plumber_id) where plumber_id is not null;

create table _server_requests (
    id text not null primary key,
    kind text not null,
    data text not null,
    state text not null,
    answer text,
    reason text,
    created_by text,
    created_at integer not null,
    updated_at integer not null,
    version integer not null,
    constraint server_requests_data_check
        check (json_type(data) = 'object' and length(cast(data as blob)) <= 4096),
    constraint server_requests_kind_check check (kind in ('people', 'invite', 'role', 'disable', 'enable', 'sign_out',
        'retry', 'discard', 'check', 'status', 'find_person', 'preview_erasing', 'erase_person', 'check_history')),
    constraint server_requests_state_check check (state in ('asked', 'working', 'done', 'failed'))
) strict;

insert into _server_requests (id, kind, data, state, answer, reason, created_by, created_at, updated_at, version)
    select id, kind, data, state, answer, reason, created_by, created_at, updated_at, version from server_requests;

drop table server_requests;

alter table _server_requests rename to server_requests;

create index server_requests_open on server_requests (created_at, id) where state in ('asked', 'working');

create index server_requests_answered on server_requests (updated_at) where answer is not null;

create index server_requests_updated on server_requests (updated_at);
