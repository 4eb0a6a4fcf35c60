#pragma once

#include "tests/bench/table/slowtransport.h"
#include "tests/bench/table/tablefigures.h"
#include "tests/support/serverprocess.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/style/theme.h"

#include <QTemporaryDir>

namespace pl::bench {

/// The server program with its embedded store, filled with sample leads and 20,000 plumbers.
class TableOffice
{
public:
    static constexpr int kPlumbers = 20'000;

    explicit TableOffice(TableFigures &figures) : figures(figures) {}
    /// False when something didn't work; that is said. Making a million leads takes its time: where PL_BENCH_STORE
    /// names a folder, the store is kept there, and taken from there the next time.
    bool open(int leads);
    /// Changes so many of the newest leads, as others do. Whether all were changed.
    bool changeLeads(int count);
    QByteArray serviceKey();

    TableFigures &figures;
    test::ServerProcess server{test::ServerProcess::Store::Embedded};
    QTemporaryDir folder;
    int leads = 0;

private:
    bool make();
    bool addPlumbers();
    int m_changes = 0;
};

/// A replica of that office, and a leads view of 1900 × 1000 that shows it.
class TableWindow
{
public:
    TableWindow(TableOffice &office, std::chrono::milliseconds latency);
    ~TableWindow();
    void start() { replica.start(); }
    void show();
    bool isComplete() const { return replica.isComplete() && replica.leadCount() == m_leads; }
    QTableView &table() { return view->table(); }

private:
    SlowTransport m_transport;
    supabase::KeyCredentials m_key;
    supabase::RestClient m_client;

public:
    replica::OfficeReplica replica;
    ui::LeadsView *view = nullptr; ///< after show()

private:
    replica::OfficeCommands m_commands;
    replica::UndoHistory m_undo;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::OfficeContext m_context;
    const int m_leads;
    std::unique_ptr<QWidget> m_window; ///< goes first
};

} // namespace pl::bench
