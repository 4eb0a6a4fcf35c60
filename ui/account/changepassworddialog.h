#pragma once

#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace pl::ui {

/// The current password and a new one, typed twice. Some servers also require a code that they send by e-mail: its
/// field appears when the server asks for it.
class ChangePasswordDialog : public FormDialog
{
    Q_OBJECT

public:
    /// `email` is the account's; a password must not be made of its words.
    ChangePasswordDialog(const QString &email, QWidget *parent);

    /// The server has sent a code to `email` and requires it with the password.
    void askForCode(const QString &email);
    /// The server refused: shows why beside the field that it is about.
    void refuse(const Error &error);

Q_SIGNALS:
    /// The dialog is busy until saved(), refuse() or askForCode(). `code` is empty unless the server asked for it.
    void submitted(const QString &current, const QString &password, const QString &code);

protected:
    void submit() override;
    bool changed() const override { return false; }

private:
    /// The first invalid field, checked before anything is sent; nothing when all are valid.
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
