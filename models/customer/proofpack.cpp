#include "models/customer/proofpack.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"

#include <QCryptographicHash>

namespace pl::customer {

using nlohmann::json;

namespace {

/// nlohmann's objects are sorted by their members' names.
std::string hashOf(const json &document)
{
    const std::string text = document.dump(-1, ' ', false, json::error_handler_t::replace);
    return QCryptographicHash::hash(QByteArrayView(text.data(), qsizetype(text.size())), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

} // namespace

ProofPack::ProofPack(const LeadFile &lead, const PersonFile &person, const ProofMaker &maker)
    : m_document(proofDocument(lead, person, maker))
{
}

QByteArray ProofPack::toJson() const
{
    json whole = m_document;
    whole["sha256"] = hashOf(m_document);
    return QByteArray::fromStdString(whole.dump(2, ' ', false, json::error_handler_t::replace)) + '\n';
}

QString ProofPack::sha256() const
{
    return QString::fromStdString(hashOf(m_document));
}

QString ProofPack::lastHash() const
{
    return jsonText(m_document.at("chain"), "last_hash");
}

bool ProofPack::isSound() const
{
    return jsonText(m_document.at("chain"), "fault") == u"none";
}

Result<bool> ProofPack::isIntact(const QByteArray &file)
{
    auto whole = parseJson(file, QStringLiteral("The file"));
    if (!whole)
        return whole.error();
    if (jsonText(*whole, "schema") != u"plumber-leads/proof")
        return Error{ErrorCode::InvalidInput, QStringLiteral("This file is no proof pack.")};
    const QString said = jsonText(*whole, "sha256");
    whole->erase("sha256");
    return said == QString::fromStdString(hashOf(*whole));
}

} // namespace pl::customer
