#pragma once

#include "ui/widgets/formdialog.h"

class QComboBox;
class QLineEdit;

namespace pl::ui {

/// Whom to invite, and as what.
class InviteForm : public FormDialog
{
    Q_OBJECT

public:
    explicit InviteForm(QWidget *parent);

    void openNew();

Q_SIGNALS:
    void submitted(const QString &email, const QString &role);

protected:
    void submit() override;
    bool changed() const override;

private:
    QLineEdit *m_email;
    QComboBox *m_role;
};

} // namespace pl::ui
