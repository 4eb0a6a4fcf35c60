-- See server/supabase/migrations/…_activity.sql. Who did what is written by activityrules.cpp.
create table activity (
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
        'template_changed', 'person_invited', 'person_changed', 'person_signed_out', 'request_failed')),
    constraint activity_detail_check
        check (json_type(detail) = 'object' and length(cast(detail as blob)) <= 8192)
) strict;

create index activity_by_time on activity (at, id);

create index activity_by_lead on activity (lead_id) where lead_id is not null;

create index activity_by_plumber on activity (plumber_id) where plumber_id is not null;

create index lead_events_by_time on lead_events (at, id);

create index lead_events_by_plumber on lead_events (plumber_id) where plumber_id is not null;
