// What the disk and SQLite give at best: rows a second in batches of 64, each batch synced, no HTTP, no checks. First
// in a plain table without keys, in which no lead could be known again, then in one with the journal's columns and
// keys.

#include <sqlite3.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>

namespace {

constexpr int kBatch = 64;
constexpr double kSeconds = 2;

const std::string kPayload(480, 'x'); // as long as the bench's leads in the journal

const char *const kPlain = "create table plain (sequence integer primary key, payload text not null)";
const char *const kLikeTheJournal =
    "create table journal (sequence integer primary key, id blob not null unique, source_id blob not null,"
    " idempotency_key text, payload text not null, received_at integer not null, state integer not null default 0);"
    "create unique index by_key on journal (source_id, idempotency_key);"
    "create index by_state on journal (state, sequence)";

/// 0 when anything fails.
template <class Bind>
double rowsPerSecond(sqlite3 *db, const char *schema, const char *insert, const Bind &bind)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_exec(db, schema, nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(db, insert, -1, &statement, nullptr) != SQLITE_OK)
        return 0;
    const auto begin = std::chrono::steady_clock::now();
    double passed = 0;
    long rows = 0;
    bool isOk = true;
    while (isOk && passed < kSeconds) {
        isOk = sqlite3_exec(db, "begin immediate", nullptr, nullptr, nullptr) == SQLITE_OK;
        for (int i = 0; i < kBatch && isOk; ++i, ++rows) {
            bind(statement, rows);
            isOk = sqlite3_step(statement) == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK;
        }
        isOk = isOk && sqlite3_exec(db, "commit", nullptr, nullptr, nullptr) == SQLITE_OK;
        passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    sqlite3_finalize(statement);
    return isOk ? double(rows) / passed : 0;
}

void bindPlain(sqlite3_stmt *statement, long)
{
    sqlite3_bind_text(statement, 1, kPayload.data(), int(kPayload.size()), SQLITE_STATIC);
}

void bindLikeTheJournal(sqlite3_stmt *statement, long row)
{
    static std::mt19937_64 random;
    static const std::array<std::uint64_t, 2> source{random(), random()};
    std::array<unsigned char, 16> id; // its first half rises, as the journal's ids do
    const std::uint64_t behind = random();
    std::memcpy(id.data() + 8, &behind, sizeof behind);
    for (std::size_t i = 0; i < 8; ++i)
        id[i] = static_cast<unsigned char>(std::uint64_t(row) >> (56 - 8 * i));
    const std::string key = "bench-0-" + std::to_string(row);
    sqlite3_bind_blob(statement, 1, id.data(), int(sizeof id), SQLITE_TRANSIENT);
    sqlite3_bind_blob(statement, 2, source.data(), int(sizeof source), SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, key.data(), int(key.size()), SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 4, kPayload.data(), int(kPayload.size()), SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, row);
}

} // namespace

int main(int argc, char *argv[])
{
    sqlite3 *db = nullptr;
    if (argc != 2 || sqlite3_open(argv[1], &db) != SQLITE_OK ||
        sqlite3_exec(db, "pragma journal_mode = wal; pragma synchronous = full", nullptr, nullptr, nullptr) !=
            SQLITE_OK)
        return 1;
    const double plain = rowsPerSecond(db, kPlain, "insert into plain (payload) values (?1)", bindPlain);
    const double journal = rowsPerSecond(
        db, kLikeTheJournal,
        "insert into journal (id, source_id, idempotency_key, payload, received_at) values (?1, ?2, ?3, ?4, ?5)",
        bindLikeTheJournal);
    sqlite3_close(db);
    std::printf("%.0f %.0f\n", plain, journal);
    return plain > 0 && journal > 0 ? 0 : 1;
}
