-- See server/supabase/migrations/…_server_requests.sql. Who asks is written in rowrules.cpp.
create table server_requests (
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
        'retry', 'discard', 'check', 'status')),
    constraint server_requests_state_check check (state in ('asked', 'working', 'done', 'failed'))
) strict;

create index server_requests_open on server_requests (created_at, id) where state in ('asked', 'working');

create index server_requests_answered on server_requests (updated_at) where answer is not null;

create index server_requests_updated on server_requests (updated_at);
