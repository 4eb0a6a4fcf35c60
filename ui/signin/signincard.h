#pragma once

#include <QWidget>

namespace pl::ui {

/// The panel in the center of the sign-in page.
class SignInCard : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pl::ui
