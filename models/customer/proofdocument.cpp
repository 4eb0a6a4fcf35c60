#include "models/customer/proofdocument.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "models/domain/historycheck.h"

namespace pl::customer {

using nlohmann::json;

namespace {

constexpr const char *kLeadFields[] = {
    "id",           "created_at", "first_name",   "last_name", "phone_number",   "phone_extension", "email",
    "street",       "city",       "state",        "zip_code",  "service_needed", "urgency",         "description",
    "answers",      "origin",     "external_id",  "status",    "closed_reason",  "assigned_at",     "accepted_at",
    "completed_at", "erased_at",  "duplicate_of", "is_test",   "do_not_sell"};

constexpr const char *kMessageFields[] = {"id",        "created_at", "channel",     "template",       "recipient",
                                          "status",    "delivery",   "delivery_at", "delivery_error", "error",
                                          "sent_text", "body",       "provider_id", "plumber_id"};

constexpr const char *kPaymentFields[] = {
    "id",           "created_at",      "plumber_id",    "amount_cents",     "currency",
    "status",       "refunded_cents",  "refund_reason", "stripe_charge_id", "stripe_payment_intent_id",
    "failure_code", "failure_message", "receipt_url"};

template <std::size_t N>
json picked(const json &row, const char *const (&fields)[N])
{
    json object = json::object();
    for (const char *field : fields)
        object[field] = jsonMember(row, field);
    return object;
}

json nameOf(const QHash<QUuid, QString> &names, const QUuid &id)
{
    return id.isNull() || !names.contains(id) ? json() : toJson(names.value(id));
}

/// The row's own members, and beside them the plumber's name.
json withPlumber(json object, const json &row, const PersonFile &person)
{
    object["plumber"] = nameOf(person.plumbers, idIn(row, "plumber_id"));
    return object;
}

json leadPart(const LeadFile &lead, const PersonFile &person)
{
    json part = picked(lead.lead, kLeadFields);
    part["source"] = nameOf(person.sources, idIn(lead.lead, "source_id"));
    part["plumber"] = nameOf(person.plumbers, idIn(lead.lead, "assigned_plumber_id"));
    return part;
}

json messagesPart(const LeadFile &lead, const PersonFile &person)
{
    json part = json::array();
    for (const json &message : lead.messages)
        part.push_back(withPlumber(picked(message, kMessageFields), message, person));
    return part;
}

/// As they are stored: from these texts alone, the hashes can be computed again.
json historyPart(const LeadFile &lead, const PersonFile &person)
{
    json part = json::array();
    for (const json &line : lead.history)
        part.push_back(withPlumber(line, line, person));
    return part;
}

/// Who was considered for each assignment, and why, as it was recorded then.
json candidatesPart(const LeadFile &lead, const PersonFile &person)
{
    json part = json::array();
    for (const json &line : lead.history) {
        if (jsonText(line, "kind") != u"assigned")
            continue;
        const auto decision = parseJson(jsonText(line, "detail_text").toUtf8(), {}).valueOr(json());
        part.push_back(withPlumber({{"sequence", jsonMember(line, "sequence")},
                                    {"at", jsonMember(line, "at")},
                                    {"plumber_id", jsonMember(line, "plumber_id")},
                                    {"decision", decision}},
                                   line, person));
    }
    return part;
}

/// What people of the office did beyond the history: asked for a refund, looked at the file, took a pack along.
json deedsPart(const LeadFile &lead, const PersonFile &person)
{
    json part = json::array();
    for (const json &deed : lead.deeds)
        part.push_back(withPlumber(deed, deed, person));
    return part;
}

json rowsOfPayment(const json &rows, const QUuid &payment)
{
    json found = json::array();
    for (const json &row : rows)
        if (idIn(row, "payment_id") == payment)
            found.push_back(row);
    return found;
}

/// With all tries to charge and refund, and with disputes and whatever else had to be settled.
json paymentsPart(const LeadFile &lead, const PersonFile &person)
{
    json part = json::array();
    for (const json &row : lead.payments) {
        json payment = withPlumber(picked(row, kPaymentFields), row, person);
        payment["attempts"] = rowsOfPayment(lead.attempts, idIn(row, "id"));
        payment["exceptions"] = rowsOfPayment(lead.exceptions, idIn(row, "id"));
        part.push_back(payment);
    }
    return part;
}

/// Checked while the pack is made: a pack about an altered history says so.
json chainPart(const LeadFile &lead)
{
    HistoryCheck check;
    json chain{
        {"start", toJson(historyStart(lead.id))}, {"fault", enumText(HistoryFault::None)}, {"fault_at", nullptr}};
    for (const json &row : lead.history) {
        const auto line = HistoryLine::fromJson(row);
        const auto fault = line ? check.add(*line) : HistoryFault::LineAltered;
        if (fault == HistoryFault::None || !chain["fault_at"].is_null())
            continue;
        chain["fault"] = enumText(fault);
        chain["fault_at"] = jsonMember(row, "sequence");
    }
    chain["lines"] = lead.history.size();
    chain["last_hash"] = lead.history.empty() ? json() : jsonMember(lead.history.back(), "hash");
    return chain;
}

} // namespace

json proofDocument(const LeadFile &lead, const PersonFile &person, const ProofMaker &maker)
{
    return {
        {"schema", "plumber-leads/proof"},
        {"version", 1},
        {"made", {{"at", toJson(maker.at.toString())}, {"by", toJson(maker.person)}, {"office", toJson(maker.office)}}},
        {"lead", leadPart(lead, person)},
        {"consent", jsonMember(lead.lead, "consent")},
        {"candidates", candidatesPart(lead, person)},
        {"history", historyPart(lead, person)},
        {"chain", chainPart(lead)},
        {"messages", messagesPart(lead, person)},
        {"do_not_contact", person.refusals},
        {"payments", paymentsPart(lead, person)},
        {"office", deedsPart(lead, person)},
        {"sent", lead.items}};
}

} // namespace pl::customer
