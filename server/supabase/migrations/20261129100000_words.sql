-- What people write is what everybody sees: no invisible characters, no links in names. Prices can be charged. Answers to
-- text messages are kept for the office.

-- Unicode's default-ignorable code points, and the blank Braille pattern: models/base/visibletext.cpp has the same list. By its
-- name the trigger runs behind the others.
create function public.visible_text() returns trigger language plpgsql set search_path = '' as $$
declare
    unseen constant text := '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F'
        '\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]';
begin
    if new::text ~ unseen then
        new := jsonb_populate_record(new, regexp_replace(to_jsonb(new)::text, unseen, '', 'g')::jsonb);
    end if;
    return new;
end $$;

create trigger visible_text before insert or update on public.plumbers for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.leads for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.lead_sources
    for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.services for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.settings for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.payments for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.billing_exceptions
    for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.lead_events
    for each row execute function public.visible_text();

create trigger visible_text before insert or update on public.notifications
    for each row execute function public.visible_text();

-- The office's mail carries names to other people. The server checks what it writes by itself, and must be able to forward what it
-- took in before this.
create function public.visible_text_names() returns trigger language plpgsql set search_path = '' as $$
declare
    name text;
    value text;
begin
    if auth.role() = 'service_role' or auth.role() is null or to_jsonb(new) ->> 'erased_at' is not null then
        return new;
    end if;
    foreach name in array tg_argv loop
        value := to_jsonb(new) ->> name;
        if tg_op = 'INSERT' or value is distinct from to_jsonb(old) ->> name then
            if btrim(value) = '' then
                raise exception '% is required', name using errcode = 'P0001';
            end if;
            if value ~* '://|www\.' then
                raise exception '% must not contain a web address', name using errcode = 'P0001';
            end if;
        end if;
    end loop;
    return new;
end $$;

create trigger visible_text_names before insert or update on public.leads for each row
    execute function public.visible_text_names('first_name', 'last_name', 'service_needed');

create trigger visible_text_names before insert or update on public.plumbers for each row
    execute function public.visible_text_names('first_name', 'last_name');

create trigger visible_text_names before insert or update on public.services for each row
    execute function public.visible_text_names('name');

-- Stripe's least charge is 50 cents. Each price times each factor is that or nothing.
create function public.is_chargeable(prices jsonb, factors jsonb) returns boolean language sql immutable
    set search_path = '' as $$
    select not exists (
        select 1 from jsonb_array_elements(prices) p,
            jsonb_each(case when jsonb_typeof(factors) = 'object' then factors else '{}' end) f
        where jsonb_typeof(p) = 'number' and jsonb_typeof(f.value) = 'number'
            and round((p #>> '{}')::numeric * (f.value #>> '{}')::numeric) between 1 and 49) $$;

create function public.price_guard() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    if new.active and (tg_op = 'INSERT' or new.price_cents is distinct from old.price_cents or not old.active)
       and not public.is_chargeable(jsonb_build_array(new.price_cents),
                                    (select value from public.settings where key = 'urgency_factor')) then
        raise exception 'price_cents must be 0 or make each lead cost at least 50 cents' using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger price_guard before insert or update on public.services for each row execute function public.price_guard();

create function public.price_rule_guard() returns trigger language plpgsql security definer set search_path = '' as $$
declare
    prices jsonb := jsonb_build_array(new.value);
    factors jsonb := (select value from public.settings where key = 'urgency_factor');
begin
    if new.key = 'urgency_factor' then
        factors := new.value;
        select jsonb_agg(c) into prices from (
            select to_jsonb(price_cents) c from public.services where active
            union all select value from public.settings where key = 'default_price_cents') all_prices;
    end if;
    if not public.is_chargeable(coalesce(prices, '[]'), factors) then
        raise exception '% must leave each lead free or at 50 cents at least', new.key using errcode = 'P0001';
    end if;
    return new;
end $$;

create trigger price_rule_guard before insert or update on public.settings for each row
    when (new.key in ('urgency_factor', 'default_price_cents')) execute function public.price_rule_guard();

revoke execute on function public.visible_text(), public.visible_text_names(), public.price_guard(),
    public.price_rule_guard(), public.is_chargeable(jsonb, jsonb)
    from public, anon, authenticated, service_role;

-- An answer to a text message is a row like the messages that went out: template 'reply', the sender as its recipient. Somebody
-- must look at it until it is seen.
alter table public.notifications add column body text, add column seen boolean not null default true;

create index plumbers_by_phone on public.plumbers (phone_number);

revoke update on public.notifications from anon, authenticated;

grant update (seen) on public.notifications to authenticated;

create policy office_sees_replies on public.notifications for update to authenticated
    using ((select public.is_office()) and template = 'reply') with check ((select public.is_office()));
