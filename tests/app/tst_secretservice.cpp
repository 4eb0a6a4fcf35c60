#include "app/accounts.h"
#include "app/keychainstore.h"
#include "models/base/onresult.h"
#include "tests/app/secretservice.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>
#include <QTextStream>

using namespace pl;
using namespace pl::app;
using pl::test::SecretService;

namespace {

constexpr char kToken[] = "refresh-token-of-sam";
constexpr char kPassword[] = "keyring password";

Profile sam()
{
    return {QStringLiteral("office.example"), {}, QStringLiteral("sam@office.test")};
}

/// What this program does when it is started as "tst_secretservice --keep|--read|--drop SETTINGS": a start of the
/// desktop as far as the keychain sees it, on the bus and in the home that its environment names. Writes what became of
/// it.
int useKeychain(const QString &what, const QString &settingsFile)
{
    QSettings settings(settingsFile, QSettings::IniFormat);
    KeychainStore keychain;
    Accounts accounts(settings, keychain);
    const auto say = [](const QString &text) {
        QTextStream(stdout) << text;
        QCoreApplication::quit();
    };
    QTimer look;
    QObject::connect(&accounts, &Accounts::keepingFailed, say);
    if (what == QStringLiteral("--keep")) {
        accounts.remember(sam());
        accounts.keepToken(sam(), kToken);
        QObject::connect(&look, &QTimer::timeout, [&] {
            if (accounts.known().first().kept)
                say(QStringLiteral("kept"));
        });
        look.start(std::chrono::milliseconds(10));
    } else if (what == QStringLiteral("--drop")) {
        accounts.dropToken(sam());
        onResult(&accounts, accounts.token(sam()), [&](const Result<QByteArray> &token) {
            say(token ? QStringLiteral("still there") : QStringLiteral("gone"));
        });
    } else {
        onResult(&accounts, accounts.token(sam()), [&](const Result<QByteArray> &token) {
            say(token ? QString::fromLatin1(*token) : token.error().message);
        });
    }
    return QCoreApplication::exec();
}

} // namespace

/// The keychain as people have it, without a display and without their own: a real Secret Service that is unlocked,
/// locked, not there, or hanging.
class TestSecretService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void unlockedKeyringKeepsTheToken();
    void lockedKeyringIsTold();
    void noSecretServiceIsTold();
    void hangingKeyringIsTold();

private:
    /// What a start of the program says.
    QString run(const char *what);
    QStringList filesWith(const QByteArray &text) const;

    std::unique_ptr<SecretService> m_service;
    qint64 m_took = 0; ///< ms of the last run
};

void TestSecretService::init()
{
    m_service = std::make_unique<SecretService>();
    QVERIFY(m_service->startBus());
}

QString TestSecretService::run(const char *what)
{
    QProcess program;
    program.setProcessEnvironment(m_service->environment());
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer clock;
    clock.start();
    program.start(QCoreApplication::applicationFilePath(),
                  {QString::fromLatin1(what), m_service->home() + QStringLiteral("/settings.ini")});
    if (!program.waitForFinished(20000))
        return QStringLiteral("did not end");
    m_took = clock.elapsed();
    return QString::fromUtf8(program.readAllStandardOutput());
}

QStringList TestSecretService::filesWith(const QByteArray &text) const
{
    QStringList found;
    QDirIterator files(m_service->home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            found += file.fileName();
    }
    return found;
}

void TestSecretService::unlockedKeyringKeepsTheToken()
{
    QVERIFY(m_service->startKeyring(kPassword));
    QCOMPARE(run("--keep"), QStringLiteral("kept"));
    QCOMPARE(run("--read"), QString::fromLatin1(kToken));
    // In the keyring's own encrypted file and nowhere else.
    QVERIFY(!filesWith("sam@office.test").isEmpty());
    QCOMPARE(filesWith(kToken), QStringList());
    // After the computer was off, too.
    m_service->stopKeyring();
    QVERIFY(m_service->startKeyring(kPassword));
    QCOMPARE(run("--read"), QString::fromLatin1(kToken));
    QCOMPARE(run("--drop"), QStringLiteral("gone"));
}

void TestSecretService::lockedKeyringIsTold()
{
    QVERIFY(m_service->startKeyring(kPassword));
    QCOMPARE(run("--keep"), QStringLiteral("kept"));
    m_service->stopKeyring();
    QVERIFY(m_service->startKeyring({}));
    QCOMPARE(run("--read"), QStringLiteral("This computer's keychain is locked or has lost your sign-in. Unlock it and "
                                           "press Enter, or type your password."));
    QVERIFY(QFile::remove(m_service->home() + QStringLiteral("/settings.ini"))); // where it counts as kept already
    QCOMPARE(run("--keep"), QStringLiteral("This computer's keychain is locked. You will be asked for your password "
                                           "next time."));
    // "Not found" did not mean "signed out".
    m_service->stopKeyring();
    QVERIFY(m_service->startKeyring(kPassword));
    QCOMPARE(run("--read"), QString::fromLatin1(kToken));
}

void TestSecretService::noSecretServiceIsTold()
{
    QCOMPARE(run("--keep"), QStringLiteral("This computer has no working keychain. You will be asked for your "
                                           "password next time."));
    QCOMPARE(run("--read"), QStringLiteral("This computer has no working keychain. Type your password."));
    QCOMPARE(filesWith(kToken), QStringList());
}

void TestSecretService::hangingKeyringIsTold()
{
    QVERIFY(m_service->startKeyring(kPassword));
    m_service->freezeKeyring();
    QCOMPARE(run("--read"), QStringLiteral("This computer's keychain doesn't answer. Type your password."));
    QVERIFY2(m_took >= 4700 && m_took < 7500, qPrintable(QString::number(m_took)));
    QCOMPARE(run("--keep"), QStringLiteral("This computer's keychain doesn't answer. You will be asked for your "
                                           "password next time."));
    QVERIFY2(m_took >= 4700 && m_took < 7500, qPrintable(QString::number(m_took)));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const bool asProgram = arguments.size() == 3 && arguments.at(1).startsWith(QStringLiteral("--"));
    if (asProgram)
        return useKeychain(arguments.at(1), arguments.at(2));
    TestSecretService test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_secretservice.moc"
