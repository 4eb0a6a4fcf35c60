#include "ui/billing/refundform.h"

#include "models/base/visibletext.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QLineEdit>

namespace pl::ui {
namespace {

constexpr int kMaxReasonLength = 200;

Error wrongField(const QString &field, const QString &detail)
{
    return {ErrorCode::InvalidInput, detail, {{field, QStringLiteral("invalid"), detail}}};
}

} // namespace

RefundForm::RefundForm(QWidget *parent)
    : FormDialog(parent), m_meaning(new PlainLabel(this)), m_amount(new QLineEdit(this)), m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("refundForm"));
    m_meaning->setObjectName(QStringLiteral("refundMeaning"));
    m_meaning->setWordWrap(true);
    static_cast<QBoxLayout *>(layout())->insertWidget(1, m_meaning);
    m_reason->setPlaceholderText(tr("Wrong number, customer never asked …"));
    m_reason->setMaxLength(kMaxReasonLength);
    addRow({{tr("Amount"), m_amount, QStringLiteral("amount")}});
    addRow({{tr("Reason"), m_reason, QStringLiteral("reason")}});
    connect(m_amount, &QLineEdit::textChanged, this, &RefundForm::updateHeading);
    setMinimumWidth(scaledPx(this, 440));
}

void RefundForm::openFor(const Payment &payment, const QString &plumberName, const QString &leadWords)
{
    m_payment = payment;
    m_plumber = plumberName;
    const Money most{payment.refundableCents(), payment.currency};
    m_meaning->setText(tr("%1 paid %2 for %3. The refund goes to the card that was charged and can't be undone.")
                           .arg(plumberName, moneyText(payment.amount()), leadWords));
    m_amount->setText(amountText(most));
    m_amount->setPlaceholderText(tr("at most %1").arg(moneyText(most)));
    m_reason->clear();
    updateHeading();
    openForm();
    m_amount->selectAll();
}

void RefundForm::updateHeading()
{
    const Result<Money> money = parseMoney(m_amount->text(), m_payment.currency);
    setHeading(tr("Refund %1").arg(m_plumber),
               money ? tr("Refund %1 to %2").arg(moneyText(*money), menuText(m_plumber)) : tr("Refund"));
}

bool RefundForm::changed() const
{
    return !m_reason->text().trimmed().isEmpty();
}

void RefundForm::submit()
{
    const Result<Money> money = parseMoney(m_amount->text(), m_payment.currency);
    const Money most{m_payment.refundableCents(), m_payment.currency};
    const QString reason = withoutInvisible(m_reason->text()).trimmed();
    if (!money)
        return showErrors(wrongField(QStringLiteral("amount"), money.error().message));
    if (money->cents <= 0)
        return showErrors(wrongField(QStringLiteral("amount"), tr("must be more than zero")));
    if (money->cents > most.cents)
        return showErrors(wrongField(QStringLiteral("amount"), tr("can be at most %1").arg(moneyText(most))));
    if (reason.isEmpty())
        return showErrors(wrongField(QStringLiteral("reason"), tr("is required: the plumber may ask why")));
    setBusy(true);
    Q_EMIT submitted(money->cents, reason);
}

} // namespace pl::ui
