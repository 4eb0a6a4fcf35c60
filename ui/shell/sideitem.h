#pragma once

#include <QAbstractButton>
#include <QAction>
#include <QPointer>

namespace pl::ui {

/// One page in the side bar: icon, name and count.
class SideItem : public QAbstractButton
{
    Q_OBJECT

public:
    SideItem(const QString &iconName, const QString &text, QWidget *parent);

    void present(const QString &iconName, const QString &text);
    /// Below 0: no count is shown. `urgent` draws it as a red badge.
    void setCount(int count, bool urgent = false);
    int count() const { return m_count; }
    /// Does the same: its keys stand in the tool tip.
    void setAction(const QAction *action);
    /// Shows the icon alone, with name and count in the tool tip.
    void setCompact(bool compact);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintCount(QPainter &painter, const QRect &row) const;
    void describe();

    QString m_icon;
    QPointer<const QAction> m_action;
    int m_count = -1;
    bool m_urgent = false;
    bool m_compact = false;
};

} // namespace pl::ui
