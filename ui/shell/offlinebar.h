#pragma once

#include <QWidget>

class QPushButton;

namespace pl::ui {

class PlainLabel;

/// A quiet bar above the views while something is wrong, such as a lost connection: what is wrong, what that means, and
/// a button that helps.
class OfflineBar : public QWidget
{
    Q_OBJECT

public:
    explicit OfflineBar(QWidget *parent = nullptr);
    void present(const QString &sentence, const QString &buttonText, const QString &icon = QStringLiteral("wifi-off"));

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void recolor();

    QString m_icon;
    PlainLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace pl::ui
