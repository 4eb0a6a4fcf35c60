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

/// What a person typed to sign in.
struct SignInInput
{
    QString server;  ///< as typed; "office.example" and "https://…" are both fine
    QString anonKey; ///< the project's publishable key; empty: the server is asked for it
    QString email;
    QString password;
    bool remember = true;
};

/// The page before the office: one of the accounts that this computer knows, or server and e-mail; and the password. It
/// knows no network: it says what the person wants and is told what became of it.
class SignInView : public QWidget
{
    Q_OBJECT

public:
    enum class Field { Server, Key, Email, Password, None };

    explicit SignInView(QWidget *parent = nullptr);

    /// The accounts to choose from, the last used one first. With none there is no list.
    void setAccounts(const QList<pl::ui::KnownAccount> &accounts);
    void setInput(const SignInInput &input);
    /// The password may be empty for an account that stayed signed in.
    SignInInput input() const;
    /// Puts the cursor where the next thing has to be typed.
    void focusFirstEmpty();
    bool isBusy() const { return m_busy; }

public Q_SLOTS:
    /// While busy nothing can be typed, and the button says `what` is going on; Esc gives up.
    void setBusy(bool busy, const QString &what = {});
    /// A sentence beside the field that it is about; ends being busy. A password is selected, to be typed over.
    void showProblem(pl::ui::SignInView::Field field, const QString &sentence);
    /// A sentence that is no problem; ends being busy.
    void showMessage(const QString &sentence);

Q_SIGNALS:
    void signInRequested(const pl::ui::SignInInput &input);
    /// The person has forgotten the password; server and e-mail are filled in.
    void recoveryRequested(const pl::ui::SignInInput &input);
    /// The person doesn't want to wait any longer.
    void cancelled();
    /// This computer is no longer to know the account.
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
