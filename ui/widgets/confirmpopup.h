#pragma once

#include "ui/widgets/popover.h"

#include <functional>

class QPushButton;

namespace pl::ui {

class PlainLabel;

/// Asks before an action that affects somebody else's work. "Cancel" has the focus, so Enter, Esc or a click elsewhere
/// changes nothing. A key that is held down is ignored.
class ConfirmPopup : public Popover
{
    Q_OBJECT

public:
    explicit ConfirmPopup(QWidget *host);

    /// `verb` is the button's text. `confirmed` runs at most once, after the popup has closed. `anchor` is in global
    /// coordinates.
    void ask(const QString &question, const QString &verb, const QRect &anchor, std::function<void()> confirmed);

protected:
    QWidget *firstFocus() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void confirm();

    PlainLabel *m_question;
    QPushButton *m_cancel;
    QPushButton *m_confirm;
    std::function<void()> m_confirmed;
};

} // namespace pl::ui
