#include "server/main/demo/bulksql.h"

namespace pl::demo {

namespace {

constexpr const char *kOffers = R"(
insert into demo_offer
    select s.k, row_number() over (partition by s.k order by p.id) - 1, p.id
    from demo_service s, plumbers p, json_each(p.services) offered
    where offered.value = s.name and p.status <> 'removed')";

constexpr const char *kOfferCounts = R"(
update demo_service set offers = (select count(*) from demo_offer where service = k))";

constexpr const char *kSizes = R"(
insert into demo_size values ((select count(*) from demo_first), (select count(*) from demo_last),
    (select count(*) from demo_zip), (select count(*) from demo_area), (select count(*) from demo_domain),
    (select count(*) from demo_service), (select count(*) from demo_world), ?))";

} // namespace

const std::array<const char *, 3> kBulkCounts{kOffers, kOfferCounts, kSizes};

const char *const kBulkDice = R"(
insert into demo_dice
    with recursive
    range (first, last, begin, each) as (select ?, ?, ?, ?),
    step (n) as (select first + 1 from range union all select n + 1 from step, range where n < last)
    select n, begin + (n - first) * each - demo_random(n, 0) % (each + 1),
        demo_random(n, 1) & 0x7fffffffffff, demo_random(n, 2) & 0x7fffffffffff, demo_random(n, 3) & 0x7fffffffffff
    from step, range)";

// The ids begin with their time, like those the server makes, so that they sort in order.
const char *const kBulkLeads = R"(
insert into demo_lead
    with
    chosen as (
        select d.*, size.now, size.now - d.created as age, (d.a >> 24) % 100 as p, s.k as service, s.name as service_name,
            s.complaint, s.is_urgent,
            o.plumber,
            coalesce(w.first, f.name) as first_name, coalesce(w.last, l.name) as last_name,
            coalesce(w.address, f.address || '.' || l.address) || '@' || m.name as email,
            '+1' || r.code || '5550' || (100 + (d.a >> 16) % 100) as phone, z.zip
        from demo_dice d, demo_size size
        join demo_service s on s.k = (d.a >> 32) % size.service
        join demo_first f on f.k = d.b % size.first
        join demo_last l on l.k = (d.b >> 8) % size.last
        -- one in sixteen writes their name in another script
        left join demo_world w on w.k = iif((d.c >> 40) % 16 = 0, (d.b >> 12) % size.world, null)
        join demo_domain m on m.k = (d.b >> 16) % size.domain
        join demo_area r on r.k = (d.b >> 20) % size.area
        join demo_zip z on z.k = (d.b >> 26) % size.zip
        left join demo_offer o on o.service = s.k and o.i = (d.b >> 4) % s.offers),
    -- 0 new, 1 assigned, 2 done, 3 closed without a plumber
    stated as (
        select *,
            case when age < 7200000000 and p < 80 then 0
                when plumber is null then 3
                when age < 172800000000 then iif(p < 20, 0, iif(p < 70, 1, iif(p < 92, 2, 3)))
                when age < 2592000000000 then iif(p < 12, 1, iif(p < 85, 2, 3))
                else iif(p < 82, 2, 3) end as state,
            min(created + 300000000 + (c & 0xffffffff) % 3600000000, now) as assigned
        from chosen)
    select n, printf('%08x-%04x-7%03x-8%03x-%012x', created / 1000 >> 16, created / 1000 & 0xffff, n & 0xfff, a & 0xfff, b),
        printf('%012x', c), first_name, last_name, email, phone, zip, service_name, iif(a & 3, complaint, null),
        iif(c % 100 < iif(is_urgent, 75, 15), 'day', iif(c % 100 < iif(is_urgent, 95, 65), 'week', 'month')),
        iif(state in (1, 2), plumber, null), (c >> 8) % 40, created,
        iif(state in (1, 2), assigned, null),
        iif(state = 2 or (state = 1 and c & 12), min(assigned + 600000000, now), null),
        iif(state >= 2, min(assigned + 86400000000 + (b & 0xffff) * 5000000, now), null),
        iif(state = 2, 'done', iif(state = 3, iif(a & 16, 'lost', iif(a & 32, 'invalid', 'duplicate')), null)), null
    from stated)";

namespace {

constexpr const char *kPrices = R"(
update demo_lead set cents =
    cast(round(round(
        coalesce((select price_cents from services where name = service and active),
                 (select cast(value as integer) from settings where key = 'default_price_cents'))
        * (select value ->> urgency from settings where key = 'urgency_factor'), 6)) as integer)
    where plumber is not null)";

constexpr const char *kLeads = R"(
insert into leads (id, first_name, last_name, email, phone_number, service_needed, urgency, status,
        assigned_plumber_id, created_at, updated_at, zip_code, description, consent, closed_reason, assigned_at,
        accepted_at, completed_at, version)
    select id, first_name, last_name, email, phone, service, urgency,
        iif(completed is not null, 'completed', iif(plumber is not null, 'assigned', 'new')),
        plumber, created, (select now from demo_size), zip, description, '{"text": "I agree to be called about my request."}', reason, assigned,
        accepted, completed, 1
    from demo_lead order by n)";

// Of forty: three failed, one was refunded, one refunded in part, one is disputed.
constexpr const char *kPayments = R"(
insert into payments (id, lead_id, plumber_id, amount_cents, refunded_cents, currency, status, failure_code,
        failure_message, refund_reason, attempts, created_at, updated_at)
    select substr(id, 1, 24) || tail, id, plumber, cents,
        case outcome when 9 then cents when 28 then cents / 2 else 0 end,
        (select value ->> '$' from settings where key = 'currency'),
        case outcome when 3 then 'failed' when 15 then 'failed' when 21 then 'failed' when 9 then 'refunded'
            when 34 then 'disputed' else 'succeeded' end,
        case outcome when 15 then 'authentication_required' when 3 then 'insufficient_funds'
            when 21 then 'insufficient_funds' end,
        case outcome when 15 then 'The bank wants this payment to be confirmed.'
            when 3 then 'Your card has insufficient funds.' when 21 then 'Your card has insufficient funds.' end,
        iif(outcome in (9, 28), 'The customer never asked for a plumber', null), 1, assigned, (select now from demo_size)
    from demo_lead where plumber is not null order by n)";

constexpr const char *kAttempts = R"(
insert into payment_attempts (id, payment_id, kind, number, amount_cents, status, failure_message, created_at,
        updated_at, version)
    select substr(id, 1, 24) || iif(kind = 'charge', 'c', 'e') || substr(tail, 2), substr(id, 1, 24) || tail, kind, 1,
        iif(kind = 'refund' and outcome = 28, cents / 2, cents),
        case when outcome in (3, 21) then 'failed' when outcome = 15 then 'needs_action' else 'succeeded' end,
        case outcome when 15 then 'The bank wants this payment to be confirmed.'
            when 3 then 'Your card has insufficient funds.' when 21 then 'Your card has insufficient funds.' end,
        min(assigned + iif(kind = 'charge', 3000000, 21600000000), (select now from demo_size)), (select now from demo_size), 1
    from demo_lead, (select 'charge' as kind union all select 'refund')
    where plumber is not null and (kind = 'charge' or outcome in (9, 28)) order by n)";

constexpr const char *kMessages = R"(
insert into notifications (id, lead_id, plumber_id, channel, template, recipient, status, attempts, next_attempt_at,
        error, created_at, updated_at)
    select substr(l.id, 1, 24) || printf('%x', channel.k) || substr(l.tail, 2), l.id, l.plumber, channel.name,
        iif(channel.k = 3, 'plumber_found', 'lead_assigned'),
        iif(channel.k = 1, p.email, iif(channel.k = 2, p.phone_number, l.email)),
        iif(channel.k = 2 and l.n % 11 = 5, 'skipped', iif(channel.k = 3 and l.n % 29 = 3, 'failed', 'sent')),
        iif(channel.k = 2 and l.n % 11 = 5, 0, 1), l.assigned,
        iif(channel.k = 2 and l.n % 11 = 5, 'not sent: this person answered STOP',
            iif(channel.k = 3 and l.n % 29 = 3, 'The e-mail service rejected this address or message.', null)),
        l.assigned, (select now from demo_size)
    from demo_lead l join plumbers p on p.id = l.plumber,
        (select 1 as k, 'email' as name union all select 2, 'sms' union all select 3, 'email') channel
    where channel.k = 3 or (channel.k = 1 and p.notify_by in ('email', 'both'))
        or (channel.k = 2 and (p.notify_by = 'sms' or (p.notify_by = 'both' and l.urgency = 'day')))
    order by l.n)";

} // namespace

const std::array<const char *, 5> kBulkRows{kPrices, kLeads, kPayments, kAttempts, kMessages};

} // namespace pl::demo
