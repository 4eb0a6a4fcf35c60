#pragma once

#include <QFrame>

class QListWidget;

namespace pl::ui {

class ProblemLabel;

/// What floats below the search field while somebody types: what can stand at the cursor, and what can't be understood.
/// It never takes the focus; the field has the keys and tells it which way to go.
class SearchSuggestions : public QFrame
{
    Q_OBJECT

public:
    /// `field` outlives this. Its window shows it; until it is shown first, the field owns it.
    explicit SearchSuggestions(QWidget *field);

    /// Nothing is chosen yet. Empty: the list goes, and what can't be understood stays.
    void offer(const QStringList &completions);
    /// What can't be understood; empty: everything can.
    void warn(const QString &problems);
    bool hasChoices() const;
    /// Down and up in the list; up from the first one leads back to what was typed.
    void move(int rows);
    /// Empty: none is chosen.
    QString current() const;
    /// The chosen one, else the first.
    QString best() const;
    /// Which of how many is chosen, for screen readers; empty as current() is.
    QString spoken() const;

Q_SIGNALS:
    void clicked(const QString &completion);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void adapt();
    void place();

    QWidget &m_field;
    QListWidget *m_list;
    ProblemLabel *m_problems;
};

} // namespace pl::ui
