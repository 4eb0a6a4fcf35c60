#pragma once

#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/sidepane.h"

namespace pl::ui {

class ChipLabel;
class DeadlineBanner;
class FactRow;
class PaymentActions;
class StoryList;

/// A payment at a glance: the amount, what needs attention, what can be done, its lead and plumber, how the price was
/// calculated, and its history. Updates while the payment changes.
class PaymentPane : public SidePane
{
    Q_OBJECT

public:
    PaymentPane(OfficeContext &context, BillingContext &billing, PaymentActions &actions, QWidget *parent = nullptr);

    /// Null: shows that none is selected.
    void showPayment(const QUuid &id);

Q_SIGNALS:
    void plumberWanted(const QUuid &plumberId);

private:
    QWidget *buildPage(PaymentActions &actions);
    QWidget *buildHeader();
    QWidget *buildButtons(PaymentActions &actions);
    QWidget *buildFacts(PaymentActions &actions);
    PlainLabel *section(const QString &title);
    void refresh();
    void fillPrice(const Payment &payment, const Lead *lead);
    void openAtStripe();

    OfficeContext &m_context;
    BillingContext &m_billing;
    QUuid m_paymentId;
    PlainLabel *m_amount;
    ChipLabel *m_state;
    DeadlineBanner *m_banner;
    FactRow *m_service;
    FactRow *m_customer;
    FactRow *m_plumber;
    FactRow *m_base;
    FactRow *m_factor;
    FactRow *m_charged;
    FactRow *m_refunded;
    FactRow *m_reason;
    PlainLabel *m_stripeTitle;
    FactRow *m_stripe;
    StoryList *m_story;
};

} // namespace pl::ui
