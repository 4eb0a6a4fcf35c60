#pragma once

#include <QWidget>

class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace pl::ui {

class PlainLabel;
class StatePage;

/// The base of the panes beside a list: a scrolling page about the current row, or a message that none is selected.
/// When the pane lies over the list, it has a line at its edge and a button that closes it.
class SidePane : public QWidget
{
    Q_OBJECT

public:
    explicit SidePane(QWidget *parent);

    /// Whether the pane lies over the list.
    void setOverlay(bool overlay);
    /// Another pane that can take this one's place; this one owns it.
    void setCover(SidePane *cover);
    void showCover(bool shown);
    bool isCovered() const;
    /// Moves the focus to the page: arrow keys scroll it, Tab goes to its controls.
    void focusPage();
    QSize sizeHint() const override;

Q_SIGNALS:
    void closeRequested();

protected:
    /// Sets the page, which the pane owns from then on.
    void setPage(QWidget *page);
    void showPage(bool shown);
    void scrollToTop();
    /// Shown when nothing is selected.
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
    SidePane *m_cover = nullptr;
    bool m_hasPage = false;
    bool m_overlay = false;
};

} // namespace pl::ui
