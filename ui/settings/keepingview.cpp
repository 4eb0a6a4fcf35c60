#include "ui/settings/keepingview.h"

#include "models/base/onresult.h"
#include "models/replica/keepingrules.h"
#include "ui/office/customercontext.h"
#include "ui/settings/settingsform.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

// What the part does; keepinglayout.cpp builds it.

namespace pl::ui {

using replica::KeepingRules;

KeepingView::KeepingView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_rules(context.customers->keeping)
    , m_stack(new QStackedWidget(this))
    , m_state(new StatePage(this))
{
    setObjectName(QStringLiteral("keepingView"));
    m_form = buildForm();
    m_state->present(QStringLiteral("loader-circle"), tr("Loading\u2026"), {});
    m_stack->addWidget(m_state);
    m_stack->addWidget(scrolled(m_form, this));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(&m_rules, &KeepingRules::changed, this, &KeepingView::received);
    connect(&m_rules, &KeepingRules::loadFailed, this, [this](const Error &error) {
        if (!m_rules.isLoaded())
            m_state->present(QStringLiteral("wifi-off"), tr("The keeping times could not be loaded"), errorText(error),
                             tr("Try again"));
    });
    connect(m_state, &StatePage::actionTriggered, &m_rules, &KeepingRules::load);
    if (m_rules.isLoaded())
        received();
}

void KeepingView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_rules.load();
}

void KeepingView::focusFirst()
{
    m_stack->currentWidget() == m_state ? m_state->setFocus() : m_fields.first().box->setFocus();
}

bool KeepingView::hasUnsavedChanges() const
{
    return m_stack->currentWidget() != m_state && !(typed() == m_received);
}

void KeepingView::saveChanges(const std::function<void()> &saved)
{
    if (!hasUnsavedChanges())
        return saved();
    m_afterSave = saved;
    save();
}

void KeepingView::discardChanges()
{
    fill(m_rules.times().value_or(KeepingTimes()));
}

KeepingTimes KeepingView::typed() const
{
    KeepingTimes times = m_received;
    for (const Field &field : m_fields)
        times.*field.days = field.box->value();
    return times;
}

void KeepingView::put(const KeepingTimes &times)
{
    const QScopedValueRollback guard(m_filling, true);
    for (const Field &field : m_fields)
        field.box->setValue(times.*field.days);
}

void KeepingView::fill(const KeepingTimes &times)
{
    m_received = times;
    put(times);
    edited();
}

/// Times from the server don't overwrite what the person has changed; the other fields show them.
void KeepingView::follow(const KeepingTimes &now)
{
    if (now == m_received)
        return;
    KeepingTimes merged = now;
    for (const Field &field : m_fields)
        if (field.box->value() != m_received.*field.days)
            merged.*field.days = field.box->value();
    m_received = now;
    put(merged);
    showChanges();
}

void KeepingView::edited()
{
    if (m_filling || !m_save)
        return;
    m_problem->clearProblem();
    showChanges();
}

void KeepingView::showChanges()
{
    const bool changed = !(typed() == m_received);
    m_save->setEnabled(changed);
    m_discard->setEnabled(changed);
    m_shorter->setText(shorterText());
    m_shorter->setVisible(!m_shorter->text().isEmpty());
}

/// What was let go can't come back.
QString KeepingView::shorterText() const
{
    const bool isShorter = std::any_of(m_fields.cbegin(), m_fields.cend(), [this](const Field &field) {
        return field.box->value() < m_received.*field.days;
    });
    return isShorter ? tr("A shorter time applies from the next night on, also to what is there already. What was let "
                          "go can't come back.")
                     : QString();
}

void KeepingView::showForecast()
{
    const auto &forecast = m_rules.forecast();
    QStringList sentences;
    if (!m_rules.times())
        sentences += tr("Nothing is let go: no keeping times are saved yet.");
    else if (!forecast)
        sentences += tr("The server counts every night what will be let go next. It hasn't counted yet.");
    else if (forecast->isEmpty())
        sentences += tr("Nothing will be let go on %1.").arg(dayText(forecast->day));
    if (forecast && forecast->leads > 0)
        sentences += tr("%Ln lead(s) will lose the customer's name on %1.", nullptr, static_cast<int>(forecast->leads))
                         .arg(dayText(forecast->day));
    if (forecast && forecast->messages > 0)
        sentences += tr("%Ln message(s) will lose words and recipient.", nullptr, static_cast<int>(forecast->messages));
    if (forecast && forecast->bodies > 0)
        sentences += tr("%Ln original(s) from sources will go.", nullptr, static_cast<int>(forecast->bodies));
    if (forecast && forecast->activity > 0)
        sentences += tr("%Ln line(s) of the activity will go.", nullptr, static_cast<int>(forecast->activity));
    if (m_received.begins.isValid() && m_received.begins > m_context.clock().toDateTime().date())
        sentences += tr("Nothing is let go before %1.").arg(dayText(m_received.begins));
    m_forecast->setText(sentences.join(u' '));
}

void KeepingView::received()
{
    const bool isFirst = m_stack->currentWidget() == m_state;
    const bool hadFocus = m_state->hasFocus();
    const KeepingTimes times = m_rules.times().value_or(KeepingTimes());
    m_stack->setCurrentIndex(1);
    isFirst ? fill(times) : follow(times);
    showForecast();
    if (hadFocus)
        focusFirst();
}

void KeepingView::save()
{
    const KeepingTimes wanted = typed();
    if (wanted == m_received)
        return;
    m_form->setEnabled(false);
    onResult(this, m_rules.change(wanted),
             [this, before = m_received](const Result<KeepingTimes> &outcome) { saved(before, outcome); });
}

void KeepingView::saved(const KeepingTimes &before, const Result<KeepingTimes> &outcome)
{
    m_form->setEnabled(true);
    const auto after = std::exchange(m_afterSave, {});
    if (!outcome)
        return m_problem->showProblem(failureText(tr("Nothing was saved"), outcome.error()));
    fill(*outcome);
    offerUndo(before, *outcome);
    if (after)
        after();
}

void KeepingView::offerUndo(const KeepingTimes &before, const KeepingTimes &written)
{
    const QString done = tr("Keeping times saved");
    KeepingRules *rules = &m_rules;
    m_context.undo.push(done, [rules, before, written]() -> QFuture<Result<>> {
        if (rules->times() != written) {
            const Answer<> refused;
            refused.finish(Error{ErrorCode::Outdated, tr("Somebody has changed the keeping times since.")});
            return refused.future();
        }
        return thenOn(rules, rules->change(before), [](const Result<KeepingTimes> &outcome) {
            return outcome ? Result<>() : Result<>(outcome.error());
        });
    });
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

void KeepingView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        save();
    else if (event->key() == Qt::Key_Escape)
        discardChanges();
    else
        QWidget::keyPressEvent(event);
}

} // namespace pl::ui
