#pragma once

#include <QList>
#include <QUuid>
#include <QWidget>

class QPushButton;

namespace pl::ui {

class FactRow;
class PlainLabel;

/// Rows that lead somewhere, under a title: the first ones, and how many there are in all. Hidden while there are none.
class LinkList : public QWidget
{
    Q_OBJECT

public:
    struct Link
    {
        QUuid id; ///< null: leads nowhere
        QString text;
        QString aside;
        bool operator==(const Link &) const = default;
    };

    /// `iconName` stands before each row. `allText` is on a button for the rest ("Show all"); empty: there is none.
    LinkList(const QString &iconName, const QString &title, const QString &allText, QWidget *parent);

    static constexpr qsizetype kRows = 5;
    /// `links` are the first of `count`, at most kRows. The same again changes nothing, so the focus stays where it is.
    void present(const QList<Link> &links, qsizetype count);

Q_SIGNALS:
    void chosen(const QUuid &id);
    void allWanted();

private:
    QString m_heading;
    QList<Link> m_links;
    PlainLabel *m_title;
    QList<FactRow *> m_rows;
    QPushButton *m_all = nullptr;
};

} // namespace pl::ui
