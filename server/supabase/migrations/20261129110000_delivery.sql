-- "Sent" says that the provider took a message; these say what became of it, as the provider tells later, and by whose
-- words. Like the whole table they are the server's to write. The words hold nobody's personal data.
alter table public.notifications
    add column delivery varchar(20) check (delivery in ('sent', 'delayed', 'delivered', 'undelivered', 'bounced')),
    add column delivery_at timestamptz,
    add column delivery_error text;

-- The provider's news names a message by the provider's own id.
create index notifications_by_provider_id on public.notifications (provider_id) where provider_id is not null;
