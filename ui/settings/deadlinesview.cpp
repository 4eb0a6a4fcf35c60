#include "ui/settings/deadlinesview.h"

#include "models/base/onresult.h"
#include "models/replica/paymentreplica.h"
#include "ui/office/billingcontext.h"
#include "ui/settings/durationfield.h"
#include "ui/settings/settingsform.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

// What the part does; deadlineslayout.cpp builds it.

namespace pl::ui {

using replica::DeadlineRules;

namespace {

/// Not charged yet, of a lead that its plumber has not accepted.
struct OpenCharges
{
    int leads = 0;
    MoneySum sum;
};

OpenCharges openCharges(const OfficeContext &context)
{
    OpenCharges open;
    if (!context.billing)
        return open;
    const replica::PaymentSnapshot payments = context.billing->payments.rows()->snapshot();
    const columns::LeadColumns &leads = context.replica.columns();
    for (columns::Row row = 0; row < payments.size(); ++row) {
        if (payments.statusOf(row) != PaymentStatus::Pending)
            continue;
        const columns::Row lead = leads.rowOf(payments.rows[row].leadId);
        if (lead == columns::kNoRow || !leads.state(lead).isUnanswered())
            continue;
        const PaymentShare share = payments.shareOf(row);
        ++open.leads;
        open.sum.add({share.amountCents, share.currency});
    }
    return open;
}

} // namespace

DeadlinesView::DeadlinesView(OfficeContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this)), m_state(new StatePage(this))
{
    setObjectName(QStringLiteral("deadlinesView"));
    m_form = buildForm();
    m_state->present(QStringLiteral("loader-circle"), tr("Loading\u2026"), {});
    m_stack->addWidget(m_state);
    m_stack->addWidget(scrolled(m_form, this));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(context.deadlines, &DeadlineRules::changed, this, &DeadlinesView::rulesReceived);
    connect(context.deadlines, &DeadlineRules::loadFailed, this, [this](const Error &error) {
        if (!m_context.deadlines->isLoaded())
            m_state->present(QStringLiteral("wifi-off"), tr("The deadlines could not be loaded"), errorText(error),
                             tr("Try again"));
    });
    connect(m_state, &StatePage::actionTriggered, context.deadlines, &DeadlineRules::load);
    if (context.deadlines->isLoaded())
        rulesReceived();
}

void DeadlinesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_context.deadlines->load();
}

void DeadlinesView::focusFirst()
{
    m_stack->currentWidget() == m_state ? m_state->setFocus() : m_times.first()->setFocus();
}

bool DeadlinesView::hasUnsavedChanges() const
{
    return m_stack->currentWidget() != m_state && !(typed() == m_seen);
}

void DeadlinesView::saveChanges(const std::function<void()> &saved)
{
    if (!hasUnsavedChanges())
        return saved();
    m_afterSave = saved;
    save();
}

void DeadlinesView::discardChanges()
{
    fill(m_context.deadlines->rules());
}

DeadlineSettings DeadlinesView::typed() const
{
    DeadlineSettings rules;
    for (int i = 0; i < 3; ++i)
        rules.minutesToAssign[i] = m_times[i]->minutes();
    rules.chargesWhenAccepted = m_accepted->isChecked();
    rules.graceSeconds = m_grace->value();
    return rules;
}

void DeadlinesView::put(const DeadlineSettings &rules)
{
    const QScopedValueRollback guard(m_filling, true);
    for (int i = 0; i < 3; ++i)
        m_times[i]->setMinutes(rules.minutesToAssign[i]);
    (rules.chargesWhenAccepted ? m_accepted : m_assigned)->setChecked(true);
    m_grace->setValue(rules.graceSeconds);
}

void DeadlinesView::fill(const DeadlineSettings &rules)
{
    put(rules);
    m_received = rules;
    // What a field can't hold counts as it shows it, so that nothing looks changed.
    m_seen = typed();
    edited();
}

/// Rules from the server don't overwrite what the person has changed; the other fields show them, or the next save
/// would write their old values.
void DeadlinesView::follow(const DeadlineSettings &now)
{
    if (now == m_received)
        return;
    const DeadlineSettings mine = typed();
    DeadlineSettings merged = now;
    for (const QString &key : DeadlineSettings::keys())
        if (mine.value(key) != m_seen.value(key))
            merged.read(key, mine.value(key));
    put(now);
    m_received = now;
    m_seen = typed();
    put(merged);
    showChanges();
}

void DeadlinesView::edited()
{
    if (m_filling || !m_save)
        return;
    m_problem->clearProblem();
    showChanges();
}

void DeadlinesView::showChanges()
{
    const bool changed = !(typed() == m_seen);
    m_save->setEnabled(changed);
    m_discard->setEnabled(changed);
    m_meaning->setText(meaning());
    m_meaning->setVisible(!m_meaning->text().isEmpty());
}

QString DeadlinesView::meaning() const
{
    const bool whenAccepted = m_accepted->isChecked();
    if (whenAccepted == m_seen.chargesWhenAccepted)
        return {};
    const OpenCharges open = openCharges(m_context);
    if (open.leads == 0)
        return tr("No open lead is affected. What has been charged stays charged.");
    if (whenAccepted)
        return tr("%Ln lead(s) without an answer are not charged yet; their plumbers pay once they accept. What has "
                  "been charged stays charged.",
                  nullptr, open.leads);
    return tr("%Ln lead(s) without an answer are charged as soon as you save: %1 in all. Plumbers without a card are "
              "charged when they add one.",
              nullptr, open.leads)
        .arg(moneyText(open.sum, m_context.replica.settings().currency));
}

void DeadlinesView::rulesReceived()
{
    const bool isFirst = m_stack->currentWidget() == m_state;
    const bool hadFocus = m_state->hasFocus();
    m_stack->setCurrentIndex(1);
    isFirst ? fill(m_context.deadlines->rules()) : follow(m_context.deadlines->rules());
    if (hadFocus)
        focusFirst();
}

void DeadlinesView::save()
{
    const DeadlineSettings wanted = typed();
    if (wanted == m_seen)
        return;
    m_form->setEnabled(false);
    onResult(this, m_context.deadlines->change(wanted),
             [this, before = m_seen](const Result<DeadlineSettings> &outcome) { saved(before, outcome); });
}

void DeadlinesView::saved(const DeadlineSettings &before, const Result<DeadlineSettings> &outcome)
{
    m_form->setEnabled(true);
    const auto after = std::exchange(m_afterSave, {});
    if (!outcome)
        return m_problem->showProblem(failureText(tr("Nothing more was saved"), outcome.error()));
    fill(*outcome);
    offerUndo(before, *outcome);
    if (after)
        after();
}

void DeadlinesView::offerUndo(const DeadlineSettings &before, const DeadlineSettings &written)
{
    const QString done = tr("Deadlines and charging saved");
    DeadlineRules *rules = m_context.deadlines;
    m_context.undo.push(done, [rules, before, written]() -> QFuture<Result<>> {
        if (!(rules->rules() == written)) {
            const Answer<> refused;
            refused.finish(Error{ErrorCode::Outdated, tr("Somebody has changed the deadlines since.")});
            return refused.future();
        }
        return thenOn(rules, rules->change(before), [](const Result<DeadlineSettings> &outcome) {
            return outcome ? Result<>() : Result<>(outcome.error());
        });
    });
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

void DeadlinesView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        save();
    else if (event->key() == Qt::Key_Escape)
        discardChanges();
    else
        QWidget::keyPressEvent(event);
}

} // namespace pl::ui
