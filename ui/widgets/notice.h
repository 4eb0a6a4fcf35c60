#pragma once

#include <QFrame>
#include <QTimer>

class QToolButton;

namespace pl::ui {

class PlainLabel;

/// A quiet sentence at the bottom of its parent about what has just happened, with at most one thing to do about it.
/// Disappears on its own, but not while the mouse is on it; a new one replaces the old one. Never takes the focus.
class Notice : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Done, Problem };
    /// Does what the notice offers: the focus stays where it is.
    static constexpr Qt::Key kActionKey = Qt::Key_F6;

    explicit Notice(QWidget *parent);

    /// Without `actionText` there is no button. The action's signal is sent for this notice only.
    void present(const QString &text, Kind kind = Kind::Done, const QString &actionText = {});
    /// Updates the words: a notice that says `before` now says `now`, and stays as long as a new one. Any other notice
    /// is left alone. Screen readers are told only what present() showed.
    void reword(const QString &before, const QString &now);
    /// Keeps the text: "Ada assigned this to Ann Lee 4 s ago".
    QString text() const;
    void dismiss();
    void setLifetimes(std::chrono::milliseconds done, std::chrono::milliseconds problem);

Q_SIGNALS:
    void actionTriggered();
    /// There is room for another one.
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
