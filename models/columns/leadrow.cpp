#include "models/columns/leadrow.h"

#include "models/base/jsonmember.h"

namespace pl::columns {
namespace {

void addPart(QByteArray &out, const QByteArray &part)
{
    if (part.isEmpty())
        return;
    if (!out.isEmpty())
        out += kPartEnd;
    out += part;
}

void addPart(QByteArray &out, const std::optional<QString> &part)
{
    if (part)
        addPart(out, part->toUtf8());
}

void addValues(QByteArray &out, const nlohmann::json &value)
{
    if (value.is_string()) {
        addPart(out, jsonText(value).toUtf8());
    } else if (value.is_structured()) {
        for (const auto &[name, inner] : value.items()) {
            if (value.is_object())
                addPart(out, QByteArray::fromStdString(name));
            addValues(out, inner);
        }
    } else if (!value.is_null()) {
        addPart(out, dumpJson(value));
    }
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

LeadRow withoutTexts(const Lead &lead)
{
    return {.id = lead.id,
            .version = lead.version,
            .createdAt = lead.createdAt,
            .updatedAt = lead.updatedAt,
            .assignedAt = lead.assignedAt,
            .acceptedAt = lead.acceptedAt,
            .completedAt = lead.completedAt,
            .urgency = lead.urgency,
            .status = lead.status,
            .closedReason = lead.closedReason,
            .attention = lead.attention,
            .sourceCostCents = lead.sourceCostCents,
            .isTest = lead.isTest,
            .isDuplicate = lead.duplicateOf.has_value(),
            .isErased = lead.erasedAt.has_value(),
            .plumber = lead.assignedPlumberId.value_or(QUuid()),
            .source = lead.sourceId.value_or(QUuid())};
}

} // namespace

QByteArray leadAddress(const Lead &lead)
{
    QByteArray out;
    for (const auto &part : {lead.street, lead.city, lead.state, lead.phoneExtension})
        addPart(out, part);
    return out;
}

QByteArray leadWords(const Lead &lead)
{
    QByteArray out;
    addPart(out, lead.description);
    addPart(out, lead.externalId);
    addValues(out, lead.answers);
    addValues(out, lead.origin);
    return out;
}

LeadTexts::LeadTexts(const Lead &lead)
    : m_firstName(lead.firstName.toUtf8())
    , m_lastName(lead.lastName.toUtf8())
    , m_email(lead.email.toUtf8())
    , m_phone(lead.phoneNumber.toUtf8())
    , m_service(lead.serviceNeeded.toUtf8())
    , m_zip(lead.zipCode.value_or(QString()).toUtf8())
    , m_address(leadAddress(lead))
    , m_words(leadWords(lead))
    , m_row(withoutTexts(lead))
{
    m_row.firstName = view(m_firstName);
    m_row.lastName = view(m_lastName);
    m_row.email = view(m_email);
    m_row.phone = view(m_phone);
    m_row.service = view(m_service);
    m_row.zip = view(m_zip);
    m_row.address = view(m_address);
    m_row.words = view(m_words);
}

} // namespace pl::columns
