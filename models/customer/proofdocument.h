#pragma once

#include "models/customer/personfile.h"

namespace pl::customer {

/// Who makes a proof pack, and when.
struct ProofMaker
{
    QString office; ///< its name; may be empty
    QString person; ///< an account's e-mail address, or "server"
    Timestamp at;
};

/// The document of a proof pack, without its own hash: its members in README's words, "made", "lead", "consent",
/// "candidates", "history", "chain", "messages", "do_not_contact", and "payments". Values are as they are stored; what
/// the office doesn't know is null.
nlohmann::json proofDocument(const LeadFile &lead, const PersonFile &person, const ProofMaker &maker);

} // namespace pl::customer
