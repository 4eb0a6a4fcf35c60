#pragma once

#include "models/stats/statsquery.h"
#include "ui/widgets/popover.h"

class QDateEdit;

namespace pl::ui {

/// Asks for the first and the last day of a range. Enter takes them; in the wrong order, they are swapped.
class RangePopup : public Popover
{
    Q_OBJECT

public:
    explicit RangePopup(QWidget *host);

    /// `anchor` in global coordinates. No day after `today` can be chosen.
    void ask(const stats::DayRange &range, QDate today, const QRect &anchor);

Q_SIGNALS:
    void rangeChosen(const pl::stats::DayRange &range);

protected:
    QWidget *firstFocus() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void take();

    QDateEdit *m_from;
    QDateEdit *m_to;
};

} // namespace pl::ui
