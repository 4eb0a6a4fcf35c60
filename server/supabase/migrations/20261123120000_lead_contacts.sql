-- A customer who comes again is found by either address, as it was written (leads_contact has e-mail addresses in small
-- letters).
create index leads_by_phone on public.leads (phone_number);
create index leads_by_email on public.leads (email);
