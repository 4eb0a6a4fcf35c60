#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace pl::ui {

class PlainLabel;

/// A framed part of the dashboard: a title, a small line under it, and what it is about.
class DashboardCard : public QFrame
{
    Q_OBJECT

public:
    /// `name` is its object name; the title's is the name and "Title", the line's the name and "Line".
    DashboardCard(const char *name, const QString &title, QWidget *parent);

    void setTitle(const QString &title);
    /// Empty words hide the line.
    void setLine(const QString &words);
    /// At the right of the title.
    void addBeside(QWidget *widget);
    void setContent(QWidget *content);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlainLabel *m_title;
    PlainLabel *m_line;
    QHBoxLayout *m_head;
    QVBoxLayout *m_rows;
};

/// One number, large, with what it is above and a comparison below it.
class NumberCard : public QFrame
{
    Q_OBJECT

public:
    /// `name` is its object name; the number's is the name and "Number", the line's the name and "Line".
    NumberCard(const char *name, const QString &title, QWidget *parent);

    void present(const QString &number, const QString &line);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title;
    PlainLabel *m_number;
    PlainLabel *m_line;
};

} // namespace pl::ui
