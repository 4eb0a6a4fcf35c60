#pragma once

#include <QTimer>
#include <QUuid>
#include <QWidget>

class QGridLayout;

namespace pl::ui {

class PlainLabel;

/// What happened to a row, oldest first: a time and a sentence each. Derived classes fetch the lines. Lines of one row
/// never appear under another.
class MomentList : public QWidget
{
    Q_OBJECT

public:
    /// Fetches the lines again; the old ones stay until then.
    virtual void reload() = 0;

protected:
    /// The object names of the list, its lines and its message begin with `name`.
    MomentList(const QString &name, QWidget *parent);

    /// Null shows nothing.
    void showSubject(const QUuid &id);
    const QUuid &subject() const { return m_subject; }
    /// Waits a moment, so that moving through the table with the arrow keys fetches only the last row.
    void reloadSoon() { m_soon.start(); }
    /// Drops all lines, also those on screen.
    virtual void forget() = 0;

    void removeLines();
    void addLine(int row, const QString &time, const QString &sentence);
    /// Shows a message in place of the lines; empty: none.
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
