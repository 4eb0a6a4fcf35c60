// The leads table against what most programs write: a QAbstractTableModel over the rows with a QSortFilterProxyModel.

#include "models/tables/leadtablemodel.h"
#include "tests/bench/stopwatch.h"
#include "tests/support/faketransport.h"

#include <QCoreApplication>
#include <QSortFilterProxyModel>

#include <cstdio>

using namespace pl;
using tables::LeadTableModel;

namespace {

constexpr int kLeads = 100'000;
constexpr int kRuns = 5;

/// The usual way: rows in a list, everything else left to the proxy.
class PlainModel : public QAbstractTableModel
{
public:
    explicit PlainModel(const QHash<QUuid, Lead> &leads) : m_leads(leads.values()) {}
    int rowCount(const QModelIndex &parent) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_leads.size());
    }
    int columnCount(const QModelIndex &) const override { return 3; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const Lead &lead = m_leads[index.row()];
        return index.column() == 0 ? lead.fullName() : index.column() == 1 ? lead.serviceNeeded : lead.email;
    }

private:
    QList<Lead> m_leads;
};

void print(const char *what, double ours, double theirs)
{
    std::printf("%-34s ours %8.1f ms   proxy %8.1f ms   ratio %.1f\n", what, ours, theirs, theirs / ours);
}

Lead makeLead(int i)
{
    Lead lead;
    lead.id = QUuid(static_cast<uint>(i), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    lead.firstName = QStringLiteral("Customer%1").arg((i * 7919) % kLeads);
    lead.lastName = QStringLiteral("Number%1").arg(i);
    lead.email = QStringLiteral("c%1@home.example").arg(i);
    lead.phoneNumber = QStringLiteral("+1512%1").arg(i, 7, 10, QLatin1Char('0'));
    lead.serviceNeeded = i % 3 ? QStringLiteral("Drain Cleaning") : QStringLiteral("Burst Pipe Repair");
    lead.createdAt = lead.updatedAt = {qint64(i) * 1'000'000};
    return lead;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    test::FakeTransport transport;
    supabase::KeyCredentials key{"anon"};
    supabase::RestClient client(transport, key);
    replica::OfficeReplica replica(client);
    QHash<QUuid, Lead> leads;
    for (int i = 0; i < kLeads; ++i) {
        const Lead lead = makeLead(i);
        leads.insert(lead.id, lead);
        replica.apply(lead);
    }
    LeadTableModel ours(replica);
    PlainModel plain(leads);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&plain);
    proxy.setFilterKeyColumn(-1);
    proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    proxy.setSortLocaleAware(true);
    std::printf("%d leads, median of %d runs\n", kLeads, kRuns);

    const auto order = [](int run) { return run % 2 ? Qt::AscendingOrder : Qt::DescendingOrder; };
    const double sortOurs =
        bench::medianMs(kRuns, [&](int run) { ours.sort(LeadTableModel::CustomerColumn, order(run)); });
    const double sortProxy = bench::medianMs(kRuns, [&](int run) { proxy.sort(0, order(run)); });
    print("sorted by name", sortOurs, sortProxy);

    // A table that people look at is sorted while they search.
    const QStringList typed{
        QStringLiteral("9"), QStringLiteral("99"), QStringLiteral("c99"), QStringLiteral("nobody"), {}};
    const double filterOurs = bench::medianMs(kRuns, [&](int run) {
        tables::LeadFilter filter;
        filter.text = typed[run];
        ours.setFilter(filter);
    });
    const double filterProxy = bench::medianMs(kRuns, [&](int run) { proxy.setFilterFixedString(typed[run]); });
    print("a letter typed into the search", filterOurs, filterProxy);
    return 0;
}
