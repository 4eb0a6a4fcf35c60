-- See server/supabase/migrations/…_message_templates.sql.
create table message_templates (
    id text not null primary key,
    name text not null,
    channel text not null,
    language text not null,
    subject text,
    body text,
    updated_at integer not null,
    version integer not null,
    constraint message_templates_body_check check (length(body) <= 10000),
    constraint message_templates_channel_check check (channel in ('email', 'sms')),
    unique (name, channel, language)
) strict;

-- The logo goes along with every message, and is read by every server.
create trigger office_logo_added before insert on settings
    when new.key = 'office_logo' and length(new.value) > 90000
begin
    select raise(abort, 'P0001 office_logo can have at most 64 kB');
end;

create trigger office_logo_changed before update on settings
    when new.key = 'office_logo' and length(new.value) > 90000
begin
    select raise(abort, 'P0001 office_logo can have at most 64 kB');
end;
