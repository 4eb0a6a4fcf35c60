#include "models/mapping/preset.h"
#include "ui/sources/sourceform.h"
#include "ui/sources/sourcekindlist.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

// Builds the form of a source; sourceform.cpp has the behavior.

namespace pl::ui {

namespace {

constexpr int kMaxPerDay = 1'000'000;
constexpr int kMaxPerMinute = 100'000;
constexpr int kMaxSecret = 4'000;

} // namespace

SourceForm::SourceForm(QWidget *parent)
    : FormDialog(parent)
    , m_kind(new SourceKindList(this))
    , m_name(new QLineEdit(this))
    , m_preset(new QComboBox(this))
    , m_answer(new QComboBox(this))
    , m_service(new QComboBox(this))
    , m_urgency(new QComboBox(this))
    , m_cost(new QLineEdit(this))
    , m_perDay(new QSpinBox(this))
    , m_perMinute(new QSpinBox(this))
    , m_origins(new QLineEdit(this))
    , m_secret(new QLineEdit(this))
    , m_token(new QLineEdit(this))
    , m_signs(new QCheckBox(this))
    , m_signature(this)
{
    setObjectName(QStringLiteral("sourceForm"));
    buildChoices();
    buildLimits();
    build();
    connect(m_kind, &SourceKindList::chosenChanged, this, &SourceForm::presetChosen);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &SourceForm::presetChosen);
    connect(m_signs, &QCheckBox::toggled, this, &SourceForm::showFieldsOf);
}

void SourceForm::buildChoices()
{
    m_name->setMaxLength(kMaxSourceName);
    m_name->setPlaceholderText(tr("Google Ads, water heaters"));
    for (QComboBox *box : {m_preset, m_answer, m_service, m_urgency, m_signature.algorithm, m_signature.encoding})
        boundWidth(box);
    for (const QString &name : mapping::presetNames())
        if (const mapping::Preset *preset = mapping::presetOf(name))
            m_preset->addItem(preset->title, name);
    m_answer->addItem(tr("200 OK (right for nearly everybody)"), 200);
    m_answer->addItem(tr("201 Created (only if they ask for it)"), 201);
    m_urgency->addItem(tr("This week"), -1);
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        m_urgency->addItem(urgencyText(urgency), static_cast<int>(urgency));
}

void SourceForm::buildLimits()
{
    m_perDay->setRange(0, kMaxPerDay);
    m_perDay->setSpecialValueText(tr("No cap"));
    m_perMinute->setRange(0, kMaxPerMinute);
    m_perMinute->setSpecialValueText(tr("No limit"));
    m_origins->setPlaceholderText(QStringLiteral("https://www.example.com")); // no-tr: an address
    for (QLineEdit *secret : {m_secret, m_token}) {
        secret->setEchoMode(QLineEdit::Password);
        secret->setMaxLength(kMaxSecret);
    }
}

void SourceForm::build()
{
    addRow({{tr("What sends the leads?"), m_kind, QStringLiteral("kind")}});
    addRow({{tr("Name"), m_name, QStringLiteral("name")}});
    addRow({{tr("What sends the leads"), m_preset, QStringLiteral("preset")},
            {tr("Answer"), m_answer, QStringLiteral("answer_status")}});
    m_ownMapping = addWords(tr("This source has its own mapping, which stays in force. To use the new one, choose "
                               "\u201CGo back to the preset\u2019s mapping\u201D later, under More\u2026"));
    m_ownMapping->setObjectName(QStringLiteral("ownMappingStays"));
    addRow({{tr("Sites with the form"), m_origins, QStringLiteral("origins")}});
    addRow({{tr("Default service"), m_service, QStringLiteral("default_service")},
            {tr("Default urgency"), m_urgency, QStringLiteral("default_urgency")}});
    addRow({{tr("Cost per lead"), m_cost, QStringLiteral("cost_cents")},
            {tr("Leads per day"), m_perDay, QStringLiteral("daily_cap")},
            {tr("Leads per minute"), m_perMinute, QStringLiteral("per_minute")}});
    addRow({{tr("Signature"), m_signs, QStringLiteral("authentication")}});
    addRow({{tr("Header"), m_signature.header, QStringLiteral("header")},
            {tr("Text before the signature"), m_signature.prefix, QStringLiteral("prefix")}});
    addRow({{tr("Algorithm"), m_signature.algorithm, QStringLiteral("algorithm")},
            {tr("Encoding"), m_signature.encoding, QStringLiteral("encoding")}});
    addRow({{tr("Signing secret"), m_secret, QStringLiteral("signing_secret")},
            {tr("Access token"), m_token, QStringLiteral("access_token")}});
    setMinimumWidth(scaledPx(this, 560));
}

} // namespace pl::ui
