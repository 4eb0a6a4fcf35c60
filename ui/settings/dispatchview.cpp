#include "ui/settings/dispatchview.h"

#include "models/base/onresult.h"
#include "models/replica/dispatchrules.h"
#include "ui/settings/rehearsalpanel.h"
#include "ui/settings/settingsform.h"
#include "ui/style/shown.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pl::ui {

DispatchView::DispatchView(OfficeContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this)), m_state(new StatePage(this))
{
    setObjectName(QStringLiteral("dispatchView"));
    m_form = buildForm();
    m_state->present(QStringLiteral("loader-circle"), tr("Loading\u2026"), {});
    m_stack->addWidget(m_state);
    m_stack->addWidget(scrolled(m_form, this));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(context.dispatch, &replica::DispatchRules::changed, this, &DispatchView::rulesReceived);
    connect(context.dispatch, &replica::DispatchRules::loadFailed, this, [this](const Error &error) {
        if (!m_context.dispatch->isLoaded())
            m_state->present(QStringLiteral("wifi-off"), tr("The rules could not be loaded"), errorText(error),
                             tr("Try again"));
    });
    connect(m_state, &StatePage::actionTriggered, context.dispatch, &replica::DispatchRules::load);
    if (context.dispatch->isLoaded())
        rulesReceived();
}

void DispatchView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_context.dispatch->load();
}

void DispatchView::focusFirst()
{
    m_weights.first()->setFocus();
}

bool DispatchView::hasUnsavedChanges() const
{
    return m_stack->currentWidget() != m_state && !(typed() == m_seen);
}

void DispatchView::saveChanges(const std::function<void()> &saved)
{
    if (!hasUnsavedChanges())
        return saved();
    m_afterSave = saved;
    save();
}

void DispatchView::discardChanges()
{
    fill(m_context.dispatch->rules());
}

DispatchSettings DispatchView::typed() const
{
    DispatchSettings rules = m_seen;
    RankingWeights &w = rules.weights;
    int *const weights[] = {&w.distance, &w.load, &w.accepted, &w.speed, &w.waiting};
    for (int i = 0; i < 5; ++i)
        *weights[i] = m_weights[i]->value();
    rules.cardRequired = m_card->isChecked();
    for (int i = 0; i < 3; ++i) {
        rules.autoAssign[i] = m_automatic[i]->isChecked();
        rules.answerMinutes[i] = m_answers[i]->value();
    }
    return rules;
}

void DispatchView::put(const DispatchSettings &rules)
{
    const QScopedValueRollback guard(m_filling, true);
    const RankingWeights &w = rules.weights;
    const int weights[] = {w.distance, w.load, w.accepted, w.speed, w.waiting};
    for (int i = 0; i < 5; ++i)
        m_weights[i]->setValue(weights[i]);
    m_card->setChecked(rules.cardRequired);
    for (int i = 0; i < 3; ++i) {
        m_automatic[i]->setChecked(rules.autoAssign[i]);
        m_answers[i]->setValue(static_cast<int>(rules.answerMinutes[i]));
    }
}

void DispatchView::fill(const DispatchSettings &rules)
{
    put(rules);
    m_seen = rules;
    edited();
}

/// Rules from the server don't overwrite what the person has changed; the other fields show them, or the next save
/// would write their old values.
void DispatchView::follow(const DispatchSettings &now)
{
    if (now == m_seen)
        return;
    const DispatchSettings mine = typed();
    const nlohmann::json none = nlohmann::json::object();
    JsonReader errors(none);
    DispatchSettings merged = now;
    for (const QByteArray &key : DispatchSettings::keys())
        if (const nlohmann::json value = mine.value(key); value != m_seen.value(key))
            merged.read(key, value, errors);
    put(merged);
    m_seen = now;
    showChanges();
}

void DispatchView::edited()
{
    if (m_filling)
        return;
    m_problem->clearProblem();
    showChanges();
}

void DispatchView::showChanges()
{
    const bool changed = !(typed() == m_seen);
    m_save->setEnabled(changed);
    m_discard->setEnabled(changed);
    m_rehearsal->rehearse(m_seen, typed());
}

void DispatchView::rulesReceived()
{
    const bool isFirst = m_stack->currentWidget() == m_state;
    m_stack->setCurrentIndex(1);
    isFirst ? fill(m_context.dispatch->rules()) : follow(m_context.dispatch->rules());
}

void DispatchView::save()
{
    const DispatchSettings wanted = typed();
    if (wanted == m_seen)
        return;
    m_form->setEnabled(false);
    onResult(this, m_context.dispatch->change(wanted), [this](const Result<DispatchSettings> &outcome) {
        m_form->setEnabled(true);
        const auto after = std::exchange(m_afterSave, {});
        if (!outcome)
            return m_problem->showProblem(failureText(tr("The rules were not saved"), outcome.error()));
        fill(*outcome);
        Q_EMIT noticeWanted(tr("Rules saved"), Notice::Kind::Done, {}, {});
        if (after)
            after();
    });
}

void DispatchView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        save();
    else if (event->key() == Qt::Key_Escape)
        discardChanges();
    else
        QWidget::keyPressEvent(event);
}

} // namespace pl::ui
