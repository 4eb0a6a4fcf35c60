-- Which tables moved, in one question: the newest change of each that the caller may see, null when there is none. A client
-- that has seen a value reads the table again when it differs. Each is the end of an index, or of a small table.
-- Whoever may not see a table is not even looked for in it: PostgreSQL would walk all of its index and have the policy
-- refuse row by row. A plumber gets null for leads and plumbers, too: no client of theirs asks.
create function public.office_news() returns jsonb language plpgsql stable set search_path = '' as $$
declare
    unrestricted boolean := not pg_catalog.row_security_active('public.leads');
    office boolean := unrestricted or public.is_office();
    admin boolean := unrestricted or public.is_admin();
begin
    return jsonb_build_object(
        'leads', case when office then (select updated_at from public.leads order by updated_at desc limit 1) end,
        'plumbers', case when office then (select updated_at from public.plumbers order by updated_at desc limit 1) end,
        'payments', case when admin then (select updated_at from public.payments order by updated_at desc limit 1) end,
        'notifications', case when office then (select updated_at from public.notifications
                                                order by updated_at desc limit 1) end,
        'services', case when office then (select max(updated_at) from public.services) end,
        'settings', case when office then (select max(updated_at) from public.settings) end,
        'lead_sources', case when admin then (select max(updated_at) from public.lead_sources) end,
        'billing_exceptions', case when admin then (select updated_at from public.billing_exceptions
                                                    order by updated_at desc limit 1) end,
        'payment_attempts', case when admin then (select updated_at from public.payment_attempts
                                                  order by updated_at desc limit 1) end,
        'hosted_pages', case when admin then (select updated_at from public.hosted_pages
                                              order by updated_at desc limit 1) end,
        'lead_events', case when office then (select id from public.lead_events order by id desc limit 1) end,
        'stripe_events', case when admin then (select received_at from public.stripe_events where processed_at is null
                                               order by received_at desc limit 1) end,
        'opt_outs', case when office then (select at from public.opt_outs order by at desc limit 1) end);
end $$;

revoke execute on function public.office_news() from public, anon;

grant execute on function public.office_news() to authenticated, service_role;
