#include "tests/integration/windowfolder.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

namespace pl::test {

/// One table's copy, read again and again.
template <class T>
class WindowFolder::Table
{
public:
    Table(supabase::RestClient &client, disk::ReplicaStore &store, disk::WorkThread &parser)
    {
        m_soon.setSingleShot(true);
        m_soon.setInterval(50);
        QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] { readOn(); });
        QObject::connect(&m_round, &replica::SyncRound::ended, &m_soon, [this] { m_soon.start(); });
        auto *load = new replica::FirstLoad<T>(client, store, parser, &m_soon);
        onResult(&m_soon, load->start(), [this, &client, &store](const Result<replica::LoadState> &state) {
            if (!state)
                return;
            m_feed.emplace(client, store, *state, m_round);
            readOn();
        });
    }

    int rounds() const { return m_rounds; }

private:
    void readOn()
    {
        m_round.begin();
        m_feed->read(
            m_round, [](const QList<T> &) {},
            [this] {
                m_round.drop();
                ++m_rounds;
                m_soon.start();
            });
    }

    replica::SyncRound m_round;
    std::optional<replica::StoredFeed<T>> m_feed;
    int m_rounds = 0;
    QTimer m_soon;
};

struct WindowFolder::Copy
{
    Copy(supabase::RestClient &client, const QString &path, const disk::FileKey &key)
        : store(path, key), leads(client, store, parser), messages(client, store, parser)
    {
    }

    int rounds() const { return std::min(leads.rounds(), messages.rounds()); }

    disk::ReplicaStore store;
    disk::WorkThread parser;
    Table<Lead> leads;
    Table<Notification> messages;
};

WindowFolder::WindowFolder(supabase::RestClient &client, const QString &server, const QString &email)
    : m_client(client), m_server(server), m_email(email)
{
    open();
}

WindowFolder::~WindowFolder() = default;

void WindowFolder::open()
{
    const disk::FileKey key{m_server, QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1), QStringLiteral("staff")};
    m_copy = std::make_unique<Copy>(m_client, m_dir.filePath(disk::ReplicaFile::nameFor(m_server, m_email)), key);
}

/// The round that is under way may have begun before.
bool WindowFolder::follows()
{
    const int before = m_copy->rounds();
    return QTest::qWaitFor([this, before] { return m_copy->rounds() >= before + 2; }, 30'000);
}

/// A file that is open must not be read by another handle of this process: SQLite would lose its locks.
QHash<QString, QByteArray> WindowFolder::files()
{
    m_copy.reset();
    QHash<QString, QByteArray> contents;
    QDirIterator files(m_dir.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        if (QFile file(files.next()); file.open(QIODevice::ReadOnly))
            contents.insert(files.fileName(), file.readAll());
    open();
    return contents;
}

} // namespace pl::test
