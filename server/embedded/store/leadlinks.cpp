#include "server/embedded/store/leadlinks.h"

#include "server/embedded/store/namedrow.h"

namespace pl::embedded {
namespace {

bool hasPayment(Database &database, const QVariant &lead)
{
    return !database
                .value(Sql::lit("select 1 from payments where lead_id = ") + Sql::value(lead) +
                       Sql::lit(" and status <> 'void' limit 1"))
                .isNull();
}

QVariant leadColumn(Database &database, const char *column, const QVariant &lead)
{
    return database.value(Sql::lit("select ") + Sql::lit(column) + Sql::lit(" from leads where id = ") +
                          Sql::value(lead));
}

/// A lead that isn't there is left to the foreign key.
QVariant firstOfChain(Database &database, const QVariant &lead, QVariant first)
{
    for (;;) {
        if (first == lead)
            refuse("a lead can't be a duplicate of itself or of its own duplicate");
        const QVariant further = leadColumn(database, "duplicate_of", first);
        if (further.isNull())
            return first;
        first = further;
    }
}

void part(NamedRow &before, NamedRow &row)
{
    if (!before["assigned_plumber_id"].isNull() || !row["assigned_plumber_id"].isNull())
        refuse("unassign this duplicate first");
}

} // namespace

void linkLead(Database &database, const Table &table, const Record &before, Record &values)
{
    if (table.name != u"leads")
        return;
    Record old = before;
    NamedRow was(table, old);
    NamedRow row(table, values);
    if (!isDistinct(was["duplicate_of"], row["duplicate_of"]) || !row["withdrawn_at"].isNull())
        return;
    if (row["duplicate_of"].isNull())
        return part(was, row);
    if (hasPayment(database, row["id"]))
        refuse("a lead with a payment can't become a duplicate");
    row["duplicate_of"] = firstOfChain(database, row["id"], row["duplicate_of"]);
    if (!leadColumn(database, "withdrawn_at", row["duplicate_of"]).isNull())
        refuse("the import of the other lead was undone");
}

} // namespace pl::embedded
