#include "app/appcontroller.h"

#include "app/office.h"
#include "app/signinattempt.h"
#include "app/signinwindow.h"
#include "models/domain/onresult.h"

namespace pl::app {

using namespace std::chrono_literals;
using ui::SignInInput;
using Field = ui::SignInView::Field;

AppController::AppController(CommandLine line, Parts parts, QObject *parent)
    : QObject(parent)
    , m_line(std::move(line))
    , m_parts(std::move(parts))
    , m_profile(Profile::load(m_parts.settings))
    , m_signIn(std::make_unique<SignInWindow>())
{
    ui::SignInView &view = m_signIn->view();
    connect(&view, &ui::SignInView::signInRequested, this, &AppController::attempt);
    connect(&view, &ui::SignInView::recoveryRequested, this, &AppController::recover);
    connect(&view, &ui::SignInView::cancelled, this, [this] { m_attempt.reset(); });
}

AppController::~AppController() = default;

void AppController::start()
{
    prefill();
    m_signIn->show();
    if (automated())
        attempt(m_signIn->view().input());
    else if (m_profile.kept && m_line.server.isEmpty() && m_line.email.isEmpty())
        readKeptToken();
    else
        m_signIn->view().focusFirstEmpty();
}

void AppController::raise()
{
    QWidget *window = m_office ? static_cast<QWidget *>(&m_office->window()) : m_signIn.get();
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->show();
    window->raise();
    window->activateWindow();
}

void AppController::prefill()
{
    const bool other = !m_line.server.isEmpty();
    SignInInput input;
    input.server = other ? m_line.server : m_profile.server;
    input.anonKey = other || !m_line.anonKey.isEmpty() ? m_line.anonKey : m_profile.anonKey;
    input.email = m_line.email.isEmpty() ? m_profile.email : m_line.email;
    input.password = m_line.password.value_or(QString());
    input.remember = m_profile.remember && !automated();
    m_signIn->view().setInput(input);
}

void AppController::readKeptToken()
{
    m_signIn->view().setBusy(true, tr("Signing in …"));
    onResult(this, m_parts.tokens.read(m_profile.tokenName()),
             [this](const Result<QByteArray> &token) { tokenRead(token); });
}

void AppController::tokenRead(const Result<QByteArray> &token)
{
    ui::SignInView &view = m_signIn->view();
    if (!view.isBusy())
        return; // the person did not want to wait and types the password
    if (!token || token->isEmpty()) {
        view.showMessage(tr("This computer's keychain did not give your sign-in. Type your password once more."));
        return;
    }
    m_keptToken = *token;
    view.setPasswordOptional(true);
    attempt(view.input());
}

void AppController::attempt(const SignInInput &input)
{
    const bool sameAccount = input.server == m_profile.server && input.email == m_profile.email;
    m_attempt = std::make_unique<SignInAttempt>(input, sameAccount ? m_keptToken : QByteArray(), m_parts.makeTransport);
    connect(m_attempt.get(), &SignInAttempt::succeeded, this, &AppController::enter);
    connect(m_attempt.get(), &SignInAttempt::failed, this, &AppController::attemptFailed);
    m_signIn->view().setBusy(true, tr("Signing in …"));
    m_attempt->start();
}

void AppController::recover(const SignInInput &input)
{
    m_attempt = std::make_unique<SignInAttempt>(input, QByteArray(), m_parts.makeTransport);
    connect(m_attempt.get(), &SignInAttempt::succeeded, this, [this, email = input.email] {
        m_signIn->view().showMessage(tr("If there is an account for %1, a message with a link to set a new password is "
                                        "on its way.")
                                         .arg(email));
    });
    connect(m_attempt.get(), &SignInAttempt::failed, this, &AppController::attemptFailed);
    m_signIn->view().setBusy(true, tr("Asking for a new password …"));
    m_attempt->startRecovery();
}

void AppController::attemptFailed(Field field, const QString &sentence, bool refused)
{
    if (refused) {
        m_keptToken.clear();
        m_signIn->view().setPasswordOptional(false);
    }
    m_signIn->view().showProblem(field, sentence);
    Q_EMIT signInFailed(sentence);
}

void AppController::enter()
{
    const SignInInput input = m_attempt->input();
    m_office = std::make_unique<Office>(m_attempt->takeConnection(), m_parts.settings, m_parts.theme);
    m_attempt.release()->deleteLater(); // it is the one that is talking
    connect(m_office.get(), &Office::signOutRequested, this, &AppController::signOut);
    connect(m_office.get(), &Office::tokensChanged, this, &AppController::keepToken);
    connect(m_office.get(), &Office::expired, this, [this] {
        leave(tr("Your sign-in has ended, for instance because it was ended elsewhere. Type your password to go on."));
    });
    if (!automated()) {
        m_profile = {input.server, input.anonKey, input.email, input.remember, false};
        m_profile.save(m_parts.settings);
        keepToken();
    }
    m_office->window().show();
    m_signIn->hide();
    m_signIn->view().setInput({input.server, input.anonKey, input.email, {}, input.remember});
    m_signIn->view().setBusy(false);
    Q_EMIT officeOpened();
}

void AppController::keepToken()
{
    if (automated() || !m_profile.remember)
        return;
    m_keptToken = m_office->session().refreshToken();
    onResult(this, m_parts.tokens.write(m_profile.tokenName(), m_keptToken),
             [this](const Result<> &outcome) { tokenWritten(outcome); });
}

void AppController::tokenWritten(const Result<> &outcome)
{
    m_profile.kept = outcome.ok();
    m_profile.save(m_parts.settings);
    if (outcome || m_toldOfKeychain || !m_office)
        return;
    m_toldOfKeychain = true;
    m_office->window().notify(
        tr("This computer's keychain did not take your sign-in: you will be asked for your password "
           "the next time."),
        ui::Notice::Kind::Done, {}, {});
}

void AppController::signOut()
{
    m_office->session().signOut();
    if (m_profile.kept)
        onResult(this, m_parts.tokens.remove(m_profile.tokenName()), [](const Result<> &) {});
    m_profile.kept = false;
    if (!automated())
        m_profile.save(m_parts.settings);
    leave(tr("You are signed out."));
}

void AppController::leave(const QString &message)
{
    m_keptToken.clear();
    m_signIn->view().setPasswordOptional(false);
    m_signIn->show();
    m_signIn->view().showMessage(message);
    m_office->window().hide();
    m_office->replica().clear();
    // It is the one that is talking, and telling the server of the sign-out takes it another moment.
    Office *old = m_office.release();
    old->disconnect(this); // a renewal that was under way has nothing to tell any more
    old->setParent(this);
    QTimer::singleShot(5s, old, &QObject::deleteLater);
}

} // namespace pl::app
