#include "tests/bench/officeday/dayoffice.h"
#include "ui/leads/leadtable.h"

#include <QAction>

namespace pl::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kOneByOne = 20;
constexpr int kAtOnce = 200;
constexpr int kFirstOfMany = 100; ///< their numbers
constexpr qint64 kBulkPatienceMs = 5 * 60'000;

bool postLeads(DayOffice &office, QStringList &ids)
{
    for (int number = 1; number <= kOneByOne; ++number)
        if (const QString id = office.postLead(number); !id.isEmpty())
            ids += id;
    return office.figures.expect(u"leads taken in"_s, ids.size(), kOneByOne);
}

/// Goes to the list To assign, once it has that many leads.
bool goToAssign(DayOffice &office, int leads)
{
    office.desktop->press(Qt::Key_1, Qt::ControlModifier);
    return office.await("the leads to assign are in the window",
                        [&] { return office.desktop->table()->model()->rowCount() == leads; });
}

/// By Enter, Enter. Then the next one that needs a plumber is current, if there is one.
bool assignCurrent(DayOffice &office, std::vector<double> &times, bool isLast)
{
    const auto *table = office.desktop->find<ui::LeadTable>("leadsTable");
    const QUuid lead = table->currentLead();
    const Lead *before = office.replica().lead(lead);
    if (!before || before->status != LeadStatus::New) {
        office.figures.wrong(u"the current lead isn't new"_s);
        return false;
    }
    QElapsedTimer elapsed;
    elapsed.start();
    office.desktop->press(Qt::Key_Return);
    if (!office.await("the candidates are shown", [&] { return office.desktop->popoverIsOpen("assignPopup"); }))
        return false;
    office.desktop->press(Qt::Key_Return);
    const bool isAssigned = office.await("the lead is assigned", [&] {
        const Lead *now = office.replica().lead(lead);
        const bool isOn = isLast || table->currentLead() != lead;
        return isOn && now && now->status == LeadStatus::Assigned && !office.desktop->popoverIsOpen("assignPopup");
    });
    times.push_back(millisecondsOf(elapsed));
    return isAssigned;
}

/// Each has a plumber, was written once, and has one payment.
void checkAssigned(DayOffice &office, const QStringList &ids)
{
    const QString these = u"in.("_s + ids.join(u',') + u')';
    const auto rows = office.server.rows(u"leads?select=status,version,assigned_plumber_id&id="_s + these);
    qint64 right = 0;
    for (const nlohmann::json &row : rows)
        right += row["status"] == "assigned" && row["version"] == 2 && row["assigned_plumber_id"].is_string();
    office.figures.expect(u"leads assigned once in the store"_s, right, kOneByOne);
    office.figures.expect(u"payments of them"_s, office.countInStore(u"payments?lead_id="_s + these), kOneByOne);
}

} // namespace

void assignByKeys(DayOffice &office)
{
    office.figures.title("Twenty new leads, assigned one after the other by Enter, Enter");
    QStringList ids;
    if (!postLeads(office, ids) || !goToAssign(office, kOneByOne))
        return;
    office.desktop->press(Qt::Key_Home, Qt::ControlModifier);
    std::vector<double> times;
    QElapsedTimer elapsed;
    elapsed.start();
    for (int i = 0; i < kOneByOne; ++i)
        if (!assignCurrent(office, times, i + 1 == kOneByOne))
            return;
    office.figures.print(u"20 leads assigned, in all"_s, millisecondsOf(elapsed) / 1000, "s");
    office.figures.printMedianAndWorst(u"A lead, from Enter until it is assigned"_s, times);
    checkAssigned(office, ids);
}

void assignMany(DayOffice &office)
{
    office.figures.title("Two hundred leads at once, each to its best candidate, and one undo");
    if (!office.addLeads(kFirstOfMany, kAtOnce) || !goToAssign(office, kAtOnce))
        return;
    test::Desktop &desktop = *office.desktop;
    QElapsedTimer elapsed;
    elapsed.start();
    desktop.press(Qt::Key_A, Qt::ControlModifier);
    const auto *go = desktop.find<QAction>("actionGo");
    if (!office.await("the plan is shown", [&] { return go->text() == u"Assign 200"; }))
        return;
    office.figures.print(u"From Ctrl+A until the plan is shown"_s, millisecondsOf(elapsed), "ms");
    office.stillness.begin();
    elapsed.restart();
    desktop.press(Qt::Key_Return);
    const auto *notice = desktop.find<ui::Notice>("notice");
    const auto isSaid = [&](const char *words) {
        return office.await(
            words, [&] { return notice->isVisible() && notice->text().startsWith(QLatin1StringView(words)); },
            kBulkPatienceMs);
    };
    if (!isSaid("200 leads assigned"))
        return;
    office.figures.print(u"From Enter until 200 are assigned"_s, millisecondsOf(elapsed) / 1000, "s");
    office.figures.expect(u"leads assigned"_s, office.countInStore(u"leads?status=eq.assigned"_s), kOneByOne + kAtOnce);
    elapsed.restart();
    desktop.press(Qt::Key_Z, Qt::ControlModifier);
    if (!isSaid("Undone: assign 200 leads"))
        return;
    office.figures.print(u"From Ctrl+Z until all are taken back"_s, millisecondsOf(elapsed) / 1000, "s");
    office.figures.print(u"Longest time without a turn of the window's event loop"_s, office.stillness.longestMs(),
                         "ms");
    office.figures.expect(u"leads new again"_s, office.countInStore(u"leads?status=eq.new"_s), kAtOnce);
    office.figures.expect(u"payments void"_s, office.countInStore(u"payments?status=eq.void"_s), kAtOnce);
}

} // namespace pl::bench
