#include "tests/bench/officeday/dayoffice.h"
#include "ui/leads/boardlist.h"
#include "ui/leads/leadboard.h"

#include <QListWidget>

namespace pl::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kManyLeads = 20'000;
constexpr int kFirstOfAll = 1000; ///< their numbers
constexpr int kRounds = 20;
constexpr int kArrows = 100;
constexpr qint64 kArrivePatienceMs = 10 * 60'000;

bool fillReplica(DayOffice &office)
{
    const qint64 before = office.replica().leadCount();
    if (!office.addLeads(kFirstOfAll, kManyLeads))
        return false;
    office.stillness.begin();
    QElapsedTimer elapsed;
    elapsed.start();
    const bool isThere = office.await(
        "20,000 more leads are in the window", [&] { return office.replica().leadCount() == before + kManyLeads; },
        kArrivePatienceMs);
    office.figures.print(u"From the last of 20,000 leads until all are in the window"_s, millisecondsOf(elapsed) / 1000,
                         "s");
    office.figures.print(u"Longest time without a turn of the window's event loop"_s, office.stillness.longestMs(),
                         "ms");
    return isThere;
}

void measurePalette(DayOffice &office)
{
    test::Desktop &desktop = *office.desktop;
    auto *list = desktop.find<QListWidget>("commandList");
    PaintWatch watch;
    std::vector<double> opened;
    std::vector<double> typed;
    for (int round = 0; round < kRounds; ++round) {
        const auto open = watch.from(list->viewport(), [&] { desktop.press(Qt::Key_K, Qt::ControlModifier); });
        if (!open)
            return office.figures.wrong(u"the palette was never painted"_s);
        opened.push_back(*open);
        for (const QString &letter : {u"m"_s, u"a"_s, u"r"_s}) {
            const auto took = watch.from(list->viewport(), [&] { desktop.type(letter); });
            if (!took)
                return office.figures.wrong(u"the palette's hits were never painted"_s);
            typed.push_back(*took);
        }
        // "Mark as duplicate" begins with the same letters.
        const auto hits = list->findItems(u" Number"_s, Qt::MatchContains);
        if (!office.figures.expect(u"customers are found"_s, !hits.isEmpty(), true))
            return;
        desktop.press(Qt::Key_Escape);
        if (!office.await("the palette closes", [&] { return !desktop.popoverIsOpen("commandPalette"); }))
            return;
    }
    office.figures.printMedianAndWorst(u"Ctrl+K until the palette is painted"_s, opened);
    office.figures.printMedianAndWorst(u"A letter of \u201Cmar\u201D until its hits are painted"_s, typed);
}

bool showBoard(DayOffice &office, PaintWatch &watch)
{
    test::Desktop &desktop = *office.desktop;
    desktop.press(Qt::Key_4, Qt::ControlModifier); // all leads
    if (!office.await("all leads are listed",
                      [&] { return desktop.table()->model()->rowCount() == office.replica().leadCount(); }))
        return false;
    QWidget *cards = desktop.find<ui::BoardList>("board_new")->viewport();
    const auto took = watch.from(cards, [&] { desktop.press(Qt::Key_B, Qt::ControlModifier); });
    if (took)
        office.figures.print(u"Ctrl+B until the board is painted"_s, *took, "ms");
    else
        office.figures.wrong(u"the board was never painted"_s);
    return took.has_value();
}

void measureBoard(DayOffice &office)
{
    PaintWatch watch;
    if (!showBoard(office, watch))
        return;
    test::Desktop &desktop = *office.desktop;
    const auto *board = desktop.find<ui::LeadBoard>("leadBoard");
    QWidget *cards = desktop.find<ui::BoardList>("board_new")->viewport();
    // From wherever it is to the top of the column of new leads.
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Left, Qt::Key_Home})
        desktop.press(key);
    std::vector<double> times;
    QSet<QUuid> seen{board->currentLead()};
    for (int i = 0; i < kArrows; ++i) {
        if (const auto took = watch.from(cards, [&] { desktop.press(Qt::Key_Down); }))
            times.push_back(*took);
        seen.insert(board->currentLead());
    }
    office.figures.printMedianAndWorst(u"An arrow on the board until it is painted"_s, times);
    office.figures.expect(u"cards that the arrows passed"_s, seen.size(), kArrows + 1);
}

} // namespace

void searchAndBoard(DayOffice &office)
{
    office.figures.title("The palette and the board among 20,000 leads");
    if (!fillReplica(office))
        return;
    measurePalette(office);
    measureBoard(office);
}

} // namespace pl::bench
