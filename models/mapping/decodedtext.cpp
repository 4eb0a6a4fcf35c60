#include "models/mapping/decodedtext.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <optional>

namespace pl::mapping {
namespace {

/// What windows-1252 has at 0x80 to 0x9f; elsewhere it is Latin-1. The five bytes without a meaning are the controls of
/// Latin-1, as in browsers.
constexpr char16_t kWindows1252[32] = {0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                       0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
                                       0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                       0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

QString fromWindows1252(const QByteArray &bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text)
        if (c >= QChar(0x80) && c < QChar(0xa0))
            c = QChar(kWindows1252[c.unicode() - 0x80]);
    return text;
}

std::optional<DecodedText> decodedAs(QStringConverter::Encoding encoding, const QByteArray &bytes)
{
    // Without a state, so that a character that is cut off at the end is an error, too.
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return DecodedText{std::move(text), QString::fromLatin1(QStringConverter::nameForEncoding(encoding)).toLower()};
}

bool isLatin(const QByteArray &charset)
{
    const QByteArray name = charset.toLower();
    return name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "windows-1252" || name == "cp1252";
}

std::optional<DecodedText> decodedAsNamed(const QByteArray &bytes, const QByteArray &charset)
{
    if (charset.isEmpty() || isLatin(charset))
        return std::nullopt;
    const auto encoding = QStringConverter::encodingForName(charset.constData());
    return encoding ? decodedAs(*encoding, bytes) : std::nullopt;
}

DecodedText decoded(const QByteArray &bytes, const QByteArray &charset)
{
    if (const auto marked = QStringConverter::encodingForData(bytes))
        if (auto text = decodedAs(*marked, bytes))
            return std::move(*text);
    // Those who say iso-8859-1 often send UTF-8, and text of another encoding is hardly ever valid UTF-8.
    if (auto text = decodedAs(QStringConverter::Utf8, bytes))
        if (charset.isEmpty() || !charset.toLower().startsWith("utf-16"))
            return std::move(*text);
    if (auto text = decodedAsNamed(bytes, charset))
        return std::move(*text);
    return {fromWindows1252(bytes), QStringLiteral("windows-1252")};
}

} // namespace

DecodedText decodedText(const QByteArray &bytes, const QByteArray &charset)
{
    DecodedText read = decoded(bytes, charset);
    read.text.remove(QChar(0));
    if (read.text.startsWith(QChar(0xfeff)))
        read.text.remove(0, 1);
    return read;
}

QByteArray mediaType(const QByteArray &contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    return contentType.first(semicolon < 0 ? contentType.size() : semicolon).trimmed().toLower();
}

QByteArray headerParameter(const QByteArray &header, const char *name)
{
    static const QRegularExpression form(
        QStringLiteral(R"re(;\s*([A-Za-z]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]+)))re"));
    auto matches = form.globalMatch(QString::fromLatin1(header));
    while (matches.hasNext()) {
        const auto match = matches.next();
        if (match.captured(1).compare(QLatin1StringView(name), Qt::CaseInsensitive) != 0)
            continue;
        const bool isQuoted = match.capturedStart(2) >= 0;
        QString value = isQuoted ? match.captured(2) : match.captured(3);
        value.replace(QStringLiteral("\\\""), QStringLiteral("\""));
        // A parameter that is there is no null array, even an empty one.
        return QByteArray("") + value.toLatin1();
    }
    return {};
}

} // namespace pl::mapping
