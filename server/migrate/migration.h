#pragma once

#include "models/base/result.h"

#include <QList>
#include <QStringList>

namespace pl::migrate {

/// One step of the database's schema, a file `<version>_<name>.sql` as the Supabase CLI names them.
struct Migration
{
    QString version; ///< digits, its time; migrations run in the order of their versions
    QString name;
    QStringList statements;

    QString title() const { return version + u'_' + name; }
    bool operator==(const Migration &) const = default;
};

/// The migrations of a folder, in order. Files of other names are not looked at.
Result<QList<Migration>> migrationsIn(const QString &folder);
/// The project's own, server/supabase/migrations, which are built into the program.
Result<QList<Migration>> ownMigrations();
/// The statements of server/supabase/seed.sql: the services with which an office begins.
Result<QStringList> ownSeed();

} // namespace pl::migrate
