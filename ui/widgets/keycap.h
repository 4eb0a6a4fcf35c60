#pragma once

#include <QKeySequence>
#include <QWidget>

class QPainter;

namespace pl::ui {

/// A key combination as written on a key cap: "Ctrl N", "⏎", and the platform's own symbols on macOS.
QString keyCapText(const QKeySequence &keys);

QSize keyCapSize(const QString &text, const QFont &font);
/// Paints a cap whose border and letters have `color`, centered in `rect`.
void paintKeyCap(QPainter *painter, const QRect &rect, const QString &text, const QColor &color, const QColor &border,
                 const QFont &font);

/// A small outlined key, for use beside the name of what it does.
class KeyCap : public QWidget
{
    Q_OBJECT

public:
    explicit KeyCap(const QString &text, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace pl::ui
