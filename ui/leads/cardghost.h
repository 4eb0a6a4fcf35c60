#pragma once

#include <QPixmap>
#include <QWidget>

namespace pl::ui {

/// What a dragged card looks like under the mouse.
class CardGhost : public QWidget
{
    Q_OBJECT

public:
    explicit CardGhost(QWidget *parent);

    /// Looks like this part of `widget`.
    void take(QWidget &widget, const QRect &part);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPixmap m_card;
};

} // namespace pl::ui
