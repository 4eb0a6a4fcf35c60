// A million leads as columns against what most programs do: a list of values that is gone through, and sorted by
// comparing texts.

#include "models/columns/leadengine.h"
#include "models/columns/leadview.h"
#include "models/domain/leadname.h"
#include "tests/bench/stopwatch.h"
#include "tests/models/columns/madeleads.h"

#include <QCoreApplication>

#include <cstdio>
#include <numeric>

using namespace pl;
using namespace pl::columns;

namespace {

constexpr int kRuns = 5;
constexpr int kSlice = 10'000;
const Timestamp kNow{test::MadeLeads::kBegin + test::MadeLeads::kYears};

/// A part of the leads, gone through and sorted as a list; times grow with their number, those of sorting a little
/// more.
class PlainList
{
public:
    explicit PlainList(QList<Lead> leads) : m_leads(std::move(leads)) {}
    double search(const QString &typed, double factor)
    {
        return factor * bench::medianMs(kRuns, [&](int) {
                   QList<const Lead *> found;
                   for (const Lead &lead : m_leads)
                       if (lead.fullName().contains(typed, Qt::CaseInsensitive) ||
                           lead.email.contains(typed, Qt::CaseInsensitive) || lead.phoneNumber.contains(typed))
                           found += &lead;
               });
    }
    double sortByName(double factor)
    {
        return factor * bench::medianMs(1, [&](int) {
                   std::vector<int> order(static_cast<std::size_t>(m_leads.size()));
                   std::iota(order.begin(), order.end(), 0);
                   std::sort(order.begin(), order.end(), [&](int a, int b) {
                       return QString::localeAwareCompare(calledName(m_leads[a]).toCaseFolded(),
                                                          calledName(m_leads[b]).toCaseFolded()) < 0;
                   });
               });
    }

private:
    QList<Lead> m_leads;
};

QList<Lead> slice(test::MadeLeads &made, int first, int count)
{
    QList<Lead> leads;
    for (int i = first; i < first + count; ++i)
        leads += made.lead(i);
    return leads;
}

void print(const char *what, double ms)
{
    std::printf("%-52s %9.2f ms\n", what, ms);
    std::fflush(stdout);
}

double build(LeadEngineBuilder &builder, test::MadeLeads &made, int leads)
{
    double sum = 0;
    for (int first = 0; first < leads; first += kSlice) {
        const QList<Lead> some = slice(made, first, std::min(kSlice, leads - first));
        std::vector<std::unique_ptr<LeadTexts>> texts;
        for (const Lead &lead : some)
            texts.push_back(std::make_unique<LeadTexts>(lead));
        sum += bench::medianMs(1, [&](int) {
            for (const auto &one : texts)
                builder.add(one->row());
        });
    }
    return sum;
}

void typeLetters(LeadEngine &engine, LeadView &view)
{
    std::vector<double> times;
    for (const char *word : {"garcia", "512555", "leak 787", "heater -test", "plumber:ann", "status:new zip:78"}) {
        const QString typed = QString::fromLatin1(word);
        for (int length = 1; length <= typed.size(); ++length) {
            view.setSearch(SearchQuery(typed.left(length)));
            times.push_back(bench::medianMs(1, [&](int) { view.update(kNow); }));
        }
        std::printf("  \"%s\": %zu of %zu\n", word, view.size(), engine.columns.size());
    }
    view.setSearch({});
    std::sort(times.begin(), times.end());
    print("a letter typed until the rows are there: median", times[times.size() / 2]);
    print("the same: slowest", times.back());
}

void sortColumns(LeadEngine &engine, LeadView &view)
{
    const char *const names[] = {"urgency", "deadline", "customer", "service",  "ZIP",
                                 "phone",   "status",   "plumber",  "received", "e-mail"};
    for (int by = 0; by < static_cast<int>(SortBy::Count); ++by)
        for (const bool ascending : {true, false}) {
            view.setSort(static_cast<SortBy>(by), ascending);
            const double ms = bench::medianMs(1, [&](int) { view.update(kNow); });
            std::printf("  sorted by %-10s %-20s %25.2f ms\n", names[by], ascending ? "ascending" : "descending", ms);
        }
    std::printf("  orders %.1f MB\n", static_cast<double>(engine.orders.bytes()) / 1e6);
}

void change(LeadEngine &engine, LeadView &view, test::MadeLeads &made, int leads, SortBy by, const char *name)
{
    view.setSort(by, true);
    view.update(kNow);
    qint64 version = static_cast<qint64>(by) * 100;
    for (const int count : {1, 100, 10'000}) {
        QList<Lead> some;
        for (int i = 0; i < count; ++i) {
            some += made.lead(made.below(leads));
            some.back().version = ++version + 1'000'000;
        }
        const double ms = bench::medianMs(kRuns, [&](int) {
            for (Lead &lead : some) {
                lead.version += 100'000;
                engine.columns.upsert(lead);
            }
            engine.columns.compact();
            view.update(kNow);
            engine.tally.counts(kNow);
        });
        std::printf("  %6d changed leads, sorted by %-10s %27.2f ms\n", count, name, ms);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const int leads = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    std::printf("%d leads\n", leads);
    test::MadeLeads made(7, 1'000'000, leads);
    LeadEngineBuilder builder(static_cast<std::size_t>(leads));
    print("columns from rows", build(builder, made, leads));
    std::unique_ptr<LeadEngine> engine;
    print("orders by received, name, e-mail and phone", bench::medianMs(1, [&](int) { engine = builder.finish(); }));
    for (int i = 0; i < test::MadeLeads::kPlumbers; ++i)
        engine->columns.setPlumberName(test::MadeLeads::plumberId(i),
                                       i % 2 ? QStringLiteral("Ann Lee %1").arg(i) : QStringLiteral("Bo %1").arg(i));
    const double mega = 1e6;
    std::printf("columns %.1f MB, of which texts %.1f MB; orders %.1f MB; %.0f bytes a lead\n",
                static_cast<double>(engine->columns.bytes()) / mega,
                static_cast<double>(engine->columns.texts().textBytes()) / mega,
                static_cast<double>(engine->orders.bytes()) / mega,
                static_cast<double>(engine->columns.bytes() + engine->orders.bytes()) / leads);

    LeadView view(engine->columns, engine->orders);
    print("first rows", bench::medianMs(1, [&](int) { view.update(kNow); }));
    print("places of all rows", bench::medianMs(1, [&](int) { view.placeOf(0); }));
    typeLetters(*engine, view);
    sortColumns(*engine, view);
    change(*engine, view, made, leads, SortBy::Received, "received");
    change(*engine, view, made, leads, SortBy::Customer, "customer");
    change(*engine, view, made, leads, SortBy::Plumber, "plumber");
    print("counts of the side bar", bench::medianMs(kRuns, [&](int) { engine->tally.counts(kNow); }));

    const int part = leads / 20;
    test::MadeLeads again(7, 1'000'000, leads);
    PlainList plain(slice(again, 0, part));
    print("a list, name, e-mail and phone (20 times a twentieth)", plain.search(QStringLiteral("garcia"), 20));
    print("a list sorted by name (20 times a twentieth)", plain.sortByName(20));
    return 0;
}
