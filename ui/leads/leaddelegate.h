#pragma once

#include "models/tables/leadtablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/style/chipcache.h"
#include "ui/style/textcache.h"
#include "ui/widgets/plaindelegate.h"

#include <QCache>

namespace pl::ui {

class LeadSelection;

/// How long the background of a row that came or changed from elsewhere fades.
inline constexpr std::chrono::milliseconds kRowFade{2500};

/// Paints the cells of a LeadTableModel: chips for urgency, status and tests, the deadline in words and color, closed
/// leads and what is unknown in second text, a line through numbers that nobody can have, and a background that fades
/// once in rows that somebody else changed. What is drawn once is kept, so that scrolling lays out what is new alone.
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
    QString shownPhone(const Lead &lead) const;
    /// The same with what only its look says: that the lead is a test, or its number is none.
    QString spokenText(const Lead &lead, int column) const;
    /// All that a cell's look depends on while only time passes.
    QString timeWords(const QModelIndex &index) const;
    /// How many texts were laid out and chips painted so far: what painting costs.
    int laidOut() const { return m_texts.layouts() + m_chips.paintings(); }

protected:
    /// One line with the painter's font and pen, at the left of the room, cut where it is too long.
    virtual void drawText(QPainter *painter, const QRect &room, const QString &text) const;
    /// `ground` is invalid when it is no plain color.
    virtual void drawChip(QPainter *painter, const QRect &cell, const Chip &chip, const QStyleOptionViewItem &option,
                          const QColor &ground) const;

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
    QColor groundOf(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QRect paintTestChip(QPainter *painter, const QRect &cell, const QStyleOptionViewItem &option,
                        const QColor &ground) const;
    void paintLook(QPainter *painter, const QRect &cell, const Look &look, const QFont &font) const;
    QString tipOf(const Lead &lead, int column) const;
    QString deadlineCell(const Lead &lead) const;
    bool isHalfGone(const Lead &lead) const;
    QString plumberCell(const Lead &lead) const;

    const OfficeContext &m_context;
    const tables::LeadTableModel &m_model;
    const LeadSelection *m_selection = nullptr;
    mutable QCache<QString, QString> m_phones{500};
    mutable TextCache m_texts;
    mutable ChipCache m_chips;
};

} // namespace pl::ui
