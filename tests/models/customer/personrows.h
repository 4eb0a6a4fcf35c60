#pragma once

#include "models/customer/personfile.h"
#include "models/domain/historychain.h"

namespace pl::test {

/// Rows of one customer, Maria, as a store answers them: a lead that went to two plumbers, its duplicate, messages, a
/// reply, a payment with a dispute, and something in To sort.
class PersonRows
{
public:
    using json = nlohmann::json;
    static inline const QUuid kLead{QStringLiteral("11111111-1111-4111-8111-111111111111")};
    static inline const QUuid kDuplicate{QStringLiteral("22222222-2222-4222-8222-222222222222")};
    static inline const QUuid kJoe{QStringLiteral("33333333-3333-4333-8333-333333333333")};
    static inline const QUuid kPayment{QStringLiteral("44444444-4444-4444-8444-444444444444")};
    static inline const QUuid kSource{QStringLiteral("55555555-5555-4555-8555-555555555555")};

    customer::StoredRows rows;

    PersonRows()
    {
        rows.leads = json::array(
            {leadRow(kDuplicate, "2026-11-03T10:00:00+00:00"), leadRow(kLead, "2026-11-01T10:00:00+00:00")});
        rows.leads[0]["duplicate_of"] = toJson(kLead);
        rows.leads[1]["consent"] = {
            {"text", "You may call me"}, {"at", "2026-11-01T10:00:00Z"}, {"address", "203.0.113.9"}};
        rows.history = json::array();
        addLine(1, "received", "server", {}, {}, {});
        addLine(2, "assigned", "sam@office.test", kJoe, {}, QStringLiteral("{\"automatic\": false, \"eligible\": 3}"));
        addLine(3, "note", "sam@office.test", {}, QStringLiteral("wants a call after six"), {});
        rows.messages = json::array({message("lead_assigned", "joe@plumbers.test",
                                             "Maria needs a plumber: https://office.test/l/secret", kLead),
                                     message("plumber_found", "maria@example.com", "Joe will call you.", kLead),
                                     message("reply", "+15125550143", "", {})});
        rows.messages[2]["body"] = "Thank you";
        rows.payments = json::array({{{"id", toJson(kPayment)},
                                      {"lead_id", toJson(kLead)},
                                      {"plumber_id", toJson(kJoe)},
                                      {"amount_cents", 4500},
                                      {"currency", "usd"},
                                      {"status", "succeeded"},
                                      {"refunded_cents", 0},
                                      {"created_at", "2026-11-01T10:05:00+00:00"}}});
        rows.attempts = json::array({{{"id", "a"},
                                      {"payment_id", toJson(kPayment)},
                                      {"kind", "charge"},
                                      {"created_at", "2026-11-01T10:05:00+00:00"}}});
        rows.exceptions = json::array({{{"id", "e"},
                                        {"payment_id", toJson(kPayment)},
                                        {"kind", "dispute"},
                                        {"found_at", "2026-11-09T10:05:00+00:00"}}});
        rows.deeds = json::array({{{"id", 7},
                                   {"at", "2026-11-08T10:00:00+00:00"},
                                   {"actor", "ada@office.test"},
                                   {"kind", "refund_requested"},
                                   {"lead_id", toJson(kLead)},
                                   {"plumber_id", toJson(kJoe)},
                                   {"subject", nullptr},
                                   {"detail", {{"cents", 4500}, {"currency", "usd"}}}}});
        rows.items = json::array({{{"id", "i"}, {"lead_id", nullptr}, {"received_at", "2026-11-10T10:00:00+00:00"}}});
        rows.refusals = json::array({{{"id", nullptr},
                                      {"channel", "sms"},
                                      {"way", "reply"},
                                      {"reason", nullptr},
                                      {"said_on", nullptr},
                                      {"at", "2026-11-11T10:00:00+00:00"},
                                      {"entered_by", nullptr}}});
        rows.plumbers = json::array(
            {{{"id", toJson(kJoe)}, {"first_name", "Joe"}, {"last_name", "Pipe"}, {"company", "Joe's Pipes"}}});
        rows.sources = json::array({{{"id", toJson(kSource)}, {"name", "Website"}}});
    }

    customer::PersonFile file() const
    {
        return customer::PersonFile::of({QStringLiteral("+15125550143"), QStringLiteral("maria@example.com")}, rows);
    }

private:
    static json leadRow(const QUuid &id, const char *createdAt)
    {
        return {{"id", toJson(id)},
                {"first_name", "Maria"},
                {"last_name", "Gonzalez"},
                {"email", "maria@example.com"},
                {"phone_number", "+15125550143"},
                {"service_needed", "Water heater"},
                {"urgency", "day"},
                {"status", "assigned"},
                {"created_at", createdAt},
                {"source_id", toJson(kSource)},
                {"erased_at", nullptr},
                {"duplicate_of", nullptr},
                {"assigned_plumber_id", nullptr},
                {"consent", nullptr},
                {"decision", nullptr},
                {"answers", {{"Leaking?", "yes"}}},
                {"origin", nullptr},
                {"description", "It drips"}};
    }
    static json message(const char *name, const char *recipient, const char *text, const QUuid &lead)
    {
        return {{"id", toJson(QUuid::createUuidV5(kLead, QString::fromLatin1(name)))},
                {"lead_id", lead.isNull() ? json() : toJson(lead)},
                {"plumber_id", qstrcmp(name, "reply") == 0 ? json() : toJson(kJoe)},
                {"channel", qstrcmp(name, "reply") == 0 ? "sms" : "email"},
                {"template", name},
                {"recipient", recipient},
                {"status", "sent"},
                {"delivery", "delivered"},
                {"sent_text", text},
                {"body", nullptr},
                {"created_at", "2026-11-01T10:06:00+00:00"}};
    }
    void addLine(int sequence, const char *kind, const char *actor, const QUuid &plumber, std::optional<QString> note,
                 std::optional<QString> detail)
    {
        HistoryLine line;
        line.leadId = kLead;
        line.sequence = sequence;
        line.previousHash = rows.history.empty()
                                ? historyStart(kLead)
                                : QString::fromStdString(rows.history.back()["hash"].get<std::string>());
        line.at = Timestamp::parse(QStringLiteral("2026-11-01T10:00:0%1.000001Z").arg(sequence)).value_or(Timestamp());
        line.kind = QString::fromLatin1(kind);
        line.actor = QString::fromLatin1(actor);
        if (!plumber.isNull())
            line.plumberId = plumber;
        line.note = std::move(note);
        line.detail = std::move(detail);
        if (line.note || line.detail) {
            line.textSalt = kSource;
            line.textHash = historyTextHash(line);
        }
        line.hash = historyHash(line);
        rows.history.push_back({{"lead_id", toJson(kLead)},
                                {"sequence", sequence},
                                {"previous_hash", toJson(line.previousHash)},
                                {"hash", toJson(line.hash)},
                                {"text_hash", line.textHash.isEmpty() ? json() : toJson(line.textHash)},
                                {"text_salt", toJson(line.textSalt)},
                                {"at", toJson(line.at.toString())},
                                {"kind", kind},
                                {"actor", actor},
                                {"plumber_id", toJson(line.plumberId)},
                                {"note", toJson(line.note)},
                                {"detail_text", toJson(line.detail)}});
    }
};

} // namespace pl::test
