#include "models/mapping/mappingfile.h"

#include "models/base/jsontext.h"
#include "models/mapping/sourcemapping.h"

namespace pl::mapping {

using nlohmann::json;

QByteArray mappingText(const LeadSource &source)
{
    const json inForce = source.mapping.is_null() ? presetOf(source).mapping.toJson() : source.mapping;
    return QByteArray::fromStdString(inForce.dump(2, ' ', false, json::error_handler_t::replace)) + '\n';
}

Result<json> mappingFromText(const QByteArray &text)
{
    if (text.size() > kMaxMappingBytes)
        return Error{ErrorCode::InvalidInput, QStringLiteral("It is too large for a mapping: at most 1 MiB.")};
    const auto read = parseJson(text, QStringLiteral("The mapping"));
    if (!read)
        return read.error();
    const auto checked = Mapping::fromJson(*read);
    if (!checked)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("The mapping can't be used: %1.").arg(checked.error().message),
                     checked.error().fields};
    return checked->toJson();
}

} // namespace pl::mapping
