#pragma once

#include "models/replica/customerrecords.h"
#include "models/replica/erasingcounts.h"
#include "ui/office/officecontext.h"

namespace pl::ui {

/// One thing that the office knows about a person.
struct CustomerLine
{
    std::optional<Timestamp> at = {};
    QString what = {};  ///< one line
    QString whole = {}; ///< all of it, in several lines; empty: `what` says all
    QUuid leadId = {};  ///< the lead that it is about; null: none
    bool isWrong = false;
};

/// A section of a customer's file.
struct CustomerSection
{
    QString key; ///< a stable word: "leads"
    QString title;
    QString nothing; ///< what it means that it is empty
    QList<CustomerLine> lines;
};

/// What a file is made of, besides the records.
struct CustomerFile
{
    replica::CustomerRecords records;
    /// What servers still hold; nothing while it isn't known, and for staff.
    std::optional<replica::WaitingCounts> waiting = {};
    QString notWaiting = {}; ///< why that could not be asked, as a sentence
};

/// All sections in the order in which they are shown; money is for admins.
QList<CustomerSection> customerSections(const CustomerFile &file, const OfficeContext &context);

} // namespace pl::ui
