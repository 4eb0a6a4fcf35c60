#include "models/domain/historychain.h"

#include <QCryptographicHash>

namespace pl {
namespace {

QByteArray idText(const std::optional<QUuid> &id)
{
    return id ? id->toByteArray(QUuid::WithoutBraces) : QByteArray();
}

/// A store seals some lines with each lead, so this is done without a detour.
QString sha256(std::initializer_list<QByteArray> lines)
{
    QByteArray text;
    text.reserve(512);
    for (const QByteArray &line : lines)
        text.append(line).append('\n');
    text.chop(1);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace

Result<HistoryLine> HistoryLine::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    HistoryLine line;
    line.leadId = r.uuid("lead_id");
    line.sequence = int(r.optionalInteger("sequence").value_or(0));
    line.previousHash = r.optionalString("previous_hash").value_or(QString());
    line.hash = r.optionalString("hash").value_or(QString());
    line.textHash = r.optionalString("text_hash").value_or(QString());
    line.textSalt = r.optionalUuid("text_salt");
    line.at = r.timestamp("at");
    line.kind = r.string("kind");
    line.actor = r.string("actor");
    line.plumberId = r.optionalUuid("plumber_id");
    line.note = r.optionalString("note");
    line.detail = r.optionalString("detail_text");
    return r.finish(line);
}

QByteArray HistoryLine::columns()
{
    return "lead_id,sequence,previous_hash,hash,text_hash,text_salt,at,kind,actor,plumber_id,note,"
           "detail_text:detail::text";
}

QString historyStart(const QUuid &leadId)
{
    return sha256({idText(leadId)});
}

QString historyTextHash(const HistoryLine &line)
{
    return sha256(
        {idText(line.textSalt), line.detail.value_or(QString()).toUtf8(), line.note.value_or(QString()).toUtf8()});
}

QString historyHash(const HistoryLine &line)
{
    return sha256({line.previousHash.toUtf8(), idText(line.leadId), QByteArray::number(line.sequence),
                   QByteArray::number(line.at.micros), line.kind.toUtf8(), idText(line.plumberId),
                   line.textHash.toUtf8(), "history1", line.actor.toUtf8()});
}

} // namespace pl
