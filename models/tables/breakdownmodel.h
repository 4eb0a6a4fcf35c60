#pragma once

#include "models/base/onresult.h"
#include "models/replica/paymentreplica.h"
#include "models/tables/headedtablemodel.h"
#include "models/tables/paymentfilter.h"

#include <QTimer>

namespace pl::tables {

/// Payments added up by month (newest first) or by plumber (by name). Applies a filter except for its own dimension:
/// "by month" shows all months. Updates shortly after something changed; many payments are added up on another thread.
/// Lives on the GUI thread.
class BreakdownModel : public HeadedTableModel
{
    Q_OBJECT

public:
    enum class By { Month, Plumber };
    enum Column {
        KeyColumn,
        PaidColumn,
        LeadsColumn,
        OnItsWayColumn,
        NeedsAttentionColumn,
        RefundedColumn,
        ColumnCount
    };
    enum Role {
        KeyRole = Qt::UserRole, ///< QDate or QUuid
        ShareRole               ///< double: the amount paid as a fraction of the largest row's; 0 where nothing was
                                ///< paid
    };

    BreakdownModel(By by, const replica::PaymentReplica &payments, const replica::OfficeReplica &office,
                   QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void setFilter(PaymentFilter filter);
    /// While hidden, it calculates nothing.
    void setShown(bool shown);

private:
    struct Row
    {
        QDate month;
        QUuid plumber;
        QString name;
        PaymentTotals totals;
    };

    using Rows = QList<Row>;

    void recount();
    /// What adds them up, at once or on another thread.
    std::function<Rows()> counting(bool here);
    bool isSmall() const;
    void work();
    void take(const Rows &rows);
    QString textOf(const Row &row, int column) const;

    const By m_by;
    const replica::PaymentReplica &m_payments;
    const replica::OfficeReplica &m_office;
    PaymentFilter m_filter;
    OfficeNames m_names;
    Rows m_rows;
    qint64 m_most = 0;
    bool m_shown = true;
    bool m_stale = false;
    int m_wish = 0; ///< counts what was to be added up
    bool m_isWorking = false;
    QTimer m_soon;
};

} // namespace pl::tables
