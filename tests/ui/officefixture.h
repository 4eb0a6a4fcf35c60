#pragma once

#include "tests/support/faketransport.h"
#include "ui/office/officecontext.h"

#include <QSettings>
#include <QTemporaryDir>

namespace pl::test {

/// An office for tests of views: a FakeTransport and everything that stands on it, with a clock that the test moves.
/// Fill `transport` first, then start().
class OfficeFixture
{
public:
    FakeTransport transport;
    Timestamp now = Timestamp::fromMSecs(1'795'000'000'000); ///< 2026-11-18 11:06:40 UTC

    void start() { replica.start(); }
    bool isLive() const { return replica.connection() == replica::Connection::Live && replica.isComplete(); }
    std::function<Timestamp()> clock()
    {
        return [this] { return now; };
    }

private:
    QTemporaryDir m_directory;
    supabase::KeyCredentials m_credentials{"anon"};

public:
    /// Tries each request once: a test that switches the network off wants to see it at once.
    supabase::RestClient client{transport, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1}};
    replica::OfficeReplica replica{client, nullptr, std::chrono::milliseconds(20)};
    replica::OfficeCommands commands{client, replica};
    replica::UndoHistory undo;
    QSettings settings{m_directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    ui::OfficeContext context{
        replica, commands, undo, settings, QStringLiteral("sam@office.test"), false, QStringLiteral("office.example"),
        clock()};
};

} // namespace pl::test
