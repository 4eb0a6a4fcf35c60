#pragma once

#include "models/columns/leadrow.h"
#include "models/disk/rowcodec.h"

#include <string>

namespace pl::replica {

/// Makes the columns' rows of a statement's, whose columns are those of RowFields<Lead>, without a QString each.
class LeadRowMaker
{
public:
    /// Its texts are valid until the next call, and the statement's next step.
    void read(const sqlite::SqliteStatement &from, columns::LeadRow &row);
    bool isWithdrawn(const sqlite::SqliteStatement &from) const { return !from.isNull(m_at.withdrawnAt); }

private:
    /// Where the file has a lead's members: their places among RowFields<Lead>.
    struct LeadPlaces
    {
        int id, firstName, lastName, email, phone, service, urgency, status, plumber, createdAt, updatedAt, zip,
            description, source, externalId, duplicateOf, closedReason, erasedAt, assignedAt, acceptedAt, completedAt,
            version, attention, street, city, state, extension, answers, origin, isTest, sourceCost, withdrawnAt;

        LeadPlaces();
    };

    void readState(const sqlite::SqliteStatement &from, columns::LeadRow &row) const;
    void readWords(const sqlite::SqliteStatement &from, columns::LeadRow &row);

    const LeadPlaces m_at;
    std::string m_address, m_words;
    QByteArray m_made;
};

} // namespace pl::replica
