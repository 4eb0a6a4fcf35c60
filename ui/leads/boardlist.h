#pragma once

#include <QListView>

namespace pl::ui {

/// The cards of one column. It only shows them and reports what the mouse does: the board has the keys, and knows which
/// card is current. A card is dragged by moving the pressed mouse.
class BoardList : public QListView
{
    Q_OBJECT

public:
    explicit BoardList(QWidget *parent = nullptr);

    bool isDragging() const { return m_isDragging; }
    /// The mouse may still be down; nothing is dropped any more.
    void cancelDrag();

Q_SIGNALS:
    void cardPressed(int row);
    /// Pressed and released, without a drag.
    void cardClicked();
    void cardDoubleClicked();
    /// In global coordinates.
    void cardDragged(const QPoint &at);
    void cardDropped(const QPoint &at);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    bool m_isPressed = false; ///< on a card
    bool m_isDragging = false;
    QPoint m_pressedAt;
};

} // namespace pl::ui
