#include "ui/billing/paymentpane.h"

#include "ui/billing/paymentactions.h"
#include "ui/billing/storylist.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/billingwords.h"
#include "ui/words/chips.h"
#include "ui/words/factors.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QToolButton>

namespace pl::ui {

PaymentPane::PaymentPane(OfficeContext &context, BillingContext &billing, PaymentActions &actions, QWidget *parent)
    : SidePane(parent), m_context(context), m_billing(billing)
{
    setObjectName(QStringLiteral("paymentPane"));
    nothing()->present(QStringLiteral("credit-card"), tr("No payment selected"),
                       tr("Select one in the table to see what it is for and what happened."));
    setPage(buildPage(actions));
    connect(&billing.payments, &replica::PaymentReplica::reset, this, &PaymentPane::refresh);
    connect(&billing.payments, &replica::PaymentReplica::paymentsChanged, this, &PaymentPane::refresh);
    connect(&context.replica, &replica::OfficeReplica::leadsChanged, this, &PaymentPane::refresh);
    connect(&context.replica, &replica::OfficeReplica::plumbersChanged, this, &PaymentPane::refresh);
    connect(&context.replica, &replica::OfficeReplica::settingsChanged, this, &PaymentPane::refresh);
    refresh();
}

QWidget *PaymentPane::buildPage(PaymentActions &actions)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(scaledPx(this, 10));
    layout->addWidget(buildHeader());
    layout->addWidget(m_banner = new DeadlineBanner(page));
    m_banner->setObjectName(QStringLiteral("paymentMatter"));
    layout->addWidget(buildButtons(actions));
    layout->addWidget(buildFacts(actions));
    layout->addWidget(section(tr("What happened")));
    layout->addWidget(m_story = new StoryList(m_context, m_billing, page));
    layout->addWidget(m_stripeTitle = section(tr("At Stripe")));
    layout->addWidget(m_stripe = new FactRow(QStringLiteral("external-link"), page));
    m_stripe->setObjectName(QStringLiteral("factStripe"));
    m_stripe->setFocusPolicy(Qt::TabFocus);
    m_stripe->setCursor(Qt::PointingHandCursor);
    connect(m_stripe, &QAbstractButton::clicked, this, &PaymentPane::openAtStripe);
    layout->addStretch(1);
    return page;
}

QWidget *PaymentPane::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    m_amount = new PlainLabel(header);
    m_amount->setObjectName(QStringLiteral("paneAmount"));
    m_amount->setFont(scaledFont(font(), kTitle, QFont::Bold));
    m_state = new ChipLabel(header);
    m_state->setObjectName(QStringLiteral("paneState"));
    row->addWidget(m_amount, 1);
    row->addWidget(m_state);
    row->addWidget(closeButton());
    return header;
}

QWidget *PaymentPane::buildButtons(PaymentActions &actions)
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 8));
    const QList<QList<QAction *>> lines{{actions.retry, actions.refund, actions.openReceipt},
                                        {actions.copyLink, actions.message}};
    for (const QList<QAction *> &line : lines) {
        auto *row = new QHBoxLayout;
        row->setSpacing(scaledPx(this, 8));
        for (QAction *action : line) {
            auto *button = new ActionButton(action, box);
            button->setPrimary(action == actions.retry);
            row->addWidget(button);
        }
        row->addStretch();
        rows->addLayout(row);
    }
    return box;
}

PlainLabel *PaymentPane::section(const QString &title)
{
    PlainLabel *label = makeTitle(title);
    label->setContentsMargins(0, scaledPx(this, 10), 0, scaledPx(this, 2));
    return label;
}

QWidget *PaymentPane::buildFacts(PaymentActions &actions)
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    const auto fact = [&](const char *name, const char *iconName) {
        auto *row = new FactRow(QLatin1StringView(iconName), box);
        row->setObjectName(QLatin1StringView(name));
        rows->addWidget(row);
        return row;
    };
    rows->addWidget(section(tr("For")));
    m_service = fact("factLeadService", "wrench");
    m_service->setStrong(true);
    m_customer = fact("factCustomer", "user");
    m_plumber = fact("factPlumber", "hard-hat");
    for (FactRow *row : {m_customer, m_plumber}) {
        row->setFocusPolicy(Qt::TabFocus);
        row->setCursor(Qt::PointingHandCursor);
    }
    connect(m_customer, &QAbstractButton::clicked, actions.showLead, &QAction::trigger);
    connect(m_plumber, &QAbstractButton::clicked, this, [this] {
        if (const Payment *payment = m_billing.payments.payment(m_paymentId))
            Q_EMIT plumberWanted(payment->plumberId);
    });
    rows->addWidget(section(tr("Price")));
    m_base = fact("factBase", "tag");
    m_factor = fact("factFactor", "hourglass");
    m_charged = fact("factCharged", "credit-card");
    m_charged->setStrong(true);
    m_refunded = fact("factRefunded", "rotate-ccw");
    m_reason = fact("factReason", "sticky-note");
    return box;
}

void PaymentPane::showPayment(const QUuid &id)
{
    if (id != m_paymentId)
        scrollToTop();
    m_paymentId = id;
    refresh();
}

void PaymentPane::refresh()
{
    const Payment *payment = m_billing.payments.payment(m_paymentId);
    showPage(payment);
    m_story->showPayment(payment ? m_paymentId : QUuid());
    if (!payment)
        return;
    const Lead *lead = m_context.replica.lead(payment->leadId);
    const QString plumber = m_context.replica.plumberName(payment->plumberId);
    m_amount->setText(moneyText(payment->amount()));
    m_state->setChip(chipOf(*payment));
    const PaymentMatter matter = matterOf(*payment, plumber);
    m_banner->setVisible(!matter.sentence.isEmpty());
    m_banner->present(matter.icon, matter.sentence, matter.tone);
    m_service->setFact(lead ? serviceText(lead->serviceNeeded) : tr("Lead not loaded"),
                       lead ? urgencyText(lead->urgency) : QString());
    m_customer->setFact(lead ? leadName(*lead) : QString(), tr("open lead"));
    m_plumber->setFact(plumber, tr("open plumber"));
    fillPrice(*payment, lead);
    const QString intent = payment->stripePaymentIntentId.value_or(QString());
    m_stripeTitle->setVisible(!intent.isEmpty());
    m_stripe->setFact(intent, tr("open"));
}

void PaymentPane::fillPrice(const Payment &payment, const Lead *lead)
{
    const auto &rules = m_context.replica.settings();
    const auto &services = m_context.replica.services();
    // The calculation is only shown while today's rules still give the amount that was charged.
    const bool known =
        lead && rules.leadPriceCents(services, lead->serviceNeeded, lead->urgency) == payment.amountCents;
    if (known) {
        OfficeSettings plain = rules;
        std::fill(std::begin(plain.urgencyFactorMillionths), std::end(plain.urgencyFactorMillionths), 1'000'000);
        const qint64 base = plain.leadPriceCents(services, lead->serviceNeeded, lead->urgency);
        m_base->setFact(tr("Service price"), moneyText(Money{base, payment.currency}));
        m_factor->setFact(tr("Urgency: %1").arg(urgencyText(lead->urgency)),
                          QStringLiteral("\u00D7 ") + factorText(rules.factorMillionths(lead->urgency)));
    } else {
        m_base->setFact({});
        m_factor->setFact({});
    }
    m_charged->setFact(payment.isCharged() ? tr("Charged") : tr("To be charged"), moneyText(payment.amount()));
    m_refunded->setFact(payment.refundedCents > 0 ? tr("Refunded") : QString(), moneyText(payment.refunded()));
    m_reason->setFact(payment.refundReason.value_or(QString()));
}

void PaymentPane::openAtStripe()
{
    const Payment *payment = m_billing.payments.payment(m_paymentId);
    if (payment && payment->stripePaymentIntentId)
        m_billing.openUrl(
            QUrl(QStringLiteral("https://dashboard.stripe.com/payments/%1")
                     .arg(QString::fromLatin1(QUrl::toPercentEncoding(*payment->stripePaymentIntentId)))));
}

} // namespace pl::ui
