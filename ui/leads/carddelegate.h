#pragma once

#include "ui/leads/leaddelegate.h"

namespace pl::ui {

/// Paints a lead as a card of the board: who, how urgent, what and where, and how long there is left or who has it.
class CardDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    CardDelegate(const OfficeContext &context, const tables::LeadTableModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// The whole card in words, for a screen reader.
    QString spokenText(const Lead &lead) const;

private:
    void paintName(QPainter *painter, const QRect &line, const QFont &font, const Lead &lead,
                   const Colors &colors) const;
    void paintTime(QPainter *painter, const QRect &line, const QFont &font, const Lead &lead,
                   const Colors &colors) const;

    const OfficeContext &m_context;
    LeadDelegate m_cells; ///< the table's words
};

} // namespace pl::ui
