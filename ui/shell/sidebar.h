#pragma once

#include <QHash>
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace pl::ui {

class SideItem;

/// The window's pages, with live counts. Arrow keys move between them.
class SideBar : public QWidget
{
    Q_OBJECT

public:
    explicit SideBar(QWidget *parent = nullptr);

    /// `key` is a stable word; the item's object name is "side_" and the key.
    SideItem *addPage(const QString &key, const QString &iconName, const QString &text);
    /// Null when there is none.
    SideItem *item(const QString &key) const { return m_items.value(key); }
    void removePage(const QString &key);
    /// Below another widget of this bar.
    void moveBehind(QWidget *item, QWidget *before);
    void moveToTop(QWidget *item);
    /// The section's title.
    QWidget *addSection(const QString &text);
    /// The title of a section without pages is not shown.
    void setSectionUsed(QWidget *section, bool used);
    /// Marks none when the page has no item.
    void setCurrent(const QString &key);
    void setCount(const QString &key, int count, bool urgent = false);
    int count(const QString &key) const;
    /// The action that shows the same page; its keys are in the tool tip.
    void setAction(const QString &key, const QAction *action);
    void setCompact(bool compact);

Q_SIGNALS:
    void pageChosen(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_page; ///< scrolls where the window is lower than the list of pages
    QVBoxLayout *m_layout;
    QHash<QString, SideItem *> m_items;
    QHash<QWidget *, bool> m_sections; ///< and whether they have pages
    bool m_compact = false;
};

} // namespace pl::ui
