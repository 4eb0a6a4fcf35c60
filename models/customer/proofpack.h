#pragma once

#include "models/customer/proofdocument.h"

namespace pl::customer {

/// What a page of a proof pack is about; the window has the words.
enum class ProofPart { Made, Lead, Consent, Messages, DoNotContact, Candidates, History, Payments, Office, Chain };

/// One value under the name that it has in the document ("phone_number").
struct ProofValue
{
    QByteArray name;
    nlohmann::json value;
    bool operator==(const ProofValue &) const = default;
};

/// One message, one line of the history, one payment …; values in the order in which people read them. What is null is
/// left out.
using ProofBlock = QList<ProofValue>;

struct ProofSection
{
    ProofPart part = ProofPart::Made;
    QList<ProofBlock> blocks; ///< none: there is nothing to show, which is worth saying, too
};

/// The proof of one lead: what the person agreed to, who was told what and when, who was considered and why, what was
/// charged, and the history with its chain of hashes. Pure; the same rows and maker always give the same bytes.
///
/// The file is JSON. Its member `sha256` is the SHA-256 of the same document without that member, with members sorted
/// and no space between them (`jq -cSj 'del(.sha256)' FILE | sha256sum`). This shows a slip, not a forger, who would
/// compute it again: keep the hash, or the whole pack, where others can't change it.
class ProofPack
{
public:
    static constexpr int kVersion = 1;

    ProofPack(const LeadFile &lead, const PersonFile &person, const ProofMaker &maker);

    const nlohmann::json &document() const { return m_document; }
    /// The file's bytes, for people to read, with a newline at the end.
    QByteArray toJson() const;
    QString sha256() const;
    /// Of the history's last line; empty when there is none.
    QString lastHash() const;
    /// The history's hashes fit.
    bool isSound() const;
    QList<ProofSection> sections() const;

    /// Whether a file is what its own hash says. InvalidInput if it is no proof pack.
    static Result<bool> isIntact(const QByteArray &file);

private:
    nlohmann::json m_document;
};

} // namespace pl::customer
