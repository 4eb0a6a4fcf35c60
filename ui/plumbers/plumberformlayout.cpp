// The part of PlumberForm that builds its pages.

#include "ui/plumbers/plumberform.h"
#include "ui/plumbers/servicechecklist.h"
#include "ui/plumbers/twinnotice.h"
#include "ui/plumbers/workhourseditor.h"
#include "ui/style/metrics.h"
#include "ui/widgets/datefield.h"
#include "ui/words/plumberwords.h"
#include "ui/words/templatewords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>

namespace pl::ui {
namespace {

constexpr int kMaxLeads = 1000;
constexpr int kUsualPause = 7; ///< days

} // namespace

PlumberForm::PlumberForm(QWidget *parent)
    : PersonForm(QStringLiteral("ann@pipes.example"), parent)
    , m_twins(new TwinNotice(this))
    , m_radius(new QSpinBox(this))
    , m_zipCodes(new QLineEdit(this))
    , m_company(new QLineEdit(this))
    , m_language(new QComboBox(this))
    , m_notifyBy(new QComboBox(this))
    , m_cap(new QSpinBox(this))
    , m_weekCap(new QSpinBox(this))
    , m_monthCap(new QSpinBox(this))
    , m_services(new ServiceChecklist(this))
    , m_status(new QComboBox(this))
    , m_pausedUntil(new DateField(tr("until"), this))
    , m_hours(new WorkHoursEditor(this))
    , m_license(new QLineEdit(this))
    , m_licenseExpires(new DateField(tr("Valid until"), this))
    , m_insuranceExpires(new DateField(tr("Valid until"), this))
    , m_verified(new QCheckBox(tr("The office has checked who this is"), this))
{
    setObjectName(QStringLiteral("plumberForm"));
    build();
}

void PlumberForm::build()
{
    buildContact();
    buildLeads();
    buildHours();
    buildPapers();
    setMinimumWidth(scaledPx(this, 520));
    connect(&phoneField(), &QLineEdit::textChanged, this, &PlumberForm::showTwins);
    connect(&emailField(), &QLineEdit::textChanged, this, &PlumberForm::showTwins);
    // The first time, the form asks about what was typed and stays.
    connect(m_twins, &TwinNotice::openWanted, this, [this](const QUuid &plumber) {
        reject();
        if (!isVisible())
            Q_EMIT plumberWanted(plumber);
    });
}

void PlumberForm::buildContact()
{
    for (const NotifyBy by : {NotifyBy::Both, NotifyBy::Email, NotifyBy::Sms, NotifyBy::None})
        m_notifyBy->addItem(notifyText(by), static_cast<int>(by));
    for (const auto &code : {QStringLiteral("en"), QStringLiteral("es")})
        m_language->addItem(languageText(code), code);
    m_radius->setRange(1, 500);
    m_radius->setSuffix(tr(" mi"));
    addPage(tr("Contact"), "formContact");
    addPersonRows();
    addPart(m_twins);
    addRow({zipField(), {tr("Radius"), m_radius, QStringLiteral("service_radius_miles")}});
    m_zipCodes->setPlaceholderText(QStringLiteral("78610, 78640"));
    addRow({{tr("ZIP codes beyond the radius"), m_zipCodes, QStringLiteral("zip_codes")}});
    addRow({{tr("Company"), m_company, QStringLiteral("company"), 2},
            {tr("Language of messages"), m_language, QStringLiteral("language")}});
    addRow({{tr("Notify by"), m_notifyBy, QStringLiteral("notify_by")}});
}

void PlumberForm::buildLeads()
{
    for (QSpinBox *cap : {m_cap, m_weekCap, m_monthCap}) {
        cap->setRange(0, kMaxLeads);
        cap->setSpecialValueText(tr("No cap"));
    }
    addPage(tr("Leads"), "formLeads");
    addRow({{tr("Leads per day"), m_cap, QStringLiteral("daily_lead_cap")},
            {tr("Leads per week"), m_weekCap, QStringLiteral("weekly_lead_cap")},
            {tr("Leads per month"), m_monthCap, QStringLiteral("monthly_lead_cap")}});
    addRow({{tr("Services"), m_services, QStringLiteral("services")}});
}

void PlumberForm::buildHours()
{
    m_status->addItem(tr("Takes leads"), static_cast<int>(PlumberStatus::Active));
    m_status->addItem(tr("Paused"), static_cast<int>(PlumberStatus::Paused));
    addPage(tr("Hours"), "formHours");
    addRow({{tr("Now"), m_status, QStringLiteral("status")},
            {tr("Paused"), m_pausedUntil, QStringLiteral("paused_until")}});
    addRow({{tr("Hours"), m_hours, QStringLiteral("work_hours")}});
    const auto follow = [this] {
        m_pausedUntil->setEnabled(m_status->currentData().toInt() == static_cast<int>(PlumberStatus::Paused));
    };
    connect(m_status, &QComboBox::currentIndexChanged, m_pausedUntil, follow);
    follow();
}

void PlumberForm::buildPapers()
{
    addPage(tr("Papers"), "formPapers");
    addRow({{tr("License number"), m_license, QStringLiteral("license_number")},
            {tr("License"), m_licenseExpires, QStringLiteral("license_expires")}});
    addRow({{tr("Insurance"), m_insuranceExpires, QStringLiteral("insurance_expires")}});
    addRow({{tr("Verified"), m_verified, QStringLiteral("verified_at")}});
    addWords(tr("A plumber whose license or insurance has run out is not suggested for leads."));
}

void PlumberForm::proposeDays(QDate today)
{
    m_today = today;
    m_pausedUntil->setProposed(today.addDays(kUsualPause));
    for (DateField *paper : {m_licenseExpires, m_insuranceExpires})
        paper->setProposed(today.addYears(1));
}

} // namespace pl::ui
