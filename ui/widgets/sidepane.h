#pragma once

#include <QWidget>

class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace pl::ui {

class PlainLabel;
class StatePage;

/// What the panes beside a list have in common: a page about the current row that scrolls, or that none is selected;
/// and, when the pane lies over the list, a line at its edge and a button that closes it.
class SidePane : public QWidget
{
    Q_OBJECT

public:
    explicit SidePane(QWidget *parent);

    /// Shows the button that closes the pane.
    void setOverlay(bool overlay);
    /// Arrows scroll the page, Tab goes to what can be done there.
    void focusPage();
    QSize sizeHint() const override;

Q_SIGNALS:
    void closeRequested();

protected:
    /// Takes the page. Until then there is nothing to show.
    void setPage(QWidget *page);
    void showPage(bool shown);
    void scrollToTop();
    /// Says that nothing is selected.
    StatePage *nothing() const { return m_nothing; }
    /// For the page's head.
    QToolButton *closeButton() const { return m_close; }
    /// A section's title.
    PlainLabel *makeTitle(const QString &title);

    void paintEvent(QPaintEvent *event) override;

private:
    QStackedWidget *m_stack;
    StatePage *m_nothing;
    QScrollArea *m_scroll;
    QToolButton *m_close;
    bool m_overlay = false;
};

} // namespace pl::ui
