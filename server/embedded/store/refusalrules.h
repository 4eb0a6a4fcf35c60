#pragma once

#include "server/embedded/store/database.h"
#include "server/embedded/store/rowrules.h"

namespace pl::embedded {

/// What people asked not to get: refusal_before(), refusal_after() and lead_sellable() of the reference schema. All run
/// within the write's transaction, do nothing for other tables, and throw RestError when a row can't be.

/// The hash under which the office keeps a phone number or an e-mail address; null for a blank one.
QVariant contactHash(Database &database, const QString &contact);

/// Before a new refusal is written, and before another of the same person and channel is looked for.
void completeRefusal(Database &database, const Table &table, const Caller &caller, Record &row, qint64 now);
/// After a refusal was added (`isThere`) or removed: whose leads may not be sold.
void markNotForSale(Database &database, const Table &table, const Record &row, bool isThere);
/// Before a lead is written. `before`: null for a new one.
void checkSale(Database &database, const Table &table, const Record *before, Record &row);
/// After a lead was erased: who answered STOP gets no text messages as somebody new.
void keepStops(Database &database, const Table &table, const Record &before, const Record &row);

} // namespace pl::embedded
