#pragma once

#include <QFrame>

class QPushButton;
class QVBoxLayout;

namespace pl::ui {

class PlainLabel;
struct TourStop;

/// What the tour says about a part of the window. Has the focus while the tour is on, takes every key but Quit, and
/// keeps Tab inside. Screen readers read its title and text as its name and description.
class TourCard : public QFrame
{
    Q_OBJECT

public:
    explicit TourCard(QWidget *parent);

    /// Takes the focus. The last stop can't be skipped, but ended.
    void present(const TourStop &stop, int number, int count);
    int heightFor(int width);

Q_SIGNALS:
    void nextWanted();
    void backWanted();
    void skipWanted();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QPushButton *newButton(const char *name, const QString &text, void (TourCard::*pressed)());
    void buildButtons(QVBoxLayout *layout);
    void showKeys(const TourStop &stop);

    PlainLabel *m_title;
    PlainLabel *m_text;
    QWidget *m_keys;
    PlainLabel *m_number;
    QPushButton *m_skip;
    QPushButton *m_back;
    QPushButton *m_next;
};

} // namespace pl::ui
