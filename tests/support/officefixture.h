#pragma once

#include "models/replica/officecommands.h"
#include "models/replica/undohistory.h"
#include "tests/support/faketransport.h"

#include <QTest>

namespace pl::test {

/// A replica over a FakeTransport, loaded and quiet: it asks again only when a test says so (replica.syncNow()).
struct OfficeFixture
{
    explicit OfficeFixture(int leads, std::chrono::milliseconds poll = std::chrono::hours(1))
        : client(transport, key, nullptr,
                 {1, std::chrono::milliseconds(1), std::chrono::milliseconds(1), std::chrono::seconds(1)})
        , replica(client, nullptr, poll)
        , commands(client, replica)
    {
        transport.fillOffice(leads);
    }

    [[nodiscard]] bool load()
    {
        replica.start();
        return QTest::qWaitFor(
            [this] { return replica.connection() == replica::Connection::Live && replica.isComplete(); });
    }

    static QUuid leadId(int n) { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(n))); }
    static QUuid plumberId(int n) { return QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(n))); }
    Lead lead(int n) const { return *replica.lead(leadId(n)); }

    /// A change by this window, as if a write had been answered.
    template <class F>
    void changeLead(int n, F change)
    {
        Lead row = lead(n);
        change(row);
        ++row.version;
        replica.apply(row);
    }

    FakeTransport transport;
    supabase::KeyCredentials key{"anon"};
    supabase::RestClient client;
    replica::OfficeReplica replica;
    replica::OfficeCommands commands;
    replica::UndoHistory undo;
};

} // namespace pl::test
