#include "models/domain/plainlead.h"

#include "models/base/bytebuilder.h"
#include "models/domain/contactrules.h"
#include "models/domain/urgency.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <simdjson.h>

namespace pl {

namespace {

namespace dom = simdjson::dom;
using Text = std::string_view;

/// A parser keeps the memory of its largest text for reuse.
constexpr qsizetype kLongest = 16 * 1024;

/// Printable ASCII without characters that JSON escapes.
bool isPlain(Text text)
{
    unsigned char odd = 0; // looks at all: see textscan.h
    for (const char c : text)
        odd = static_cast<unsigned char>(odd | ((c < ' ') | (c > '~') | (c == '"') | (c == '\\')));
    return odd == 0;
}

bool isTrimmed(Text text)
{
    return !text.empty() && text.front() != ' ' && text.back() != ' ';
}

/// Whether checkText would leave the text unchanged.
template <std::size_t Longest>
bool isTidy(Text text)
{
    return text.size() <= Longest && isTrimmed(text) && isPlain(text) && text.find("  ") == text.npos;
}

/// Whether checkName and checkOptional would.
template <std::size_t Longest>
bool isTidyLine(Text text)
{
    return isTidy<Longest>(text) && !hasLink(text);
}

bool isTidyDescription(Text text)
{
    return text.size() <= 10'000 && isTrimmed(text) && isPlain(text);
}

bool isTidyEmail(Text text)
{
    if (text.size() > 254 || !isPlainEmail(text))
        return false;
    const std::size_t at = text.find('@');
    const Text domain = text.substr(at);
    return hasDotsInPlace(text.substr(0, at)) &&
           std::none_of(domain.begin(), domain.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool isTidyPhone(Text text)
{
    return text.size() <= 40 && plainAmerican(text);
}

bool isUrgency(Text text)
{
    return std::any_of(kEnumNames<Urgency>.begin(), kEnumNames<Urgency>.end(),
                       [text](QLatin1StringView name) { return text == Text(name.data(), std::size_t(name.size())); });
}

struct Field
{
    Text name;
    bool isRequired;
    bool (*isTidy)(Text);
};

/// In the order of the row.
constexpr std::array kFields{
    Field{"city", false, isTidyLine<100>},
    Field{"description", false, isTidyDescription},
    Field{"email", true, isTidyEmail},
    Field{"external_id", false, isTidy<100>},
    Field{"first_name", true, isTidyLine<100>},
    Field{"last_name", true, isTidyLine<100>},
    Field{"phone_extension", false, isTidyLine<20>},
    Field{"phone_number", true, isTidyPhone},
    Field{"service_needed", true, isTidyLine<100>},
    Field{"state", false, isTidyLine<50>},
    Field{"street", false, isTidyLine<200>},
    Field{"urgency", true, isUrgency},
    Field{"zip_code", false, isZip<char>},
};
constexpr std::size_t kExternalId = 3;
constexpr std::size_t kLastName = 5; // what comes before it in a row is has_real_phone
constexpr std::size_t kPhone = 7;
static_assert(kFields[kExternalId].name == "external_id" && kFields[kLastName].name == "last_name" &&
              kFields[kPhone].name == "phone_number");

/// One text per field, in the order of kFields; null if absent.
using Texts = std::array<Text, kFields.size()>;

/// False if there is anything other than these fields, each at most once and normalized.
bool read(const dom::object &object, Texts &texts)
{
    for (const auto &[name, value] : object) {
        const auto field = std::ranges::find(kFields, name, &Field::name);
        if (field == kFields.end())
            return false;
        Text &text = texts[std::size_t(field - kFields.begin())];
        if (text.data() || value.get(text) != simdjson::SUCCESS || !field->isTidy(text))
            return false;
    }
    return std::ranges::equal(kFields, texts,
                              [](const Field &field, Text text) { return text.data() || !field.isRequired; });
}

CheckedLead written(const Texts &texts)
{
    ByteBuilder<1024> row;
    const auto add = [&row](Text text) { row.add(QByteArrayView(text.data(), qsizetype(text.size()))); };
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        if (!texts[i].data())
            continue;
        row.add(row.isEmpty() ? '{' : ',');
        if (i == kLastName)
            row.add("\"has_real_phone\":true,"); // isTidyPhone takes no others
        row.add('"');
        add(kFields[i].name);
        row.add("\":\"");
        if (i == kPhone)
            row.add(QByteArrayView(*plainAmerican(texts[i])));
        else
            add(texts[i]);
        row.add('"');
    }
    const Text externalId = texts[kExternalId];
    return {row.add('}').bytes(),
            externalId.data() ? QString::fromLatin1(externalId.data(), qsizetype(externalId.size())) : QString()};
}

} // namespace

std::optional<CheckedLead> plainLead(const QByteArray &json)
{
    thread_local dom::parser parser;
    dom::object object;
    Texts texts;
    if (json.size() > kLongest ||
        parser.parse(json.constData(), std::size_t(json.size())).get(object) != simdjson::SUCCESS ||
        !read(object, texts))
        return std::nullopt;
    return written(texts);
}

} // namespace pl
