-- Each of these serves a query of the product, which is named beside it. A new lead is in two more than before and in
-- one fewer.

-- No query asks for an address and a number together: leads_by_email and leads_by_phone serve the look-ups of persons.
drop index public.leads_contact;

-- leads_by_plumber_day begins with the same column.
drop index public.leads_by_plumber;

-- The dispatcher's new leads were all that used it; the two below have them in the dispatcher's order.
drop index public.leads_open;

-- Dispatcher: new leads, and those that nobody could take, the oldest first. With the urgency before the time PostgreSQL
-- would rather walk all leads by age, for it expects to meet new ones soon, and they are at the end.
create index leads_new on public.leads (created_at)
    where status = 'new' and attention is null and erased_at is null;

create index leads_nobody on public.leads (created_at)
    where status = 'new' and attention = 'nobody' and erased_at is null;

-- Dispatcher: what a plumber has not answered, by urgency, the oldest first.
create index leads_unanswered on public.leads (urgency, assigned_at)
    where status = 'assigned' and accepted_at is null;

-- Intake: how many leads a source sent today or in the last hour.
create index leads_by_source on public.leads (source_id, created_at);

-- Billing: what is due besides charges: refunds, payments of nothing, charges in nobody's hands, intents of payments that were
-- taken back. One index has them all in the query's order. With one for each PostgreSQL, which can't know that nearly every
-- voided payment is canceled already, expects to meet a hundred soon and reads all payments to the end. The words are the
-- query's, each of which must be here.
create index payments_due on public.payments (updated_at, id)
    where status in ('pending', 'processing', 'refund_requested')
        or (status = 'void' and stripe_payment_intent_id is not null
            and (failure_code is null or failure_code <> 'canceled'));

-- The nightly comparison with Stripe: the payments of the last months, in the order in which they were made.
create index payments_created on public.payments (created_at, id);

-- Window: a payment's disputes, few among an office's events. What a payload contains can't be looked up in an index under
-- row level security: the operator might tell of rows that the policy hides.
create index stripe_events_disputes on public.stripe_events (received_at) where type like 'charge.dispute.%';

-- Billing: plumbers whom Stripe doesn't know yet, and whose customer an event is about.
create index plumbers_without_customer on public.plumbers (created_at, id)
    where stripe_customer_id is null and status <> 'removed';

create index plumbers_by_customer on public.plumbers (stripe_customer_id) where stripe_customer_id is not null;

-- Billing: pages for a card that close within the hour, of plumbers who have not given one.
create index plumbers_without_card on public.plumbers (id) where payment_ready is false and stripe_customer_id is not null;

create index hosted_pages_due on public.hosted_pages (expires_at, id) where kind = 'card';

-- Outbox: messages of a channel that has no service, to say so in them.
create index notifications_untold on public.notifications (channel) where status = 'pending' and error is null;

-- office_news(): the newest change of a table.
create index payment_attempts_updated on public.payment_attempts (updated_at);

create index hosted_pages_updated on public.hosted_pages (updated_at);

create index billing_exceptions_updated on public.billing_exceptions (updated_at);

create index opt_outs_at on public.opt_outs (at);
