#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace pl::ui {

/// A quiet bar above the views while there is no connection: since when, what that means, and "Try again".
class OfflineBar : public QWidget
{
    Q_OBJECT

public:
    explicit OfflineBar(QWidget *parent = nullptr);
    void setSentence(const QString &sentence);

Q_SIGNALS:
    void tryAgainRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void recolour();

    QLabel *m_sentence;
    QPushButton *m_again;
};

} // namespace pl::ui
