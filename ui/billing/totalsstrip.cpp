#include "ui/billing/totalsstrip.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QPainter>

namespace pl::ui {
namespace {

/// "4 leads, 4.1%": the share of everything paid, in tenths of a percent, rounded half up.
QString refundedText(const PaymentTotals &totals, const QString &leads, const QString &currency)
{
    const qint64 refunded = totals.refunded.sum.cents(currency);
    const qint64 taken = refunded + totals.paid.sum.cents(currency);
    if (refunded <= 0 || taken <= 0)
        return leads;
    const qint64 tenths = (refunded * 2000 + taken) / (2 * taken);
    return TotalsStrip::tr("%1, %2%", "leads, percentage")
        .arg(leads, QLocale().toString(static_cast<double>(tenths) / 10, 'f', 1));
}

} // namespace

TotalsStrip::TotalsStrip(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("totalsStrip"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(scaledPx(this, 16), scaledPx(this, 12), scaledPx(this, 16), scaledPx(this, 12));
    row->setSpacing(scaledPx(this, 12));
    m_paid = addTile(tr("Paid"), "totalPaid");
    m_onItsWay = addTile(tr("In progress"), "totalOnItsWay");
    m_needsAttention = addTile(tr("Needs attention"), "totalNeedsAttention");
    m_refunded = addTile(tr("Refunded"), "totalRefunded");
}

TotalsStrip::Tile TotalsStrip::addTile(const QString &title, const char *name)
{
    auto *box = new QVBoxLayout;
    box->setSpacing(scaledPx(this, 2));
    auto *head = new PlainLabel(title, this);
    auto *sum = new PlainLabel(this);
    auto *count = new PlainLabel(this);
    sum->setObjectName(QLatin1StringView(name));
    sum->setAccessibleName(title);
    sum->setFont(scaledFont(font(), 1.5, QFont::DemiBold));
    for (PlainLabel *small : {head, count}) {
        small->setFont(scaledFont(font(), kSmallText));
        small->setForegroundRole(QPalette::PlaceholderText);
    }
    for (PlainLabel *label : {head, sum, count}) {
        label->setMinimumWidth(1);
        box->addWidget(label);
    }
    static_cast<QBoxLayout *>(layout())->addLayout(box, 1);
    return {sum, count};
}

void TotalsStrip::present(const PaymentTotals &totals, const QString &currency)
{
    const auto fill = [&](const Tile &tile, const PaymentTotals::Group &group) {
        tile.sum->setText(moneyText(group.sum, currency));
        setPlainToolTip(tile.sum, tile.sum->text());
        tile.count->setText(leadsText(group.count));
    };
    fill(m_paid, totals.paid);
    fill(m_onItsWay, totals.onItsWay);
    fill(m_needsAttention, totals.needsAttention);
    fill(m_refunded, totals.refunded);
    m_refunded.count->setText(refundedText(totals, m_refunded.count->text(), currency));
}

void TotalsStrip::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), colorsOf(this).line);
}

} // namespace pl::ui
