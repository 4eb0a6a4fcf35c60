#pragma once

#include "models/domain/customerkey.h"

#include <QHash>
#include <QList>
#include <QUuid>

#include <nlohmann/json.hpp>

namespace pl::customer {

/// Rows about a person as the store answers them, table by table; columns as in customercolumns.h. What wasn't read is
/// an empty array.
struct StoredRows
{
    nlohmann::json leads = nlohmann::json::array();
    nlohmann::json history = nlohmann::json::array();
    nlohmann::json messages = nlohmann::json::array(); ///< also replies that belong to no lead
    nlohmann::json payments = nlohmann::json::array();
    nlohmann::json attempts = nlohmann::json::array();
    nlohmann::json exceptions = nlohmann::json::array();
    nlohmann::json items = nlohmann::json::array();    ///< of intake_items
    nlohmann::json deeds = nlohmann::json::array();    ///< of activity, about the leads
    nlohmann::json refusals = nlohmann::json::array(); ///< what do_not_contact answers
    nlohmann::json journal = nlohmann::json::array();  ///< what find_person answers of each server's journal
    nlohmann::json plumbers = nlohmann::json::array();
    nlohmann::json sources = nlohmann::json::array();
};

/// Everything about one lead: its row, and the rows that belong to it as arrays in the order of their time.
struct LeadFile
{
    QUuid id;
    nlohmann::json lead;
    nlohmann::json history = nlohmann::json::array(); ///< by `sequence`
    nlohmann::json messages = nlohmann::json::array();
    nlohmann::json payments = nlohmann::json::array();
    nlohmann::json attempts = nlohmann::json::array();
    nlohmann::json exceptions = nlohmann::json::array();
    nlohmann::json items = nlohmann::json::array(); ///< what its source sent, without the bodies
    nlohmann::json deeds = nlohmann::json::array(); ///< what the office did beyond the history: asked for a refund …

    bool isErased() const;
    bool isOpen() const; ///< neither completed nor erased
    bool isDuplicate() const;
    /// A plumber had it at some time.
    bool wasSold() const;
};

/// Everything about one person: leads, also duplicates, the oldest first; replies, what they asked not to get, what
/// lies in To sort, and what waits in servers' journals.
struct PersonFile
{
    CustomerKey key;
    QList<LeadFile> leads;
    nlohmann::json replies = nlohmann::json::array();
    nlohmann::json items = nlohmann::json::array();
    nlohmann::json journal = nlohmann::json::array();
    nlohmann::json refusals = nlohmann::json::array(); ///< what they asked not to get
    QHash<QUuid, QString> plumbers = {};               ///< names
    QHash<QUuid, QString> sources = {};                ///< names

    /// Rows that can't be read, or that belong to no lead of these, are left out.
    static PersonFile of(const CustomerKey &key, const StoredRows &rows);
    bool isEmpty() const { return leads.isEmpty() && replies.empty() && items.empty() && journal.empty(); }
    const LeadFile *lead(const QUuid &id) const;
    /// All of it as one document, for people who want everything.
    nlohmann::json toJson() const;
};

/// The id in a row's field; null if there is none.
QUuid idIn(const nlohmann::json &row, const char *field);

} // namespace pl::customer
