#pragma once

#include "models/base/onresult.h"
#include "models/tables/placedtablemodel.h"

#include <QTimer>
#include <QUuid>

#include <functional>

namespace pl::tables {

/// A table of rows that a replica numbers, made for a million of them: four bytes and a bit for each. Which rows match,
/// and in which order, is found out on another thread; small tables are arranged at once. Few changed rows are placed
/// one by one, more by one layout change; either way what holds an index stays with its row. Lives on the GUI thread.
class CompactTableModel : public PlacedTableModel
{
    Q_OBJECT

public:
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// -1 when the filter hides it. Looks through all rows.
    int rowOf(const QUuid &id) const;
    /// Another thread is finding out which rows there are; until then the ones before are shown.
    bool isArranging() const { return m_isWorking; }

    /// Tables of so many rows, of an office with so many leads, are arranged at once.
    static constexpr std::size_t kAtOnce = 20'000;
    /// For tests: another number, and no pauses between two times that all rows are arranged.
    void setRowsAtOnce(std::size_t rows);

protected:
    CompactTableModel(const Heads &heads, int sortColumn, Qt::SortOrder sortOrder, QObject *parent,
                      const QList<int> &numbers = {});

    struct Arranged
    {
        ShownRows rows;
        std::function<void()> take; ///< called on the model's thread when these are the rows
    };
    using Arranging = std::function<Arranged()>;

    /// What arranges all rows as they are now. `here`: on this thread, at once; else it uses nothing that this thread
    /// changes.
    virtual Arranging arranging(bool here) = 0;
    virtual std::size_t rowsInAll() const = 0;
    /// Of a row that is shown.
    virtual QUuid idOf(columns::Row row) const = 0;
    /// kNoRow when there is no such row.
    virtual columns::Row numberOf(const QUuid &id) const = 0;
    /// Whether `a` stands before `b`; null when single rows can't be placed.
    virtual std::function<bool(columns::Row a, columns::Row b)> standing() const = 0;
    /// Takes these rows as they are now, and says which of them are shown.
    virtual void retake(const std::vector<columns::Row> &changed, columns::Bitmap &shown) = 0;

    bool isAscending() const { return m_sortOrder == Qt::AscendingOrder; }
    /// Filter, order or all rows are others.
    void arrange();
    /// What rows are sorted or searched by may have changed.
    void arrangeSoon();
    /// These rows are new, or have changed.
    void change(std::vector<columns::Row> rows);

private:
    bool isSmall() const { return rowsInAll() <= m_rowsAtOnce; }
    void work();
    void worked(Result<Arranged> &arranged, int wish);
    void take(Arranged &arranged);
    void layOut(ShownRows rows, const std::function<void()> &take);
    void fill(ShownRows rows, const std::function<void()> &take);
    void place(const std::vector<columns::Row> &changed);
    void placeEach(std::vector<columns::Row> changed);
    void moveTo(int from, int to);
    int placeFor(columns::Row row, const std::vector<columns::Row> &waiting,
                 const std::function<bool(columns::Row, columns::Row)> &stands) const;
    ShownRows withChanged(const std::vector<columns::Row> &changed) const;

    int m_sortColumn;
    Qt::SortOrder m_sortOrder;
    std::size_t m_rowsAtOnce = kAtOnce;
    columns::Bitmap m_isShown;             ///< by the rows' numbers
    std::vector<columns::Row> m_meanwhile; ///< changed while another thread works
    QTimer m_soon;
    int m_wish = 0;  ///< counts what was to be arranged
    int m_taken = 0; ///< the one that is shown
    bool m_isWorking = false;
    bool m_isWanted = false; ///< once more, behind the work that goes on
};

} // namespace pl::tables
