#include "tests/support/requestshapes.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace pl::test {

namespace {

using nlohmann::json;

const QString kPrefix = QStringLiteral("/rest/v1/");

/// Columns whose values are the program's own words.
const QSet<QString> kWordColumns{
    QStringLiteral("status"),    QStringLiteral("kind"),          QStringLiteral("channel"),
    QStringLiteral("urgency"),   QStringLiteral("attention"),     QStringLiteral("template"),
    QStringLiteral("type"),      QStringLiteral("closed_reason"), QStringLiteral("failure_code"),
    QStringLiteral("notify_by"), QStringLiteral("cause"),         QStringLiteral("state")};

const QSet<QString> kVerbatim{QStringLiteral("select"), QStringLiteral("order"),   QStringLiteral("limit"),
                              QStringLiteral("offset"), QStringLiteral("columns"), QStringLiteral("on_conflict")};

QString decoded(QByteArray text)
{
    text.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

bool matches(const char *pattern, const QString &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1StringView(pattern))).match(text).hasMatch();
}

constexpr const char *kUuid = "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

QString keyWithoutId(QString key)
{
    static const QRegularExpression uuid{QLatin1StringView(kUuid)};
    return key.replace(uuid, QStringLiteral("{uuid}"));
}

QString personKind(const QString &column, const QString &value)
{
    if (column == u"email" || value.contains(u'@'))
        return QStringLiteral("{email}");
    const bool isPhone = column == u"phone_number" || column == u"recipient" || matches("\\+[0-9]{7,15}", value);
    return isPhone ? QStringLiteral("{phone}") : QStringLiteral("{text}");
}

QString numberKind(const QString &column, const QString &value)
{
    return column.endsWith(u"_cents") && value == u"0" ? value : QStringLiteral("{n}");
}

/// What stands in a shape for one value.
QString placeholder(const QString &column, const QString &value)
{
    if (kWordColumns.contains(column) || matches("true|false|null", value))
        return value;
    if (column == u"key")
        return keyWithoutId(value);
    if (matches(kUuid, value))
        return QStringLiteral("{uuid}");
    if (matches("\\d{4}-\\d\\d-\\d\\d([T ].*)?", value))
        return QStringLiteral("{time}");
    if (column != u"phone_number" && column != u"recipient" && matches("-?\\d+(\\.\\d+)?", value))
        return numberKind(column, value);
    return personKind(column, value);
}

QString unquoted(QString value)
{
    if (value.size() < 2 || !value.startsWith(u'"') || !value.endsWith(u'"'))
        return value;
    static const QRegularExpression escape(QStringLiteral("\\\\(.)"));
    return value.mid(1, value.size() - 2).replace(escape, QStringLiteral("\\1"));
}

/// The parts of "a,(b,c),\"d,e\"": commas in quotes or parentheses part nothing.
QStringList partsOf(const QString &list)
{
    QStringList parts(QString{});
    int depth = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QChar c = list[i];
        if (isQuoted && c == u'\\' && i + 1 < list.size()) {
            parts.last() += c;
            parts.last() += list[++i];
            continue;
        }
        isQuoted = isQuoted != (c == u'"');
        if (!isQuoted)
            depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (c == u',' && depth == 0 && !isQuoted)
            parts += QString();
        else
            parts.last() += c;
    }
    return parts;
}

/// "(a,b)" without what encloses it.
QString inside(const QString &list)
{
    return list.mid(1, list.size() - 2);
}

QString listShape(const QString &column, const QString &list)
{
    QStringList kinds;
    for (const QString &part : partsOf(inside(list)))
        kinds += placeholder(column, unquoted(part));
    kinds.removeDuplicates();
    return u'(' + kinds.join(u',') + u')';
}

json withoutLeaves(const json &value)
{
    json shape = value;
    for (json &member : shape)
        member = member.is_structured() ? withoutLeaves(member) : json("{text}");
    return shape;
}

QString documentShape(const QString &text)
{
    const json document = json::parse(text.toStdString(), nullptr, false);
    return document.is_structured() ? QString::fromStdString(withoutLeaves(document).dump()) : QStringLiteral("{text}");
}

/// "eq.7" and "not.in.(1,2)" without their values.
QString testShape(const QString &column, const QString &test)
{
    static const QRegularExpression form(QStringLiteral("\\A((?:not\\.)?([a-z]+)(?:\\((?:any|all)\\))?\\.)(.*)\\z"),
                                         QRegularExpression::DotMatchesEverythingOption);
    const auto found = form.match(test);
    const QString op = found.captured(2);
    const QString value = found.captured(3);
    if (!found.hasMatch())
        return placeholder(column, test);
    if (op == u"ilike" && column == u"email")
        return found.captured(1) + QStringLiteral("{email}"); // somebody's address, whatever its letters
    if (op == u"is" || op == u"like" || op == u"ilike")
        return test;
    if (op == u"in")
        return found.captured(1) + listShape(column, value);
    if (op == u"cs" || op == u"cd")
        return found.captured(1) + documentShape(value);
    return found.captured(1) + placeholder(column, unquoted(value));
}

QString groupShape(const QString &group)
{
    static const QRegularExpression nested(QStringLiteral("\\A((?:not\\.)?(?:and|or))(\\(.*\\))\\z"));
    QStringList parts;
    for (const QString &part : partsOf(inside(group))) {
        const auto found = nested.match(part);
        const qsizetype dot = part.indexOf(u'.');
        parts += found.hasMatch() ? found.captured(1) + groupShape(found.captured(2))
                                  : part.left(dot + 1) + testShape(part.left(dot), part.mid(dot + 1));
    }
    return u'(' + parts.join(u',') + u')';
}

QString parameterShape(const QString &name, const QString &value)
{
    const QString last = name.section(u'.', -1);
    if (kVerbatim.contains(last))
        return value;
    return last == u"and" || last == u"or" ? groupShape(value) : testShape(last, value);
}

QString targetShape(const QByteArray &target)
{
    const qsizetype mark = target.indexOf('?');
    QStringList parameters;
    if (mark >= 0)
        for (const QByteArray &part : target.mid(mark + 1).split('&')) {
            const qsizetype equals = part.indexOf('=');
            const QString name = decoded(part.left(equals));
            parameters += name + u'=' + parameterShape(name, decoded(part.mid(equals + 1)));
        }
    const QString path = decoded(mark < 0 ? target : target.left(mark));
    QString shape = parameters.isEmpty() ? path : path + u'?' + parameters.join(u'&');
    return shape.replace(u' ', QStringLiteral("%20"));
}

QByteArray headerOf(const supabase::Headers &headers, const char *name)
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

/// What a JWT claims; nobody checks its signature here.
json claimsOf(const QByteArray &token)
{
    const QByteArray payload = QByteArray::fromBase64(token.split('.').value(1), QByteArray::Base64UrlEncoding);
    return json::parse(payload.toStdString(), nullptr, false);
}

QString whoHas(const QByteArray &token)
{
    if (token.startsWith("sb_secret_"))
        return QStringLiteral("service");
    const json claims = claimsOf(token);
    if (!claims.is_object())
        return QStringLiteral("anon");
    const std::string role = claims.value("role", "anon");
    if (role == "service_role")
        return QStringLiteral("service");
    if (role != "authenticated")
        return QStringLiteral("anon");
    const json application = claims.value("app_metadata", json::object());
    return QString::fromStdString(application.is_object() ? application.value("role", "norole") : "norole");
}

QString whoAsks(const supabase::Headers &headers)
{
    const QByteArray bearer = headerOf(headers, "Authorization").mid(qsizetype(qstrlen("Bearer "))).trimmed();
    return whoHas(bearer.isEmpty() ? headerOf(headers, "apikey") : bearer);
}

QStringList columnsOf(const QByteArray &body)
{
    const json content = json::parse(body.toStdString(), nullptr, false);
    const json row = content.is_array() && !content.empty() ? content.front() : content;
    QStringList columns;
    if (row.is_object())
        for (const auto &[column, value] : row.items())
            columns += QString::fromStdString(column);
    columns.sort();
    return columns;
}

QStringList preferencesOf(const supabase::Headers &headers)
{
    QStringList preferences;
    for (const QByteArray &preference : headerOf(headers, "Prefer").split(','))
        if (preference.trimmed().startsWith("count=") || preference.trimmed().startsWith("resolution="))
            preferences += QString::fromLatin1(preference.trimmed());
    preferences.sort();
    return preferences;
}

} // namespace

std::optional<RequestShape> RequestShape::of(const QByteArray &method, const QByteArray &target,
                                             const supabase::Headers &headers, const QByteArray &body)
{
    if (!target.startsWith(kPrefix.toLatin1()))
        return std::nullopt;
    return RequestShape{whoAsks(headers), QString::fromLatin1(method), targetShape(target), columnsOf(body),
                        preferencesOf(headers)};
}

std::optional<RequestShape> RequestShape::fromText(const QString &line)
{
    const QStringList words = line.split(u' ');
    if (words.size() < 3 || !words[2].startsWith(kPrefix))
        return std::nullopt;
    RequestShape shape{words[0], words[1], words[2]};
    for (const QString &word : words.sliced(3)) {
        if (word.startsWith(u'{') && word.endsWith(u'}'))
            shape.columns = inside(word).split(u',');
        else
            shape.preferences += word;
    }
    return shape.text() == line ? std::optional(shape) : std::nullopt;
}

QString RequestShape::text() const
{
    QStringList words{who, method, target};
    if (!columns.isEmpty())
        words += u'{' + columns.join(u',') + u'}';
    return (words + preferences).join(u' ');
}

QString RequestShape::table() const
{
    return target.section(u'?', 0, 0).mid(kPrefix.size());
}

QString withoutColumns(const QString &line)
{
    static const QRegularExpression columns(QStringLiteral(" \\{[a-z_,]*\\}"));
    return QString(line).remove(columns);
}

void RequestShapes::note(const QByteArray &method, const QByteArray &target, const supabase::Headers &headers,
                         const QByteArray &body)
{
    if (const auto shape = RequestShape::of(method, target, headers, body))
        m_lines.insert(shape->text());
}

Result<RequestShapes> RequestShapes::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("Can't read %1: %2.").arg(path, file.errorString())};
    RequestShapes shapes;
    QString before;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (!RequestShape::fromText(line))
            return Error{ErrorCode::InvalidInput, QStringLiteral("This is no shape: %1").arg(line)};
        if (line <= before)
            return Error{ErrorCode::InvalidInput, QStringLiteral("This stands in the wrong place: %1").arg(line)};
        before = line;
        shapes.m_lines.insert(line);
    }
    return shapes;
}

QStringList RequestShapes::lines() const
{
    QStringList lines(m_lines.cbegin(), m_lines.cend());
    lines.sort();
    return lines;
}

QStringList RequestShapes::missingIn(const RequestShapes &others) const
{
    QStringList missing = lines();
    missing.removeIf([&others](const QString &line) { return others.m_lines.contains(line); });
    return missing;
}

} // namespace pl::test
