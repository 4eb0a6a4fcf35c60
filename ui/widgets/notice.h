#pragma once

#include <QFrame>
#include <QTimer>

class QToolButton;

namespace pl::ui {

class PlainLabel;

/// A short sentence at the bottom of its parent about what just happened, with at most one action. Disappears on its
/// own, but not while the mouse is over it; a new notice replaces the old one. Never takes the focus.
class Notice : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Done, Problem };
    /// Triggers the notice's action without moving the focus.
    static constexpr Qt::Key kActionKey = Qt::Key_F6;

    explicit Notice(QWidget *parent);

    /// Without `actionText` there is no button. actionTriggered() is always about the notice on screen.
    void present(const QString &text, Kind kind = Kind::Done, const QString &actionText = {});
    /// Changes the text from `before` to `now` and restarts its lifetime; a notice with another text is left alone.
    /// Screen readers announce only what present() showed.
    void reword(const QString &before, const QString &now);
    /// The sentence on screen, or the last one.
    QString text() const;
    void dismiss();
    void setLifetimes(std::chrono::milliseconds done, std::chrono::milliseconds problem);

Q_SIGNALS:
    void actionTriggered();
    /// The notice has disappeared.
    void gone();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void settle();
    void startTimer();

    PlainLabel *m_icon;
    PlainLabel *m_text;
    QToolButton *m_action;
    QToolButton *m_close;
    QTimer m_timer;
    Kind m_kind = Kind::Done;
    std::chrono::milliseconds m_doneLifetime{8000};
    std::chrono::milliseconds m_problemLifetime{20000};
};

} // namespace pl::ui
