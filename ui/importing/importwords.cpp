#include "ui/importing/importwords.h"

#include "ui/words/moments.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct ImportText
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ImportText)
};

QString columnText(const QString &column)
{
    if (column == u"assigned_plumber_id")
        return importFieldText(importing::Field::AssignedPlumber);
    const auto field = enumFromName<importing::Field>(column);
    return field ? importFieldText(*field) : fieldText(column);
}

QString personFieldText(importing::Field field)
{
    using importing::Field;
    const QHash<Field, QString> texts{{Field::Ignore, ImportText::tr("Don’t import")},
                                      {Field::FullName, ImportText::tr("Full name")},
                                      {Field::FirstName, ImportText::tr("First name")},
                                      {Field::LastName, ImportText::tr("Last name")},
                                      {Field::Email, ImportText::tr("E-mail")},
                                      {Field::Phone, ImportText::tr("Phone")},
                                      {Field::PhoneExtension, ImportText::tr("Extension")},
                                      {Field::Street, ImportText::tr("Street")},
                                      {Field::City, ImportText::tr("City")},
                                      {Field::State, ImportText::tr("State")},
                                      {Field::Zip, ImportText::tr("ZIP code")},
                                      {Field::Note, ImportText::tr("Add to the description")},
                                      {Field::Status, ImportText::tr("Status")}};
    return texts.value(field);
}

} // namespace

QString importFieldText(importing::Field field)
{
    using importing::Field;
    const QHash<Field, QString> texts{{Field::Service, ImportText::tr("Service")},
                                      {Field::Urgency, ImportText::tr("Urgency")},
                                      {Field::Description, ImportText::tr("Description")},
                                      {Field::ExternalId, ImportText::tr("ID in the other program")},
                                      {Field::CreatedAt, ImportText::tr("Received on")},
                                      {Field::ClosedReason, ImportText::tr("Reason for closing")},
                                      {Field::CompletedAt, ImportText::tr("Completed on")},
                                      {Field::AssignedPlumber, ImportText::tr("Plumber")},
                                      {Field::Services, ImportText::tr("Services")},
                                      {Field::Radius, ImportText::tr("Radius in miles")},
                                      {Field::DailyCap, ImportText::tr("Daily cap")},
                                      {Field::WeeklyCap, ImportText::tr("Weekly cap")},
                                      {Field::MonthlyCap, ImportText::tr("Monthly cap")},
                                      {Field::Company, ImportText::tr("Company")},
                                      {Field::LicenseNumber, ImportText::tr("License number")},
                                      {Field::LicenseExpires, ImportText::tr("License expires")},
                                      {Field::InsuranceExpires, ImportText::tr("Insurance expires")},
                                      {Field::ZipCodes, ImportText::tr("Further ZIP codes")},
                                      {Field::NotifyBy, ImportText::tr("Notified by")}};
    const QString own = texts.value(field);
    return own.isEmpty() ? personFieldText(field) : own;
}

QString rowErrorText(const Error &error)
{
    QStringList sentences;
    for (const FieldError &field : error.fields)
        sentences +=
            ImportText::tr("%1 %2", "a field and what is wrong with it").arg(columnText(field.field), field.detail);
    return sentences.isEmpty() ? error.message : sentences.join(QStringLiteral("; "));
}

QString checkedRowText(const importing::CheckedRow &row)
{
    using State = importing::CheckedRow::State;
    switch (row.state) {
    case State::New:
        return ImportText::tr("New");
    case State::Changes:
        return ImportText::tr("Changes %1").arg(row.matchedName);
    case State::Same:
        return ImportText::tr("No changes for %1").arg(row.matchedName);
    case State::Duplicate:
        return row.sameAsLine > 0 ? ImportText::tr("Same as line %1").arg(numberText(row.sameAsLine))
                                  : ImportText::tr("Already here: %1").arg(row.matchedName);
    case State::Wrong:
        return rowErrorText(row.error);
    }
    return {};
}

QString rowsText(qint64 count, ImportKind kind)
{
    return kind == ImportKind::Leads ? leadsText(count) : plumbersText(count);
}

QString outcomeText(const ImportOutcome &outcome, ImportKind kind)
{
    if (outcome.cancelled && outcome.added + outcome.changed == 0)
        return ImportText::tr("Import canceled. Nothing was changed.");
    QStringList parts;
    if (outcome.cancelled)
        parts += ImportText::tr("Import canceled. %1 stayed.").arg(rowsText(outcome.added, kind));
    else if (outcome.added > 0 || outcome.changed == 0)
        parts += ImportText::tr("%1 imported.").arg(rowsText(outcome.added, kind));
    if (outcome.changed > 0)
        parts += ImportText::tr("%1 changed.").arg(rowsText(outcome.changed, kind));
    if (!outcome.faults.empty())
        parts += ImportText::tr("%Ln line(s) were refused.", nullptr, int(outcome.faults.size()));
    return parts.join(u' ');
}

QString undoneText(const ImportUndo &undo)
{
    QString text = undo.cancelled
                       ? ImportText::tr("Undoing stopped. %Ln row(s) taken back so far.", nullptr, undo.undone)
                       : ImportText::tr("Import undone: %Ln row(s) taken back.", nullptr, undo.undone);
    if (undo.kept > 0)
        text +=
            u' ' + ImportText::tr("%Ln row(s) kept because somebody used or changed them since.", nullptr, undo.kept);
    return text;
}

QString importRecordText(const ImportRecord &record, const QString &ownEmail, Timestamp now)
{
    const QString who =
        record.createdBy.isEmpty() ? ImportText::tr("the server") : actorName(record.createdBy, ownEmail);
    const QString rows = rowsText(record.total, record.kind);
    const QString when = momentText(record.createdAt, now);
    switch (record.state) {
    case ImportState::Running:
        return ImportText::tr("%1: stopped after %2 of %3, by %4, %5")
            .arg(record.fileName, numberText(record.done), rows, who, when);
    case ImportState::Done:
        return ImportText::tr("%1: %2, by %3, %4").arg(record.fileName, rows, who, when);
    case ImportState::Undoing:
        return ImportText::tr("%1: undoing stopped, by %2, %3").arg(record.fileName, who, when);
    case ImportState::Undone:
        break;
    }
    return ImportText::tr("%1: undone, by %2, %3").arg(record.fileName, who, when);
}

} // namespace pl::ui
