#pragma once

#include "models/tables/leadboardmodel.h"
#include "ui/office/officecontext.h"

#include <QSet>
#include <QWidget>

class QAction;

namespace pl::ui {

class BoardList;
class CardDelegate;
class CardGhost;
class PlainLabel;

/// The leads of a table as cards in three columns: new, assigned, completed. Arrows move between cards; Ctrl with Left
/// or Right, or the mouse, moves a card to another column, which asks for what that takes. Enter or a double click does
/// what it does in the table.
class LeadBoard : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the board; the model must not be in sections while the board is shown.
    LeadBoard(OfficeContext &context, tables::LeadTableModel &model, QWidget *parent = nullptr);

    /// Null: no card is.
    void setCurrentLead(const QUuid &lead);
    QUuid currentLead() const { return m_current; }
    /// Where a popup about the current card belongs, in global coordinates.
    QRect currentCardOnScreen() const;
    /// For the cards' context menu.
    void setCardActions(const QList<QAction *> &actions);
    /// Statuses that the list shows; empty: all.
    void setListed(const QSet<LeadStatus> &statuses);

Q_SIGNALS:
    /// The person went to another card.
    void currentLeadChanged(const QUuid &lead);
    void cardActivated();
    /// Space or a click: the person wants to see this lead.
    void detailsWanted();
    void moveWanted(const QUuid &lead, pl::LeadStatus to);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Column
    {
        tables::BoardColumnModel *model = nullptr;
        QWidget *frame = nullptr;
        BoardList *list = nullptr;
        PlainLabel *count = nullptr;
        PlainLabel *hint = nullptr; ///< in a column without cards
    };
    Column build(LeadStatus status);
    void connectList(const Column &column);
    void arranged();
    void choose(const QUuid &lead);
    void stepInColumn(int rows);
    void stepAcross(int columns);
    void pushCard(int columns);
    bool pressWithCtrl(int key);
    int columnOfCurrent() const;
    int columnAt(const QPoint &global) const;
    int rowsInSight() const;
    void dragTo(const QPoint &global);
    void dropAt(const QPoint &global);
    void endDrag();
    void speak();

    OfficeContext &m_context;
    tables::LeadBoardModel *m_board;
    CardDelegate *m_cards;
    std::array<Column, 3> m_columns; ///< by LeadStatus
    QSet<LeadStatus> m_listed;
    QUuid m_current;
    CardGhost *m_ghost; ///< the card under the mouse while it is dragged
    int m_target = -1;
    QTimer m_second;
};

/// Where a completed lead goes when it is reopened.
LeadStatus reopenedAs(const Lead &lead);

} // namespace pl::ui
