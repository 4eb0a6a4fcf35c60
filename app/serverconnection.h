#pragma once

#include "models/supabase/session.h"

#include <QUrl>

#include <functional>
#include <memory>

namespace pl::app {

using TransportFactory = std::function<std::unique_ptr<supabase::Transport>(const QUrl &server)>;

/// A person signed in at a server. The session uses the transport, so it is destroyed first.
struct ServerConnection
{
    QUrl server;  ///< what the person typed
    QUrl project; ///< the Supabase project that the server names, often itself
    QByteArray anonKey;
    std::unique_ptr<supabase::Transport> transport;
    std::unique_ptr<supabase::Session> session;
};

/// The server's root URL from what a person typed: "office.example" means https, "localhost:8080" and addresses of this
/// machine mean http. The Error's sentence says what is wrong.
Result<QUrl> serverUrl(const QString &typed);

/// The reverse, always the same for the same server: "office.example", "http://127.0.0.1:8080".
QString shortAddress(const QUrl &server);

/// What people call it: "office.example", "127.0.0.1:8080".
QString serverName(const QUrl &server);

/// Whether a key must stay on the server: "sb_secret_…", or a JWT of the service role.
bool isSecretKey(const QByteArray &key);

} // namespace pl::app
