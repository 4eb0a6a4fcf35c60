#include "models/mapping/preset.h"

#include "models/base/jsonreader.h"

#include <QFile>
#include <QMap>

// Outside of any namespace, as Q_INIT_RESOURCE wants it: a static library's resources must be asked for.
static void initSourceResources()
{
    Q_INIT_RESOURCE(sources);
}

namespace pl::mapping {
namespace {

using nlohmann::json;

Authentication authenticationOf(const json &item, JsonReader &errors)
{
    JsonReader r(item);
    Authentication read;
    read.kind = r.enumeration<Authentication::Kind>("kind");
    read.field = r.optionalString("field").value_or(QString());
    read.header = r.optionalString("header").value_or(QString()).toLatin1();
    read.algorithm = r.optionalString("algorithm").value_or(QString()).toLatin1();
    read.encoding = r.optionalString("encoding").value_or(QString()).toLatin1();
    read.prefix = r.optionalString("prefix").value_or(QString()).toLatin1();
    r.refuseUnknown();
    const bool isWhole = read.kind == Authentication::Kind::Hmac
                             ? !read.header.isEmpty() && !read.algorithm.isEmpty() && !read.encoding.isEmpty()
                             : read.kind != Authentication::Kind::Body || !read.field.isEmpty();
    if (!r.errors().isEmpty() || !isWhole)
        errors.addError("authentication", "invalid", QStringLiteral("has an item that is not whole"));
    return read;
}

void readSample(const json &sample, Preset &preset, JsonReader &errors)
{
    if (!sample.is_object() || !sample.contains("body"))
        return errors.addError("sample", "required", QStringLiteral("must have a content type and a body"));
    JsonReader r(sample);
    preset.sampleType = r.string("content_type").toLatin1();
    const json body = r.raw("body");
    preset.sample = body.is_string() ? QByteArray::fromStdString(body.get<std::string>()) : dumpJson(body);
}

QMap<QString, Preset> readAll()
{
    initSourceResources();
    QMap<QString, Preset> presets;
    for (const QString &name : presetNames()) {
        QFile file(QStringLiteral(":/sources/%1.json").arg(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto preset =
            parseJson(file.readAll(), name).andThen([&name](const json &read) { return Preset::fromJson(name, read); });
        if (preset)
            presets[name] = *preset;
        else
            qCritical("The preset %s can't be read: %s", qPrintable(name), qPrintable(preset.error().message));
    }
    return presets;
}

} // namespace

Result<QList<Authentication>> authenticationsOf(const json &list)
{
    const json none = json::object();
    JsonReader errors(none);
    QList<Authentication> read;
    if (!list.is_array())
        errors.addError("authentication", "wrong_type", QStringLiteral("must be a list"));
    else
        for (const json &item : list)
            read += authenticationOf(item, errors);
    return errors.finish(read);
}

Result<Preset> Preset::fromJson(const QString &name, const json &read)
{
    JsonReader r(read);
    Preset preset;
    preset.name = name;
    preset.title = r.string("title");
    preset.steps = r.stringList("steps");
    preset.fetch = r.optionalString("fetch").value_or(QString());
    for (const json &item : r.raw("authentication"))
        preset.authentication += authenticationOf(item, r);
    if (preset.authentication.isEmpty())
        r.addError("authentication", "required", QStringLiteral("is required"));
    readSample(r.raw("sample"), preset, r);
    const auto ids = r.optionalString("fetch_ids");
    const auto path = ids ? Path::parse(*ids) : Result<Path>(Path());
    if (!path || preset.fetch.isEmpty() != !ids)
        r.addError("fetch_ids", "invalid", QStringLiteral("must be a path, beside fetch"));
    preset.fetchIds = path.valueOr({});
    const auto mapping = Mapping::fromJson(r.raw("mapping"));
    if (!mapping)
        r.addError("mapping", "invalid", mapping.error().message);
    preset.mapping = mapping.valueOr({});
    r.refuseUnknown();
    return r.finish(preset);
}

QStringList Preset::idsToFetch(const json &body) const
{
    QStringList ids;
    if (fetchIds.isEmpty())
        return ids;
    const BodyTree tree(body);
    for (const int number : fetchIds.find(tree))
        if (const QString id = tree.text(number); !id.isEmpty() && !ids.contains(id) && ids.size() < 1'000)
            ids += id.left(100);
    return ids;
}

const QStringList &presetNames()
{
    static const QStringList names{
        QStringLiteral("google-ads"),     QStringLiteral("meta"),          QStringLiteral("thumbtack"),
        QStringLiteral("angi"),           QStringLiteral("yelp"),          QStringLiteral("callrail"),
        QStringLiteral("typeform"),       QStringLiteral("jotform"),       QStringLiteral("elementor"),
        QStringLiteral("contact-form-7"), QStringLiteral("gravity-forms"), QStringLiteral("wpforms"),
        QStringLiteral("zapier"),         QStringLiteral("email"),         QStringLiteral("generic")};
    return names;
}

const Preset *presetOf(const QString &name)
{
    static const QMap<QString, Preset> presets = readAll();
    const auto it = presets.constFind(name);
    return it == presets.cend() ? nullptr : &*it;
}

const Mapping &genericMapping()
{
    static const Mapping none;
    const Preset *generic = presetOf(QStringLiteral("generic"));
    return generic ? generic->mapping : none;
}

} // namespace pl::mapping
