#include "server/backup/manifest.h"

#include "models/base/jsonreader.h"

namespace pl::backup {

namespace {

using nlohmann::json;

struct KnownFile
{
    const char *name;
    bool isSecret;
};

constexpr KnownFile kKnownFiles[] = {{kJournalFile, false},  {kStoreFile, false},       {kDumpFile, false},
                                     {kSettingsFile, false}, {kSourceRatesFile, false}, {kSecretSettingsFile, true},
                                     {kJwtSecretFile, true}, {kLinkSecretFile, true},   {kSourceKeysFile, true}};

const KnownFile *knownFile(const QString &name)
{
    const auto *found = std::find_if(std::begin(kKnownFiles), std::end(kKnownFiles),
                                     [&](const KnownFile &file) { return name == QLatin1StringView(file.name); });
    return found == std::end(kKnownFiles) ? nullptr : found;
}

Error notOurs(const QString &why)
{
    return {ErrorCode::InvalidInput, QStringLiteral("This is not a backup of this program: %1.").arg(why)};
}

json jsonOf(const RowCounts &counts)
{
    json object = json::object();
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        object[count.key().toStdString()] = count.value();
    return object;
}

Result<RowCounts> countsOf(const json &object)
{
    RowCounts counts;
    if (!object.is_object())
        return notOurs(QStringLiteral("its manifest counts no rows"));
    for (const auto &[table, count] : object.items()) {
        if (!count.is_number_integer() || count.get<qint64>() < 0)
            return notOurs(QStringLiteral("its manifest counts rows wrongly"));
        counts.insert(QString::fromStdString(table), count.get<qint64>());
    }
    return counts;
}

bool isHash(const QByteArray &text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<Member> readMember(const json &object)
{
    JsonReader r(object);
    const Member member{r.string("name"), r.integer("size"), r.string("sha256").toLatin1()};
    if (!r.errors().isEmpty() || !isMemberName(member.name) || member.size < 0 || !isHash(member.sha256))
        return notOurs(QStringLiteral("its manifest lists what no backup holds"));
    return member;
}

Result<> readMembers(const json &list, Manifest &manifest)
{
    if (!list.is_array())
        return notOurs(QStringLiteral("its manifest lists no files"));
    for (const json &object : list) {
        const auto member = readMember(object);
        if (!member)
            return member.error();
        const bool fits =
            manifest.content == Content::All || isSecretMember(member->name) == (manifest.content == Content::Secrets);
        if (!fits || manifest.find(member->name))
            return notOurs(QStringLiteral("its manifest lists a file that does not belong there"));
        manifest.members += *member;
    }
    return {};
}

} // namespace

bool isMemberName(const QString &name)
{
    return knownFile(name) != nullptr;
}

bool isSecretMember(const QString &name)
{
    const KnownFile *file = knownFile(name);
    return file && file->isSecret;
}

json Manifest::toJson() const
{
    json list = json::array();
    for (const Member &member : members)
        list.push_back(
            {{"name", member.name.toStdString()}, {"size", member.size}, {"sha256", member.sha256.toStdString()}});
    return {{"format", kFormat},
            {"version", version.toStdString()},
            {"content", enumText(content)},
            {"store", enumText(store)},
            {"taken_at", takenAt.toString().toStdString()},
            {"journal_schema", journalSchema},
            {"store_schema", storeSchema},
            {"journal_rows", jsonOf(journalRows)},
            {"store_rows", jsonOf(storeRows)},
            {"members", list}};
}

Result<Manifest> Manifest::fromJson(const json &object)
{
    JsonReader r(object);
    const qint64 format = r.integer("format");
    if (format > kFormat)
        return Error{ErrorCode::Conflict,
                     QStringLiteral("This backup was written by a newer version of this program. Install that one.")};
    Manifest manifest{.version = r.string("version"),
                      .content = r.enumeration<Content>("content"),
                      .store = r.enumeration<Store>("store"),
                      .takenAt = r.timestamp("taken_at"),
                      .journalSchema = r.integer("journal_schema"),
                      .storeSchema = r.integer("store_schema")};
    if (!r.errors().isEmpty() || format != kFormat)
        return notOurs(QStringLiteral("its manifest is wrong"));
    const auto journalRows = countsOf(r.raw("journal_rows"));
    const auto storeRows = countsOf(r.raw("store_rows"));
    if (!journalRows || !storeRows)
        return journalRows ? storeRows.error() : journalRows.error();
    manifest.journalRows = *journalRows;
    manifest.storeRows = *storeRows;
    if (const auto read = readMembers(r.raw("members"), manifest); !read)
        return read.error();
    return manifest;
}

const Member *Manifest::find(const QString &name) const
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const Member &member) { return member.name == name; });
    return found == members.end() ? nullptr : &*found;
}

/// What it says may be hostile: no sum runs over.
qint64 Manifest::bytes() const
{
    qint64 bytes = 0;
    for (const Member &member : members)
        bytes = member.size > std::numeric_limits<qint64>::max() - bytes ? std::numeric_limits<qint64>::max()
                                                                         : bytes + member.size;
    return bytes;
}

} // namespace pl::backup
