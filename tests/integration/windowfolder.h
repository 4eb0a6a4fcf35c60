#pragma once

#include "models/replica/firstload.h"
#include "models/replica/storedfeed.h"

#include <QTemporaryDir>

namespace pl::test {

/// What a window keeps on its computer's disk: a copy of the office's leads and messages, loaded once and followed from
/// then on. Lives on the client's thread.
class WindowFolder
{
public:
    /// The client must outlive it.
    WindowFolder(supabase::RestClient &client, const QString &server, const QString &email);
    ~WindowFolder();

    /// Everything that was written before the call is in the copy by then; false when that takes too long.
    bool follows();
    /// Closes the copy, gives each of the folder's files, and opens the copy again, which goes on where it was.
    QHash<QString, QByteArray> files();

private:
    template <class T>
    class Table;
    struct Copy;
    void open();

    supabase::RestClient &m_client;
    const QString m_server;
    const QString m_email;
    QTemporaryDir m_dir;
    std::unique_ptr<Copy> m_copy;
};

} // namespace pl::test
