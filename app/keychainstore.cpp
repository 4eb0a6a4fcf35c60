#include "app/keychainstore.h"

#include "models/base/answer.h"
#include "models/base/onresult.h"

#include <qt6keychain/keychain.h>

#include <QCoreApplication>
#include <QPromise>
#include <QTimer>

namespace pl::app {

namespace {

const QString kService = QStringLiteral("Plumber Leads"); // no-tr: a name
constexpr unsigned long kPatienceAtExitMs = 300;

Error errorOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return {ErrorCode::NotFound, KeychainStore::tr("The keychain has no sign-in for this account, or is locked.")};
    if (job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser)
        return {ErrorCode::Forbidden, KeychainStore::tr("The keychain is locked.")};
    return {ErrorCode::Unavailable, KeychainStore::tr("The keychain refused: %1").arg(job.errorString())};
}

Result<> done(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::NoError)
        return {};
    return errorOf(job);
}

} // namespace

KeychainStore::KeychainStore(QObject *parent, std::chrono::milliseconds timeout)
    : QObject(parent), m_timeout(timeout), m_thread(std::make_unique<QThread>()), m_worker(new QObject)
{
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->setObjectName(QStringLiteral("keychain"));
    m_thread->start();
}

KeychainStore::~KeychainStore()
{
    m_thread->quit();
    // A keychain that hangs must not keep the program from quitting, so its thread is left behind.
    if (!m_thread->wait(kPatienceAtExitMs))
        static_cast<void>(m_thread.release());
}

template <class T>
QFuture<Result<T>> KeychainStore::run(std::function<QKeychain::Job *()> makeJob,
                                      std::function<Result<T>(QKeychain::Job &)> outcome)
{
    // The keychain and the time-out race on two threads; the first one wins.
    const auto race = std::make_shared<typename Later<Result<T>>::Promise>();
    QTimer::singleShot(m_timeout, this, [race] {
        race->give(Result<T>(Error{ErrorCode::TimedOut, KeychainStore::tr("The keychain did not answer in time.")}));
    });
    QMetaObject::invokeMethod(m_worker, [race, makeJob = std::move(makeJob), outcome = std::move(outcome)] {
        QKeychain::Job *job = makeJob();
        QObject::connect(job, &QKeychain::Job::finished, job,
                         [race, outcome](QKeychain::Job *finished) { race->give(outcome(*finished)); });
        job->start();
    });
    const Answer<T> answer;
    onResult(this, race->later(), [answer](const Result<T> &result) { answer.finish(result); });
    return answer.future();
}

QFuture<Result<QByteArray>> KeychainStore::read(const QString &name)
{
    return run<QByteArray>(
        [name] {
            auto *job = new QKeychain::ReadPasswordJob(kService);
            job->setKey(name);
            return job;
        },
        [](QKeychain::Job &job) -> Result<QByteArray> {
            if (job.error() != QKeychain::NoError)
                return errorOf(job);
            return static_cast<QKeychain::ReadPasswordJob &>(job).binaryData();
        });
}

QFuture<Result<>> KeychainStore::write(const QString &name, const QByteArray &token)
{
    return run<Done>(
        [name, token] {
            auto *job = new QKeychain::WritePasswordJob(kService);
            job->setKey(name);
            job->setBinaryData(token);
            return job;
        },
        [](QKeychain::Job &job) { return done(job); });
}

QFuture<Result<>> KeychainStore::remove(const QString &name)
{
    return run<Done>(
        [name] {
            auto *job = new QKeychain::DeletePasswordJob(kService);
            job->setKey(name);
            return job;
        },
        [](QKeychain::Job &job) { return done(job); });
}

} // namespace pl::app
