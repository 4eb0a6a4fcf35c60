-- See server/supabase/migrations/…_delivery.sql.
alter table notifications add column delivery text
    constraint notifications_delivery_check check (delivery in ('sent', 'delayed', 'delivered', 'undelivered', 'bounced'));

alter table notifications add column delivery_at integer;

alter table notifications add column delivery_error text;

create index notifications_by_provider_id on notifications (provider_id) where provider_id is not null;
