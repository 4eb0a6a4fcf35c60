#include "ui/billing/paymentactions.h"

#include "models/base/onresult.h"
#include "ui/billing/refundform.h"
#include "ui/office/cardlink.h"
#include "ui/style/icons.h"
#include "ui/words/billingwords.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"

#include <QUrlQuery>
#include <QWidget>

namespace pl::ui {

PaymentActions::PaymentActions(OfficeContext &context, BillingContext &billing, QWidget *view)
    : QObject(view)
    , refund(add(view, "refundAction", tr("&Refund\u2026"), "rotate-ccw", Qt::Key_R, &PaymentActions::openRefund))
    , retry(add(view, "retryAction", tr("&Try again"), "refresh-cw", Qt::Key_T, &PaymentActions::runRetry))
    , copyLink(add(view, "copyLinkAction", tr("&Copy card link"), "link", Qt::Key_C, &PaymentActions::copyHostedPage))
    , openReceipt(add(view, "receiptAction", tr("&Open receipt"), "receipt", Qt::Key_O, &PaymentActions::showReceipt))
    , showLead(add(view, "showLeadAction", tr("Show &lead"), "inbox", Qt::Key_L, &PaymentActions::goToLead))
    , message(add(view, "messageAction", tr("&Message plumber"), "mail", Qt::Key_M, &PaymentActions::writeToPlumber))
    , m_context(context)
    , m_billing(billing)
    , m_form(new RefundForm(view))
{
    connect(m_form, &RefundForm::submitted, this, &PaymentActions::sendRefund);
    connect(&billing.payments, &replica::PaymentReplica::reset, this, &PaymentActions::refresh);
    connect(&billing.payments, &replica::PaymentReplica::paymentsChanged, this, &PaymentActions::refresh);
    connect(&billing.payments, &replica::PaymentReplica::paymentsChanged, this, &PaymentActions::follow);
    refresh();
}

QAction *PaymentActions::add(QWidget *view, const char *name, const QString &text, const char *iconName,
                             const QKeySequence &keys, void (PaymentActions::*run)())
{
    auto *action = new QAction(icon(QLatin1StringView(iconName)), text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    view->addAction(action);
    return action;
}

void PaymentActions::setCurrentPayment(const QUuid &id)
{
    m_current = id;
    refresh();
}

void PaymentActions::refresh()
{
    const Payment *payment = current();
    const bool free = payment && !m_pending.contains(payment->id);
    refund->setEnabled(free && payment->refundableCents() > 0);
    retry->setEnabled(free && payment->canBeRetried());
    copyLink->setEnabled(payment);
    openReceipt->setEnabled(payment && payment->receiptUrl);
    showLead->setEnabled(payment);
    message->setEnabled(payment);
}

void PaymentActions::say(const QString &sentence, Notice::Kind kind)
{
    Q_EMIT noticeWanted(sentence, kind, {}, {});
}

void PaymentActions::openRefund()
{
    const Payment *payment = current();
    if (!payment || payment->refundableCents() <= 0)
        return;
    const Lead *lead = m_context.replica.lead(payment->leadId);
    m_form->openFor(*payment, plumberOf(*payment),
                    lead ? tr("%1, %2").arg(serviceText(lead->serviceNeeded), leadName(*lead)) : tr("a lead"));
}

void PaymentActions::sendRefund(qint64 cents, const QString &reason)
{
    const Payment seen = m_form->payment();
    onResult(this, m_billing.commands.requestRefund(seen, cents, reason),
             [this, asked = Money{cents, seen.currency}](const Result<replica::PaymentWrite> &outcome) {
                 refundAnswered(outcome, asked);
             });
}

void PaymentActions::refundAnswered(const Result<replica::PaymentWrite> &outcome, const Money &asked)
{
    if (!outcome)
        return m_form->showErrors(outcome.error());
    m_form->saved();
    const QString plumber = plumberOf(outcome->row);
    if (!outcome->written)
        return say(tr("Nothing was refunded. %1's payment just changed to “%2”. Check it again.")
                       .arg(plumber, paymentStateText(outcome->row)),
                   Notice::Kind::Problem);
    m_followed.insert(outcome->row.id, outcome->row);
    say(tr("Refund of %1 to %2 requested; being processed").arg(moneyText(asked), plumber));
}

/// Reports the outcome of a refund that was requested here.
void PaymentActions::follow(const QList<Payment> &payments)
{
    for (const Payment &payment : payments) {
        const auto asked = m_followed.constFind(payment.id);
        if (asked == m_followed.cend() || payment.status == PaymentStatus::RefundRequested)
            continue;
        const Money given{payment.refundedCents - asked->refundedCents, payment.currency};
        const QString plumber = plumberOf(payment);
        m_followed.erase(asked);
        if (given.cents > 0)
            say(tr("%1 refunded to %2").arg(moneyText(given), plumber));
        else
            say(tr("The refund to %1 failed: %2")
                    .arg(plumber, payment.failureMessage.value_or(
                                      tr("Stripe did not process it. Check Stripe, then try again."))),
                Notice::Kind::Problem);
    }
}

void PaymentActions::runRetry()
{
    const Payment *payment = current();
    if (!payment || !payment->canBeRetried())
        return;
    const Payment seen = *payment;
    m_pending.insert(seen.id);
    refresh();
    onResult(this, m_billing.commands.retry(seen), [this, seen](const Result<replica::PaymentWrite> &outcome) {
        m_pending.remove(seen.id);
        refresh();
        const QString plumber = plumberOf(seen);
        const QString amount = moneyText(seen.amount());
        if (!outcome)
            say(failureText(tr("The charge of %1 to %2 was not retried").arg(amount, plumber), outcome.error()),
                Notice::Kind::Problem);
        else if (!outcome->written)
            say(tr("The charge of %1 to %2 just changed to “%3”").arg(amount, plumber, paymentStateText(outcome->row)),
                Notice::Kind::Problem);
        else
            say(tr("Charging %1 %2 again", "plumber, amount").arg(plumber, amount));
    });
}

void PaymentActions::copyHostedPage()
{
    const Payment *payment = current();
    if (!payment)
        return;
    copyCardLink(this, m_billing.commands.hostedPage(*payment, m_context.clock()), plumberOf(*payment),
                 m_context.clock(), [this](const QString &sentence, Notice::Kind kind) { say(sentence, kind); });
}

void PaymentActions::showReceipt()
{
    const Payment *payment = current();
    if (!payment || !payment->receiptUrl)
        return;
    const QUrl url(*payment->receiptUrl);
    if (url.scheme() == QStringLiteral("https"))
        m_billing.openUrl(url);
    else
        say(tr("This receipt's address is not safe to open"), Notice::Kind::Problem);
}

void PaymentActions::goToLead()
{
    if (const Payment *payment = current())
        Q_EMIT leadWanted(payment->leadId);
}

void PaymentActions::writeToPlumber()
{
    const Payment *payment = current();
    const Plumber *plumber = payment ? m_context.replica.plumber(payment->plumberId) : nullptr;
    if (!plumber)
        return;
    QUrl url;
    url.setScheme(QStringLiteral("mailto"));
    url.setPath(plumber->email);
    m_billing.openUrl(url);
}

} // namespace pl::ui
