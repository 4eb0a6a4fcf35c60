#pragma once

#include "server/http/router.h"

#include <QByteArray>
#include <QString>

namespace pl {

/// GET /api/v1/config: what a desktop needs before anybody can sign in, so that people enter an address and no key.
/// None of it is secret: the publishable (anon) key is meant to be public.
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
