#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <nlohmann/json.hpp>

#include <memory>

namespace pl::embedded {
class Database;
}

namespace pl::test {

/// The secret of the tokens in the transcripts.
inline const QByteArray kSecret = "super-secret-jwt-token-with-at-least-32-characters-long";

/// A token of that secret for one of the people the transcripts know: staff, admin, plumber, norole, service, expired,
/// forged, garbage. Null for anon, who has none.
QByteArray tokenFor(const QString &who);

/// Puts the rows of fixture.json into an embedded database, as often as wanted. Triggers don't run, so every value is
/// as written.
class Fixture
{
public:
    /// `databaseFile` has been migrated already. Its settings are those that a reload brings back.
    static Result<std::unique_ptr<Fixture>> open(const QString &databaseFile);
    ~Fixture();

    Result<Done> reload();

private:
    Fixture(std::unique_ptr<embedded::Database> database, nlohmann::json rows);
    void insertRows();
    void rebuild();

    std::unique_ptr<embedded::Database> m_database;
    nlohmann::json m_rows;
};

} // namespace pl::test
