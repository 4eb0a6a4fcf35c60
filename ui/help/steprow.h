#pragma once

#include "ui/help/firststeps.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QPushButton;

namespace pl::ui {

class PlainLabel;

/// One of the first steps: its number, or a tick when it is done, what to do and why, and buttons that go there.
class StepRow : public QWidget
{
    Q_OBJECT

public:
    /// A button that triggers an action, with the action's keys beside it.
    struct Way
    {
        QString words;
        QAction *action = nullptr;
    };

    StepRow(int number, const QString &title, const QString &sentence, QWidget *parent);

    /// Without any, somebody else does this step, and `otherwise` says who.
    void setWays(const QList<Way> &ways, const QString &otherwise);
    void present(FirstSteps::State state);
    FirstSteps::State state() const { return m_state; }
    /// Null when there is no button.
    QPushButton *firstButton() const { return m_first; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addWay(const Way &way);

    const int m_number;
    FirstSteps::State m_state = FirstSteps::State::Unknown;
    PlainLabel *m_title;
    QHBoxLayout *m_ways;
    QPushButton *m_first = nullptr;
};

} // namespace pl::ui
