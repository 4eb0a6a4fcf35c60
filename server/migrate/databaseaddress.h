#pragma once

#include "models/base/result.h"

#include <QMap>
#include <QProcessEnvironment>
#include <QString>

namespace pl::migrate {

/// A PostgreSQL database's address and login.
struct DatabaseAddress
{
    QString host; ///< a name, an IP address, or the folder of a Unix socket
    int port = 5432;
    QString database = QStringLiteral("postgres");
    QString user = QStringLiteral("postgres");
    QString password = {};
    /// libpq settings: sslmode, sslrootcert, connect_timeout
    QMap<QString, QString> options = {};

    bool operator==(const DatabaseAddress &) const = default;

    /// A Unix socket or loopback: no network in between.
    bool isLocal() const;
    /// A warning about a weak `sslmode`; empty if the server's certificate and name are verified or need not be.
    QString tlsWarning() const;

    /// From "postgresql://user@host:port/database?sslmode=require". The query may also carry host and port, for a
    /// socket. A password in it is refused, and errors never quote the URL: it comes from a command line, which other
    /// users of the machine can read.
    static Result<DatabaseAddress> fromUrl(const QString &url);

    /// The database for `migrate`: `url` if given, else the project of SUPABASE_URL, by its direct host or by the
    /// session pooler on `pooler` ("aws-0-eu-central-1.pooler.supabase.com", shown in the dashboard; it can't be
    /// derived from the project's name or region). The password is DB_PASSWORD. For a remote host without `sslmode` in
    /// the URL, it is verify-full.
    static Result<DatabaseAddress> find(const QString &url, const QProcessEnvironment &environment,
                                        const QString &pooler = {});
};

} // namespace pl::migrate
