#pragma once

#include <QObject>
#include <QPoint>
#include <QUuid>

class QMouseEvent;

namespace pl::ui {

class SideBar;
class SideItem;

/// The saved views in the side bar, in an order of the person's own: dragged, or moved by keys. F2 and Delete on a view
/// ask to change and to delete it.
class ViewSection : public QObject
{
    Q_OBJECT

public:
    struct Item
    {
        QUuid id;
        QString name;
        bool isShared = false;
    };

    /// Puts its title below what `bar` has so far.
    explicit ViewSection(SideBar *bar);

    void present(const QList<Item> &items);
    QList<QUuid> order() const { return m_order; }
    /// Up or down by one place; the focus goes along.
    void move(const QUuid &id, int step);
    /// The view whose item has the focus; null when none has.
    QUuid focused() const;
    static QString keyOf(const QUuid &id);
    /// Null when it is no key of a view.
    static QUuid idOf(const QString &key);

Q_SIGNALS:
    void orderChanged(const QList<QUuid> &order);
    void changeWanted(const QUuid &id);
    void deleteWanted(const QUuid &id);
    void menuWanted(const QUuid &id, const QPoint &at);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool press(const QUuid &id, int key);
    bool drag(SideItem *row, const QUuid &id, const QMouseEvent *mouse);
    void dragTo(int y);
    void place();

    SideBar *m_bar;
    QWidget *m_title;
    QList<QUuid> m_order;
    QUuid m_dragged;
    QPoint m_pressedAt;
    bool m_isDragging = false;
};

} // namespace pl::ui
