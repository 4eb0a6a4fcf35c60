#include "ui/plumbers/plumberform.h"

#include "models/domain/contactfields.h"
#include "ui/plumbers/servicechecklist.h"
#include "ui/plumbers/twinnotice.h"
#include "ui/plumbers/workhourseditor.h"
#include "ui/widgets/datefield.h"
#include "ui/widgets/keeptyped.h"

#include <QCheckBox>
#include <QComboBox>
#include <QRegularExpression>
#include <QSpinBox>

// What the form holds; plumberformlayout.cpp builds it.

namespace pl::ui {

namespace {

std::optional<int> capOf(const QSpinBox *box)
{
    return box->value() == 0 ? std::nullopt : std::optional(box->value());
}

std::optional<QDate> dayOf(const DateField *field)
{
    return field->date().isValid() ? std::optional(field->date()) : std::nullopt;
}

QStringList zipCodesOf(const QString &typed)
{
    static const QRegularExpression kApart(QStringLiteral("[\\s,;]+"));
    return typed.split(kApart, Qt::SkipEmptyParts);
}

} // namespace

void PlumberForm::setTwins(const FindTwins &find, const std::function<QString(const QUuid &)> &nameOf)
{
    m_findTwins = find;
    m_nameOf = nameOf;
}

void PlumberForm::openNew(const QList<Service> &services, QDate today)
{
    m_plumber.reset();
    m_known = services;
    setHeading(tr("New plumber"), tr("Add plumber"));
    proposeDays(today);
    fill({});
    m_before = typed();
    openForm();
}

void PlumberForm::openEdit(const Plumber &plumber, const QList<Service> &services, QDate today, const QString &column)
{
    m_plumber = plumber;
    m_known = services;
    setHeading(tr("Edit %1").arg(plumber.fullName()), tr("Save"));
    proposeDays(today);
    fill(forPeople(plumber));
    m_before = typed();
    openForm(column);
}

void PlumberForm::openPause(const Plumber &plumber, const QList<Service> &services, QDate today)
{
    openEdit(plumber, services, today, QStringLiteral("paused_until"));
    m_status->setCurrentIndex(m_status->findData(static_cast<int>(PlumberStatus::Paused)));
    if (!m_pausedUntil->date().isValid())
        m_pausedUntil->propose();
    m_pausedUntil->focusDay();
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
              &Plumber::notifyBy, &Plumber::company, &Plumber::licenseNumber, &Plumber::licenseExpires,
              &Plumber::insuranceExpires, &Plumber::status, &Plumber::pausedUntil, &Plumber::weeklyLeadCap,
              &Plumber::monthlyLeadCap, &Plumber::zipCodes, &Plumber::workHours, &Plumber::language,
              &Plumber::verifiedAt);
    fill(merged);
}

/// As the form shows it: the phone number readable, and a pause that is over as none.
Plumber PlumberForm::forPeople(Plumber plumber) const
{
    plumber.phoneNumber = phoneForPeople(plumber.phoneNumber);
    plumber.status = plumber.statusOn(m_today);
    if (plumber.status != PlumberStatus::Paused)
        plumber.pausedUntil.reset();
    return plumber;
}

void PlumberForm::fill(const Plumber &plumber)
{
    fillPerson(plumber, plumber.zipCode);
    m_company->setText(plumber.company);
    m_language->setCurrentIndex(m_language->findData(plumber.language));
    m_notifyBy->setCurrentIndex(m_notifyBy->findData(static_cast<int>(plumber.notifyBy)));
    m_radius->setValue(plumber.serviceRadiusMiles);
    m_zipCodes->setText(plumber.zipCodes.join(QStringLiteral(", ")));
    m_cap->setValue(plumber.dailyLeadCap.value_or(0));
    m_weekCap->setValue(plumber.weeklyLeadCap.value_or(0));
    m_monthCap->setValue(plumber.monthlyLeadCap.value_or(0));
    m_services->setServices(m_known, plumber.services);
    m_status->setCurrentIndex(m_status->findData(static_cast<int>(plumber.status)));
    m_pausedUntil->setDate(plumber.pausedUntil.value_or(QDate()));
    m_hours->setHours(plumber.workHours);
    m_license->setText(plumber.licenseNumber);
    m_licenseExpires->setDate(plumber.licenseExpires.value_or(QDate()));
    m_insuranceExpires->setDate(plumber.insuranceExpires.value_or(QDate()));
    m_verified->setChecked(plumber.isVerified());
    showTwins();
}

Plumber PlumberForm::typed() const
{
    Plumber plumber = m_plumber.value_or(Plumber{});
    readPerson(plumber);
    plumber.company = m_company->text();
    plumber.language = m_language->currentData().toString();
    plumber.notifyBy = static_cast<NotifyBy>(m_notifyBy->currentData().toInt());
    plumber.serviceRadiusMiles = m_radius->value();
    plumber.zipCodes = zipCodesOf(m_zipCodes->text());
    readWork(plumber);
    readPapers(plumber);
    return plumber;
}

void PlumberForm::readWork(Plumber &plumber) const
{
    plumber.dailyLeadCap = capOf(m_cap);
    plumber.weeklyLeadCap = capOf(m_weekCap);
    plumber.monthlyLeadCap = capOf(m_monthCap);
    plumber.services = m_services->services();
    plumber.status = static_cast<PlumberStatus>(m_status->currentData().toInt());
    plumber.pausedUntil = plumber.status == PlumberStatus::Paused ? dayOf(m_pausedUntil) : std::nullopt;
    plumber.workHours = m_hours->hours();
}

/// The time of a mark that stays is left as it is; of a new one, the database writes it.
void PlumberForm::readPapers(Plumber &plumber) const
{
    plumber.licenseNumber = m_license->text();
    plumber.licenseExpires = dayOf(m_licenseExpires);
    plumber.insuranceExpires = dayOf(m_insuranceExpires);
    if (!m_verified->isChecked())
        plumber.verifiedAt.reset();
    else if (!plumber.verifiedAt)
        plumber.verifiedAt = Timestamp{1};
}

bool PlumberForm::changed() const
{
    return m_hours->fault() || !(typed() == m_before);
}

void PlumberForm::showTwins()
{
    if (!m_findTwins)
        return;
    m_twins->present(m_findTwins(phoneField().text(), emailField().text(), m_plumber ? m_plumber->id : QUuid()),
                     m_nameOf);
    if (isVisible())
        growToFit();
}

void PlumberForm::submit()
{
    const Result<Plumber> checked = typed().validated();
    const auto fault = m_hours->fault();
    if (checked && !fault) {
        setBusy(true);
        Q_EMIT submitted(*checked);
        return;
    }
    Error error = checked ? Error{ErrorCode::InvalidInput, {}} : checked.error();
    if (fault)
        error.fields += *fault;
    showErrors(error);
}

} // namespace pl::ui
