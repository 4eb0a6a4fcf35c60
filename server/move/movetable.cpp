#include "server/move/movetable.h"

#include <algorithm>

namespace pl::move {

namespace {

using embedded::PgType;
using embedded::Schema;
using embedded::Table;

QString latin(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

MoveTable tableOf(const Table &table)
{
    MoveTable moved{table.name, table.name, QStringLiteral("public.") + table.name};
    for (const embedded::Column &column : table.columns)
        moved.columns.append({quotedName(column.name), column.name, column.type});
    moved.key = table.indexOf(table.primaryKey);
    moved.isNumbered = table.keyColumn().defaultKind == embedded::DefaultValue::Identity;
    for (const embedded::ForeignKey &key : table.foreignKeys)
        if (key.target == table.name)
            moved.selfReferences += key.column;
    return moved;
}

/// Auth reads its own texts of a row as "" where there is nothing, never as null. Argon2id hashes are accepted there as
/// they are (its `password_hash` takes them), so passwords stay.
MoveTable accounts()
{
    MoveTable moved{latin("accounts"), latin("_auth_users"), latin("auth.users")};
    const auto add = [&moved](const char *source, const char *target, PgType type) {
        moved.columns.append({latin(source), latin(target), type});
    };
    add("id", "id", PgType::Uuid);
    add("email", "email", PgType::Varchar);
    add("coalesce(password_hash, '')", "encrypted_password", PgType::Varchar);
    add("app_metadata", "raw_app_meta_data", PgType::Jsonb);
    add("user_metadata", "raw_user_meta_data", PgType::Jsonb);
    for (const char *time : {"email_confirmed_at", "banned_until", "last_sign_in_at", "created_at", "updated_at"})
        add(time, time, PgType::Timestamptz);
    moved.fixedColumns = {latin("instance_id"),    latin("aud"),
                          latin("role"),           latin("confirmation_token"),
                          latin("recovery_token"), latin("email_change_token_new"),
                          latin("email_change")};
    moved.fixedValues = {latin("cast('00000000-0000-0000-0000-000000000000' as uuid)"),
                         latin("'authenticated'"),
                         latin("'authenticated'"),
                         latin("''"),
                         latin("''"),
                         latin("''"),
                         latin("''")};
    moved.andThen = latin(
        "insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at,"
        " updated_at) select cast(u.id as text), u.id, jsonb_build_object('sub', cast(u.id as text), 'email', u.email,"
        " 'email_verified', u.email_confirmed_at is not null, 'phone_verified', false), 'email', u.last_sign_in_at,"
        " u.created_at, u.updated_at from auth.users u where not exists (select 1 from auth.identities i"
        " where i.user_id = u.id)");
    return moved;
}

bool refersOnlyTo(const Table &table, const QStringList &known)
{
    return std::all_of(table.foreignKeys.begin(), table.foreignKeys.end(), [&](const embedded::ForeignKey &key) {
        return key.target == table.name || known.contains(key.target);
    });
}

} // namespace

QString quotedName(const QString &name)
{
    return u'"' + name + u'"';
}

QList<qsizetype> MoveTable::centColumns() const
{
    QList<qsizetype> places;
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (columns.at(i).target.endsWith(u"_cents"))
            places += i;
    return places;
}

QList<MoveTable> moveTables()
{
    QList<MoveTable> tables{accounts()};
    QStringList known;
    const std::vector<Table> &all = Schema::instance().tables();
    for (bool isGrowing = true; isGrowing;) {
        isGrowing = false;
        for (const Table &table : all) {
            if (known.contains(table.name) || !refersOnlyTo(table, known))
                continue;
            tables.append(tableOf(table));
            known += table.name;
            isGrowing = true;
        }
    }
    return tables;
}

} // namespace pl::move
