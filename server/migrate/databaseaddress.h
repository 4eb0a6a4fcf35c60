#pragma once

#include "models/base/result.h"

#include <QMap>
#include <QProcessEnvironment>
#include <QString>

namespace pl::migrate {

/// Where a PostgreSQL database is and who connects to it.
struct DatabaseAddress
{
    QString host; ///< a name, an IP address, or the folder of a Unix socket
    int port = 5432;
    QString database = QStringLiteral("postgres");
    QString user = QStringLiteral("postgres");
    QString password = {};
    /// libpq's own settings: sslmode, sslrootcert, connect_timeout
    QMap<QString, QString> options = {};

    bool operator==(const DatabaseAddress &) const = default;

    /// A socket, or this machine's own loopback: nobody stands in between.
    bool isLocal() const;
    /// What is amiss with an `sslmode` that somebody chose, in a sentence; empty when the server's certificate and name
    /// are checked, or need not be.
    QString tlsWarning() const;

    /// From "postgresql://user@host:port/database?sslmode=require". The query may also carry host and port, for a
    /// socket. A password in it is refused, and errors never quote the URL: it comes from a command line, which others
    /// on the machine can read.
    static Result<DatabaseAddress> fromUrl(const QString &url);

    /// As `migrate` finds it: `url` if there is one, else the project that SUPABASE_URL names: its direct host, or the
    /// session pooler on `pooler` ("aws-0-eu-central-1.pooler.supabase.com"), which can't be derived from the project's
    /// name or region and which the dashboard shows. The password is DB_PASSWORD. Where the host is not local and the
    /// URL names no `sslmode`, it is verify-full.
    static Result<DatabaseAddress> find(const QString &url, const QProcessEnvironment &environment,
                                        const QString &pooler = {});
};

} // namespace pl::migrate
