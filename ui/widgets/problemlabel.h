#pragma once

#include "ui/widgets/plainlabel.h"

namespace pl::ui {

/// Says below a field what is wrong with it, in red with a warning sign. Takes no room while empty. Announced to screen
/// readers when it appears.
class ProblemLabel : public PlainLabel
{
    Q_OBJECT

public:
    explicit ProblemLabel(QWidget *parent);

    void showProblem(const QString &sentence);
    void clearProblem();

protected:
    void changeEvent(QEvent *event) override;

private:
    void recolor();
};

} // namespace pl::ui
