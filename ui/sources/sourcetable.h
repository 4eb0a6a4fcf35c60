#pragma once

#include "models/tables/sourcetablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

struct SourceContext;

/// Paints a cell of SourceTableModel: the state as a chip, the name bold, numbers at the right, revoked ones gray.
class SourceDelegate : public RowDelegate
{
    Q_OBJECT

public:
    SourceDelegate(const OfficeContext &context, const SourceContext &sources, const tables::SourceTableModel &model,
                   QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QString wordsOf(const LeadSource &source, int column) const;

private:
    const OfficeContext &m_context;
    const SourceContext &m_sources;
    const tables::SourceTableModel &m_model;
};

/// The table of sources. Columns and sorting are remembered.
class SourceTable : public RowTable
{
    Q_OBJECT

public:
    SourceTable(OfficeContext &context, const SourceContext &sources, tables::SourceTableModel &model,
                QWidget *parent = nullptr);

    /// Null when none is selected.
    QUuid currentSource() const;
    /// False when the filter hides it.
    bool selectSource(const QUuid &id);

Q_SIGNALS:
    void currentSourceChanged(const QUuid &id);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    tables::SourceTableModel &m_model;
};

} // namespace pl::ui
