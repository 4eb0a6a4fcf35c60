#include "ui/billing/exceptionlist.h"

#include "models/base/onresult.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/billingwords.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace pl::ui {

ExceptionList::ExceptionList(OfficeContext &context, BillingContext &billing, QWidget *parent)
    : QWidget(parent), m_context(context), m_billing(billing), m_scroll(new QScrollArea(this)), m_cards(nullptr)
{
    setObjectName(QStringLiteral("exceptionList"));
    auto *page = new QWidget;
    m_cards = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    m_cards->setContentsMargins(inset, inset, inset, inset);
    m_cards->setSpacing(scaledPx(this, 14));
    m_cards->addStretch();
    m_scroll->setWidget(page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(&billing.payments, &replica::PaymentReplica::exceptionsChanged, this, &ExceptionList::fill);
    fill();
}

void ExceptionList::focusFirst()
{
    if (auto *button = findChild<QPushButton *>(QStringLiteral("settleButton")))
        button->setFocus();
}

QString ExceptionList::aboutText(const BillingException &exception) const
{
    QStringList parts{tr("Found %1").arg(dayTimeText(exception.foundAt, m_context.clock()))};
    const Payment *payment = exception.paymentId ? m_billing.payments.payment(*exception.paymentId) : nullptr;
    if (payment)
        parts += moneyText(payment->amount());
    const QString plumber = m_context.replica.plumberName(payment ? payment->plumberId : exception.plumberId);
    if (!plumber.isEmpty())
        parts += plumber;
    if (exception.stripeId)
        parts += *exception.stripeId;
    return parts.join(QStringLiteral(" \u00B7 "));
}

QWidget *ExceptionList::buildCard(const BillingException &exception)
{
    auto *card = new QWidget;
    card->setObjectName(QStringLiteral("exceptionCard"));
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(0, 0, 0, 0);
    auto *words = new QVBoxLayout;
    auto *detail = new PlainLabel(exception.detail, card);
    detail->setWordWrap(true);
    detail->setFont(scaledFont(font(), 1, QFont::DemiBold));
    auto *about = new PlainLabel(aboutText(exception), card);
    about->setWordWrap(true);
    about->setFont(scaledFont(font(), kSmallText));
    about->setForegroundRole(QPalette::PlaceholderText);
    about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(detail);
    words->addWidget(about);
    row->addLayout(words, 1);
    if (exception.paymentId) {
        auto *show = new QPushButton(tr("Show payment"), card);
        connect(show, &QPushButton::clicked, this, [this, id = *exception.paymentId] { Q_EMIT paymentWanted(id); });
        row->addWidget(show, 0, Qt::AlignTop);
    }
    auto *settled = new QPushButton(tr("Settled"), card);
    settled->setObjectName(QStringLiteral("settleButton"));
    settled->setAccessibleName(tr("Settled: %1").arg(exception.detail));
    connect(settled, &QPushButton::clicked, this, [this, exception, card] { settle(exception, card); });
    row->addWidget(settled, 0, Qt::AlignTop);
    return card;
}

void ExceptionList::fill()
{
    const bool hadFocus = isAncestorOf(focusWidget());
    while (m_cards->count() > 1) {
        const std::unique_ptr<QLayoutItem> item(m_cards->takeAt(0));
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    for (const BillingException &exception : m_billing.payments.exceptions())
        m_cards->insertWidget(m_cards->count() - 1, buildCard(exception));
    if (hadFocus)
        focusFirst();
}

void ExceptionList::settle(const BillingException &exception, QWidget *card)
{
    card->setEnabled(false);
    onResult(card, m_billing.commands.settle(exception, m_context.userEmail, m_context.clock()),
             [this, card](const Result<> &outcome) {
                 if (outcome)
                     return;
                 card->setEnabled(true);
                 Q_EMIT noticeWanted(failureText(tr("This could not be marked as settled"), outcome.error()),
                                     Notice::Kind::Problem, {}, {});
             });
}

} // namespace pl::ui
