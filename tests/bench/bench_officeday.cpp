// What somebody in the office waits for on a long day, with the real server over HTTP and a real window driven by keys:
// moving in, assigning, searching. Times are printed, never judged; a count that is wrong makes the exit code 1.

#include "tests/bench/officeday/dayoffice.h"

#include <QApplication>

using namespace pl::bench;

int main(int argc, char *argv[])
{
    qputenv("LC_ALL", "C.UTF-8");                     // the window's words are read
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:"); // nothing is shown on the desktop of whoever runs this
    QApplication app(argc, argv);
    Figures figures;
    importDay(figures);
    DayOffice office(figures);
    if (office.open()) {
        assignByKeys(office);
        assignMany(office);
        searchAndBoard(office);
    }
    return figures.exitCode();
}
