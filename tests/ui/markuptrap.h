#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace pl::test {

/// A file that notices when somebody opens it to read: a pipe, at whose other end a thread waits for a reader.
class MarkupTrap
{
public:
    MarkupTrap() : m_path(QFile::encodeName(m_folder.filePath(QStringLiteral("trap.png"))))
    {
        if (::mkfifo(m_path.constData(), 0600) == 0)
            m_waiter = std::thread([this] { wait(); });
    }
    ~MarkupTrap()
    {
        m_over = true;
        if (!m_waiter.joinable())
            return;
        const int reader = ::open(m_path.constData(), O_RDONLY | O_NONBLOCK);
        m_waiter.join();
        ::close(reader);
    }

    bool isSet() const { return m_waiter.joinable(); }
    /// Since the last call.
    bool wasOpened() { return m_opened.exchange(false); }
    QString path() const { return QFile::decodeName(m_path); }

private:
    void wait()
    {
        while (!m_over) {
            const int writer = ::open(m_path.constData(), O_WRONLY); // waits for a reader
            if (!m_over)
                m_opened = true;
            ::close(writer);
        }
    }

    QTemporaryDir m_folder;
    const QByteArray m_path;
    std::atomic_bool m_over = false;
    std::atomic_bool m_opened = false;
    std::thread m_waiter;
};

} // namespace pl::test
