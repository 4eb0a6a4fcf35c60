#pragma once

#include "ui/widgets/popover.h"

#include <QDate>

class QDateEdit;

namespace pl::ui {

/// Asks for the first and the last day of a range. Enter takes them; in the wrong order, they are swapped.
class RangePopup : public Popover
{
    Q_OBJECT

public:
    explicit RangePopup(QWidget *host);

    /// `anchor` in global coordinates. No day after `today` can be chosen.
    void ask(QDate from, QDate to, QDate today, const QRect &anchor);

Q_SIGNALS:
    void rangeChosen(const QDate &from, const QDate &to);

protected:
    QWidget *firstFocus() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void take();

    QDateEdit *m_from;
    QDateEdit *m_to;
};

} // namespace pl::ui
