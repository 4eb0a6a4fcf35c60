#include "server/embedded/auth/passwordguard.h"

#include "server/http/clientaddress.h"

#include <QCryptographicHash>

namespace pl::embedded {
namespace {

constexpr int kFreeFailures = 5;
constexpr int kMaxDelay = 60;
constexpr int kMaxDelayOfKnown = 5;
constexpr int kFailureMemorySeconds = 900;
/// Large enough: password hashing allows only some thirty checks a second on two threads.
constexpr qsizetype kMaxEntries = 50'000;

/// The delay after this many wrong passwords. Shifting by more than six exceeds a minute.
int delayAfter(int failures, int longest)
{
    return failures < kFreeFailures ? 0 : std::min(1 << std::min(failures - kFreeFailures, 6), longest);
}

} // namespace

PasswordGuard::Attempt PasswordGuard::attempt(const QString &email, const http::Request &request)
{
    const QByteArray address = email.trimmed().toLower().toUtf8();
    const bool isHere = http::clientAddress(request).isLoopback();
    return {QCryptographicHash::hash(address, QCryptographicHash::Sha256),
            isHere ? QByteArray() : http::clientNetwork(request)};
}

int PasswordGuard::begin(const Attempt &attempt, Timestamp now)
{
    const QMutexLocker lock(&m_mutex);
    const bool isKnown = m_known.object(attempt.pair()) != nullptr;
    int wait = waitOfPair(attempt, isKnown, now);
    if (!isKnown)
        wait = std::max({wait, waitOf(m_accounts, attempt.account, kOfAccount, now),
                         waitOf(m_networks, attempt.network, kOfNetwork, now)});
    if (wait > 0)
        return wait;
    countFailure(attempt, now);
    if (!isKnown) {
        take(m_accounts, attempt.account, kOfAccount, now);
        if (!attempt.network.isEmpty())
            take(m_networks, attempt.network, kOfNetwork, now);
    }
    return 0;
}

void PasswordGuard::passed(const Attempt &attempt)
{
    const QMutexLocker lock(&m_mutex);
    m_pairs.remove(attempt.pair());
    if (m_known.object(attempt.pair()) == nullptr) {
        giveBack(m_accounts, attempt.account, kOfAccount);
        giveBack(m_networks, attempt.network, kOfNetwork);
    }
    m_known.insert(attempt.pair(), new char(0));
}

/// If the clock was set back, nobody waits for the time in between: no wait exceeds a full allowance.
int PasswordGuard::waitOf(Buckets &buckets, const QByteArray &key, Pace pace, Timestamp now)
{
    const auto owed = buckets.find(key);
    if (owed == buckets.end())
        return 0;
    const Timestamp whole = now.addSeconds(qint64(pace.burst) * pace.refillSeconds);
    *owed = std::min(*owed, whole);
    const qint64 tooMuch = owed->addSeconds(pace.refillSeconds).micros - whole.micros;
    return tooMuch <= 0 ? 0 : int((tooMuch + 999'999) / 1'000'000);
}

void PasswordGuard::take(Buckets &buckets, const QByteArray &key, Pace pace, Timestamp now)
{
    if (buckets.size() >= kMaxEntries)
        buckets.removeIf([now](const auto &entry) { return entry.value() <= now; });
    if (buckets.size() >= kMaxEntries && !buckets.contains(key))
        return;
    buckets.insert(key, std::max(buckets.value(key, now), now).addSeconds(pace.refillSeconds));
}

void PasswordGuard::giveBack(Buckets &buckets, const QByteArray &key, Pace pace)
{
    if (const auto found = buckets.find(key); found != buckets.end())
        *found = found->addSeconds(-pace.refillSeconds);
}

int PasswordGuard::waitOfPair(const Attempt &attempt, bool isKnown, Timestamp now)
{
    const auto failures = m_pairs.find(attempt.pair());
    if (failures == m_pairs.end())
        return 0;
    failures->last = std::min(failures->last, now); // the clock was set back
    const qint64 passed = failures->last.secondsTo(now);
    const int delay = delayAfter(failures->count, isKnown ? kMaxDelayOfKnown : kMaxDelay);
    return passed >= kFailureMemorySeconds ? 0 : int(std::max<qint64>(0, delay - passed));
}

void PasswordGuard::countFailure(const Attempt &attempt, Timestamp now)
{
    const auto isOld = [now](const Failures &failures) {
        return failures.last.secondsTo(now) >= kFailureMemorySeconds;
    };
    if (m_pairs.size() >= kMaxEntries)
        m_pairs.removeIf([&](const auto &entry) { return isOld(entry.value()); });
    if (m_pairs.size() >= kMaxEntries && !m_pairs.contains(attempt.pair()))
        return;
    Failures &failures = m_pairs[attempt.pair()];
    failures = {isOld(failures) ? 1 : failures.count + 1, now};
}

} // namespace pl::embedded
