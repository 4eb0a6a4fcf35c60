-- See server/supabase/migrations/…_refunds_settled.sql.
alter table payments add column refunds_settled integer not null default 0;

