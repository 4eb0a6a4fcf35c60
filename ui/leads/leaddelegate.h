#pragma once

#include "models/tables/leadtablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/style/colors.h"
#include "ui/widgets/plaindelegate.h"

namespace pl::ui {

class LeadSelection;

/// How long the background of a row that came or changed from elsewhere fades.
inline constexpr std::chrono::milliseconds kRowFade{2500};

/// Paints the cells of a LeadTableModel: chips for urgency, status and tests, the deadline in words and color, closed
/// leads and what is unknown in second text, a line through numbers that nobody can have, and a background that fades
/// once in rows that somebody else changed.
class LeadDelegate : public RowDelegate
{
    Q_OBJECT

public:
    LeadDelegate(const OfficeContext &context, const tables::LeadTableModel &model, QObject *parent = nullptr);

    /// Checked rows look selected; while there are none, the current one does. Must outlive the delegate.
    void setSelection(const LeadSelection *selection) { m_selection = selection; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// What a cell says in words; also for its tool tip.
    QString textOf(const Lead &lead, int column) const;
    /// The same with what only its look says: that the lead is a test, or its number is none.
    QString spokenText(const Lead &lead, int column) const;
    /// All that a cell's look depends on while only time passes.
    QString timeWords(const QModelIndex &index) const;

private:
    struct Look
    {
        QString text;
        QColor color;
        QFont::Weight weight = QFont::Normal;
        bool isStruckOut = false;
    };
    Look lookOf(const Lead &lead, int column, const Colors &colors) const;
    bool isShownSelected(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QRect paintTestChip(QPainter *painter, const QRect &cell, const QStyleOptionViewItem &option) const;
    QString tipOf(const Lead &lead, int column) const;
    QString deadlineCell(const Lead &lead) const;
    bool isHalfGone(const Lead &lead) const;
    QString plumberCell(const Lead &lead) const;

    const OfficeContext &m_context;
    const tables::LeadTableModel &m_model;
    const LeadSelection *m_selection = nullptr;
};

} // namespace pl::ui
