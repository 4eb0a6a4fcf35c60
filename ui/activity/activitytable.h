#pragma once

#include "models/tables/activitytablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// Paints a cell of ActivityTableModel.
class ActivityDelegate : public RowDelegate
{
    Q_OBJECT

public:
    ActivityDelegate(const OfficeContext &context, const tables::ActivityTableModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const OfficeContext &m_context;
    const tables::ActivityTableModel &m_model;
};

/// What a line's cell says: "Ada assigned this to Ann Lee".
QString activityText(const OfficeContext &context, const replica::ActivityLine &line, int column);

/// The table of lines, always the newest first. Its columns are remembered.
class ActivityTable : public RowTable
{
    Q_OBJECT

public:
    ActivityTable(OfficeContext &context, tables::ActivityTableModel &model, QWidget *parent = nullptr);

    /// Less than a page is left below what is seen.
    bool isNearItsEnd() const;

Q_SIGNALS:
    void currentLineChanged();
    void scrolled();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
};

} // namespace pl::ui
