#include "models/customer/proofpack.h"

#include "models/base/jsonmember.h"

// A proof pack as people read it, page by page.

namespace pl::customer {

using nlohmann::json;

namespace {

using Names = std::initializer_list<const char *>;

const Names kMade{"office", "by", "at"};
const Names kLead{"id",           "created_at",      "source",       "external_id", "first_name",    "last_name",
                  "phone_number", "phone_extension", "email",        "street",      "city",          "state",
                  "zip_code",     "service_needed",  "urgency",      "description", "answers",       "origin",
                  "duplicate_of", "is_test",         "do_not_sell",  "status",      "closed_reason", "plumber",
                  "assigned_at",  "accepted_at",     "completed_at", "erased_at"};
const Names kConsent{"text", "at", "origin", "address"};
const Names kMessage{"created_at",  "channel",        "template", "recipient", "plumber", "status",     "delivery",
                     "delivery_at", "delivery_error", "error",    "sent_text", "body",    "provider_id"};
const Names kRefusal{"channel", "way", "reason", "said_on", "at", "entered_by"};
const Names kCandidates{"at", "plumber", "decision"};
const Names kHistory{"sequence", "at", "kind", "actor", "plumber", "note", "hash"};
const Names kPayment{"created_at",
                     "plumber",
                     "amount_cents",
                     "currency",
                     "status",
                     "refunded_cents",
                     "refund_reason",
                     "failure_code",
                     "failure_message",
                     "stripe_charge_id",
                     "stripe_payment_intent_id",
                     "attempts",
                     "exceptions"};
const Names kDeed{"at", "actor"};
const Names kChain{"lines", "fault", "fault_at", "start", "last_hash"};

bool isWorthShowing(const json &value)
{
    return !isNothing(value) && value != json::array() && value != json::object();
}

ProofBlock blockOf(const json &object, const Names &names)
{
    ProofBlock block;
    for (const char *name : names)
        if (const json value = jsonMember(object, name); isWorthShowing(value))
            block += ProofValue{name, value};
    return block;
}

/// Sources send what they like; what isn't among the names comes after them.
ProofBlock consentBlock(const json &consent)
{
    ProofBlock block = blockOf(consent, kConsent);
    if (!consent.is_object())
        return block;
    for (const auto &[name, value] : consent.items()) {
        const bool isShown = std::any_of(block.begin(), block.end(), [&name = name](const ProofValue &shown) {
            return shown.name == QByteArray::fromStdString(name);
        });
        if (!isShown && isWorthShowing(value))
            block += ProofValue{QByteArray::fromStdString(name), value};
    }
    return block;
}

ProofSection sectionOf(ProofPart part, const json &rows, const Names &names)
{
    ProofSection section{part, {}};
    for (const json &row : rows)
        if (ProofBlock block = blockOf(row, names); !block.isEmpty())
            section.blocks += std::move(block);
    return section;
}

/// A deed is one sentence, made from its whole row.
ProofSection officeSection(const json &deeds)
{
    ProofSection section{ProofPart::Office, {}};
    for (const json &deed : deeds)
        section.blocks += blockOf(deed, kDeed) + ProofBlock{ProofValue{"deed", deed}};
    return section;
}

ProofSection sectionOf(ProofPart part, ProofBlock block)
{
    return {part, block.isEmpty() ? QList<ProofBlock>() : QList<ProofBlock>{std::move(block)}};
}

} // namespace

QList<ProofSection> ProofPack::sections() const
{
    const json &d = m_document;
    return {sectionOf(ProofPart::Made, blockOf(d.at("made"), kMade)),
            sectionOf(ProofPart::Lead, blockOf(d.at("lead"), kLead)),
            sectionOf(ProofPart::Consent, consentBlock(d.at("consent"))),
            sectionOf(ProofPart::Messages, d.at("messages"), kMessage),
            sectionOf(ProofPart::DoNotContact, d.at("do_not_contact"), kRefusal),
            sectionOf(ProofPart::Candidates, d.at("candidates"), kCandidates),
            sectionOf(ProofPart::History, d.at("history"), kHistory),
            sectionOf(ProofPart::Payments, d.at("payments"), kPayment),
            officeSection(d.at("office")),
            sectionOf(ProofPart::Chain, blockOf(d.at("chain"), kChain))};
}

} // namespace pl::customer
