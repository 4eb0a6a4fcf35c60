#pragma once

#include "models/domain/paymentstory.h"
#include "ui/office/billingcontext.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/momentlist.h"

namespace pl::ui {

/// A payment's history. Reloads when the payment changes.
class StoryList : public MomentList
{
    Q_OBJECT

public:
    StoryList(OfficeContext &context, BillingContext &billing, QWidget *parent = nullptr);

    /// Null: nothing.
    void showPayment(const QUuid &paymentId) { showSubject(paymentId); }
    void reload() override;

private:
    void forget() override;
    void take(const Result<QList<StoryLine>> &story);
    void fill();

    OfficeContext &m_context;
    BillingContext &m_billing;
    QList<StoryLine> m_story;
};

} // namespace pl::ui
