#pragma once

#include "models/base/timestamp.h"

#include <QByteArray>
#include <QCache>
#include <QHash>
#include <QMutex>
#include <QString>

namespace pl::http {
struct Request;
} // namespace pl::http

namespace pl::embedded {

/// Throttles password guessing without locking anyone out. Only wrong passwords count. From any thread.
///
/// - An account from one network (an IPv4 address, or an IPv6 network of 64 bits): five wrong ones are free, then each
///   doubles the wait before the next, up to a minute; up to five seconds from where this account has signed in before.
/// - An account from networks where it has not signed in: twenty, and one more every 15 seconds.
/// - A network, for accounts that have not signed in from there: thirty, and one more every ten seconds. This machine
///   does not count as one: behind a proxy that sends no client addresses, everyone comes from it.
///
/// So an attacker can't delay people on networks where they have signed in since the server's start; only someone on
/// the same network can, for seconds. Many attackers together can delay sign-ins from new networks. Nonexistent
/// accounts count like existing ones.
class PasswordGuard
{
public:
    struct Attempt
    {
        QByteArray account; ///< a hash of the address
        QByteArray network; ///< empty: this machine
        QByteArray pair() const { return account + network; }
    };
    static Attempt attempt(const QString &email, const http::Request &request);

    /// 0: the password may be tried and counts as wrong until passed() is called. Else the seconds to wait.
    int begin(const Attempt &attempt, Timestamp now);
    /// The password was right.
    void passed(const Attempt &attempt);

private:
    using Buckets = QHash<QByteArray, Timestamp>; ///< when each will have its full allowance again
    struct Pace
    {
        int burst;
        int refillSeconds;
    };
    struct Failures
    {
        int count = 0;
        Timestamp last = {};
    };

    static constexpr Pace kOfAccount{20, 15};
    static constexpr Pace kOfNetwork{30, 10};

    static int waitOf(Buckets &buckets, const QByteArray &key, Pace pace, Timestamp now);
    static void take(Buckets &buckets, const QByteArray &key, Pace pace, Timestamp now);
    static void giveBack(Buckets &buckets, const QByteArray &key, Pace pace);
    int waitOfPair(const Attempt &attempt, bool isKnown, Timestamp now);
    void countFailure(const Attempt &attempt, Timestamp now);

    QMutex m_mutex;
    Buckets m_accounts;
    Buckets m_networks;
    QHash<QByteArray, Failures> m_pairs;
    QCache<QByteArray, char> m_known{10'000}; // pairs that have signed in; the oldest are dropped first
};

} // namespace pl::embedded
