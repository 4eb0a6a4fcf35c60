#include "models/replica/rowtext.h"

#include "models/columns/leadrecord.h"

namespace pl::replica {

std::string foldedParts(std::initializer_list<QString> texts)
{
    std::string parts;
    bool isFirst = true;
    for (const QString &text : texts) {
        if (!std::exchange(isFirst, false))
            parts += '\n';
        const QByteArray bytes = text.toUtf8();
        columns::appendFolded(parts, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    }
    return parts;
}

std::string_view foldedPart(std::string_view text, std::size_t part)
{
    for (; part > 0; --part) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

} // namespace pl::replica
