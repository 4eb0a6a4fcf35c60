#include "ui/sources/sourceform.h"

#include "models/domain/money.h"
#include "ui/sources/sourcekindlist.h"
#include "ui/sources/sourcewords.h"
#include "ui/widgets/keeptyped.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

// What the form of a source shows; sourceformlayout.cpp builds it, and sourceformcheck.cpp reads what was typed.

namespace pl::ui {

using replica::SourceRules;
using replica::SourceWish;

namespace {

void showField(QWidget *editor, bool shown)
{
    editor->parentWidget()->setVisible(shown); // with its label and its problem
}

} // namespace

void SourceForm::openNew(const QList<Service> &services, const QString &currency)
{
    m_source.reset();
    setHeading(tr("New source"), tr("Add source"));
    m_kind->setCurrentRow(0);
    m_secret->setPlaceholderText(tr("Where the other side shows one"));
    m_token->setPlaceholderText(tr("To fetch the leads with"));
    LeadSource start;
    m_kind->fill(start);
    openWith(start, {}, services, currency);
    m_kind->setFocus();
}

void SourceForm::openEdit(const LeadSource &source, const SourceRules &rules, const QList<Service> &services,
                          const QString &currency)
{
    m_source = source;
    setHeading(tr("Edit %1").arg(source.name), tr("Save"));
    for (QLineEdit *secret : {m_secret, m_token})
        secret->setPlaceholderText(tr("Enter a new one to replace it"));
    openWith(source, rules, services, currency);
    m_name->setFocus();
    m_name->selectAll();
}

void SourceForm::openWith(const LeadSource &start, const SourceRules &rules, const QList<Service> &services,
                          const QString &currency)
{
    m_rules = rules;
    m_services = services;
    m_currency = currency;
    m_cost->setPlaceholderText(amountText(Money{0, currency}));
    fill({start, rules, {}, {}}, mapping::signatureIn(start.authentication));
    rememberTyped();
    openForm();
}

void SourceForm::rebase(const LeadSource &now, const SourceRules &rules)
{
    const SourceWish mine = typed();
    const SourceWish before = std::exchange(m_before, {});
    const QString cost = m_cost->text();
    const QString origins = m_origins->text();
    const QString typedBefore = m_beforeTyped;
    const Signature signature = signatureTyped();
    const Signature signatureBefore = m_beforeSignature;
    m_source = now;
    m_rules = rules;
    fill({now, rules, {}, {}}, mapping::signatureIn(now.authentication));
    rememberTyped();
    SourceWish merged = m_before;
    keepTyped(merged.row, mine.row, before.row, &LeadSource::name, &LeadSource::preset, &LeadSource::answerStatus,
              &LeadSource::defaultService, &LeadSource::defaultUrgency, &LeadSource::dailyCap);
    keepTyped(merged.rules, mine.rules, before.rules, &SourceRules::perMinute);
    keepTyped(merged, mine, before, &SourceWish::signingSecret, &SourceWish::accessToken);
    fill(merged, signature == signatureBefore ? m_beforeSignature : signature);
    // What can't be read yet has to be kept as it was typed.
    if (typedBefore != cost + origins) {
        m_cost->setText(cost);
        m_origins->setText(origins);
    }
}

void SourceForm::fillServices(const QString &chosen)
{
    m_service->clear();
    m_service->addItem(tr("None: it waits under To sort"), QString());
    for (const Service &service : std::as_const(m_services))
        if (service.active || service.name == chosen)
            m_service->addItem(service.name, service.name);
    if (m_service->findData(chosen) < 0)
        m_service->addItem(chosen, chosen);
    m_service->setCurrentIndex(m_service->findData(chosen));
}

/// The preset comes first: choosing it proposes a signature.
void SourceForm::fill(const SourceWish &wish, const Signature &signature)
{
    m_preset->setCurrentIndex(m_preset->findData(presetOfSource(wish.row).name));
    m_signs->setChecked(false);
    presetChosen();
    if (signature) {
        m_signature.fill(*signature);
        m_signs->setChecked(true);
    }
    m_answer->setCurrentIndex(std::max(0, m_answer->findData(wish.row.answerStatus)));
    m_name->setText(wish.row.name);
    fillServices(wish.row.defaultService.value_or(QString()));
    m_urgency->setCurrentIndex(
        m_urgency->findData(wish.row.defaultUrgency ? static_cast<int>(*wish.row.defaultUrgency) : -1));
    m_cost->setText(wish.row.costCents > 0 ? amountText(Money{wish.row.costCents, m_currency}) : QString());
    m_perDay->setValue(static_cast<int>(wish.row.dailyCap.value_or(0)));
    m_perMinute->setValue(wish.rules.perMinute);
    m_origins->setText(wish.rules.origins.join(QStringLiteral(", ")));
    m_secret->setText(wish.signingSecret);
    m_token->setText(wish.accessToken);
}

void SourceForm::rememberTyped()
{
    m_beforeSignature = signatureTyped();
    m_before = typed();
    m_beforeTyped = m_cost->text() + m_origins->text();
}

void SourceForm::presetChosen()
{
    const mapping::Preset &preset = presetOfSource(shown());
    if (signsWithSecret(preset))
        m_signs->setChecked(false);
    // What was typed for a preset that doesn't sign holds for another one, too.
    if (!m_signs->isChecked())
        m_signature.fill(
            mapping::signatureIn(mapping::authenticationJson(preset)).value_or(mapping::SignatureSettings{}));
    showFieldsOf();
}

void SourceForm::showFieldsOf()
{
    const LeadSource source = shown();
    const bool isHook = source.kind == LeadSource::Kind::Hook;
    const mapping::Preset &preset = presetOfSource(source);
    const bool usuallySigns = signsWithSecret(preset);
    showField(m_kind, !m_source);
    showField(m_preset, isHook && m_source);
    showField(m_answer, isHook);
    m_ownMapping->setVisible(hasNewPreset() && !source.mapping.is_null());
    showField(m_origins, source.kind == LeadSource::Kind::Form);
    m_signs->setText(usuallySigns ? tr("With other settings than usual") : tr("Sent with a signature"));
    m_signs->setAccessibleName(m_signs->text());
    showField(m_signs, isHook);
    for (QWidget *field : std::initializer_list<QWidget *>{m_signature.header, m_signature.prefix,
                                                           m_signature.algorithm, m_signature.encoding})
        showField(field, isHook && m_signs->isChecked());
    showField(m_secret, isHook && (usuallySigns || m_signs->isChecked()));
    showField(m_token, isHook && !preset.fetch.isEmpty());
    growToFit();
}

} // namespace pl::ui
