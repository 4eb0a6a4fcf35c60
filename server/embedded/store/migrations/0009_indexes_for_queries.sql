-- See server/supabase/migrations/…_indexes_for_queries.sql, which names the query that each serves.
drop index leads_contact;

drop index leads_by_plumber;

create index leads_by_email on leads (email);

create index leads_new on leads (created_at)
    where status = 'new' and attention is null and erased_at is null;

create index leads_nobody on leads (created_at)
    where status = 'new' and attention = 'nobody' and erased_at is null;

create index leads_unanswered on leads (urgency, assigned_at) where status = 'assigned' and accepted_at is null;

create index leads_by_source on leads (source_id, created_at);

create index payments_to_cancel on payments (updated_at, id)
    where status = 'void' and stripe_payment_intent_id is not null
        and (failure_code is null or failure_code <> 'canceled');

create index payments_free on payments (updated_at, id) where status = 'pending' and amount_cents = 0;

create index payments_created on payments (created_at, id);

create index plumbers_without_customer on plumbers (created_at, id)
    where stripe_customer_id is null and status <> 'removed';

create index plumbers_by_customer on plumbers (stripe_customer_id) where stripe_customer_id is not null;

create index hosted_pages_due on hosted_pages (expires_at, id) where kind = 'card';

create index payment_attempts_updated on payment_attempts (updated_at);

create index hosted_pages_updated on hosted_pages (updated_at);

create index billing_exceptions_updated on billing_exceptions (updated_at);

create index opt_outs_at on opt_outs (at);
