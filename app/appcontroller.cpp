#include "app/appcontroller.h"

#include "app/office.h"
#include "app/signinattempt.h"
#include "app/signinwindow.h"
#include "models/base/onresult.h"
#include "models/disk/replicafile.h"
#include "ui/account/idlelock.h"
#include "ui/widgets/draftstore.h"

#include <QDir>

namespace pl::app {

using namespace std::chrono_literals;
using ui::SignInInput;

AppController::AppController(CommandLine line, Parts parts, QObject *parent)
    : QObject(parent)
    , m_line(std::move(line))
    , m_parts(std::move(parts))
    , m_accounts(m_parts.settings, m_parts.tokens)
    , m_signIn(std::make_unique<SignInWindow>())
{
    connectView();
    connect(&m_accounts, &Accounts::keepingFailed, this, [this](const QString &sentence) {
        if (m_office)
            m_office->window().notify(sentence, ui::Notice::Kind::Problem, {}, {});
    });
}

AppController::~AppController() = default;

void AppController::connectView()
{
    const ui::SignInView &view = m_signIn->view();
    connect(&view, &ui::SignInView::signInRequested, this, &AppController::submit);
    connect(&view, &ui::SignInView::recoveryRequested, this, &AppController::recover);
    connect(&view, &ui::SignInView::forgetRequested, this, &AppController::forget);
    connect(&view, &ui::SignInView::cancelled, this, &AppController::giveUpWaiting);
}

void AppController::start()
{
    prefill();
    m_signIn->show();
    const SignInInput input = m_signIn->view().input();
    const Profile *profile = profileOf(input);
    const bool asUsual = m_line.server.isEmpty() && m_line.email.isEmpty();
    if (automated() || (asUsual && profile && profile->kept))
        submit(input);
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
    showAccounts();
    const bool other = !m_line.server.isEmpty();
    const Profile last = m_accounts.known().value(0);
    SignInInput input;
    input.server = other ? m_line.server : last.server;
    input.anonKey = other || !m_line.anonKey.isEmpty() ? m_line.anonKey : last.anonKey;
    input.email = m_line.email.isEmpty() ? last.email : m_line.email;
    input.password = m_line.password.value_or(QString());
    input.remember = last.remember && !automated();
    m_signIn->view().setInput(input);
}

void AppController::showAccounts()
{
    QList<ui::KnownAccount> shown;
    for (const Profile &profile : m_accounts.known())
        shown += {profile.server, profile.anonKey, profile.email, profile.kept};
    m_signIn->view().setAccounts(shown);
}

const Profile *AppController::profileOf(const SignInInput &input) const
{
    const Result<QUrl> server = serverUrl(input.server);
    return server ? m_accounts.find(shortAddress(*server), input.email) : nullptr;
}

void AppController::submit(const SignInInput &input)
{
    const Profile *profile = profileOf(input);
    if (input.password.isEmpty() && profile && profile->kept)
        readKeptToken(*profile, input);
    else
        attempt(input, {});
}

void AppController::readKeptToken(const Profile &profile, const SignInInput &input)
{
    m_signIn->view().setBusy(true, tr("Signing in …"));
    m_reading = std::make_unique<QObject>();
    onResult(m_reading.get(), m_accounts.token(profile), [this, profile, input](const Result<QByteArray> &token) {
        if (token && canStartFromCopy(profile))
            enterFromCopy(profile, input, *token);
        else if (token)
            attempt(input, *token);
        else
            m_signIn->view().showMessage(token.error().message);
    });
}

void AppController::attempt(const SignInInput &input, const QByteArray &keptToken)
{
    m_attempt = std::make_unique<SignInAttempt>(input, keptToken, m_parts.makeTransport);
    connect(m_attempt.get(), &SignInAttempt::succeeded, this, &AppController::enter);
    connect(m_attempt.get(), &SignInAttempt::failed, this, &AppController::attemptFailed);
    if (const Profile *profile = profileOf(input); profile && !keptToken.isEmpty())
        connect(m_attempt.get(), &SignInAttempt::tokenExchanged, this,
                [this, profile = *profile](const QByteArray &token) { m_accounts.keepToken(profile, token); });
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
    m_signIn->view().setBusy(true, tr("Requesting a new password …"));
    m_attempt->startRecovery();
}

/// An attempt with a kept token must finish: the server may already have exchanged the token, and the next start needs
/// the new one.
void AppController::giveUpWaiting()
{
    m_reading.reset();
    m_abandoned = std::move(m_attempt);
    if (!m_abandoned)
        return;
    disconnect(m_abandoned.get(), &SignInAttempt::succeeded, this, nullptr);
    disconnect(m_abandoned.get(), &SignInAttempt::failed, this, nullptr);
    const auto drop = [this] { m_abandoned.release()->deleteLater(); };
    connect(m_abandoned.get(), &SignInAttempt::succeeded, this, drop);
    connect(m_abandoned.get(), &SignInAttempt::failed, this, drop);
}

void AppController::attemptFailed(const SignInProblem &problem)
{
    const SignInInput input = m_attempt->input();
    if (const Profile *profile = profileOf(input); profile && problem.refused && input.password.isEmpty()) {
        m_accounts.dropToken(Profile(*profile));
        showAccounts();
    }
    m_signIn->view().showProblem(problem.field, problem.sentence);
    Q_EMIT signInFailed(problem.sentence);
}

void AppController::enter()
{
    const SignInInput input = m_attempt->input();
    ServerConnection connection = m_attempt->takeConnection();
    m_attempt.release()->deleteLater(); // its signal is being handled
    m_abandoned.reset();
    openOffice(std::move(connection), input);
}

/// The window shows what the copy holds at once; the token is exchanged behind it, whenever the server can be reached.
void AppController::enterFromCopy(const Profile &profile, const SignInInput &input, const QByteArray &token)
{
    const Result<QUrl> server = serverUrl(profile.server);
    const Result<QUrl> project = serverUrl(profile.visit.project);
    if (!server || !project)
        return attempt(input, token);
    ServerConnection connection{*server, *project, profile.visit.key.toUtf8(), m_parts.makeTransport(*project), {}};
    connection.session = std::make_unique<supabase::Session>(*connection.transport, connection.anonKey);
    connection.session->resumeLater({profile.visit.account, profile.email, profile.visit.role, {}}, token);
    openOffice(std::move(connection), input);
    connect(&m_office->session(), &supabase::Session::tokensChanged, m_office.get(),
            [this, role = profile.visit.role] { checkRole(role); });
}

/// Who is something else in the office by now must not see what the role of before let them see.
void AppController::checkRole(const QString &role)
{
    if (!m_office) // it was left a moment ago
        return;
    const supabase::Session &session = m_office->session();
    if (!session.isOffice())
        dismiss(notForYou(session.user().role).sentence);
    else if (session.user().role != role)
        dismiss(tr("Your role in the office has changed. Sign in again."));
}

void AppController::openOffice(ServerConnection connection, const SignInInput &input)
{
    const supabase::AuthUser user = connection.session->user();
    m_profile = {shortAddress(connection.server),
                 input.anonKey,
                 input.email,
                 input.remember,
                 false,
                 {user.id, user.role, connection.project.toString(), QString::fromUtf8(connection.anonKey)}};
    if (!input.password.isEmpty())
        ui::IdleLock::release(m_parts.settings);
    m_office = std::make_unique<Office>(std::move(connection), m_parts.settings, m_parts.theme, m_parts.updates,
                                        replica::CopyPlace{copyOf(m_profile), {m_profile.server, user.id, user.role}});
    connectOffice();
    if (!automated()) {
        m_accounts.remember(m_profile);
        if (m_profile.remember)
            keepToken();
        else
            m_accounts.dropToken(m_profile);
    }
    m_office->window().show();
    if (m_line.screenshotFolder.isEmpty())
        m_office->window().welcome();
    m_signIn->hide();
    m_signIn->view().setInput({m_profile.server, input.anonKey, input.email, {}, input.remember});
    m_signIn->view().setBusy(false);
    Q_EMIT officeOpened();
}

void AppController::connectOffice()
{
    connect(m_office.get(), &Office::signOutRequested, this, &AppController::signOut);
    connect(m_office.get(), &Office::forgetRequested, this, &AppController::forgetServer);
    connect(m_office.get(), &Office::tokensChanged, this, &AppController::keepToken);
    connect(m_office.get(), &Office::signedOutEverywhere, this, [this] {
        m_office->window().forgetDrafts();
        m_office->wipe();
        leave(tr("You are signed out here. Every other computer follows within an hour."));
    });
    connect(m_office.get(), &Office::notOfTheOffice, this, &AppController::dismiss);
}

/// Drafts and copy hold customers' data, and nobody will come back to them.
void AppController::dismiss(const QString &sentence)
{
    m_office->window().forgetDrafts();
    m_office->wipe();
    m_office->session().signOut();
    leave(sentence);
}

/// Only for those who stay signed in: others leave nothing behind.
QString AppController::copyOf(const Profile &profile) const
{
    if (m_parts.copyFolder.isEmpty() || automated() || !profile.remember)
        return {};
    QDir().mkpath(m_parts.copyFolder);
    return QDir(m_parts.copyFolder).filePath(disk::ReplicaFile::nameFor(profile.server, profile.email));
}

bool AppController::canStartFromCopy(const Profile &profile) const
{
    const QString path = copyOf(profile);
    return !path.isEmpty() && !profile.visit.account.isNull() && QFile::exists(path);
}

/// Nobody has it open.
void AppController::removeCopy(const Profile &profile)
{
    const QString name = disk::ReplicaFile::nameFor(profile.server, profile.email);
    if (!m_parts.copyFolder.isEmpty())
        (void)disk::ReplicaFile::remove(QDir(m_parts.copyFolder).filePath(name));
}

void AppController::keepToken()
{
    if (!automated() && m_profile.remember)
        m_accounts.keepToken(m_profile, m_office->session().refreshToken());
}

void AppController::signOut()
{
    m_office->session().signOut();
    leave(tr("You are signed out."));
}

/// All accounts at this server, and what was kept by its name.
void AppController::forgetServer()
{
    const QString server = m_profile.server;
    m_parts.settings.remove(QStringLiteral("alerts/told/") + m_office->serverName());
    m_office->window().forgetDrafts();
    m_office->wipe();
    signOut();
    const QList<Profile> known = m_accounts.known();
    for (const Profile &profile : known)
        if (profile.server == server) {
            forgetDrafts(profile);
            removeCopy(profile);
            m_accounts.forget(profile);
        }
    showAccounts();
    const Profile next = m_accounts.known().value(0);
    m_signIn->view().setInput({next.server, next.anonKey, next.email, {}, next.remember});
    m_signIn->view().showMessage(tr("%1 was removed from this computer.").arg(server));
}

void AppController::leave(const QString &message)
{
    if (!automated())
        m_accounts.dropToken(m_profile);
    showAccounts();
    m_signIn->show();
    m_signIn->view().showMessage(message);
    m_office->window().hide();
    m_office->close();
    // Its signal is being handled, and telling the server about the sign-out takes another moment.
    Office *old = m_office.release();
    old->disconnect(this); // ignore a renewal that is still in progress
    old->setParent(this);
    QTimer::singleShot(5s, old, &QObject::deleteLater);
}

void AppController::forget(const ui::KnownAccount &account)
{
    if (const Profile *profile = m_accounts.find(account.server, account.email))
        m_accounts.forget(Profile(*profile));
    forgetDrafts({account.server, account.anonKey, account.email});
    removeCopy({account.server, account.anonKey, account.email});
    showAccounts();
    const Profile next = m_accounts.known().value(0);
    m_signIn->view().setInput({next.server, next.anonKey, next.email, {}, next.remember});
    m_signIn->view().showMessage(tr("%1 at %2 was removed from this computer.").arg(account.email, account.server));
}

void AppController::forgetDrafts(const Profile &profile)
{
    if (const Result<QUrl> server = serverUrl(profile.server))
        ui::DraftStore::forget(m_parts.settings, ui::DraftStore::accountOf(serverName(*server), profile.email));
}

} // namespace pl::app
