#include "ui/dashboard/ranklist.h"

#include "ui/dashboard/chartdata.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaindelegate.h"

#include <QKeyEvent>
#include <QPainter>

namespace pl::ui {
namespace {

enum RankRole { ShareRole = Qt::UserRole, ValueRole };

constexpr int kRankRow = 26;
constexpr int kMaxRows = 8;
constexpr qreal kNameShare = 0.35;
constexpr qreal kValueShare = 0.22;

class RankDelegate : public PlainDelegate
{
public:
    RankDelegate(Tone Colors::*tone, QObject *parent) : PlainDelegate(parent), m_tone(tone) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, scaledPx(option.font, kRankRow)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
        if (hasFocus || option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, hasFocus ? colors.selection : colors.hover);
        const int width = option.rect.width();
        const QRect name(option.rect.left(), option.rect.top(), int(width * kNameShare), option.rect.height());
        const int valueWidth = int(width * kValueShare);
        const QRect value(option.rect.right() - valueWidth, name.top(), valueWidth, name.height());
        painter->setPen(colors.text);
        painter->setFont(option.font);
        painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                          elided(index.data().toString(), option.fontMetrics, name.width() - scaledPx(option.font, 8)));
        painter->drawText(value, Qt::AlignVCenter | Qt::AlignRight, index.data(ValueRole).toString());
        const qreal room = value.left() - name.right() - scaledPx(option.font, 8);
        const qreal tall = scaledPx(option.font, 10);
        painter->setPen(Qt::NoPen);
        painter->setBrush(fillColor(colors, m_tone));
        painter->drawRoundedRect(QRectF(name.right(), name.center().y() - tall / 2,
                                        std::max(0.0, room * index.data(ShareRole).toDouble()), tall),
                                 2, 2);
        painter->restore();
    }

private:
    Tone Colors::*m_tone;
};

} // namespace

RankList::RankList(Tone Colors::*tone, QWidget *parent) : QListWidget(parent)
{
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new RankDelegate(tone, this));
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTabKeyNavigation(false);
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) { Q_EMIT chosen(row(item)); });
}

void RankList::present(const QList<Row> &rows)
{
    const int before = currentRow();
    clear();
    for (const Row &one : rows) {
        auto *item = new QListWidgetItem(one.name, this);
        item->setData(ShareRole, one.share);
        item->setData(ValueRole, one.value);
        item->setData(Qt::AccessibleTextRole, one.words);
        item->setData(Qt::ToolTipRole, one.words); // plain-text: PlainDelegate shows it
    }
    setCurrentRow(std::clamp(before, 0, std::max(0, count() - 1)));
    updateGeometry();
}

QString RankList::valueOf(int row) const
{
    return item(row)->data(ValueRole).toString();
}

QSize RankList::sizeHint() const
{
    return {scaledPx(this, 260), scaledPx(this, kRankRow) * std::clamp(count(), 1, kMaxRows)};
}

void RankList::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        return QListWidget::keyPressEvent(event);
    if (currentRow() >= 0 && !event->isAutoRepeat())
        Q_EMIT chosen(currentRow());
}

} // namespace pl::ui
