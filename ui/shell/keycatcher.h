#pragma once

#include <QKeySequence>
#include <QLineEdit>

namespace pl::ui {

/// A field in which a person presses the keys they want: any key with any modifiers, also one letter. Esc gives up, Tab
/// goes on; all others are reported instead of doing what they do.
class KeyCatcher : public QLineEdit
{
    Q_OBJECT

public:
    explicit KeyCatcher(QWidget *parent = nullptr);

Q_SIGNALS:
    void pressed(const QKeySequence &key);
    void cancelled();

protected:
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *) override {}

private:
    void take(const QKeyEvent &event);
};

} // namespace pl::ui
