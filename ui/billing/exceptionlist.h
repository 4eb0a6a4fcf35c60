#pragma once

#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace pl::ui {

/// The discrepancies between Stripe and the office's records, one card each, until somebody marks them as settled.
class ExceptionList : public QWidget
{
    Q_OBJECT

public:
    ExceptionList(OfficeContext &context, BillingContext &billing, QWidget *parent = nullptr);

    void focusFirst();

Q_SIGNALS:
    void paymentWanted(const QUuid &paymentId);
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);

private:
    void fill();
    QWidget *buildCard(const BillingException &exception);
    void settle(const BillingException &exception, QWidget *card);
    QString aboutText(const BillingException &exception) const;

    OfficeContext &m_context;
    BillingContext &m_billing;
    QScrollArea *m_scroll;
    QVBoxLayout *m_cards;
};

} // namespace pl::ui
