#pragma once

#include "ui/widgets/plainlabel.h"

namespace pl::ui {

/// A sentence below a field about what is wrong with it, in red and with its sign; takes no room while there is nothing
/// to say. Screen readers are told when it appears.
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
    void recolour();
};

} // namespace pl::ui
