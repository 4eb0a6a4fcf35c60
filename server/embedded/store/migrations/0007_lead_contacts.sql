-- See server/supabase/migrations/…_lead_contacts.sql.
create index leads_by_phone on leads (phone_number);
