#include "models/replica/rowtext.h"

#include "models/base/foldedtext.h"

namespace pl::replica {

std::string foldedParts(std::initializer_list<QString> texts)
{
    std::string parts;
    bool isFirst = true;
    for (const QString &text : texts) {
        if (!std::exchange(isFirst, false))
            parts += '\n';
        for (const char c : folded(text))
            parts += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
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
