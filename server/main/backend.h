#pragma once

#include "models/supabase/useradmin.h"
#include "server/embedded/embeddedsupabase.h"
#include "server/main/datadir.h"
#include "server/main/settings.h"

namespace pl {

/// The Supabase project that the server works on, with the service key's rights: the one that SUPABASE_URL names, or
/// the embedded one in the data folder. Its users need not know which.
class Backend
{
public:
    /// `url`: where clients reach the embedded one. Conflict if there is no SUPABASE_URL, and the office in the data
    /// folder has moved to a project.
    static Result<std::unique_ptr<Backend>> open(const Settings &settings, const DataDir &dataDir, const QString &url);

    supabase::Transport &transport() { return *m_transport; }
    supabase::Credentials &credentials() { return *m_credentials; }
    /// See EmbeddedSupabase::purge; null when the project is a remote one, whose files are its own business.
    std::function<QFuture<Result<>>(const QByteArrayList &texts)> purge(QObject *owner);
    /// Null when the project is a remote one.
    embedded::EmbeddedSupabase *embedded() { return m_embedded.get(); }

private:
    std::unique_ptr<embedded::EmbeddedSupabase> m_embedded;
    std::unique_ptr<supabase::Transport> m_transport;
    std::unique_ptr<supabase::Credentials> m_credentials;
};

} // namespace pl
