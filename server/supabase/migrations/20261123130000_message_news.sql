-- The window asks for messages that changed since it last asked.
create index notifications_updated on public.notifications (updated_at, id);
