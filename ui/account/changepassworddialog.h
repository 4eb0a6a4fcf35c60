#pragma once

#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace pl::ui {

/// The present password and a new one, typed twice. Some servers want a code as well, which they send by e-mail: the
/// field for it appears when it is asked for.
class ChangePasswordDialog : public FormDialog
{
    Q_OBJECT

public:
    /// `email` is the account's: its words make no good password.
    ChangePasswordDialog(const QString &email, QWidget *parent);

    /// The server has sent a code to `email`, and wants to have it back with the password.
    void askForCode(const QString &email);
    /// The server does not take it: says why beside the field that it is about.
    void refuse(const Error &error);

Q_SIGNALS:
    /// The dialog is busy until saved(), refuse() or askForCode(). `code` is empty unless it was asked for.
    void submitted(const QString &current, const QString &password, const QString &code);

protected:
    void submit() override;
    bool changed() const override { return false; }

private:
    /// The field that is wrong before anything is sent, and why; nothing when all is well.
    std::optional<Error> problem() const;
    static QString tooCommon();

    QString m_email;
    QLineEdit *m_current;
    QLineEdit *m_password;
    QLineEdit *m_repeated;
    QLineEdit *m_code;
    PlainLabel *m_codeSent;
};

} // namespace pl::ui
