-- See server/supabase/migrations/…_words.sql. What it does to texts is in textrules.cpp.
create trigger price_guard_inserted before insert on services when new.active begin
    select raise(abort, 'P0001 price_cents must be 0 or make each lead cost at least 50 cents')
        from settings s, json_each(s.value) f
        where s.key = 'urgency_factor' and f.type in ('integer', 'real')
            and round(round(new.price_cents * f.value, 6)) between 1 and 49;
end;

create trigger price_guard_updated before update on services
    when new.active and (new.price_cents is not old.price_cents or not old.active) begin
    select raise(abort, 'P0001 price_cents must be 0 or make each lead cost at least 50 cents')
        from settings s, json_each(s.value) f
        where s.key = 'urgency_factor' and f.type in ('integer', 'real')
            and round(round(new.price_cents * f.value, 6)) between 1 and 49;
end;

-- Inserting into this view checks a rule's new value; both triggers below share this body.
create view _price_rule (key, value) as select null, null where false;

create trigger _price_rule_checked instead of insert on _price_rule begin
    select raise(abort, 'P0001 default_price_cents must leave each lead free or at 50 cents at least')
        from settings s, json_each(s.value) f
        where new.key = 'default_price_cents' and json_type(new.value) in ('integer', 'real')
            and s.key = 'urgency_factor' and f.type in ('integer', 'real')
            and round(round(cast(new.value as real) * f.value, 6)) between 1 and 49;
    select raise(abort, 'P0001 urgency_factor must leave each lead free or at 50 cents at least')
        from json_each(new.value) f, (
            select price_cents from services where active
            union all select cast(value as real) from settings where key = 'default_price_cents') p
        where new.key = 'urgency_factor' and f.type in ('integer', 'real')
            and round(round(p.price_cents * f.value, 6)) between 1 and 49;
end;

create trigger price_rule_guard_inserted before insert on settings
    when new.key in ('urgency_factor', 'default_price_cents') begin
    insert into _price_rule values (new.key, new.value);
end;

create trigger price_rule_guard_updated before update on settings
    when new.key in ('urgency_factor', 'default_price_cents') begin
    insert into _price_rule values (new.key, new.value);
end;

alter table notifications add column body text;

alter table notifications add column seen integer not null default 1;

create index plumbers_by_phone on plumbers (phone_number);
