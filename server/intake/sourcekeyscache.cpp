#include "server/intake/sourcekeyscache.h"

#include "models/base/jsonreader.h"

#include <QFile>
#include <QSaveFile>

namespace pl::intake {

SourcesByHash SourceKeysCache::read() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto content = parseJson(file.readAll(), m_file).valueOr(nlohmann::json());
    if (!content.is_object() || content.value("store", nlohmann::json()) != toJson(m_store))
        return {};
    const nlohmann::json rows = content.value("sources", nlohmann::json());
    if (!rows.is_array())
        return {};
    SourcesByHash sources;
    for (const nlohmann::json &row : rows) {
        JsonReader reader(row);
        const QByteArray hash = reader.string("key_hash").toLatin1();
        const auto source = Source::fromJson(row);
        if (!source || hash.isEmpty())
            return {};
        sources.insert(hash, *source);
    }
    return sources;
}

Result<> SourceKeysCache::write(const SourcesByHash &sources) const
{
    auto rows = nlohmann::json::array();
    for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
        rows.push_back(source->toJson());
        rows.back()["key_hash"] = source.key().toStdString();
    }
    const QByteArray content = dumpJson({{"store", toJson(m_store)}, {"sources", rows}});
    QSaveFile file(m_file);
    const bool isOpen = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isOpen || file.write(content) != content.size() || !file.commit())
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't write %1: %2.").arg(m_file, file.errorString())};
    return {};
}

} // namespace pl::intake
