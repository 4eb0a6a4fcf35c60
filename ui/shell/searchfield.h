#pragma once

#include <QLineEdit>

class QAction;

namespace pl::ui {

/// The search field in the top bar. Esc clears it, or leaves it when it is empty; Enter and Down move on to the
/// results.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    /// Shows on a cap which key focuses it: the last one of `find`.
    void showKeyOf(const QAction *find);
    /// What is on the cap; empty: there is none.
    const QString &keyText() const { return m_key; }

Q_SIGNALS:
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_key;
};

} // namespace pl::ui
