#pragma once

#include "models/domain/paymentstory.h"
#include "ui/billing/billingcontext.h"
#include "ui/common/officecontext.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace pl::ui {

/// What happened to a payment, the oldest first: when, and a sentence. Asks for the lines itself, again when the
/// payment changes; those of the payment shown before never appear under the next one.
class StoryList : public QWidget
{
    Q_OBJECT

public:
    StoryList(OfficeContext &context, BillingContext &billing, QWidget *parent = nullptr);

    /// Null: nothing.
    void showPayment(const QUuid &paymentId);

private:
    void reload();
    void take(const Result<QList<StoryLine>> &story);
    void fill();
    void say(const QString &sentence);

    OfficeContext &m_context;
    BillingContext &m_billing;
    QUuid m_paymentId;
    QList<StoryLine> m_story;
    QGridLayout *m_grid;
    QLabel *m_state;
    QTimer m_soon; ///< walking through the table with the arrow keys asks for the last one alone
};

} // namespace pl::ui
