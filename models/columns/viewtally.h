#pragma once

#include "models/columns/columnfilter.h"
#include "models/columns/columnsearch.h"

#include <QHash>

#include <map>

namespace pl::columns {

/// How many leads each saved view holds, kept with each change. A view is counted through once, when it is set, and
/// again when time alone changes what it holds; times to assign and names count, too.
class ViewTally : public ColumnWatcher
{
public:
    /// `columns` outlives this.
    explicit ViewTally(LeadColumns &columns);
    ~ViewTally() override;
    ViewTally(const ViewTally &) = delete;
    ViewTally &operator=(const ViewTally &) = delete;

    /// A view that is there with the same filter and search keeps its count.
    void setView(const QUuid &key, const ColumnFilter &filter, const SearchQuery &search, const QString &typed);
    void removeView(const QUuid &key) { m_views.erase(key); }
    QList<QUuid> views() const;
    /// 0 for a view that isn't there.
    int count(const QUuid &key, Timestamp now);

private:
    struct View
    {
        ColumnFilter filter;
        QString typed;
        FilterRun run;
        ColumnSearch search;
        bool isCounted = false;
        Timestamp asOf = {};
        std::optional<Timestamp> next = {}; ///< when time changes the count
        int sum = 0;
        bool matches(Row row) const { return run.matches(row, asOf) && search.matches(row, asOf); }
    };
    void leaving(Row row) override;
    void arrived(Row row) override;
    void countAll(View &view, Timestamp now);
    static void expect(View &view, Row row);
    bool isOutdated();

    LeadColumns &m_columns;
    std::map<QUuid, View> m_views;
    std::uint64_t m_namesRevision = 0;
    AssignMinutes m_minutes{};
};

} // namespace pl::columns
