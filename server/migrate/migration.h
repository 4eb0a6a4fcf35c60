#pragma once

#include "models/base/result.h"

#include <QList>
#include <QStringList>

namespace pl::migrate {

/// One schema migration, a file `<version>_<name>.sql` as the Supabase CLI names it.
struct Migration
{
    QString version; ///< digits, a timestamp; migrations run in this order
    QString name;
    QStringList statements;

    QString title() const { return version + u'_' + name; }
    bool operator==(const Migration &) const = default;
};

/// The migrations in a folder, in order. Other files are ignored.
Result<QList<Migration>> migrationsIn(const QString &folder);
/// The project's own, server/supabase/migrations, which are built into the program.
Result<QList<Migration>> ownMigrations();
/// The statements of server/supabase/seed.sql: a new office's services.
Result<QStringList> ownSeed();

} // namespace pl::migrate
