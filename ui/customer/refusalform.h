#pragma once

#include "models/domain/customerkey.h"
#include "models/domain/donotcontact.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace pl::ui {

/// Enters what a person said no to: the channel, how and when they said it, and why. Says what it will mean before it
/// is saved. What is about the person and not about one way to reach them (sale, letters) is entered for both the phone
/// number and the e-mail address.
class RefusalForm : public FormDialog
{
    Q_OBJECT

public:
    explicit RefusalForm(QWidget *parent);

    /// `today` is the office's.
    void openFor(const CustomerKey &key, const QString &name, QDate today);
    /// The person was erased: nothing of them stays in the form.
    void forget();

Q_SIGNALS:
    /// The form stays open and busy until saved() or showErrors().
    void submitted(const QList<pl::ContactRefusal> &wishes);

protected:
    void submit() override;
    bool changed() const override;

private:
    void showEffect();
    ContactChannel channel() const;
    QStringList contacts() const;

    CustomerKey m_key;
    QComboBox *m_channel;
    QComboBox *m_way;
    QDateEdit *m_day;
    QLineEdit *m_reason;
    PlainLabel *m_effect;
};

} // namespace pl::ui
