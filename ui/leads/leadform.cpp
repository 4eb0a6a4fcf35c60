#include "ui/leads/leadform.h"

#include "models/domain/contactfields.h"
#include "ui/leads/servicecombobox.h"
#include "ui/style/metrics.h"
#include "ui/widgets/keeptyped.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace pl::ui {

namespace {

NewLead fieldsForPeople(const Lead &lead)
{
    NewLead fields = NewLead::of(lead);
    fields.phoneNumber = phoneForPeople(fields.phoneNumber);
    return fields;
}

std::optional<QString> textIn(const QLineEdit *field)
{
    const QString text = field->text().trimmed();
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace

LeadForm::LeadForm(QWidget *parent)
    : PersonForm(QStringLiteral("maria@example.com"), parent)
    , m_service(new ServiceComboBox(this))
    , m_urgency(new QComboBox(this))
    , m_description(new QPlainTextEdit(this))
    , m_extension(new QLineEdit(this))
    , m_street(new QLineEdit(this))
    , m_city(new QLineEdit(this))
    , m_state(new QLineEdit(this))
{
    setObjectName(QStringLiteral("leadForm"));
    build();
}

void LeadForm::build()
{
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        m_urgency->addItem(urgencyText(urgency), static_cast<int>(urgency));
    m_description->setPlaceholderText(tr("In the customer's own words"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(scaledPx(this, 84));
    addPersonRows({tr("Ext."), m_extension, QStringLiteral("phone_extension")});
    addWords(tr("A phone number or an e-mail address is enough. Leave empty what you don't know."));
    addRow({{tr("Service"), m_service, QStringLiteral("service_needed")}});
    addRow({{tr("Urgency"), m_urgency, QStringLiteral("urgency")}, zipField()});
    addRow({{tr("Description"), m_description, QStringLiteral("description")}});
    addRow({{tr("Street"), m_street, QStringLiteral("street"), 3},
            {tr("City"), m_city, QStringLiteral("city"), 2},
            {tr("State"), m_state, QStringLiteral("state")}});
    setMinimumWidth(scaledPx(this, 480));
}

void LeadForm::openNew(const QList<Service> &services)
{
    NewLead empty;
    empty.urgency = Urgency::Day;
    m_isFromElsewhere = false;
    openFilled(services, empty);
}

void LeadForm::openNew(const QList<Service> &services, const NewLead &known)
{
    m_isFromElsewhere = true;
    openFilled(services, known);
}

std::optional<QString> LeadForm::draftSubject() const
{
    if (m_lead)
        return m_lead->id.toString(QUuid::WithoutBraces);
    return m_isFromElsewhere ? std::nullopt : std::optional(QString());
}

void LeadForm::openFilled(const QList<Service> &services, const NewLead &known)
{
    m_lead.reset();
    m_known = services;
    setHeading(tr("New lead"), tr("Add lead"));
    NewLead fields = known;
    fields.phoneNumber = phoneForPeople(known.phoneNumber);
    fill(fields);
    m_before = typed();
    openForm();
}

void LeadForm::openEdit(const Lead &lead, const QList<Service> &services, const QString &column)
{
    m_lead = lead;
    m_known = services;
    setHeading(tr("Edit %1").arg(leadName(lead)), tr("Save"));
    fill(fieldsForPeople(lead));
    m_before = typed();
    openForm(column);
}

void LeadForm::rebase(const Lead &now)
{
    const NewLead mine = typed();
    const NewLead before = std::exchange(m_before, {});
    m_lead = now;
    fill(fieldsForPeople(now));
    m_before = typed();
    Q_EMIT rowShown();
    NewLead merged = m_before;
    keepTyped(merged, mine, before, &NewLead::firstName, &NewLead::lastName, &NewLead::email, &NewLead::phoneNumber,
              &NewLead::serviceNeeded, &NewLead::urgency, &NewLead::zipCode, &NewLead::description,
              &NewLead::phoneExtension, &NewLead::street, &NewLead::city, &NewLead::state);
    fill(merged);
}

void LeadForm::fill(const NewLead &fields)
{
    fillPerson(fields, fields.zipCode.value_or(QString()));
    m_service->setServices(m_known, fields.serviceNeeded);
    m_urgency->setCurrentIndex(m_urgency->findData(static_cast<int>(fields.urgency)));
    m_description->setPlainText(fields.description.value_or(QString()));
    m_extension->setText(fields.phoneExtension.value_or(QString()));
    m_street->setText(fields.street.value_or(QString()));
    m_city->setText(fields.city.value_or(QString()));
    m_state->setText(fields.state.value_or(QString()));
}

NewLead LeadForm::typed() const
{
    NewLead fields;
    readPerson(fields);
    fields.serviceNeeded = m_service->service();
    fields.urgency = static_cast<Urgency>(m_urgency->currentData().toInt());
    fields.description = m_description->toPlainText();
    fields.phoneExtension = textIn(m_extension);
    fields.street = textIn(m_street);
    fields.city = textIn(m_city);
    fields.state = textIn(m_state);
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
                            tr("must be chosen from the list: type part of its name and pick one")};
    if (!problems.fields.isEmpty()) {
        showErrors(problems);
        return;
    }
    setBusy(true);
    Q_EMIT submitted(*checked);
}

} // namespace pl::ui
