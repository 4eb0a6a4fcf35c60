#include "models/mapping/multiparttree.h"

#include "models/mapping/decodedtext.h"
#include "models/mapping/formtree.h"

#include <cstring>

namespace pl::mapping {
namespace {

constexpr qsizetype kMaxHead = 8 * 1024;
constexpr qsizetype kMaxFiles = 100; ///< that are named

Error brokenForm(const char *why)
{
    return {ErrorCode::InvalidInput, QStringLiteral("The form is broken: %1.").arg(QLatin1StringView(why))};
}

struct Part
{
    QByteArray disposition;
    QByteArray contentType;
    QByteArray value;
};

/// Walks through the parts of a body. Each search begins where the last one ended.
class PartReader
{
public:
    PartReader(const QByteArray &body, const QByteArray &boundary) : m_body(body), m_delimiter("--" + boundary) {}

    /// Skips the preamble.
    bool begin() { return passDelimiter(m_at) >= 0; }
    bool isAtEnd() const { return m_isAtEnd; }

    Result<Part> next()
    {
        const QByteArrayView rest = QByteArrayView(m_body).sliced(m_at);
        const qsizetype crlf = rest.first(qMin(rest.size(), kMaxHead)).indexOf("\r\n\r\n");
        const qsizetype lf = rest.first(qMin(rest.size(), kMaxHead)).indexOf("\n\n");
        const bool isCrlf = crlf >= 0 && (lf < 0 || crlf < lf);
        const qsizetype headSize = isCrlf ? crlf : lf;
        if (headSize < 0)
            return brokenForm("a field has no name");
        Part part = headOf(m_body.mid(m_at, headSize));
        const qsizetype valueAt = m_at + headSize + (isCrlf ? 4 : 2);
        const qsizetype valueEnd = passDelimiter(valueAt);
        if (valueEnd < 0)
            return brokenForm("it ends in the middle of a field");
        part.value = m_body.mid(valueAt, qMax<qsizetype>(0, valueEnd - valueAt));
        return part;
    }

private:
    /// Moves behind the next delimiter that begins a line; gives where the text before it ends, or -1.
    qsizetype passDelimiter(qsizetype from)
    {
        for (qsizetype at = m_body.indexOf(m_delimiter, from); at >= 0; at = m_body.indexOf(m_delimiter, at + 1)) {
            if (at != 0 && at != from && m_body.at(at - 1) != '\n')
                continue;
            qsizetype behind = at + m_delimiter.size();
            m_isAtEnd = QByteArrayView(m_body).sliced(behind).startsWith("--");
            while (!m_isAtEnd && behind < m_body.size() && std::strchr(" \t\r", m_body.at(behind)))
                ++behind;
            if (!m_isAtEnd && (behind == m_body.size() || m_body.at(behind) != '\n'))
                continue; // a longer boundary's beginning
            m_at = m_isAtEnd ? behind : behind + 1;
            const bool hasReturn = at >= 2 && m_body.at(at - 2) == '\r';
            return qMax<qsizetype>(0, at - (hasReturn ? 2 : 1));
        }
        return -1;
    }

    static Part headOf(const QByteArray &head)
    {
        Part part;
        for (const QByteArray &line : head.split('\n')) {
            const QByteArray lower = line.toLower();
            if (lower.startsWith("content-disposition:"))
                part.disposition = line.sliced(20).trimmed();
            else if (lower.startsWith("content-type:"))
                part.contentType = line.sliced(13).trimmed();
        }
        return part;
    }

    const QByteArray &m_body;
    const QByteArray m_delimiter;
    qsizetype m_at = 0;
    bool m_isAtEnd = false;
};

/// What browsers escape in a name.
QString nameText(QByteArray name)
{
    return decodedText(name.replace("%22", "\"").replace("%0D", "").replace("%0A", " ")).text;
}

bool isFile(const Part &part)
{
    return !headerParameter(part.disposition, "filename").isNull() ||
           !headerParameter(part.disposition, "filename*").isNull();
}

} // namespace

Result<nlohmann::json> multipartTree(const QByteArray &body, const QByteArray &boundary, QString &encoding,
                                     QStringList &files)
{
    PartReader reader(body, boundary);
    if (boundary.isEmpty() || !reader.begin())
        return brokenForm("its boundary is missing");
    FormTree tree;
    while (!reader.isAtEnd()) {
        const auto part = reader.next();
        if (!part)
            return part.error();
        const QString name = nameText(headerParameter(part->disposition, "name"));
        if (isFile(*part)) {
            const QString file = nameText(headerParameter(part->disposition, "filename"));
            if ((!file.isEmpty() || !part->value.isEmpty()) && files.size() < kMaxFiles)
                files += file.isEmpty() ? name : file;
            continue;
        }
        if (name.isEmpty())
            return brokenForm("a field has no name");
        const DecodedText value = decodedText(part->value, headerParameter(part->contentType, "charset"));
        if (encoding.isEmpty() || value.encoding != u"utf-8")
            encoding = value.encoding;
        if (!tree.add(name, value.text))
            return Error{ErrorCode::TooLarge, QStringLiteral("The form has too many fields.")};
    }
    return tree.take();
}

QByteArray boundaryOf(const QByteArray &body)
{
    const QByteArray start = body.first(qMin<qsizetype>(body.size(), 512));
    const qsizetype lineEnd = start.indexOf('\n');
    if (!start.startsWith("--") || lineEnd < 3 || !start.toLower().contains("content-disposition: form-data"))
        return {};
    return start.first(lineEnd).sliced(2).trimmed();
}

} // namespace pl::mapping
