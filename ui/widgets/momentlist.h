#pragma once

#include <QTimer>
#include <QUuid>
#include <QWidget>

class QGridLayout;

namespace pl::ui {

class PlainLabel;

/// What happened to a row, the oldest first: when, and a sentence. Derived classes fetch the lines; those of
/// one row never appear under another.
class MomentList : public QWidget
{
    Q_OBJECT

public:
    /// Fetches again; what is shown stays until then.
    virtual void reload() = 0;

protected:
    /// `name` begins the names of the list, its lines and what it says in place of them.
    MomentList(const QString &name, QWidget *parent);

    /// Null: nothing.
    void showSubject(const QUuid &id);
    const QUuid &subject() const { return m_subject; }
    /// Waits a moment: walking through the table with the arrow keys fetches the last row only.
    void reloadSoon() { m_soon.start(); }
    /// Drops the lines that are known, and what is shown of them.
    virtual void forget() = 0;

    void removeLines();
    void addLine(int row, const QString &time, const QString &sentence);
    /// In place of lines; empty: nothing.
    void say(const QString &sentence);
    QGridLayout *grid() const { return m_grid; }

private:
    const QString m_lineName;
    QUuid m_subject;
    QGridLayout *m_grid;
    PlainLabel *m_state;
    QTimer m_soon;
};

} // namespace pl::ui
