-- The number of the last attempt to refund whose outcome the payment shows: what comes after it belongs to the refund
-- that is asked for now. With it a crash at any moment makes neither a second refund nor loses a request.
alter table public.payments add column refunds_settled integer not null default 0;
