#include "server/embedded/store/refusalrules.h"

#include "models/domain/customerkey.h"
#include "models/domain/donotcontact.h"
#include "server/embedded/store/namedrow.h"
#include "server/embedded/store/pgvalue.h"

#include <QCryptographicHash>
#include <QUuid>

#include <vector>

namespace pl::embedded {
namespace {

bool isErased(NamedRow &lead)
{
    return !lead["erased_at"].isNull();
}

bool refusesSale(Database &database, const QVariant &phone, const QVariant &email)
{
    const auto isRefused = [&](const QVariant &contact) {
        const QVariant hash = contactHash(database, contact.toString());
        return !hash.isNull() && !database
                                      .value(Sql::lit("select 1 from contact_refusals where channel = 'sale' and"
                                                      " contact_hash = ") +
                                             Sql::value(hash))
                                      .isNull();
    };
    return isRefused(phone) || isRefused(email);
}

/// The trigger of leads writes the histories' lines.
void mark(Database &database, const QStringList &leads, bool isForSale)
{
    for (const QString &lead : leads)
        database.run(Sql::lit("update leads set do_not_sell = ") + Sql::value(isForSale ? 0 : 1) +
                     Sql::lit(", updated_at = (select now from _request), version = version + 1 where id = ") +
                     Sql::value(lead));
}

QStringList leadsOf(Database &database, const QString &contact)
{
    Rows rows =
        database.run(Sql::lit("select id from leads where not do_not_sell and erased_at is null"
                              " and (phone_number = ") +
                     Sql::value(contact) + Sql::lit(" or lower(trim(email)) = ") + Sql::value(contact) + Sql::lit(")"));
    QStringList leads;
    while (rows.next())
        leads += rows.value(0).toString();
    return leads;
}

QStringList leadsForSaleAgain(Database &database)
{
    QStringList leads;
    Rows rows =
        database.run(Sql::lit("select id, phone_number, email from leads where do_not_sell and erased_at is null"));
    while (rows.next())
        if (!refusesSale(database, rows.value(1), rows.value(2)))
            leads += rows.value(0).toString();
    return leads;
}

} // namespace

QVariant contactHash(Database &database, const QString &contact)
{
    const QString plain = plainEmail(contact);
    const QVariant salt = database.value(Sql::lit("select value ->> '$' from settings where key = 'contact_salt'"));
    if (plain.isEmpty() || salt.isNull())
        return {};
    const QByteArray bytes = (salt.toString() + plain).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

void completeRefusal(Database &database, const Table &table, const Caller &caller, Record &values, qint64 now)
{
    if (table.name != u"contact_refusals")
        return;
    NamedRow row(table, values);
    if (!row["contact_hash"].isNull() && row["contact"].isNull())
        return;
    const QString contact = plainEmail(row["contact"].toString());
    if (contact.isEmpty())
        refuse("a phone number or an e-mail address is required");
    row["contact"] = contact;
    row["contact_hash"] = contactHash(database, contact);
    if (caller.bypassesPolicies())
        return;
    row["entered_by"] = caller.email;
    row["at"] = now;
}

void markNotForSale(Database &database, const Table &table, const Record &values, bool isThere)
{
    if (table.name != u"contact_refusals")
        return;
    Record copy = values;
    NamedRow row(table, copy);
    if (!row.is("channel", u"sale"))
        return;
    mark(database, isThere ? leadsOf(database, row["contact"].toString()) : leadsForSaleAgain(database), !isThere);
}

void checkSale(Database &database, const Table &table, const Record *before, Record &values)
{
    if (table.name != u"leads")
        return;
    NamedRow row(table, values);
    Record old = before ? *before : values;
    NamedRow was(table, old);
    if (isErased(row))
        return;
    if (!before || isDistinct(was["phone_number"], row["phone_number"]) || isDistinct(was["email"], row["email"]))
        row["do_not_sell"] = refusesSale(database, row["phone_number"], row["email"]) ? qlonglong(1) : qlonglong(0);
    const bool isNews =
        before ? isDistinct(was["assigned_plumber_id"], row["assigned_plumber_id"]) : row["import_id"].isNull();
    if (row["do_not_sell"].toBool() && !row["assigned_plumber_id"].isNull() && isNews)
        refuse(QString(kNotForSale));
}

void keepStops(Database &database, const Table &table, const Record &before, const Record &values)
{
    if (table.name != u"leads")
        return;
    Record old = before;
    Record copy = values;
    NamedRow was(table, old);
    NamedRow row(table, copy);
    const QString phone = was["phone_number"].toString();
    if (isErased(was) || !isErased(row) || phone.trimmed().isEmpty())
        return;
    const Sql answered = Sql::lit(" from opt_outs where phone_number = ") + Sql::value(phone);
    database.run(Sql::lit("insert into contact_refusals (id, contact_hash, channel, way, at) select ") +
                 Sql::value(QUuid::createUuid().toString(QUuid::WithoutBraces)) + Sql::lit(", ") +
                 Sql::value(contactHash(database, phone)) + Sql::lit(", 'sms', 'reply', at") + answered +
                 Sql::lit(" on conflict (contact_hash, channel) do nothing"));
    database.run(Sql::lit("delete") + answered);
}

} // namespace pl::embedded
