#pragma once

#include <QLineEdit>

namespace pl::ui {

/// The search field in the top bar. "/" gets there from anywhere; Esc clears it, and leaves it when it is empty; Enter
/// and the arrow down go on to the results.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);
    QSize sizeHint() const override;

Q_SIGNALS:
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pl::ui
