-- See server/supabase/migrations/…_message_news.sql.
create index notifications_updated on notifications (updated_at, id);
