#pragma once

#include "models/customer/personfile.h"
#include "server/customer/traces.h"

namespace pl::customer {

/// Everything that is kept about a person, and where: what an erasing has to take away.
struct FoundPerson
{
    PersonFile file;
    QList<qint64> entries;                           ///< sequences in the journal
    nlohmann::json bodies = nlohmann::json::array(); ///< rows of intake_items, with id, status and version
    qint64 importChanges = 0;
    qint64 optOuts = 0; ///< numbers that answered STOP, in the clear

    /// Something is left that an erasing would take.
    bool holdsAnything() const;
    QStringList leadIds() const;
};

/// Finds a person by number or address: leads and what belongs to them, replies, refusals, what sources sent, and the
/// journal. Complete or an error: nothing is left out because an answer was long. With a lead's id alone, only that
/// lead and its person's refusals.
class PersonFinder : public Call<FoundPerson>
{
public:
    /// `rest` must outlive this.
    PersonFinder(supabase::RestClient &rest, OpenEntries openEntries, const CustomerKey &person, QObject *parent);
    PersonFinder(supabase::RestClient &rest, const QUuid &lead, QObject *parent);

private:
    using Rows = nlohmann::json StoredRows::*;
    using Next = std::function<void()>;
    void run() override;
    void readLeads();
    void takeLeads(const nlohmann::json &rows);
    void readOfLeads();
    void readReplies();
    void readMoney();
    void readRefusals();
    void readTraces();
    void readNames();
    void readChanges();
    void countChanges(const QStringList &leads);
    void end();
    /// All rows whose `column` is one of `ids`, in slices.
    void read(const char *table, const QByteArray &columns, const char *column, const QStringList &ids, Rows into,
              const Next &next);
    QStringList idsOf(Rows rows, const char *field) const;
    QStringList journalSources() const;

    supabase::RestClient &m_rest;
    const OpenEntries m_openEntries;
    const std::optional<QUuid> m_onlyLead;
    CustomerKey m_person;
    StoredRows m_rows;
    Traces m_traces;
    FoundPerson m_found;
};

} // namespace pl::customer
