#include "models/importing/columnguess.h"

#include "models/importing/exportpreset.h"
#include "models/mapping/labels.h"

#include <QCryptographicHash>

namespace pl::importing {
namespace {

QStringList headerLabels(const QStringList &header)
{
    QStringList labels;
    for (const QString &title : header)
        labels += mapping::labelOf(title);
    return labels;
}

/// The column that one of the titles fits best and that has no field yet; -1 when there is none.
qsizetype bestColumn(const QStringList &titles, const QStringList &labels, const QList<Field> &taken)
{
    for (const QString &title : titles)
        for (qsizetype i = 0; i < labels.size(); ++i)
            if (labels.at(i) == title && taken.at(i) == Field::Ignore)
                return i;
    return -1;
}

void guessBy(const ExportPreset &preset, ImportKind kind, const QStringList &labels, QList<Field> &fields)
{
    for (const ExportPreset::Titles &titles : preset.of(kind)) {
        const bool isName = titles.field == Field::FullName;
        const bool hasIt = fields.contains(titles.field) || (isName && fields.contains(Field::FirstName));
        const qsizetype column = hasIt ? -1 : bestColumn(titles.labels, labels, fields);
        if (column >= 0)
            fields[column] = titles.field;
    }
}

const ExportPreset *presetKnowing(const QStringList &labels, ImportKind kind)
{
    for (const ExportPreset &preset : exportPresets())
        if (!preset.of(kind).isEmpty() && preset.knows(labels))
            return &preset;
    return nullptr;
}

} // namespace

QList<Field> fieldsOf(ImportKind kind)
{
    const QList<Field> person{Field::Ignore, Field::FullName, Field::FirstName, Field::LastName,
                              Field::Email,  Field::Phone,    Field::Zip};
    if (kind == ImportKind::Plumbers)
        return person + QList{Field::Company,       Field::Services,       Field::Radius,           Field::ZipCodes,
                              Field::DailyCap,      Field::WeeklyCap,      Field::MonthlyCap,       Field::NotifyBy,
                              Field::LicenseNumber, Field::LicenseExpires, Field::InsuranceExpires, Field::Status};
    return person + QList{Field::PhoneExtension,  Field::Street,    Field::City,         Field::State,
                          Field::Service,         Field::Urgency,   Field::Description,  Field::Note,
                          Field::CreatedAt,       Field::Status,    Field::ClosedReason, Field::CompletedAt,
                          Field::AssignedPlumber, Field::ExternalId};
}

QList<Field> guessColumns(const QStringList &header, ImportKind kind)
{
    const QStringList labels = headerLabels(header);
    QList<Field> fields(header.size(), Field::Ignore);
    if (const ExportPreset *preset = presetKnowing(labels, kind))
        guessBy(*preset, kind, labels, fields);
    if (!exportPresets().isEmpty())
        guessBy(exportPresets().last(), kind, labels, fields);
    return fields;
}

QString exporterOf(const QStringList &header, ImportKind kind)
{
    const ExportPreset *preset = presetKnowing(headerLabels(header), kind);
    return preset ? preset->title : QString();
}

QString headerKey(const QStringList &header, ImportKind kind)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray(kind == ImportKind::Leads ? "leads" : "plumbers"));
    for (const QString &label : headerLabels(header))
        hash.addData('\n' + label.toUtf8());
    return QString::fromLatin1(hash.result().toHex().first(32));
}

} // namespace pl::importing
