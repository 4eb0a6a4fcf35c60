#pragma once

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace pl::ui {

class PlainLabel;
class SideItem;

/// The window's pages, with live counts. Arrow keys move between them.
class SideBar : public QWidget
{
    Q_OBJECT

public:
    explicit SideBar(QWidget *parent = nullptr);

    /// `key` is a stable word; the item's object name is "side_" and the key.
    void addPage(const QString &key, const QString &iconName, const QString &text);
    void addSection(const QString &text);
    void setCurrent(const QString &key);
    void setCount(const QString &key, int count, bool urgent = false);
    int count(const QString &key) const;
    void setCompact(bool compact);

Q_SIGNALS:
    void pageChosen(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_layout;
    QHash<QString, SideItem *> m_items;
    QList<PlainLabel *> m_sections;
};

} // namespace pl::ui
