#include "tests/contract/transcript.h"

#include "models/base/timestamp.h"
#include "tests/contract/fixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>

namespace pl::test {
namespace {

using nlohmann::json;

QString text(const json &value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

/// `<now>` and `<uuid>` in `recorded` stand for any time of today and any UUID.
bool matchesText(const QString &recorded, const QString &answered)
{
    if (recorded == u"<now>") {
        const auto moment = Timestamp::parse(answered);
        return moment && qAbs(moment->secondsTo(Timestamp::now())) < 300;
    }
    if (!recorded.contains(u'<'))
        return recorded == answered;
    QString pattern = QRegularExpression::escape(recorded);
    pattern.replace(QRegularExpression::escape(QStringLiteral("<uuid>")), QStringLiteral("[0-9a-f-]{36}"));
    pattern.replace(QRegularExpression::escape(QStringLiteral("<now>")), QStringLiteral("[-0-9T:.+ ]{20,35}"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(answered).hasMatch();
}

bool matchesJson(const json &recorded, const json &answered)
{
    if (recorded.is_string() && answered.is_string())
        return matchesText(text(recorded), text(answered));
    if (recorded.is_array() && answered.is_array())
        return recorded.size() == answered.size() &&
               std::equal(recorded.begin(), recorded.end(), answered.begin(), matchesJson);
    if (!recorded.is_object() || !answered.is_object())
        return recorded == answered;
    if (recorded.size() != answered.size())
        return false;
    for (const auto &[key, value] : recorded.items())
        if (!answered.contains(key) || !matchesJson(value, answered[key]))
            return false;
    return true;
}

QSet<QString> wordsOf(const QString &message)
{
    static const QRegularExpression gaps(QStringLiteral("[^\\w]+"));
    const QStringList words = message.toLower().split(gaps, Qt::SkipEmptyParts);
    return {words.begin(), words.end()};
}

/// At least half of all words are in both.
bool readsAlike(const QString &recorded, const QString &answered)
{
    const QSet<QString> a = wordsOf(recorded);
    const QSet<QString> b = wordsOf(answered);
    return 2 * (a & b).size() >= (a | b).size();
}

QString difference(const char *what, const QString &recorded, const QString &answered)
{
    return QStringLiteral("%1\n    recorded: %2\n    answered: %3").arg(QLatin1StringView(what), recorded, answered);
}

QStringList errorDifferences(const json &recorded, const json &answered)
{
    QStringList found;
    const std::string code = answered.is_object() ? answered.value("code", std::string()) : std::string();
    const std::string message = answered.is_object() ? answered.value("message", std::string()) : std::string();
    if (recorded.at("code") != code)
        found += difference("code", text(recorded.at("code")), QString::fromStdString(code));
    if (!readsAlike(text(recorded.at("message")), QString::fromStdString(message)))
        found += difference("message", text(recorded.at("message")), QString::fromStdString(message));
    return found;
}

QStringList bodyDifferences(const json &recorded, const QByteArray &answered)
{
    if (recorded.is_string()) // CSV, or nothing at all
        return matchesText(text(recorded), QString::fromUtf8(answered))
                   ? QStringList()
                   : QStringList(difference("body", text(recorded), QString::fromUtf8(answered)));
    const json body = json::parse(answered.begin(), answered.end(), nullptr, false);
    if (recorded.is_object() && recorded.contains("code") && recorded.contains("message"))
        return errorDifferences(recorded, body);
    if (matchesJson(recorded, body))
        return {};
    return {difference("body", text(recorded), QString::fromUtf8(answered))};
}

} // namespace

std::vector<Transcript> Transcript::read(const QString &fileName)
{
    QFile file(fileName);
    std::vector<Transcript> all;
    if (!file.open(QIODevice::ReadOnly))
        return all;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty())
            continue;
        const json entry = json::parse(line.begin(), line.end(), nullptr, false);
        if (!entry.is_object() || !entry.contains("request") || !entry.contains("response"))
            return {};
        all.push_back({text(entry.at("name")), text(entry.at("as")), entry.at("request"), entry.at("response")});
    }
    return all;
}

http::Request Transcript::toRequest(const QByteArray &apiKey) const
{
    http::Request asked;
    asked.method = text(request.at("method")).toLatin1();
    const QByteArray target = text(request.at("path")).toUtf8();
    const qsizetype mark = target.indexOf('?');
    asked.path = mark < 0 ? target : target.left(mark);
    asked.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    asked.headers.emplaceBack("apikey", apiKey);
    if (const QByteArray token = tokenFor(who); !token.isEmpty())
        asked.headers.emplaceBack("Authorization", "Bearer " + token);
    for (const auto &[header, value] : request.at("headers").items())
        asked.headers.emplaceBack(QByteArray::fromStdString(header), text(value).toUtf8());
    if (!request.at("body").is_null())
        asked.body = text(request.at("body")).toUtf8();
    return asked;
}

QStringList Transcript::differences(const http::Response &answer) const
{
    QStringList found;
    if (response.at("status") != answer.status)
        found += difference("status", text(response.at("status")), QString::number(answer.status));
    for (const auto &[header, value] : response.at("headers").items()) {
        const QString answered = QString::fromUtf8(answer.header(QByteArray::fromStdString(header)));
        if (!matchesText(text(value), answered))
            found += difference(header.c_str(), text(value), answered);
    }
    return found + bodyDifferences(response.at("body"), answer.body);
}

} // namespace pl::test
