#pragma once

#include "models/columns/leadengine.h"
#include "tests/models/columns/madeleads.h"

namespace pl::test {

/// All that anybody can see of an engine, by ids.
inline QStringList seen(columns::LeadEngine &engine)
{
    QStringList all;
    const columns::LeadColumns &leads = engine.columns;
    const auto text = [](std::string_view view) {
        return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
    };
    const auto moment = [](const std::optional<Timestamp> &at) { return at ? QString::number(at->micros) : QString(); };
    leads.live().forEach([&](columns::Row row) {
        QStringList lead{leads.id(row).toString(), QString::number(leads.version(row))};
        lead << moment(leads.createdAt(row)) << moment(leads.updatedAt(row)) << moment(leads.assignedAt(row))
             << moment(leads.acceptedAt(row)) << moment(leads.completedAt(row)) << moment(leads.deadline(row));
        lead << QString::number(leads.state(row).index())
             << QString::number(leads.attention(row) ? static_cast<int>(*leads.attention(row)) : -1)
             << QString::number(leads.sourceCostCents(row).value_or(-1));
        lead << text(leads.plumbers().name(leads.plumberCode(row))) << text(leads.sources().name(leads.sourceCode(row)))
             << text(leads.services().name(leads.serviceCode(row))) << text(leads.zips().foldedName(leads.zipCode(row)))
             << text(leads.record(row));
        all += lead.join(QLatin1Char('|'));
        if (leads.rowOf(leads.id(row)) != row)
            all += QStringLiteral("It isn't found by its id.");
    });
    all.sort();
    for (int by = 0; by < static_cast<int>(columns::SortBy::Count); ++by)
        for (const bool ascending : {true, false}) {
            QString order;
            engine.orders.forEach(static_cast<columns::SortBy>(by), ascending,
                                  [&](columns::Row row) { order += leads.id(row).toString() + QLatin1Char(' '); });
            all += order;
        }
    for (const qint64 years : {0, 1, 3}) {
        const columns::OfficeCounts counts = engine.tally.counts({MadeLeads::kBegin + years * (MadeLeads::kYears / 3)});
        for (const int count :
             {counts.toAssign, counts.dueNow, counts.unanswered, counts.completed, counts.all, counts.forToday})
            all += QString::number(count);
    }
    return all;
}

inline void tellNames(columns::LeadEngine &engine)
{
    for (int i = 0; i < MadeLeads::kPlumbers; ++i)
        engine.columns.setPlumberName(MadeLeads::plumberId(i), QString::fromUtf8("Ann Lée %1").arg(i / 2));
    for (int i = 0; i < 12; ++i)
        engine.columns.setSourceName(MadeLeads::sourceId(i), QStringLiteral("Source %1").arg(i));
}

} // namespace pl::test
