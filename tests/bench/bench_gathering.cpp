// Commits to a write-ahead log, each of twenty leads: written as SQLite does, and with one write a commit. In turns, on
// two databases of one disk.

#include "models/sqlite/sqlitedb.h"
#include "server/journal/gatheringvfs.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <ctime>

using namespace pl;
using namespace pl::journal;

namespace {

constexpr int kRounds = 12;
constexpr int kCommits = 500; ///< a round
constexpr int kLeads = 20;    ///< a commit

/// One way of writing.
class Side
{
public:
    Side(const QString &path, const char *vfs)
    {
        auto db = sqlite::SqliteDb::open(path, sqlite::SqliteDb::Mode::CreateIfAbsent, vfs);
        if (!db || !db->run("pragma synchronous = full; pragma journal_mode = wal;"
                            "create table leads (sequence integer primary key, payload blob not null)"))
            return;
        m_db.emplace(std::move(*db));
        if (auto insert = m_db->prepare("insert into leads (payload) values (?1)"))
            m_insert.emplace(std::move(*insert));
    }

    bool run()
    {
        const QByteArray payload(500, 'x');
        const std::clock_t cpu = std::clock();
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < kCommits; ++i) {
            if (!m_insert || !m_db->run("begin immediate"))
                return false;
            for (int lead = 0; lead < kLeads; ++lead)
                if (!m_insert->bindBlob(1, payload).run())
                    return false;
            if (!m_db->run("commit"))
                return false;
        }
        m_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        m_cpuSeconds += double(std::clock() - cpu) / CLOCKS_PER_SEC;
        return true;
    }

    double micros() const { return m_seconds * 1e6 / (kRounds * kCommits); }
    double cpuMicros() const { return m_cpuSeconds * 1e6 / (kRounds * kCommits); }

private:
    std::optional<sqlite::SqliteDb> m_db;
    std::optional<sqlite::SqliteStatement> m_insert; // of m_db
    double m_seconds = 0;
    double m_cpuSeconds = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QTemporaryDir folder;
    Side plain(folder.filePath(QStringLiteral("plain.sqlite")), nullptr);
    Side gathered(folder.filePath(QStringLiteral("gathered.sqlite")), gatheringVfs());
    for (int round = 0; round < kRounds; ++round)
        if (!plain.run() || !gathered.run())
            return 1;
    std::printf("as SQLite writes     %6.0f us a commit, %6.0f us of a processor\n", plain.micros(), plain.cpuMicros());
    std::printf("one write a commit   %6.0f us a commit, %6.0f us of a processor   ratio %.2f and %.2f\n",
                gathered.micros(), gathered.cpuMicros(), plain.micros() / gathered.micros(),
                plain.cpuMicros() / gathered.cpuMicros());
    return 0;
}
