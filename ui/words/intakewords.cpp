#include "ui/words/intakewords.h"

#include <QCoreApplication>

namespace pl::ui {

namespace {

struct IntakeWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::IntakeWords)
};

Tone Colors::*toneOf(IntakeCause cause)
{
    switch (cause) {
    case IntakeCause::Unmapped:
    case IntakeCause::Broken:
        return &Colors::red;
    case IntakeCause::Refused:
    case IntakeCause::OverLimit:
    case IntakeCause::NotFetched:
        return &Colors::amber;
    case IntakeCause::NoLead:
        break;
    }
    return &Colors::slate;
}

} // namespace

QString causeText(IntakeCause cause)
{
    switch (cause) {
    case IntakeCause::Unmapped:
        return IntakeWords::tr("Not mapped");
    case IntakeCause::Broken:
        return IntakeWords::tr("Not readable");
    case IntakeCause::Refused:
        return IntakeWords::tr("Refused");
    case IntakeCause::OverLimit:
        return IntakeWords::tr("Over the limit");
    case IntakeCause::NotFetched:
        return IntakeWords::tr("Not fetched");
    case IntakeCause::NoLead:
        return IntakeWords::tr("Not a lead");
    }
    return {};
}

Chip chipOf(const IntakeItem &item)
{
    if (item.status == IntakeStatus::Retry)
        return {IntakeWords::tr("Trying again"), &Colors::blue};
    return {causeText(item.cause), toneOf(item.cause)};
}

QString sourceText(const QString &name)
{
    return name.isEmpty() ? IntakeWords::tr("A source") : name;
}

QString leadFieldText(mapping::LeadField field)
{
    using mapping::LeadField;
    switch (field) {
    case LeadField::FirstName:
        return IntakeWords::tr("First name");
    case LeadField::LastName:
        return IntakeWords::tr("Last name");
    case LeadField::FullName:
        return IntakeWords::tr("Name");
    case LeadField::Email:
        return IntakeWords::tr("E-mail");
    case LeadField::PhoneNumber:
        return IntakeWords::tr("Phone");
    case LeadField::PhoneExtension:
        return IntakeWords::tr("Extension");
    case LeadField::ServiceNeeded:
        return IntakeWords::tr("Service");
    case LeadField::Urgency:
        return IntakeWords::tr("Urgency");
    case LeadField::ZipCode:
        return IntakeWords::tr("ZIP code");
    case LeadField::Description:
        return IntakeWords::tr("Description");
    case LeadField::Street:
        return IntakeWords::tr("Street");
    case LeadField::City:
        return IntakeWords::tr("City");
    case LeadField::State:
        return IntakeWords::tr("State");
    case LeadField::ExternalId:
        return IntakeWords::tr("Their id");
    case LeadField::Cost:
        return IntakeWords::tr("What it cost");
    }
    return {};
}

QString meaningText(const mapping::Meaning &meaning)
{
    switch (meaning.kind) {
    case mapping::Meaning::Kind::Field:
        return leadFieldText(meaning.field);
    case mapping::Meaning::Kind::TestMark:
        return IntakeWords::tr("Test mark");
    case mapping::Meaning::Kind::NotNeeded:
        return IntakeWords::tr("Not needed");
    }
    return {};
}

} // namespace pl::ui
