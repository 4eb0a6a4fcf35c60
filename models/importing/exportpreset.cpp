#include "models/importing/exportpreset.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "models/mapping/labels.h"

#include <QFile>

// Outside of any namespace, as Q_INIT_RESOURCE wants it: a static library's resources must be asked for.
static void initImportResources()
{
    Q_INIT_RESOURCE(imports);
}

namespace pl::importing {
namespace {

using nlohmann::json;

QStringList labelsOf(const json &titles, JsonReader &errors)
{
    QStringList labels;
    for (const json &title : titles) {
        labels += mapping::labelOf(jsonText(title));
        if (labels.last().isEmpty())
            errors.addError("known_by", "invalid", QStringLiteral("must be lists of titles"));
    }
    return labels;
}

QList<ExportPreset::Titles> titlesOf(const json &fields, ImportKind kind, JsonReader &errors)
{
    QList<ExportPreset::Titles> all;
    if (!fields.is_object()) {
        errors.addError("leads", "wrong_type", QStringLiteral("must be an object"));
        return all;
    }
    for (const auto &[name, titles] : fields.items()) {
        const auto field = enumFromName<Field>(QString::fromStdString(name));
        if (field && fieldsOf(kind).contains(*field))
            all.append({*field, labelsOf(titles, errors)});
        else
            errors.addError("leads", "invalid", QStringLiteral("has no field %1").arg(QString::fromStdString(name)));
    }
    return all;
}

QList<ExportPreset> readPresets()
{
    initImportResources();
    QList<ExportPreset> presets;
    for (const char *name :
         {"twenty", "espocrm", "hubspot", "salesforce", "jobber", "housecall-pro", "boberdoo", "generic"}) {
        QFile file(QStringLiteral(":/imports/%1.json").arg(QLatin1StringView(name)));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto preset = parseJson(file.readAll(), QLatin1StringView(name)).andThen(&ExportPreset::fromJson);
        if (preset)
            presets += *preset;
        else
            qCritical("The export preset %s can't be read: %s", name, qPrintable(preset.error().message));
    }
    return presets;
}

} // namespace

bool ExportPreset::knows(const QStringList &labels) const
{
    return std::any_of(knownBy.begin(), knownBy.end(), [&labels](const QStringList &wanted) {
        return std::all_of(wanted.begin(), wanted.end(), [&](const QString &label) { return labels.contains(label); });
    });
}

Result<ExportPreset> ExportPreset::fromJson(const json &read)
{
    JsonReader r(read);
    ExportPreset preset;
    preset.title = r.string("title");
    for (const json &titles : r.raw("known_by"))
        preset.knownBy += labelsOf(titles, r);
    preset.leads = titlesOf(r.raw("leads"), ImportKind::Leads, r);
    preset.plumbers = titlesOf(r.raw("plumbers"), ImportKind::Plumbers, r);
    r.refuseUnknown();
    return r.finish(preset);
}

const QList<ExportPreset> &exportPresets()
{
    static const QList<ExportPreset> presets = readPresets();
    return presets;
}

} // namespace pl::importing
