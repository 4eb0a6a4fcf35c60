#pragma once

#include <QString>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace pl::ui {

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

/// The page before the office: server, e-mail, password. It knows no network: it says what the person wants and is told
/// what became of it.
class SignInView : public QWidget
{
    Q_OBJECT

public:
    enum class Field { Server, Key, Email, Password, None };

    explicit SignInView(QWidget *parent = nullptr);

    void setInput(const SignInInput &input);
    SignInInput input() const;
    /// A sign-in of before is kept: the password may stay empty.
    void setPasswordOptional(bool optional);
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

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        QLineEdit *edit = nullptr;
        ProblemLabel *problem = nullptr;
    };
    QWidget *buildCard();
    void addHeader(QVBoxLayout *rows);
    void addPasswordExtras(QVBoxLayout *rows);
    void addButtons(QVBoxLayout *rows);
    Row addField(QVBoxLayout *rows, const QString &label, const QString &name);
    void addShowPassword();
    void clearMessages();
    void noteTyped();
    bool complain(Field field, const QString &sentence);
    bool serverAndEmailGiven();
    void submit();
    void recover();
    void showAdvanced(bool shown);
    Row *rowOf(Field field);

    Row m_server;
    Row m_key;
    Row m_email;
    Row m_password;
    QWidget *m_advanced = nullptr;
    QLabel *m_plainHttp = nullptr;
    QLabel *m_capsLock = nullptr;
    QLabel *m_message = nullptr;
    ProblemLabel *m_problem = nullptr;
    QCheckBox *m_remember = nullptr;
    QPushButton *m_showAdvanced = nullptr;
    QPushButton *m_forgot = nullptr;
    QPushButton *m_signIn = nullptr;
    bool m_busy = false;
    bool m_passwordOptional = false;
};

} // namespace pl::ui
