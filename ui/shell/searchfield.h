#pragma once

#include "ui/leads/searchlanguage.h"

#include <QHash>
#include <QLineEdit>
#include <QTimer>

#include <functional>

class QAction;
class QToolButton;

namespace pl::ui {

class SearchSuggestions;

/// The search field in the top bar. Esc clears it, or leaves it when it is empty; Enter and Down move on to the
/// results.
///
/// While somebody types, fields and their values are suggested: Down and Up choose, Tab takes the chosen or the first
/// one, Enter or a click the chosen one, and Esc closes the suggestions alone. What can't be understood is underlined
/// and said below; the word at the cursor only after a pause, since it may not be finished.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    /// Shows on a cap which key focuses it: the last one of `find`.
    void showKeyOf(const QAction *find);
    /// What is on the cap; empty: there is none.
    const QString &keyText() const { return m_key; }
    /// Gives what plumbers, services, ZIP codes and sources there are, the most used first. Asked once for each field
    /// until the focus leaves.
    void setValues(std::function<QStringList(columns::SearchField)> values) { m_values = std::move(values); }
    /// How many leads are found, for screen readers; empty while nothing is searched for.
    void setFound(const QString &words);
    /// Puts a search there as if it was typed.
    void tryOut(const QString &search);
    const QList<SearchProblem> &problems() const { return m_problems; }

Q_SIGNALS:
    void left();
    /// The person wants to know how to search.
    void helpWanted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addHelp();
    void fitMargins();
    void pressOnHelp(const QKeyEvent &event);
    bool pressInSuggestions(const QKeyEvent &event);
    void edited();
    void check(bool atCursorToo);
    void suggest();
    void take(const QString &completion);
    void describe();
    QString problemText() const;
    void paintProblems(QPainter *painter) const;

    const QAction *m_find = nullptr; ///< null: has no keys
    QString m_key;
    QString m_found;
    QToolButton *m_help;
    SearchSuggestions *m_suggestions;
    std::function<QStringList(columns::SearchField)> m_values;
    QHash<columns::SearchField, QStringList> m_known; ///< since the focus came
    QList<SearchProblem> m_problems;                  ///< that are shown
    QTimer m_pause;
};

} // namespace pl::ui
