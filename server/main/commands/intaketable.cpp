#include "server/main/commands/intaketable.h"

#include "models/base/visibletext.h"
#include "server/main/commands/storecommand.h"

namespace pl {

using nlohmann::json;

namespace {

constexpr qsizetype kMaxReason = 100;

QString oneLine(const QString &text)
{
    const QString line = terminalText(text).simplified();
    return line.size() > kMaxReason ? line.left(kMaxReason - 1) + u'…' : line;
}

json jsonOf(const IntakeItem &item, const QString &source)
{
    return {{"id", toJson(item.id)},
            {"source", toJson(source)},
            {"received_at", toJson(item.receivedAt.toString())},
            {"cause", enumText(item.cause)},
            {"reason", toJson(item.reason)},
            {"status", enumText(item.status)},
            {"lead_id", toJson(item.leadId)}};
}

QByteArray bodyText(const IntakeItem &item, const IntakeBody &body)
{
    if (item.erasedAt)
        return "The body was erased on " + printedTime(*item.erasedAt).toUtf8() + ".\n";
    if (body.toJson()["body_encoding"] != "text")
        return QStringLiteral("%1 bytes came that are no text; --json prints them as base64.\n")
            .arg(body.bytes.size())
            .toUtf8();
    return terminalText(QString::fromUtf8(body.bytes)).trimmed().toUtf8() + '\n';
}

} // namespace

SourceNames sourceNamesOf(const json &rows)
{
    SourceNames names;
    for (const json &row : rows) {
        JsonReader reader(row);
        names.insert(reader.uuid("id"), reader.string("name"));
    }
    return names;
}

json itemList(const QList<IntakeItem> &items, const SourceNames &names)
{
    json list = json::array();
    for (const IntakeItem &item : items)
        list.push_back(jsonOf(item, names.value(item.sourceId)));
    return list;
}

QByteArray itemTable(const QList<IntakeItem> &items, const SourceNames &names)
{
    QList<QStringList> table{{QStringLiteral("ID"), QStringLiteral("SOURCE"), QStringLiteral("RECEIVED"),
                              QStringLiteral("STATUS"), QStringLiteral("CAUSE"), QStringLiteral("REASON")}};
    for (const IntakeItem &item : items)
        table.append({item.id.toString(QUuid::WithoutBraces), oneLine(names.value(item.sourceId)),
                      printedTime(item.receivedAt), QString(enumName(item.status)), QString(enumName(item.cause)),
                      oneLine(item.reason)});
    return printedTable(table);
}

json itemDetails(const IntakeItem &item, const json &row, const QString &source, const json &preview)
{
    json details = jsonOf(item, source);
    details["content_type"] = toJson(item.contentType);
    details["is_test"] = item.isTest;
    details["note"] = toJson(item.note);
    details["settled_at"] = toJson(item.settledAt);
    details["settled_by"] = toJson(item.settledBy);
    details["erased_at"] = toJson(item.erasedAt);
    details["body"] = row.value("body", json());
    details["body_encoding"] = row.value("body_encoding", json());
    details["preview"] = preview;
    return details;
}

QByteArray itemText(const IntakeItem &item, const IntakeBody &body, const QString &source)
{
    QList<QStringList> rows{{QStringLiteral("id"), item.id.toString(QUuid::WithoutBraces)},
                            {QStringLiteral("source"), oneLine(source)},
                            {QStringLiteral("received"), printedTime(item.receivedAt)},
                            {QStringLiteral("status"), QString(enumName(item.status))},
                            {QStringLiteral("cause"), QString(enumName(item.cause))},
                            {QStringLiteral("reason"), terminalText(item.reason).simplified()},
                            {QStringLiteral("type"), oneLine(item.contentType)}};
    if (item.leadId)
        rows.append({QStringLiteral("lead"), item.leadId->toString(QUuid::WithoutBraces)});
    if (item.note)
        rows.append({QStringLiteral("note"), terminalText(*item.note).simplified()});
    if (item.settledAt)
        rows.append(
            {QStringLiteral("settled"), printedTime(*item.settledAt) + u' ' + item.settledBy.value_or(QString())});
    return printedTable(rows) + '\n' + bodyText(item, body) + '\n';
}

QString terminalText(const QString &text)
{
    QString plain = withoutInvisible(text);
    for (QChar &c : plain)
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = QChar::ReplacementCharacter;
    return plain;
}

} // namespace pl
