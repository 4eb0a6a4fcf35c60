#pragma once

#include "ui/style/colors.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace pl::ui {

class PlainLabel;

/// A quiet bar above the views: an icon, a sentence in one of the colors with a meaning, and buttons. Takes no focus by
/// itself.
class QuietBar : public QWidget
{
    Q_OBJECT

public:
    QuietBar(Tone Colors::*tone, QWidget *parent);
    void say(const QString &sentence, const QString &icon);

protected:
    QPushButton *newButton(const char *name);
    PlainLabel *sentence() const { return m_sentence; }
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void recolor();

    Tone Colors::*m_tone;
    QString m_icon;
    PlainLabel *m_sentence;
    QHBoxLayout *m_layout;
};

} // namespace pl::ui
