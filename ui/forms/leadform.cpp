#include "ui/forms/leadform.h"

#include "models/domain/contactfields.h"
#include "ui/common/metrics.h"
#include "ui/common/words.h"
#include "ui/forms/keeptyped.h"
#include "ui/forms/servicecombobox.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace pl::ui {

namespace {

NewLead fieldsOf(const Lead &lead)
{
    NewLead fields;
    fields.firstName = lead.firstName;
    fields.lastName = lead.lastName;
    fields.email = lead.email;
    fields.phoneNumber = phoneForPeople(lead.phoneNumber);
    fields.serviceNeeded = lead.serviceNeeded;
    fields.urgency = lead.urgency;
    fields.zipCode = lead.zipCode;
    fields.description = lead.description;
    fields.externalId = lead.externalId;
    return fields;
}

} // namespace

LeadForm::LeadForm(QWidget *parent)
    : FormDialog(parent)
    , m_firstName(new QLineEdit(this))
    , m_lastName(new QLineEdit(this))
    , m_phone(new QLineEdit(this))
    , m_email(new QLineEdit(this))
    , m_zip(new QLineEdit(this))
    , m_service(new ServiceComboBox(this))
    , m_urgency(new QComboBox(this))
    , m_description(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("leadForm"));
    build();
}

void LeadForm::build()
{
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        m_urgency->addItem(urgencyText(urgency), static_cast<int>(urgency));
    m_phone->setPlaceholderText(QStringLiteral("(512) 555-0143"));
    m_email->setPlaceholderText(QStringLiteral("maria@example.com"));
    m_zip->setPlaceholderText(QStringLiteral("78701"));
    m_description->setPlaceholderText(tr("In the customer's own words"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(scaledPx(this, 84));
    addRow({{tr("First name"), m_firstName, QStringLiteral("first_name")},
            {tr("Last name"), m_lastName, QStringLiteral("last_name")}});
    addRow({{tr("Phone"), m_phone, QStringLiteral("phone_number")}, {tr("E-mail"), m_email, QStringLiteral("email")}});
    addRow({{tr("Service"), m_service, QStringLiteral("service_needed")}});
    addRow(
        {{tr("Urgency"), m_urgency, QStringLiteral("urgency")}, {tr("ZIP code"), m_zip, QStringLiteral("zip_code")}});
    addRow({{tr("Description"), m_description, QStringLiteral("description")}});
    setMinimumWidth(scaledPx(this, 480));
}

void LeadForm::openNew(const QList<Service> &services)
{
    m_lead.reset();
    m_known = services;
    NewLead empty;
    empty.urgency = Urgency::Day;
    setHeading(tr("New lead"), tr("Add lead"));
    fill(empty);
    m_before = typed();
    openForm();
}

void LeadForm::openEdit(const Lead &lead, const QList<Service> &services)
{
    m_lead = lead;
    m_known = services;
    setHeading(tr("Edit %1").arg(lead.fullName()), tr("Save"));
    fill(fieldsOf(lead));
    m_before = typed();
    openForm();
}

void LeadForm::rebase(const Lead &now)
{
    const NewLead mine = typed();
    const NewLead before = std::exchange(m_before, {});
    m_lead = now;
    fill(fieldsOf(now));
    m_before = typed();
    NewLead merged = m_before;
    keepTyped(merged, mine, before, &NewLead::firstName, &NewLead::lastName, &NewLead::email, &NewLead::phoneNumber,
              &NewLead::serviceNeeded, &NewLead::urgency, &NewLead::zipCode, &NewLead::description);
    fill(merged);
}

void LeadForm::fill(const NewLead &fields)
{
    m_firstName->setText(fields.firstName);
    m_lastName->setText(fields.lastName);
    m_phone->setText(fields.phoneNumber);
    m_email->setText(fields.email);
    m_zip->setText(fields.zipCode.value_or(QString()));
    m_service->setServices(m_known, fields.serviceNeeded);
    m_urgency->setCurrentIndex(m_urgency->findData(static_cast<int>(fields.urgency)));
    m_description->setPlainText(fields.description.value_or(QString()));
}

NewLead LeadForm::typed() const
{
    NewLead fields;
    fields.firstName = m_firstName->text();
    fields.lastName = m_lastName->text();
    fields.email = m_email->text();
    fields.phoneNumber = m_phone->text();
    fields.serviceNeeded = m_service->service();
    fields.urgency = static_cast<Urgency>(m_urgency->currentData().toInt());
    fields.zipCode = m_zip->text();
    fields.description = m_description->toPlainText();
    if (m_lead)
        fields.externalId = m_lead->externalId;
    return fields;
}

bool LeadForm::changed() const
{
    return !(typed() == m_before);
}

void LeadForm::submit()
{
    const Result<NewLead> checked = typed().validated();
    Error problems = checked ? Error{ErrorCode::InvalidInput, {}} : checked.error();
    if (!m_service->service().isEmpty() && !m_service->isKnown())
        problems.fields += {QStringLiteral("service_needed"), QStringLiteral("unknown"),
                            tr("must be one of the list: type a part of its name and choose")};
    if (!problems.fields.isEmpty()) {
        showErrors(problems);
        return;
    }
    setBusy(true);
    Q_EMIT submitted(*checked);
}

} // namespace pl::ui
