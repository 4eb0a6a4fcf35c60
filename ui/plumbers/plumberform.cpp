#include "ui/plumbers/plumberform.h"

#include "models/domain/contactfields.h"
#include "ui/plumbers/servicechecklist.h"
#include "ui/style/metrics.h"
#include "ui/widgets/keeptyped.h"

#include <QComboBox>
#include <QSpinBox>

namespace pl::ui {

namespace {

Plumber forPeople(Plumber plumber)
{
    plumber.phoneNumber = phoneForPeople(plumber.phoneNumber);
    return plumber;
}

} // namespace

PlumberForm::PlumberForm(QWidget *parent)
    : PersonForm(QStringLiteral("ann@pipes.example"), parent)
    , m_radius(new QSpinBox(this))
    , m_cap(new QSpinBox(this))
    , m_notifyBy(new QComboBox(this))
    , m_services(new ServiceChecklist(this))
{
    setObjectName(QStringLiteral("plumberForm"));
    build();
}

void PlumberForm::build()
{
    m_radius->setRange(1, 500);
    m_radius->setSuffix(tr(" mi"));
    m_cap->setRange(0, 1000);
    m_cap->setSpecialValueText(tr("No cap"));
    m_notifyBy->addItem(tr("E-mail, and text message when urgent"), static_cast<int>(NotifyBy::Both));
    m_notifyBy->addItem(tr("E-mail"), static_cast<int>(NotifyBy::Email));
    m_notifyBy->addItem(tr("Text message"), static_cast<int>(NotifyBy::Sms));
    m_notifyBy->addItem(tr("Neither: the office calls"), static_cast<int>(NotifyBy::None));
    addPersonRows();
    addRow({zipField(),
            {tr("Radius"), m_radius, QStringLiteral("service_radius_miles")},
            {tr("Leads per day"), m_cap, QStringLiteral("daily_lead_cap")}});
    addRow({{tr("Notify by"), m_notifyBy, QStringLiteral("notify_by")}});
    addRow({{tr("Services"), m_services, QStringLiteral("services")}});
    setMinimumWidth(scaledPx(this, 520));
}

void PlumberForm::openNew(const QList<Service> &services)
{
    m_plumber.reset();
    m_known = services;
    setHeading(tr("New plumber"), tr("Add plumber"));
    fill({});
    m_before = typed();
    openForm();
}

void PlumberForm::openEdit(const Plumber &plumber, const QList<Service> &services)
{
    m_plumber = plumber;
    m_known = services;
    setHeading(tr("Edit %1").arg(plumber.fullName()), tr("Save"));
    fill(forPeople(plumber));
    m_before = typed();
    openForm();
}

void PlumberForm::rebase(const Plumber &now)
{
    const Plumber mine = typed();
    const Plumber before = std::exchange(m_before, {});
    m_plumber = now;
    fill(forPeople(now));
    m_before = typed();
    Q_EMIT rowShown();
    Plumber merged = m_before;
    keepTyped(merged, mine, before, &Plumber::firstName, &Plumber::lastName, &Plumber::email, &Plumber::phoneNumber,
              &Plumber::zipCode, &Plumber::services, &Plumber::serviceRadiusMiles, &Plumber::dailyLeadCap,
              &Plumber::notifyBy);
    fill(merged);
}

void PlumberForm::fill(const Plumber &plumber)
{
    fillPerson(plumber, plumber.zipCode);
    m_radius->setValue(plumber.serviceRadiusMiles);
    m_cap->setValue(plumber.dailyLeadCap.value_or(0));
    m_notifyBy->setCurrentIndex(m_notifyBy->findData(static_cast<int>(plumber.notifyBy)));
    m_services->setServices(m_known, plumber.services);
}

Plumber PlumberForm::typed() const
{
    Plumber plumber = m_plumber.value_or(Plumber{});
    readPerson(plumber);
    plumber.serviceRadiusMiles = m_radius->value();
    plumber.dailyLeadCap = m_cap->value() == 0 ? std::nullopt : std::optional(m_cap->value());
    plumber.notifyBy = static_cast<NotifyBy>(m_notifyBy->currentData().toInt());
    plumber.services = m_services->services();
    return plumber;
}

bool PlumberForm::changed() const
{
    return !(typed() == m_before);
}

void PlumberForm::submit()
{
    const Result<Plumber> checked = typed().validated();
    if (!checked) {
        showErrors(checked.error());
        return;
    }
    setBusy(true);
    Q_EMIT submitted(*checked);
}

} // namespace pl::ui
