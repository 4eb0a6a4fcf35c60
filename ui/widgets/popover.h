#pragma once

#include <QFrame>
#include <QPointer>

namespace pl::ui {

/// A small frame that floats inside its window, beside what it was opened for. It is a child of the window, not a
/// window of its own, so input methods, screen readers and window managers treat it as part of the page. While open, it
/// takes every key, so no shortcut of the window fires. Esc, a click elsewhere or resizing the window closes it, and
/// the focus returns to where it was.
class Popover : public QFrame
{
    Q_OBJECT

public:
    /// `host` is any widget of the window in which the popover appears. It owns the popover until it is first opened;
    /// then the window does.
    explicit Popover(QWidget *host);

    /// Shows it below `anchor` (in global coordinates), or above if there is no room below; always inside the window.
    void openAt(const QRect &anchor);
    bool isOpen() const { return isVisible(); }

public Q_SLOTS:
    void closePopover();

Q_SIGNALS:
    /// Sent once per opening, whatever closed it.
    void closed();

protected:
    /// The widget that gets the focus when it opens.
    virtual QWidget *firstFocus() = 0;
    /// Moves the popover beside its anchor after its size changed.
    void place();

    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    /// Tab stays inside.
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QPointer<QWidget> m_host;
    QPointer<QWidget> m_focusBefore;
    QRect m_anchor;
};

} // namespace pl::ui
