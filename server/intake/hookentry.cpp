#include "server/intake/hookentry.h"

#include <QCryptographicHash>

namespace pl::intake {
namespace {

/// "2026-11-29"
QByteArray dayOf(Timestamp at)
{
    return at.toDateTime().date().toString(Qt::ISODate).toLatin1();
}

QByteArray head(const HookEntry &entry)
{
    nlohmann::json head{{"source", toJson(entry.sourceId)},
                        {"type", entry.contentType.toPercentEncoding().toStdString()}};
    if (entry.cause) {
        head["cause"] = enumText(*entry.cause);
        head["reason"] = toJson(entry.reason);
    }
    return dumpJson(head);
}

} // namespace

journal::EventSubmission HookEntry::submission(Timestamp receivedAt) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {dayOf(receivedAt), contentType, body})
        hash.addData(part + '\n');
    const QByteArray key = sourceId.toByteArray(QUuid::WithoutBraces) + '.' + hash.result().toHex().first(40);
    return {kKind, key, head(*this) + '\n' + body, receivedAt};
}

Result<HookEntry> HookEntry::of(const journal::Entry &entry)
{
    const qsizetype end = entry.payload.indexOf('\n');
    const auto head = parseJson(entry.payload.first(std::max<qsizetype>(end, 0)), QStringLiteral("The entry"));
    if (!head)
        return head.error();
    JsonReader r(*head);
    HookEntry hook{r.uuid("source"), QByteArray::fromPercentEncoding(r.string("type").toLatin1()),
                   entry.payload.sliced(end + 1)};
    hook.cause = r.optionalEnumeration<IntakeCause>("cause");
    hook.reason = r.optionalString("reason").value_or(QString());
    return r.finish(hook);
}

QUuid itemIdOf(const journal::Entry &entry, const QUuid &source)
{
    return QUuid::createUuidV5(source, "item " + entry.key);
}

QUuid leadIdOf(const QUuid &source, const QUuid &item, int index, const QString &externalId)
{
    if (!externalId.isEmpty())
        return QUuid::createUuidV5(source, "lead " + externalId.toUtf8());
    return QUuid::createUuidV5(item, "lead " + QByteArray::number(index));
}

} // namespace pl::intake
