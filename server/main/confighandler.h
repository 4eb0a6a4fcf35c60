#pragma once

#include "server/http/router.h"

#include <QByteArray>
#include <QString>

namespace pl {

/// GET /api/v1/config: what a desktop needs before anybody can sign in, so that people type one address and no key.
/// Nothing in it is a secret: the publishable (anon) key is made to be known.
class ConfigHandler
{
public:
    /// `supabaseUrl` is the remote project; empty when this server is the project itself. Without an `anonKey` the
    /// answer is 404, and the desktop asks the person for the key.
    ConfigHandler(QString supabaseUrl, QByteArray anonKey);

    void addRoutes(http::Router &router) const;

private:
    QString m_supabaseUrl;
    QByteArray m_anonKey;
};

} // namespace pl
