#include "server/main/commands/journalexport.h"

#include <QFile>
#include <QStringDecoder>

namespace pl {

using journal::Entry;
using journal::EntryState;
using nlohmann::json;

namespace {

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.isNull();
}

json contentsOf(const Entry &entry)
{
    json contents = summaryOf(entry);
    if (!entry.sourceId.isNull())
        contents["source_id"] = entry.sourceId.toString(QUuid::WithoutBraces).toStdString();
    if (!entry.externalId.isEmpty())
        contents["external_id"] = entry.externalId.toStdString();
    if (isUtf8(entry.payload))
        contents["payload"] = entry.payload.toStdString();
    else if (!entry.payload.isEmpty())
        contents["payload_base64"] = entry.payload.toBase64().toStdString();
    return contents;
}

Error notWritten(const QFile &file)
{
    return {ErrorCode::Unavailable, QStringLiteral("Can't write %1: %2.").arg(file.fileName(), file.errorString())};
}

} // namespace

json summaryOf(const Entry &entry)
{
    const bool isSettled = entry.state != EntryState::Waiting;
    return {{"kind", entry.kind.toStdString()},
            {"id", QString::fromUtf8(entry.key).toStdString()},
            {"state", enumText(entry.state)},
            {"received_at", entry.receivedAt.toString().toStdString()},
            {"settled_at", isSettled ? json(entry.settledAt.toString().toStdString()) : json()},
            {"reason", entry.reason.isEmpty() ? json() : json(entry.reason.toStdString())}};
}

Result<int> exportJournal(journal::JournalFile &journal, const QString &path, bool all)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return notWritten(file);
    int many = 0;
    journal::JournalFile::Filter filter;
    if (!all)
        filter.states = {EntryState::Waiting, EntryState::SetAside};
    const auto read = journal.read(filter, [&](const Entry &entry) -> Result<> {
        const std::string line = contentsOf(entry).dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
        ++many;
        return file.write(line.data(), qint64(line.size())) < 0 ? Result<>(notWritten(file)) : Result<>();
    });
    if (!file.flush())
        return notWritten(file);
    if (!read && read.error().remoteCode == sqlite::kDamaged)
        return Error{ErrorCode::Internal,
                     QStringLiteral("The journal is damaged. What was readable is in %1 (entries saved: %2).")
                         .arg(path)
                         .arg(many)};
    return read ? Result<int>(many) : read.error();
}

} // namespace pl
