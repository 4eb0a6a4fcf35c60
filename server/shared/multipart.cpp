#include "server/shared/formdecoding.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <optional>

namespace pl::shared {

namespace {

constexpr qsizetype kMaxFields = 100;
constexpr qsizetype kMaxHead = 1024;

/// A header's parameters: `; name=word` and `; name="anything but a quote"`, as browsers write them.
std::optional<QByteArray> parameter(const QByteArray &header, const QString &name)
{
    static const QRegularExpression form(QStringLiteral(R"re(;\s*([A-Za-z]+)\s*=\s*(?:"([^"]*)"|([^\s";,]+)))re"));
    auto matches = form.globalMatch(QString::fromLatin1(header));
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (match.captured(1).compare(name, Qt::CaseInsensitive) == 0)
            return (match.capturedStart(2) >= 0 ? match.captured(2) : match.captured(3)).toLatin1();
    }
    return std::nullopt;
}

/// RFC 2046: 1 to 70 characters of a small alphabet.
bool isBoundary(const QByteArray &text)
{
    static const QByteArray kOthers("'()+_,-./:=? ");
    return !text.isEmpty() && text.size() <= 70 && !text.endsWith(' ') &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kOthers.contains(c);
           });
}

std::optional<std::string> utf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text.toStdString());
}

Error malformed()
{
    return {ErrorCode::InvalidInput, QStringLiteral("The form is not valid multipart/form-data.")};
}

/// Undoes the browsers' escaping of names.
QByteArray unescapedName(QByteArray name)
{
    return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
}

/// Iterates over the parts of a body.
class Parts
{
public:
    Parts(const QByteArray &body, const QByteArray &boundary) : m_body(body), m_delimiter("\r\n--" + boundary) {}

    /// The body starts with a delimiter without the preceding line break.
    bool begin() { return m_body.startsWith(QByteArrayView(m_delimiter).sliced(2)) && skip(m_delimiter.size() - 2); }
    bool isAtEnd() const { return QByteArrayView(m_body).sliced(m_at).startsWith("--"); }

    Result<std::optional<FormField>> next()
    {
        if (!QByteArrayView(m_body).sliced(m_at).startsWith("\r\n"))
            return malformed();
        const auto headEnd = m_body.indexOf("\r\n\r\n", m_at);
        if (headEnd < 0 || headEnd - m_at > kMaxHead)
            return malformed();
        const QByteArray head = m_body.mid(m_at, headEnd - m_at);
        const auto valueEnd = m_body.indexOf(m_delimiter, headEnd + 4);
        if (valueEnd < 0)
            return malformed();
        const QByteArray value = m_body.mid(headEnd + 4, valueEnd - headEnd - 4);
        m_at = valueEnd + m_delimiter.size();
        return readPart(head, value);
    }

private:
    bool skip(qsizetype bytes)
    {
        m_at += bytes;
        return true;
    }

    static Result<std::optional<FormField>> readPart(const QByteArray &head, const QByteArray &value)
    {
        QByteArray disposition;
        for (const QByteArray &line : head.split('\n'))
            if (line.toLower().startsWith("content-disposition:"))
                disposition = line.sliced(20).trimmed();
        const auto name = parameter(disposition, QStringLiteral("name"));
        if (!disposition.toLower().startsWith("form-data") || !name || name->isEmpty())
            return malformed();
        if (parameter(disposition, QStringLiteral("filename")) && value.isEmpty())
            return std::optional<FormField>(); // no file was chosen
        if (parameter(disposition, QStringLiteral("filename")))
            return Error{ErrorCode::InvalidInput, QStringLiteral("Files are not accepted.")};
        auto nameText = utf8(unescapedName(*name));
        auto valueText = utf8(value);
        if (!nameText || !valueText)
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form's text is not valid UTF-8.")};
        return std::optional(FormField(std::move(*nameText), std::move(*valueText)));
    }

    const QByteArray &m_body;
    const QByteArray m_delimiter;
    qsizetype m_at = 0;
};

} // namespace

Result<FormFields> multipartFields(const QByteArray &body, const QByteArray &contentType)
{
    const auto boundary = parameter(contentType, QStringLiteral("boundary"));
    if (!boundary || !isBoundary(*boundary))
        return malformed();
    Parts parts(body, *boundary);
    if (!parts.begin())
        return malformed();
    FormFields fields;
    while (!parts.isAtEnd()) {
        auto field = parts.next();
        if (!field)
            return field.error();
        if (fields.size() == kMaxFields)
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form has too many fields.")};
        if (*field)
            fields.append(std::move(**field));
    }
    return fields;
}

} // namespace pl::shared
