#pragma once

#include "ui/signin/accountlist.h"

#include <QString>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace pl::ui {

class PlainLabel;
class ProblemLabel;

/// What the person typed to sign in.
struct SignInInput
{
    QString server;  ///< as typed: "office.example" or "https://…"
    QString anonKey; ///< the project's publishable key; if empty, the server is asked for it
    QString email;
    QString password;
    bool remember = true;
};

/// The sign-in page: one of the accounts saved on this computer, or server and e-mail; and the password. It does no
/// networking: it emits what the person wants and is told the outcome.
class SignInView : public QWidget
{
    Q_OBJECT

public:
    enum class Field { Server, Key, Email, Password, None };

    explicit SignInView(QWidget *parent = nullptr);

    /// The accounts to choose from, the most recently used first. With none, there is no list.
    void setAccounts(const QList<pl::ui::KnownAccount> &accounts);
    void setInput(const SignInInput &input);
    /// The password may be empty for an account that is still signed in.
    SignInInput input() const;
    /// Moves the focus to the first empty field.
    void focusFirstEmpty();
    bool isBusy() const { return m_busy; }

public Q_SLOTS:
    /// While busy, nothing can be typed, the button shows `what` is going on, and Esc cancels.
    void setBusy(bool busy, const QString &what = {});
    /// Shows a problem beside the field that it is about and ends being busy. The field's text is selected, to be typed
    /// over.
    void showProblem(pl::ui::SignInView::Field field, const QString &sentence);
    /// Shows a message that isn't a problem and ends being busy.
    void showMessage(const QString &sentence);

Q_SIGNALS:
    void signInRequested(const pl::ui::SignInInput &input);
    /// The person forgot the password; server and e-mail are filled in.
    void recoveryRequested(const pl::ui::SignInInput &input);
    /// The person doesn't want to wait any longer.
    void cancelled();
    /// The account should be removed from this computer.
    void forgetRequested(const pl::ui::KnownAccount &account);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        QWidget *box = nullptr;
        QLineEdit *edit = nullptr;
        ProblemLabel *problem = nullptr;
    };
    QWidget *buildCard();
    void addHeader(QVBoxLayout *rows);
    void addAccounts(QVBoxLayout *rows);
    void addPasswordExtras(QVBoxLayout *rows);
    void addButtons(QVBoxLayout *rows);
    Row addField(QVBoxLayout *rows, const QString &label, const QString &name);
    void addShowPassword();
    void takeChosen();
    void activateChosen();
    void forgetChosen();
    void showPlace(bool shown);
    void settle();
    bool passwordOptional() const;
    void clearMessages();
    void noteTyped();
    bool complain(Field field, const QString &sentence);
    bool serverAndEmailGiven();
    void submit();
    void recover();
    void showAdvanced(bool shown);
    Row *rowOf(Field field);

    AccountList *m_accounts = nullptr;
    QPushButton *m_forget = nullptr;
    Row m_server;
    Row m_key;
    Row m_email;
    Row m_password;
    QWidget *m_advanced = nullptr;
    PlainLabel *m_plainHttp = nullptr;
    PlainLabel *m_capsLock = nullptr;
    PlainLabel *m_message = nullptr;
    ProblemLabel *m_problem = nullptr;
    QCheckBox *m_remember = nullptr;
    QPushButton *m_showAdvanced = nullptr;
    QPushButton *m_forgot = nullptr;
    QPushButton *m_signIn = nullptr;
    bool m_busy = false;
};

} // namespace pl::ui
