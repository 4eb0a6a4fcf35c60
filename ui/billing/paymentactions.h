#pragma once

#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QAction>
#include <QSet>

namespace pl::ui {

class RefundForm;

/// What can be done about the current payment, as actions for menus, shortcuts and buttons; runs the commands and
/// reports their outcome. A requested refund is followed until the server has completed or rejected it.
class PaymentActions : public QObject
{
    Q_OBJECT

public:
    /// `view` is the parent of the form; the shortcuts work while it has the focus.
    PaymentActions(OfficeContext &context, BillingContext &billing, QWidget *view);

    QAction *const refund;
    QAction *const retry;
    QAction *const copyLink;
    QAction *const openReceipt;
    QAction *const showLead;
    QAction *const message;
    QList<QAction *> all() const { return {refund, retry, copyLink, openReceipt, showLead, message}; }

    void setCurrentPayment(const QUuid &id);

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    void leadWanted(const QUuid &leadId);

private:
    QAction *add(QWidget *view, const char *name, const QString &text, const char *iconName, const QKeySequence &keys,
                 void (PaymentActions::*run)());
    void refresh();
    void openRefund();
    void sendRefund(qint64 cents, const QString &reason);
    void refundAnswered(const Result<replica::PaymentWrite> &outcome, const Money &asked);
    void runRetry();
    void copyHostedPage();
    void showReceipt();
    void goToLead();
    void writeToPlumber();
    void follow(const QList<Payment> &payments);
    void say(const QString &sentence, Notice::Kind kind = Notice::Kind::Done);
    const Payment *current() const { return m_billing.payments.payment(m_current); }
    QString plumberOf(const Payment &payment) const { return m_context.replica.plumberName(payment.plumberId); }

    OfficeContext &m_context;
    BillingContext &m_billing;
    RefundForm *m_form;
    QUuid m_current;
    QSet<QUuid> m_pending;            ///< payments with a write in progress
    QHash<QUuid, Payment> m_followed; ///< payments as they were when their refund was requested here
};

} // namespace pl::ui
