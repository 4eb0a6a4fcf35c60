#include "app/accounts.h"

#include "models/base/onresult.h"

namespace pl::app {

namespace {

constexpr int kMaxAccounts = 20;
const QString kAccounts = QStringLiteral("accounts");
const QString kServer = QStringLiteral("server");
const QString kAnonKey = QStringLiteral("publishableKey");
const QString kEmail = QStringLiteral("email");
const QString kRemember = QStringLiteral("remember");
const QString kKept = QStringLiteral("kept");
const QString kAccount = QStringLiteral("account");
const QString kRole = QStringLiteral("role");
const QString kProject = QStringLiteral("project");
const QString kProjectKey = QStringLiteral("projectKey");

/// What is wrong with the keychain; the caller adds what it means.
QString troubleOf(const Error &error)
{
    if (error.code == ErrorCode::TimedOut)
        return Accounts::tr("This computer's keychain doesn't answer");
    if (error.code == ErrorCode::Forbidden)
        return Accounts::tr("This computer's keychain is locked");
    if (error.code == ErrorCode::NotFound)
        return Accounts::tr("This computer's keychain is locked or has lost your sign-in");
    return Accounts::tr("This computer has no working keychain");
}

Error readError(const Error &error)
{
    const bool mayBeLocked = error.code == ErrorCode::NotFound || error.code == ErrorCode::Forbidden;
    return {error.code, (mayBeLocked ? Accounts::tr("%1. Unlock it and press Enter, or type your password.")
                                     : Accounts::tr("%1. Type your password."))
                            .arg(troubleOf(error))};
}

} // namespace

Accounts::Accounts(QSettings &settings, TokenStore &tokens, QObject *parent)
    : QObject(parent), m_settings(settings), m_tokens(tokens)
{
    load();
}

void Accounts::load()
{
    const int count = m_settings.beginReadArray(kAccounts);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        m_known += {m_settings.value(kServer).toString(),
                    m_settings.value(kAnonKey).toString(),
                    m_settings.value(kEmail).toString(),
                    m_settings.value(kRemember, true).toBool(),
                    m_settings.value(kKept).toBool(),
                    {m_settings.value(kAccount).toUuid(), m_settings.value(kRole).toString(),
                     m_settings.value(kProject).toString(), m_settings.value(kProjectKey).toString()}};
    }
    m_settings.endArray();
}

void Accounts::save()
{
    m_settings.remove(kAccounts);
    m_settings.beginWriteArray(kAccounts, int(m_known.size()));
    for (int i = 0; i < m_known.size(); ++i) {
        const Profile &profile = m_known.at(i);
        m_settings.setArrayIndex(i);
        m_settings.setValue(kServer, profile.server);
        m_settings.setValue(kAnonKey, profile.anonKey);
        m_settings.setValue(kEmail, profile.email);
        m_settings.setValue(kRemember, profile.remember);
        m_settings.setValue(kKept, profile.kept);
        m_settings.setValue(kAccount, profile.visit.account.toString(QUuid::WithoutBraces));
        m_settings.setValue(kRole, profile.visit.role);
        m_settings.setValue(kProject, profile.visit.project);
        m_settings.setValue(kProjectKey, profile.visit.key);
    }
    m_settings.endArray();
}

const Profile *Accounts::find(const QString &server, const QString &email) const
{
    const auto found = std::find_if(m_known.cbegin(), m_known.cend(),
                                    [&](const Profile &profile) { return profile.isFor(server, email); });
    return found == m_known.cend() ? nullptr : &*found;
}

void Accounts::remember(const Profile &profile)
{
    Profile first = profile;
    const Profile *before = find(profile.server, profile.email);
    first.kept = before && before->kept;
    m_known.removeIf([&](const Profile &other) { return other.isFor(first.server, first.email); });
    m_known.prepend(first);
    save();
    while (m_known.size() > kMaxAccounts)
        forget(Profile(m_known.last()));
}

QFuture<Result<QByteArray>> Accounts::token(const Profile &profile)
{
    return m_tokens.read(profile.tokenName()).then([](const Result<QByteArray> &token) -> Result<QByteArray> {
        if (!token)
            return readError(token.error());
        if (token->isEmpty())
            return readError({ErrorCode::NotFound, {}});
        return token;
    });
}

void Accounts::keepToken(const Profile &profile, const QByteArray &token)
{
    m_dropped.remove(profile.tokenName());
    onResult(this, m_tokens.write(profile.tokenName(), token),
             [this, profile](const Result<> &outcome) { tokenWritten(profile, outcome); });
}

void Accounts::tokenWritten(const Profile &profile, const Result<> &outcome)
{
    if (outcome && m_dropped.contains(profile.tokenName())) {
        onResult(this, m_tokens.remove(profile.tokenName()), [](const Result<> &) {});
        return;
    }
    setKept(profile, outcome.ok());
    if (!outcome && !std::exchange(m_told, true))
        Q_EMIT keepingFailed(tr("%1. You will be asked for your password next time.").arg(troubleOf(outcome.error())));
}

void Accounts::dropToken(const Profile &profile)
{
    m_dropped.insert(profile.tokenName());
    const Profile *known = find(profile.server, profile.email);
    if (known && known->kept)
        onResult(this, m_tokens.remove(profile.tokenName()), [](const Result<> &) {});
    setKept(profile, false);
}

void Accounts::forget(const Profile &profile)
{
    dropToken(profile);
    m_known.removeIf([&](const Profile &other) { return other.isFor(profile.server, profile.email); });
    save();
}

void Accounts::setKept(const Profile &profile, bool kept)
{
    for (Profile &known : m_known)
        if (known.isFor(profile.server, profile.email))
            known.kept = kept;
    save();
}

} // namespace pl::app
