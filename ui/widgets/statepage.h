#pragma once

#include <QWidget>

class QPushButton;

namespace pl::ui {

class PlainLabel;

/// What a view shows in place of its rows: an icon, what is the matter, what it means, and the button that helps.
class StatePage : public QWidget
{
    Q_OBJECT

public:
    explicit StatePage(QWidget *parent = nullptr);

    /// Without a text a button is not there.
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
