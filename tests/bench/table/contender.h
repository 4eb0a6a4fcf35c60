#pragma once

#include "tests/bench/officeday/stillness.h"
#include "tests/bench/table/tablefigures.h"

#include <QTableView>

#include <random>

namespace pl::bench {

/// A window with a table of leads that is measured. Every figure is the time from what a person does until the table
/// has painted what came of it.
class Contender
{
public:
    virtual ~Contender() = default;
    virtual QTableView &table() = 0;
    /// Columns are those of LeadTableModel.
    virtual void sortBy(int column, Qt::SortOrder order) = 0;
    virtual void search(const QString &typed) = 0;

    double painted(const std::function<void()> &deed);
    /// Each beginning of the words, as they are typed.
    Times typed(const QStringList &words);
    Times sorted(const QList<int> &columns);
    Times jumped(int jumps);
    /// Milliseconds of a frame while the wheel turns.
    Times wheeled(int frames);

private:
    PaintWatch m_watch;
    std::mt19937 m_random{7};
};

} // namespace pl::bench
