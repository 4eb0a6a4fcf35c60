#include "server/customer/personfinder.h"

#include "models/base/jsonmember.h"
#include "models/customer/customercolumns.h"
#include "models/supabase/contactrefusals.h"
#include "server/customer/historyread.h"

#include <QSet>

namespace pl::customer {

using namespace Qt::StringLiterals;
using nlohmann::json;
using supabase::Condition;
using supabase::Query;

namespace {

constexpr qsizetype kIdsAtOnce = 100; // fit into a request line

/// An entry for people: what it is and where it came from, without its contents.
json shownEntry(const journal::Entry &entry)
{
    return {{"kind", entry.kind.toStdString()},
            {"state", enumText(entry.state)},
            {"received_at", toJson(entry.receivedAt.toString())},
            {"source", entry.sourceId.isNull() ? json() : toJson(entry.sourceId)}};
}

Query leadsOf(const CustomerKey &person)
{
    QList<Condition> either;
    if (!person.phone.isEmpty())
        either += Condition::eq("phone_number", person.phone);
    if (!person.email.isEmpty())
        either += Condition::compare("email", "ilike", person.emailPattern());
    return Query("leads").select(leadColumns()).isNull("erased_at").any(either);
}

} // namespace

bool FoundPerson::holdsAnything() const
{
    const bool hasLeads =
        std::any_of(file.leads.begin(), file.leads.end(), [](const LeadFile &lead) { return !lead.isErased(); });
    return hasLeads || !entries.isEmpty() || !bodies.empty() || !file.replies.empty() || optOuts > 0;
}

QStringList FoundPerson::leadIds() const
{
    QStringList ids;
    for (const LeadFile &lead : file.leads)
        ids += lead.id.toString(QUuid::WithoutBraces);
    return ids;
}

PersonFinder::PersonFinder(supabase::RestClient &rest, OpenEntries openEntries, const CustomerKey &person,
                           QObject *parent)
    : Call(parent), m_rest(rest), m_openEntries(std::move(openEntries)), m_person(person)
{
}

PersonFinder::PersonFinder(supabase::RestClient &rest, const QUuid &lead, QObject *parent)
    : Call(parent), m_rest(rest), m_onlyLead(lead)
{
}

void PersonFinder::run()
{
    if (!m_onlyLead && m_person.isEmpty())
        return finish(
            Error{ErrorCode::InvalidInput, u"A phone number or an e-mail address of the person is required."_s});
    readLeads();
}

void PersonFinder::readLeads()
{
    if (!m_onlyLead)
        return then(m_rest.selectAll(leadsOf(m_person)), [this](const json &rows) { takeLeads(rows); });
    then(m_rest.selectJson(Query("leads").select(leadColumns()).eq("id", *m_onlyLead)), [this](const json &rows) {
        if (rows.empty())
            return finish(Error{ErrorCode::NotFound, u"No lead has this id."_s});
        if (const auto lead = Lead::fromJson(rows.front()))
            m_person = CustomerKey::of(*lead);
        takeLeads(rows);
    });
}

/// The filter may have found too many: a pattern knows no exact addresses.
void PersonFinder::takeLeads(const json &rows)
{
    for (const json &row : rows) {
        const auto lead = Lead::fromJson(row);
        if (m_onlyLead || (lead && m_person.matches(*lead)))
            m_rows.leads.push_back(row);
    }
    if (m_rows.leads.empty())
        return readReplies();
    auto *reading = new HistoryRead(
        m_rest, idsOf(&StoredRows::leads, "id"),
        [this](const json &lines) { m_rows.history.insert(m_rows.history.end(), lines.begin(), lines.end()); }, this);
    then(reading->start(), [this](Done) { readOfLeads(); });
}

void PersonFinder::readOfLeads()
{
    const QStringList leads = idsOf(&StoredRows::leads, "id");
    read("notifications", messageColumns(), "lead_id", leads, &StoredRows::messages, [this, leads] {
        read("payments", paymentColumns(), "lead_id", leads, &StoredRows::payments, [this, leads] {
            read("intake_items", itemColumns(), "lead_id", leads, &StoredRows::items, [this, leads] {
                read("activity", deedColumns(), "lead_id", leads, &StoredRows::deeds, [this] { readReplies(); });
            });
        });
    });
}

/// Replies that were put to a lead came with it; a plumber's own are theirs.
void PersonFinder::readReplies()
{
    if (m_person.phone.isEmpty() || m_onlyLead)
        return readMoney();
    const auto query = Query("notifications")
                           .select(messageColumns())
                           .eq("template", u"reply"_s)
                           .eq("recipient", m_person.phone)
                           .isNull("plumber_id");
    then(m_rest.selectAll(query), [this](const json &rows) {
        QSet<QString> known;
        for (const json &row : m_rows.messages)
            known += jsonText(row, "id");
        for (const json &row : rows)
            if (!known.contains(jsonText(row, "id")))
                m_rows.messages.push_back(row);
        readMoney();
    });
}

void PersonFinder::readMoney()
{
    const QStringList payments = idsOf(&StoredRows::payments, "id");
    read("payment_attempts", attemptColumns(), "payment_id", payments, &StoredRows::attempts, [this, payments] {
        read("billing_exceptions", exceptionColumns(), "payment_id", payments, &StoredRows::exceptions,
             [this] { readRefusals(); });
    });
}

void PersonFinder::readRefusals()
{
    if (m_person.isEmpty())
        return readNames();
    then(supabase::contactRefusals(m_rest, m_person), [this](const json &refusals) {
        m_rows.refusals = refusals;
        m_onlyLead ? readNames() : readTraces();
    });
}

void PersonFinder::readTraces()
{
    then((new TracesCall(m_rest, m_openEntries, m_person, this))->start(), [this](const Traces &traces) {
        m_traces = traces;
        readNames();
    });
}

void PersonFinder::readNames()
{
    QStringList plumbers = idsOf(&StoredRows::leads, "assigned_plumber_id");
    for (Rows rows : {&StoredRows::history, &StoredRows::messages, &StoredRows::payments})
        plumbers += idsOf(rows, "plumber_id");
    plumbers.removeDuplicates();
    QStringList sources = idsOf(&StoredRows::leads, "source_id") + journalSources();
    sources.removeDuplicates();
    read("plumbers", plumberColumns(), "id", plumbers, &StoredRows::plumbers, [this, sources] {
        read("lead_sources", sourceColumns(), "id", sources, &StoredRows::sources, [this] { readChanges(); });
    });
}

QStringList PersonFinder::journalSources() const
{
    QStringList ids;
    for (const journal::Entry &entry : m_traces.entries)
        if (!entry.sourceId.isNull())
            ids += entry.sourceId.toString(QUuid::WithoutBraces);
    return ids;
}

void PersonFinder::readChanges()
{
    m_onlyLead ? end() : countChanges(idsOf(&StoredRows::leads, "id"));
}

void PersonFinder::countChanges(const QStringList &leads)
{
    if (leads.isEmpty())
        return end();
    const auto query = Query("import_changes").select("id").in("row_id", leads.mid(0, kIdsAtOnce));
    then(m_rest.selectAll(query), [this, rest = leads.mid(kIdsAtOnce)](const json &rows) {
        m_found.importChanges += qint64(rows.size());
        countChanges(rest);
    });
}

/// Of what sources sent, a body may hold the person and belong to another's lead.
void PersonFinder::end()
{
    const QStringList known = idsOf(&StoredRows::items, "id");
    for (const json &body : m_traces.bodies)
        if (!known.contains(jsonText(body, "id")))
            m_rows.items.push_back(body);
    for (const journal::Entry &entry : m_traces.entries) {
        m_found.entries += entry.sequence;
        m_rows.journal.push_back(shownEntry(entry));
    }
    m_found.bodies = m_traces.bodies;
    for (const json &refusal : m_rows.refusals)
        m_found.optOuts += jsonMember(refusal, "id").is_null() ? 1 : 0;
    m_found.file = PersonFile::of(m_person, m_rows);
    finish(m_found);
}

void PersonFinder::read(const char *table, const QByteArray &columns, const char *column, const QStringList &ids,
                        Rows into, const Next &next)
{
    if (ids.isEmpty())
        return next();
    const auto query = Query(table).select(columns).in(column, ids.mid(0, kIdsAtOnce));
    then(m_rest.selectAll(query), [=, this, rest = ids.mid(kIdsAtOnce)](const json &rows) {
        (m_rows.*into).insert((m_rows.*into).end(), rows.begin(), rows.end());
        read(table, columns, column, rest, into, next);
    });
}

QStringList PersonFinder::idsOf(Rows rows, const char *field) const
{
    QStringList ids;
    for (const json &row : m_rows.*rows)
        if (const QString id = jsonText(row, field); !id.isEmpty())
            ids += id;
    ids.removeDuplicates();
    return ids;
}

} // namespace pl::customer
