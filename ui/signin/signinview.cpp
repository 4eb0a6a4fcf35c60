#include "ui/signin/signinview.h"

#include "models/base/visibletext.h"
#include "ui/signin/capslock.h"
#include "ui/style/colors.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

// What the view does; signinlayout.cpp builds it.

namespace pl::ui {

namespace {

void markWrong(QLineEdit *edit, bool wrong)
{
    edit->setProperty("wrong", wrong);
    edit->update();
}

bool isPlainHttp(const QString &server)
{
    const QString tidy = server.trimmed().toLower();
    const QString host = tidy.section(QStringLiteral("://"), 1);
    const bool here = host.startsWith(QStringLiteral("localhost")) || host.startsWith(QStringLiteral("127.")) ||
                      host.startsWith(QStringLiteral("[::1]"));
    return tidy.startsWith(QStringLiteral("http://")) && host.size() > 0 && !here;
}

} // namespace

void SignInView::setAccounts(const QList<KnownAccount> &accounts)
{
    m_accounts->setAccounts(accounts);
    m_accounts->setVisible(!accounts.isEmpty());
    settle();
}

void SignInView::setInput(const SignInInput &input)
{
    m_server.edit->setText(input.server);
    m_key.edit->setText(input.anonKey);
    m_email.edit->setText(input.email);
    m_password.edit->setText(input.password);
    m_remember->setChecked(input.remember);
    settle();
    clearMessages();
}

/// Makes the list and the fields agree; hides the fields whose contents the chosen account already shows.
void SignInView::settle()
{
    const SignInInput typed = input();
    m_accounts->choose(typed.server, typed.email);
    const bool chosen = !m_accounts->isHidden() && m_accounts->chosen();
    m_forget->setVisible(chosen);
    showPlace(!chosen);
    showAdvanced(!chosen && !typed.anonKey.isEmpty());
    m_showAdvanced->setVisible(!chosen);
    noteTyped();
}

void SignInView::showPlace(bool shown)
{
    m_server.box->setVisible(shown);
    m_email.box->setVisible(shown);
}

void SignInView::takeChosen()
{
    const KnownAccount account = m_accounts->chosen() ? *m_accounts->chosen() : KnownAccount{};
    m_server.edit->setText(account.server);
    m_key.edit->setText(account.anonKey);
    m_email.edit->setText(account.email);
    m_password.edit->clear();
    settle();
}

void SignInView::activateChosen()
{
    if (m_accounts->chosen() && m_accounts->chosen()->kept)
        submit();
    else
        focusFirstEmpty();
}

void SignInView::forgetChosen()
{
    if (const KnownAccount *account = m_accounts->chosen(); account && !m_busy)
        Q_EMIT forgetRequested(KnownAccount(*account));
}

bool SignInView::passwordOptional() const
{
    const SignInInput typed = input();
    const KnownAccount *account = m_accounts->find(typed.server, typed.email);
    return account && account->kept;
}

SignInInput SignInView::input() const
{
    const auto tidy = [](const QLineEdit *edit) { return withoutInvisible(edit->text()).trimmed(); };
    return {tidy(m_server.edit), tidy(m_key.edit), tidy(m_email.edit), m_password.edit->text(),
            m_remember->isChecked()};
}

void SignInView::focusFirstEmpty()
{
    for (const Row &row : {m_server, m_email})
        if (row.edit->text().isEmpty())
            return row.edit->setFocus();
    m_password.edit->setFocus();
}

void SignInView::setBusy(bool busy, const QString &what)
{
    m_busy = busy;
    if (busy)
        clearMessages();
    for (QWidget *widget : QList<QWidget *>{m_accounts, m_forget, m_server.edit, m_key.edit, m_email.edit,
                                            m_password.edit, m_remember, m_showAdvanced, m_forgot, m_signIn})
        widget->setEnabled(!busy);
    m_signIn->setText(busy ? what : tr("Sign in"));
    if (busy)
        setFocus();
}

void SignInView::showProblem(Field field, const QString &sentence)
{
    setBusy(false);
    clearMessages();
    complain(field, sentence);
}

void SignInView::showMessage(const QString &sentence)
{
    setBusy(false);
    clearMessages();
    m_message->setText(sentence);
    m_message->show();
    focusFirstEmpty();
}

bool SignInView::complain(Field field, const QString &sentence)
{
    Row *row = rowOf(field);
    if (!row) {
        m_problem->showProblem(sentence);
        m_signIn->setFocus();
        return false;
    }
    if (field == Field::Key)
        showAdvanced(true);
    if (field == Field::Server || field == Field::Email)
        showPlace(true);
    row->problem->showProblem(sentence);
    markWrong(row->edit, true);
    row->edit->setFocus();
    row->edit->selectAll();
    return false;
}

void SignInView::clearMessages()
{
    for (const Row &row : {m_server, m_key, m_email, m_password}) {
        row.problem->clearProblem();
        markWrong(row.edit, false);
    }
    m_problem->clearProblem();
    m_message->hide();
}

void SignInView::noteTyped()
{
    m_plainHttp->setVisible(isPlainHttp(m_server.edit->text()));
    m_password.edit->setPlaceholderText(passwordOptional() ? tr("Still signed in: press Enter") : QString());
    if (!m_busy)
        clearMessages();
}

bool SignInView::serverAndEmailGiven()
{
    const SignInInput typed = input();
    if (typed.server.isEmpty())
        return complain(Field::Server, tr("Type the address of your office's server."));
    if (typed.email.isEmpty())
        return complain(Field::Email, tr("Type your e-mail address."));
    if (!typed.email.contains(QLatin1Char('@')))
        return complain(Field::Email, tr("This isn't an e-mail address: the @ is missing."));
    return true;
}

void SignInView::submit()
{
    if (m_busy)
        return;
    clearMessages();
    if (!serverAndEmailGiven())
        return;
    if (input().password.isEmpty() && !passwordOptional())
        complain(Field::Password, tr("Type your password."));
    else
        Q_EMIT signInRequested(input());
}

void SignInView::recover()
{
    clearMessages();
    if (serverAndEmailGiven())
        Q_EMIT recoveryRequested(input());
}

SignInView::Row *SignInView::rowOf(Field field)
{
    switch (field) {
    case Field::Server:
        return &m_server;
    case Field::Key:
        return &m_key;
    case Field::Email:
        return &m_email;
    case Field::Password:
        return &m_password;
    case Field::None:
        break;
    }
    return nullptr;
}

bool SignInView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_password.edit && event->type() == QEvent::KeyPress) {
        if (const auto on = capsLockFrom(*static_cast<QKeyEvent *>(event), m_capsLock->isVisible()))
            m_capsLock->setVisible(*on);
    } else if (watched == m_password.edit && event->type() == QEvent::FocusOut) {
        m_capsLock->hide();
    }
    return QWidget::eventFilter(watched, event);
}

void SignInView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_busy) {
        setBusy(false);
        Q_EMIT cancelled();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        submit();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SignInView::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colorsOf(this).side);
}

} // namespace pl::ui
