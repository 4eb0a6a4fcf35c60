#include "models/customer/personfile.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "models/domain/leadstatus.h"

#include <algorithm>

namespace pl::customer {

using nlohmann::json;

namespace {

bool isNull(const json &row, const char *field)
{
    return jsonMember(row, field).is_null();
}

/// PostgREST's times are texts of one form, but not of one length.
qint64 momentIn(const json &row, const char *field)
{
    return Timestamp::parse(jsonText(row, field)).value_or(Timestamp()).micros;
}

void sortByTime(json &rows, const char *field)
{
    std::stable_sort(rows.begin(), rows.end(),
                     [field](const json &a, const json &b) { return momentIn(a, field) < momentIn(b, field); });
}

qint64 sequenceIn(const json &line)
{
    const json sequence = jsonMember(line, "sequence");
    return sequence.is_number_integer() ? sequence.get<qint64>() : 0;
}

void sortBySequence(json &lines)
{
    std::stable_sort(lines.begin(), lines.end(),
                     [](const json &a, const json &b) { return sequenceIn(a) < sequenceIn(b); });
}

QString plumberName(const json &row)
{
    const QString company = jsonText(row, "company");
    const QString name = (jsonText(row, "first_name") + u' ' + jsonText(row, "last_name")).trimmed();
    return company.isEmpty() ? name : company;
}

/// Sorts rows by the lead they belong to.
class Shelves
{
public:
    explicit Shelves(QList<LeadFile> &leads) : m_leads(leads)
    {
        for (qsizetype i = 0; i < leads.size(); ++i)
            m_places.insert(leads.at(i).id, i);
    }
    LeadFile *of(const QUuid &lead)
    {
        const auto place = m_places.constFind(lead);
        return place == m_places.cend() ? nullptr : &m_leads[*place];
    }
    void put(const json &rows, json LeadFile::*part)
    {
        for (const json &row : rows)
            if (LeadFile *lead = of(idIn(row, "lead_id")))
                (lead->*part).push_back(row);
    }
    /// Rows that belong to a payment.
    void putMoney(const json &rows, json LeadFile::*part)
    {
        for (LeadFile &lead : m_leads)
            for (const json &row : rows)
                if (std::any_of(lead.payments.begin(), lead.payments.end(),
                                [&row](const json &payment) { return idIn(payment, "id") == idIn(row, "payment_id"); }))
                    (lead.*part).push_back(row);
    }

private:
    QList<LeadFile> &m_leads;
    QHash<QUuid, qsizetype> m_places;
};

QList<LeadFile> leadsIn(json rows)
{
    sortByTime(rows, "created_at");
    QList<LeadFile> leads;
    for (const json &row : rows)
        if (const QUuid id = idIn(row, "id"); !id.isNull())
            leads += LeadFile{id, row};
    return leads;
}

void sortAll(LeadFile &lead)
{
    sortBySequence(lead.history);
    for (json LeadFile::*part : {&LeadFile::messages, &LeadFile::payments, &LeadFile::attempts})
        sortByTime(lead.*part, "created_at");
    sortByTime(lead.exceptions, "found_at");
    sortByTime(lead.items, "received_at");
    sortByTime(lead.deeds, "at");
}

json leadJson(const LeadFile &lead)
{
    return {{"lead", lead.lead},         {"history", lead.history},   {"messages", lead.messages},
            {"payments", lead.payments}, {"attempts", lead.attempts}, {"exceptions", lead.exceptions},
            {"sent", lead.items},        {"office", lead.deeds}};
}

json namesJson(const QHash<QUuid, QString> &names)
{
    json object = json::object();
    for (auto name = names.cbegin(); name != names.cend(); ++name)
        object[name.key().toString(QUuid::WithoutBraces).toStdString()] = toJson(name.value());
    return object;
}

} // namespace

QUuid idIn(const json &row, const char *field)
{
    return QUuid::fromString(jsonText(row, field));
}

bool LeadFile::isErased() const
{
    return !isNull(lead, "erased_at");
}

bool LeadFile::isOpen() const
{
    return !isErased() && jsonText(lead, "status") != enumName(LeadStatus::Completed);
}

bool LeadFile::isDuplicate() const
{
    return !isNull(lead, "duplicate_of");
}

bool LeadFile::wasSold() const
{
    const auto isAssignment = [](const json &line) { return jsonText(line, "kind") == u"assigned"; };
    return !isNull(lead, "assigned_plumber_id") || std::any_of(history.begin(), history.end(), isAssignment);
}

PersonFile PersonFile::of(const CustomerKey &key, const StoredRows &rows)
{
    PersonFile file{key, leadsIn(rows.leads)};
    Shelves shelves(file.leads);
    shelves.put(rows.history, &LeadFile::history);
    shelves.put(rows.messages, &LeadFile::messages);
    shelves.put(rows.payments, &LeadFile::payments);
    shelves.put(rows.items, &LeadFile::items);
    shelves.put(rows.deeds, &LeadFile::deeds);
    shelves.putMoney(rows.attempts, &LeadFile::attempts);
    shelves.putMoney(rows.exceptions, &LeadFile::exceptions);
    std::for_each(file.leads.begin(), file.leads.end(), sortAll);
    for (const json &row : rows.messages)
        if (!shelves.of(idIn(row, "lead_id")) && jsonText(row, "template") == u"reply")
            file.replies.push_back(row);
    for (const json &row : rows.items)
        if (!shelves.of(idIn(row, "lead_id")))
            file.items.push_back(row);
    sortByTime(file.replies, "created_at");
    sortByTime(file.items, "received_at");
    file.journal = rows.journal;
    file.refusals = rows.refusals;
    for (const json &row : rows.plumbers)
        file.plumbers.insert(idIn(row, "id"), plumberName(row));
    for (const json &row : rows.sources)
        file.sources.insert(idIn(row, "id"), jsonText(row, "name"));
    return file;
}

const LeadFile *PersonFile::lead(const QUuid &id) const
{
    const auto found = std::find_if(leads.begin(), leads.end(), [&id](const LeadFile &lead) { return lead.id == id; });
    return found == leads.end() ? nullptr : &*found;
}

json PersonFile::toJson() const
{
    json all{{"schema", "plumber-leads/person"},
             {"version", 1},
             {"person", key.toJson()},
             {"leads", json::array()},
             {"replies", replies},
             {"to_sort", items},
             {"journal", journal},
             {"do_not_contact", refusals},
             {"plumbers", namesJson(plumbers)},
             {"sources", namesJson(sources)}};
    for (const LeadFile &lead : leads)
        all["leads"].push_back(leadJson(lead));
    return all;
}

} // namespace pl::customer
