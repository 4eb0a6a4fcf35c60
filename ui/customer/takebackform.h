#pragma once

#include "models/domain/donotcontact.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class QLineEdit;

namespace pl::ui {

/// Takes back one "do not contact" that the office has entered, with a reason; for admins.
class TakeBackForm : public FormDialog
{
    Q_OBJECT

public:
    explicit TakeBackForm(QWidget *parent);

    /// `refusals` must not be empty.
    void openFor(const QList<ContactRefusal> &refusals, const QString &ownEmail);

Q_SIGNALS:
    /// The form stays open and busy until saved() or showErrors().
    void submitted(const pl::ContactRefusal &refusal, const QString &reason);

protected:
    void submit() override;
    bool changed() const override;

private:
    QList<ContactRefusal> m_refusals;
    QComboBox *m_which;
    QLineEdit *m_reason;
};

} // namespace pl::ui
