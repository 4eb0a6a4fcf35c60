#pragma once

#include "models/domain/paymenttotals.h"

#include <QWidget>

namespace pl::ui {

class PlainLabel;

/// Four totals side by side: paid, in progress, needs attention, refunded.
class TotalsStrip : public QWidget
{
    Q_OBJECT

public:
    explicit TotalsStrip(QWidget *parent = nullptr);

    /// `currency` is used for totals of zero.
    void present(const PaymentTotals &totals, const QString &currency);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Tile
    {
        PlainLabel *sum;
        PlainLabel *count;
    };
    Tile addTile(const QString &title, const char *name);

    Tile m_paid;
    Tile m_onItsWay;
    Tile m_needsAttention;
    Tile m_refunded;
};

} // namespace pl::ui
