#pragma once

#include "ui/help/steprow.h"
#include "ui/office/officecontext.h"

#include <QTimer>

class QPushButton;

namespace pl::ui {

/// What an office does until a plumber has its first lead: five steps, each with a tick that follows the data and
/// buttons that go there. When all are done, it says so and can be put away.
class FirstStepsPage : public QWidget
{
    Q_OBJECT

public:
    /// `context` must outlive the page.
    explicit FirstStepsPage(OfficeContext &context, QWidget *parent = nullptr);

    /// How the person does a step; once for each. Without ways, an admin does it.
    void setWays(FirstStep step, const QList<StepRow::Way> &ways);
    const FirstSteps &steps() const { return m_steps; }
    /// Until the first rows, the name and the sources are read, or can't be, a step may only seem to be left.
    bool isKnown() const;
    /// The button of the first step that is left.
    void focusFirst();

Q_SIGNALS:
    /// What is done changed, or is known now.
    void stepsChanged();
    void hideWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildPage();
    void connectData();
    void refresh();
    FirstSteps read() const;

    OfficeContext &m_context;
    FirstSteps m_steps;
    bool m_hasRows = false; ///< the replica has loaded once
    bool m_wasKnown = false;
    QTimer m_soon; ///< many changes may come at once
    QHash<FirstStep, StepRow *> m_rows;
    QWidget *m_closing = nullptr;
    QPushButton *m_hide = nullptr;
};

} // namespace pl::ui
