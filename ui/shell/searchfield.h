#pragma once

#include <QLineEdit>

namespace pl::ui {

/// The search field in the top bar. "/" focuses it from anywhere. Esc clears it, or leaves it when it is empty; Enter
/// and Down move on to the results.
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
