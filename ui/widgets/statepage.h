#pragma once

#include <QWidget>

class QPushButton;

namespace pl::ui {

class PlainLabel;

/// Shown in place of a view's rows: an icon, a headline, an explanation, and a button that helps.
class StatePage : public QWidget
{
    Q_OBJECT

public:
    explicit StatePage(QWidget *parent = nullptr);

    /// A button without a text is hidden.
    void present(const QString &iconName, const QString &headline, const QString &sentence, const QString &action = {},
                 const QString &secondAction = {});
    QString headline() const;

Q_SIGNALS:
    void actionTriggered();
    void secondActionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintIconLabel();

    QString m_iconName;
    PlainLabel *m_icon;
    PlainLabel *m_headline;
    PlainLabel *m_sentence;
    QPushButton *m_action;
    QPushButton *m_second;
};

} // namespace pl::ui
