-- Supabase Auth's own tables. Their names begin with an underscore, and REST does not expose them.
create table _auth_users (
    id text not null primary key,
    email text not null unique,                            -- in lower case
    password_hash text,                                    -- Argon2id, with its salt and limits; null: can't sign in
    app_metadata text not null,
    user_metadata text not null,
    email_confirmed_at integer,
    banned_until integer,
    last_sign_in_at integer,
    created_at integer not null,
    updated_at integer not null
) strict;

create table _auth_sessions (
    id text not null primary key,
    user_id text not null references _auth_users (id) on delete cascade,
    created_at integer not null
) strict;

create index _auth_sessions_user on _auth_sessions (user_id);

-- A session's tokens: all but the current one have been exchanged for their successor.
create table _auth_refresh_tokens (
    token_hash text not null primary key,                  -- SHA-256, hex
    session_id text not null references _auth_sessions (id) on delete cascade,
    created_at integer not null,
    exchanged_at integer
) strict;

create index _auth_refresh_tokens_session on _auth_refresh_tokens (session_id);

