#include "models/importing/filerow.h"
#include "models/importing/valuewords.h"

#include "models/base/jsonmember.h"
#include "models/domain/newlead.h"
#include "models/mapping/sentvalues.h"
#include "models/mapping/wordtable.h"

#include <QCoreApplication>

namespace pl::importing {
namespace {

struct LeadRowWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::LeadRow)
};

std::optional<QString> unlessEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

Urgency urgencyOf(FileRow &row)
{
    const QString sent = row.text(Field::Urgency);
    const auto meant = mapping::urgencyMeant(sent, {});
    if (!meant && !sent.isEmpty())
        row.addInvalid("urgency", LeadRowWords::tr("must be today, this week, or this month"));
    return meant.value_or(Urgency::Week);
}

/// What the file says, not yet checked.
NewLead leadOf(FileRow &row)
{
    NewLead lead;
    lead.firstName = mapping::line(row.firstName(), 1000);
    lead.lastName = mapping::line(row.lastName(), 1000);
    lead.email = row.email();
    lead.phoneNumber = row.text(Field::Phone);
    const QString service = mapping::line(row.text(Field::Service), 1000);
    lead.serviceNeeded = mapping::serviceMeant(service, {}, row.rules().services).value_or(service);
    lead.urgency = urgencyOf(row);
    lead.zipCode = unlessEmpty(row.zip());
    const QString description = row.text(Field::Description);
    const QString notes = row.notes();
    lead.description =
        unlessEmpty(description.isEmpty() || notes.isEmpty() ? description + notes : description + u'\n' + notes);
    lead.externalId = unlessEmpty(mapping::line(row.text(Field::ExternalId), 1000));
    lead.street = unlessEmpty(mapping::line(row.text(Field::Street), 1000));
    lead.city = unlessEmpty(mapping::line(row.text(Field::City), 1000));
    lead.state = unlessEmpty(mapping::line(row.text(Field::State), 1000));
    lead.phoneExtension = unlessEmpty(mapping::line(row.text(Field::PhoneExtension), 1000));
    return lead;
}

std::optional<QUuid> plumberOf(FileRow &row, const KnownRows &known)
{
    const QString sent = row.text(Field::AssignedPlumber);
    if (sent.isEmpty())
        return std::nullopt;
    const auto plumber = known.plumber(sent);
    if (!plumber)
        row.addInvalid(
            "assigned_plumber_id",
            LeadRowWords::tr("must be the e-mail address, phone number or full name of one of your plumbers"));
    return plumber;
}

std::optional<ClosedReason> reasonOf(FileRow &row)
{
    const QString sent = row.text(Field::ClosedReason);
    const auto meant = leadStatusMeant(sent);
    if (sent.isEmpty() || (meant && meant->reason))
        return meant ? meant->reason : std::nullopt;
    row.addInvalid("closed_reason", LeadRowWords::tr("must be done, invalid, duplicate, or lost"));
    return std::nullopt;
}

/// Which way a lead went: a plumber without a status was assigned, an end without a status is one.
StatusMeant statusOf(FileRow &row, bool hasPlumber, bool hasEnd)
{
    const QString sent = row.text(Field::Status);
    const auto meant = leadStatusMeant(sent);
    if (!meant && !sent.isEmpty())
        row.addInvalid("status", LeadRowWords::tr("must be new, assigned, or completed"));
    StatusMeant status =
        meant.value_or(hasEnd ? StatusMeant{LeadStatus::Completed, ClosedReason::Done}
                              : StatusMeant{hasPlumber ? LeadStatus::Assigned : LeadStatus::New, std::nullopt});
    if (status.status == LeadStatus::Assigned && !hasPlumber)
        status.status = LeadStatus::New; // nobody here has it
    if (status.status == LeadStatus::New && hasPlumber)
        status.status = LeadStatus::Assigned;
    return status;
}

/// What only a new row has.
void addCourse(FileRow &row, const KnownRows &known, nlohmann::json &columns)
{
    auto created = row.moment(Field::CreatedAt, "created_at");
    auto completed = row.moment(Field::CompletedAt, "completed_at");
    const auto plumber = plumberOf(row, known);
    const auto reason = reasonOf(row);
    const StatusMeant status = statusOf(row, plumber.has_value(), completed || reason);
    // It came before it ended, whenever that was.
    if (!created && status.status == LeadStatus::Completed)
        created = completed;
    if (created)
        columns["created_at"] = toJson(created);
    columns["status"] = enumText(status.status);
    if (plumber)
        columns["assigned_plumber_id"] = toJson(plumber);
    if (status.status != LeadStatus::Completed)
        return;
    columns["closed_reason"] = enumText(reason.value_or(status.reason.value_or(ClosedReason::Done)));
    if (completed && created && *completed < *created)
        completed = created;
    if (completed)
        columns["completed_at"] = toJson(completed);
}

/// The columns that the file's row may change in one that is there: those with a value.
QStringList givenOf(FileRow &row, const nlohmann::json &columns)
{
    QStringList given;
    for (const auto &[name, value] : columns.items())
        if (name != "external_id" && name != "urgency" && !(value.is_string() && jsonText(value).isEmpty()))
            given += QString::fromStdString(name);
    if (!row.text(Field::Urgency).isEmpty())
        given += QStringLiteral("urgency");
    return given;
}

} // namespace

Result<RowColumns> leadColumns(FileRow &row, const KnownRows &known)
{
    const auto lead = leadOf(row).validated();
    if (!lead)
        for (const FieldError &error : lead.error().fields)
            row.errors().add(error);
    RowColumns found;
    if (lead) {
        found.columns = lead->toJson();
        found.given = givenOf(row, found.columns);
        found.email = lead->email;
        found.phone = lead->phoneNumber;
        found.externalId = lead->externalId.value_or(QString());
    }
    addCourse(row, known, found.columns);
    return row.errors().finish(found);
}

} // namespace pl::importing
