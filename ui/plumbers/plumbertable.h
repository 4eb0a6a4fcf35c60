#pragma once

#include "models/tables/plumbertablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/style/colors.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// Paints a cell of PlumberTableModel: the status as a chip, the name bold with a remark when somebody has the same
/// phone number or address, paused plumbers grayed out, a missing card in amber, papers that run out in amber or red.
class PlumberDelegate : public RowDelegate
{
    Q_OBJECT

public:
    /// `model` must outlive it.
    PlumberDelegate(const tables::PlumberTableModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    /// What a cell says, and in which color.
    std::pair<QString, QColor> wordsOf(const QModelIndex &index, const Colors &colors) const;
    std::pair<QString, QColor> paperWords(const std::optional<QDate> &expires, const Colors &colors) const;
    static void paintTwin(QPainter *painter, const QRect &cell, const QModelIndex &index, const QFont &nameFont,
                          const Colors &colors);

    const tables::PlumberTableModel &m_model;
};

/// The table of plumbers. Columns and sorting are remembered.
class PlumberTable : public RowTable
{
    Q_OBJECT

public:
    PlumberTable(OfficeContext &context, tables::PlumberTableModel &model, QWidget *parent = nullptr);
};

} // namespace pl::ui
