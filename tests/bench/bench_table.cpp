// The window's table with a million leads and 20,000 plumbers, from the real server over HTTP, against what most
// programs do: a QAbstractTableModel behind a QSortFilterProxyModel, and QSqlTableModel. Times are printed, never
// judged; a count that is wrong makes the exit code 1.

#include "models/disk/replicareader.h"
#include "models/replica/candidatefinder.h"
#include "tests/bench/table/memory.h"
#include "tests/bench/table/rivals.h"
#include "tests/bench/table/tableoffice.h"

#include <QApplication>
#include <QFileInfo>
#include <QHeaderView>

#include <ctime>

using namespace pl;
using namespace pl::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kLatency{40};
constexpr qint64 kPatienceMs = 3'600'000;
const QStringList kWords{u"garcia"_s, u"512555"_s, u"leak 787"_s, u"heater"_s};

double cpuSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

double serverSeconds(const TableOffice &office)
{
    return processorSeconds(office.server.processId()).value_or(0);
}

class OurTable : public Contender
{
public:
    explicit OurTable(TableWindow &window) : m_window(window) {}
    QTableView &table() override { return m_window.table(); }
    void sortBy(int column, Qt::SortOrder order) override
    {
        table().horizontalHeader()->setSortIndicator(column, order);
    }
    void search(const QString &typed) override { m_window.view->setSearch(typed); }

private:
    TableWindow &m_window;
};

/// What each party has taken; what remains of the time is waiting for one another and for the latency.
void sync(TableOffice &office)
{
    TableWindow window(office, kLatency);
    Stillness stillness;
    stillness.begin();
    const double ours = cpuSeconds();
    const double servers = serverSeconds(office);
    QElapsedTimer clock;
    clock.start();
    window.start();
    if (!turnUntil([&window] { return window.isComplete(); }, kPatienceMs))
        return office.figures.wrong(u"the first sync came to %1 leads"_s.arg(window.replica.leadCount()));
    const double seconds = millisecondsOf(clock) / 1000;
    office.figures.say(u"first sync: %1 rows/s (bar: 100,000), %2 s; processor: server %3 s, window %4 s; the window's "
                       "event loop was away for %5 ms at most (bar: 50)"_s.arg(office.leads / seconds, 0, 'f', 0)
                           .arg(seconds, 0, 'f', 1)
                           .arg(serverSeconds(office) - servers, 0, 'f', 1)
                           .arg(cpuSeconds() - ours, 0, 'f', 1)
                           .arg(stillness.longestMs(), 0, 'f', 0));
}

struct Started
{
    double firstRows = 0;
    double ready = 0;
};

/// The file is on disk, and what was read lately in the system's memory.
Started startAgain(TableWindow &window, OurTable &ours)
{
    QElapsedTimer clock;
    clock.start();
    window.start();
    window.show();
    PaintWatch watch;
    Started started;
    turnUntil([&] { return window.table().model()->rowCount() > 0; }, kPatienceMs);
    watch.from(window.table().viewport(), [&] { window.table().viewport()->update(); });
    started.firstRows = millisecondsOf(clock);
    turnUntil([&window] { return window.isComplete(); }, kPatienceMs);
    (void)ours.painted([] {});
    started.ready = millisecondsOf(clock);
    return started;
}

/// From the moment at which the rows are there until they are painted. `selected` stays what it is, and where it is.
class DeltaWatch : public QObject
{
public:
    explicit DeltaWatch(replica::OfficeReplica &replica)
    {
        connect(&replica, &replica::OfficeReplica::leadsChanged, this, [this](const QList<Lead> &leads) {
            rows += leads.size();
            if (!m_clock.isValid())
                m_clock.start();
        });
    }
    void follow(QWidget *viewport) { viewport->installEventFilter(this); }
    qint64 rows = 0;
    double milliseconds = 0; ///< of all paintings since it was set to 0

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_clock.isValid())
            QMetaObject::invokeMethod(
                this, [this] { stop(); }, Qt::QueuedConnection);
        return false;
    }

private:
    void stop()
    {
        if (m_clock.isValid())
            milliseconds += millisecondsOf(m_clock);
        m_clock.invalidate();
    }
    QElapsedTimer m_clock;
};

Times changed(TableOffice &office, TableWindow &window, DeltaWatch &watch, int count)
{
    Times times;
    ui::LeadTable &table = window.view->table();
    for (int run = 0; run < 3; ++run) {
        // Among those that change, so that some of them are on screen.
        table.selectLead(table.model()->index(count / 2, 0).data(tables::LeadTableModel::LeadIdRole).toUuid());
        const QUuid selected = table.currentLead();
        table.scrollToTopLead(selected);
        const QUuid top = table.topLead();
        watch.rows = 0;
        watch.milliseconds = 0;
        const bool asked = office.changeLeads(count);
        if (!asked || !turnUntil([&] { return watch.rows >= count; }, 120'000)) {
            office.figures.wrong(u"%1 of %2 changes came"_s.arg(watch.rows).arg(count));
            return times;
        }
        turnUntil([] { return false; }, 300);
        times.add(watch.milliseconds);
        if (table.currentLead() != selected || table.topLead() != top)
            office.figures.wrong(u"%1 changes moved the selection or the rows on screen"_s.arg(count));
    }
    return times;
}

Times ranked(TableWindow &window)
{
    Times times;
    const QAbstractItemModel &rows = *window.table().model();
    for (int row = 0; row < 41; ++row) {
        const Lead *lead =
            window.replica.lead(rows.index(row * 100, 0).data(tables::LeadTableModel::LeadIdRole).toUuid());
        QElapsedTimer clock;
        clock.start();
        if (lead)
            (void)window.replica.candidates().candidatesFor(*lead, Timestamp::now());
        times.add(millisecondsOf(clock));
    }
    return times;
}

double idleShare()
{
    const double before = cpuSeconds();
    QElapsedTimer clock;
    clock.start();
    turnUntil([] { return false; }, 1000); // what was begun is done
    const double begun = cpuSeconds();
    clock.restart();
    QEventLoop loop; // turnUntil looks every 2 ms
    QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
    loop.exec();
    return before > begun ? 0 : (cpuSeconds() - begun) / (millisecondsOf(clock) / 1000) * 100;
}

QList<int> allColumns()
{
    QList<int> columns;
    for (int column = 0; column < tables::LeadTableModel::ColumnCount; ++column)
        columns += column;
    return columns;
}

template <class Table>
Started startRival(std::unique_ptr<Table> &table, const QString &path)
{
    QElapsedTimer clock;
    clock.start();
    table = std::make_unique<Table>(path);
    (void)table->painted([] {});
    return {millisecondsOf(clock), millisecondsOf(clock)};
}

struct Measured
{
    Started started;
    Times typed, sorted, jumped, wheeled;
    std::array<Times, 3> changed; ///< 1, 100 and 10,000 rows
};

/// Less often, because they take so long.
template <class Table>
Measured measureRival(const QString &path, const std::function<void(Table &)> &prepare)
{
    std::unique_ptr<Table> table;
    Measured measured;
    measured.started = startRival(table, path);
    measured.typed = table->typed({u"leak"_s});
    measured.sorted = table->sorted({tables::LeadTableModel::CustomerColumn, tables::LeadTableModel::ReceivedColumn});
    prepare(*table);
    measured.jumped = table->jumped(100);
    measured.wheeled = table->wheeled(200);
    int which = 0;
    for (const int count : {1, 100, 10'000})
        measured.changed[std::size_t(which++)].add(table->painted([&] { table->change(count); }));
    return measured;
}

Measured measureOurs(TableOffice &office, TableWindow &window)
{
    const double before = residentMegabytes().value_or(0);
    DeltaWatch watch(window.replica); // before the table hears of changes
    OurTable ours(window);
    Measured measured;
    const QFileInfo image(disk::ReplicaReader::imageOf(office.folder.filePath(u"copy.db"_s)));
    office.figures.say(u"the image of the columns, from which it starts: %1 MB"_s.arg(image.size() / 1'000'000));
    measured.started = startAgain(window, ours);
    watch.follow(window.table().viewport());
    const double memory = residentMegabytes().value_or(0);
    Stillness stillness;
    stillness.begin();
    measured.typed = ours.typed(kWords);
    measured.sorted = ours.sorted(allColumns());
    ours.sortBy(tables::LeadTableModel::ReceivedColumn, Qt::DescendingOrder);
    measured.jumped = ours.jumped(300);
    measured.wheeled = ours.wheeled(400);
    const double away = stillness.longestMs();
    const double idle = idleShare(); // before others change leads: for a minute, what they changed is asked for again
    office.figures.print(u"candidates of one lead, 20,000 plumbers"_s, 50, ranked(window));
    int which = 0;
    for (const int count : {1, 100, 10'000})
        measured.changed[std::size_t(which++)] = changed(office, window, watch, count);
    office.figures.say(u"memory: %1 MB, of which %2 before the window was there (bar: 300); idle: %3 % of a processor "
                       "(bar: 1); away for %4 ms at most while all that was done (bar: 50)"_s.arg(memory, 0, 'f', 0)
                           .arg(before, 0, 'f', 0)
                           .arg(idle, 0, 'f', 2)
                           .arg(away, 0, 'f', 0));
    return measured;
}

void print(const TableFigures &figures, const Measured &ours, const Measured &plain, const Measured &sql)
{
    figures.head();
    figures.print(u"start to the first painted rows"_s, 150, {ours.started.firstRows}, {plain.started.firstRows},
                  {sql.started.firstRows});
    figures.print(u"start until searches find everything"_s, 1500, {ours.started.ready}, {plain.started.ready},
                  {sql.started.ready});
    figures.print(u"key stroke to painted result"_s, 25, ours.typed, plain.typed, sql.typed);
    figures.print(u"the same, p99"_s, 50, ours.typed, plain.typed, sql.typed, BarOf::P99);
    figures.print(u"sort by any column"_s, 100, ours.sorted, plain.sorted, sql.sorted, BarOf::P99);
    figures.print(u"jump to a random row"_s, 10, ours.jumped, plain.jumped, sql.jumped, BarOf::P99);
    figures.print(u"a frame of wheel scrolling (120 a second)"_s, 1000.0 / 120, ours.wheeled, plain.wheeled,
                  sql.wheeled);
    figures.print(u"1 row changed"_s, 15, ours.changed[0], plain.changed[0], sql.changed[0]);
    figures.print(u"100 rows changed"_s, 20, ours.changed[1], plain.changed[1], sql.changed[1]);
    figures.print(u"10,000 rows changed"_s, 50, ours.changed[2], plain.changed[2], sql.changed[2]);
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("LC_ALL", "C.UTF-8");
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:"); // nothing is shown on the desktop of whoever runs this
    QApplication app(argc, argv);
    TableFigures figures;
    TableOffice office(figures);
    const int leads = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    if (leads < 20'000 || !office.open(leads)) {
        figures.say(u"It needs 20,000 leads or more, and a server."_s);
        return 1;
    }
    sync(office);
    TableWindow window(office, std::chrono::milliseconds(0));
    const Measured ours = measureOurs(office, window);
    const QString plainFile = office.folder.filePath(u"plain.db"_s);
    if (!writePlainFile(plainFile, window.replica.snapshot())) {
        figures.wrong(u"The file for the others couldn't be written."_s);
        return 1;
    }
    const auto plain = measureRival<PlainTable>(plainFile, [](PlainTable &) {});
    const auto sql = measureRival<SqlTable>(plainFile, [](SqlTable &table) { table.readAll(); });
    print(figures, ours, plain, sql);
    return figures.exitCode();
}
