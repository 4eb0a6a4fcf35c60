#pragma once

#include "models/domain/payment.h"
#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace pl::ui {

/// Asks how much of a payment to refund, and why. Its button names the amount and the plumber.
class RefundForm : public FormDialog
{
    Q_OBJECT

public:
    explicit RefundForm(QWidget *parent);

    void openFor(const Payment &payment, const QString &plumberName, const QString &leadWords);
    /// The payment as the person saw it.
    const Payment &payment() const { return m_payment; }

Q_SIGNALS:
    void submitted(qint64 cents, const QString &reason);

protected:
    void submit() override;
    bool changed() const override;

private:
    void updateHeading();

    Payment m_payment;
    QString m_plumber;
    PlainLabel *m_meaning;
    QLineEdit *m_amount;
    QLineEdit *m_reason;
};

} // namespace pl::ui
