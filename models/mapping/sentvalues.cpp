#include "models/mapping/sentvalues.h"

#include "models/domain/contactfields.h"

#include <QRegularExpression>

namespace pl::mapping {
namespace {

bool isControl(QChar c)
{
    return c < QChar(u' ') || (c >= QChar(0x7f) && c < QChar(0xa0));
}

std::string cleanString(std::string text)
{
    std::erase(text, '\0');
    return text;
}

} // namespace

SentEmail readEmail(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"([^\s<>,;:"()\[\]]{1,64}@[^\s<>,;:"()\[\]]{1,190})"));
    const QString whole = text.left(1000);
    auto matches = form.globalMatch(whole);
    while (matches.hasNext()) {
        QString found = matches.next().captured();
        while (found.endsWith(u'.'))
            found.chop(1);
        FieldErrors errors;
        const QString address = checkEmail(found, errors);
        if (errors.list().isEmpty())
            return {address, whole.trimmed().size() == found.size()};
    }
    return {{}, false};
}

QString readZip(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"((?<!\d)(\d{5})(?:[- ]?(\d{4}))?(?!\d))"));
    static const QRegularExpression shortened(QStringLiteral(R"(^\d{3,4}$)"));
    const QString tidy = text.left(200).simplified();
    if (shortened.match(tidy).hasMatch())
        return tidy.rightJustified(5, u'0');
    QString found;
    // The last one: a street's number stands in front.
    for (auto matches = form.globalMatch(tidy); matches.hasNext();) {
        const auto match = matches.next();
        found = match.captured(2).isEmpty() ? match.captured(1) : match.captured(1) + u'-' + match.captured(2);
    }
    return found;
}

std::optional<qint64> readCents(const QString &text, CostUnit unit)
{
    static const QRegularExpression form(QStringLiteral(
        R"(^(?:[A-Za-z]{3}\s*)?(\$?)\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,9}))?\s*(?:[A-Za-z]{3}|dollars)?$)"));
    const auto match = form.match(text.left(100).simplified());
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 whole = match.captured(2).remove(u',').toLongLong();
    const bool isDollars = unit == CostUnit::Dollars || !match.captured(1).isEmpty() || match.capturedStart(3) >= 0;
    const QString decimals = (match.captured(3) + QStringLiteral("000")).left(3);
    const qint64 cents = isDollars ? whole * 100 + (decimals.toLongLong() + 5) / 10 : whole;
    return cents <= 100'000'000 ? std::optional(cents) : std::nullopt;
}

QString line(const QString &text, qsizetype length)
{
    QString tidy = text;
    for (QChar &c : tidy)
        if (isControl(c))
            c = u' ';
    return tidy.simplified().left(length).trimmed();
}

QString lines(const QString &text, qsizetype length)
{
    QString tidy = text;
    tidy.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    tidy.removeIf([](QChar c) { return isControl(c) && c != u'\n' && c != u'\t'; });
    return tidy.trimmed().left(length).trimmed();
}

// NOLINTNEXTLINE(misc-no-recursion): a tree is at most kMaxBodyDepth deep
nlohmann::json withoutNul(const nlohmann::json &value)
{
    if (value.is_string())
        return cleanString(value.get<std::string>());
    nlohmann::json clean = value;
    if (value.is_array())
        std::transform(value.begin(), value.end(), clean.begin(), [](const auto &item) { return withoutNul(item); });
    if (value.is_object()) {
        clean.clear();
        for (const auto &[key, item] : value.items())
            clean[cleanString(key)] = withoutNul(item);
    }
    return clean;
}

} // namespace pl::mapping
