#pragma once

#include "tests/bench/officeday/figures.h"
#include "tests/bench/officeday/stillness.h"
#include "tests/integration/desktop.h"
#include "tests/support/serverprocess.h"

namespace pl::bench {

/// An office for a part of the day: the server program with its embedded store, and an admin's window that talks to it
/// over HTTP.
class DayOffice
{
public:
    explicit DayOffice(Figures &figures) : figures(figures) {}

    /// With twenty plumbers for one service, and time to undo. False when something didn't start; that is said.
    bool open();
    /// False, and said, when `done` doesn't come true.
    bool await(const char *what, const std::function<bool()> &done, qint64 patienceMs = 60'000);
    /// How many rows the store has for a query behind /rest/v1/.
    qint64 countInStore(const QString &query);
    /// Adds leads for that service straight to the store, numbered from `first`. Every thirtieth is somebody whose name
    /// begins with "Mar". Whether all were taken.
    bool addLeads(int first, int count);
    /// Posts one to the intake, as a source does. Its id; empty: refused.
    QString postLead(int number);

    replica::OfficeReplica &replica() { return desktop->office()->replica(); }

    Figures &figures;
    test::ServerProcess server{test::ServerProcess::Store::Embedded};
    std::unique_ptr<test::Desktop> desktop;
    Stillness stillness;

private:
    bool startServer();
    bool addPlumbers();

    QByteArray m_sourceKey;
};

// The parts of the day, each by keys.

/// 100,000 rows of another program are imported, undone and imported again. In an office of its own.
void importDay(Figures &figures);
/// Twenty new leads, one after the other.
void assignByKeys(DayOffice &office);
/// Two hundred at once, and back.
void assignMany(DayOffice &office);
/// The palette and the board of an office with 20,000 leads.
void searchAndBoard(DayOffice &office);

} // namespace pl::bench
