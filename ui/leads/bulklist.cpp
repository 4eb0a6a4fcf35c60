#include "ui/leads/bulklist.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plaintooltip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>

namespace pl::ui {
namespace {

constexpr int kRowsAtOnce = 14;

class BulkListDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        if (event->type() != QEvent::ToolTip || !index.isValid())
            return RowDelegate::helpEvent(event, view, option, index);
        const auto *model = static_cast<const BulkListModel *>(index.model());
        showPlainToolTip(event->globalPos(), model->lineAt(index.row()).explanation, view);
        return true;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const auto *model = static_cast<const BulkListModel *>(index.model());
        const BulkListLine line = model->lineAt(index.row());
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected) && option.state & QStyle::State_HasFocus;
        painter->fillRect(option.rect, isCurrent ? colors.selection : colors.panel);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
        const int width = option.rect.width();
        const int arrow = scaledPx(option.font, 22);
        const int names = line.goesTo.isEmpty() ? width * 2 / 5 : width * 3 / 10;
        const auto words = [&](int left, int room, const QString &text, const QColor &color, QFont::Weight weight,
                               Qt::Alignment side) {
            QFont font = option.font;
            font.setWeight(weight);
            painter->setFont(font);
            painter->setPen(color);
            painter->drawText(QRect(option.rect.left() + left, option.rect.top(), room, option.rect.height()),
                              static_cast<int>(Qt::AlignVCenter | side) | Qt::TextSingleLine,
                              elided(text, QFontMetrics(font), room));
        };
        const QColor ink = line.isQuiet ? colors.secondText : colors.text;
        words(0, names, line.name, ink, QFont::Normal, Qt::AlignLeft);
        int left = names;
        if (!line.goesTo.isEmpty()) {
            words(left, arrow, QStringLiteral("\u2192"), colors.secondText, QFont::Normal, Qt::AlignHCenter);
            left += arrow;
            words(left, width * 7 / 20, line.goesTo, ink, QFont::DemiBold, Qt::AlignLeft);
            left += width * 7 / 20;
        }
        words(left, width - left, line.text, colors.secondText, QFont::Normal, Qt::AlignRight);
    }
};

} // namespace

void BulkListModel::setLines(int count, std::function<BulkListLine(int row)> line)
{
    beginResetModel();
    m_count = count;
    m_line = std::move(line);
    endResetModel();
}

int BulkListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

QVariant BulkListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BulkListLine line = m_line(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return line.name;
    case Qt::AccessibleTextRole:
        return QStringList{line.name, line.goesTo, line.text}.join(QStringLiteral(", "));
    case Qt::UserRole:
        return line.lead;
    default:
        return {};
    }
}

BulkList::BulkList(QWidget *parent) : QListView(parent), m_model(new BulkListModel(this))
{
    setObjectName(QStringLiteral("bulkList"));
    setAccessibleName(tr("Selected leads"));
    setModel(m_model);
    setItemDelegate(new BulkListDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QListView::doubleClicked, this, [this] { Q_EMIT leadActivated(currentLead()); });
}

void BulkList::setLines(int count, std::function<BulkListLine(int row)> line)
{
    const int before = currentIndex().row();
    m_model->setLines(count, std::move(line));
    if (count > 0)
        setCurrentIndex(m_model->index(std::clamp(before, 0, count - 1)));
    updateGeometry();
}

QUuid BulkList::currentLead() const
{
    return currentIndex().data(Qt::UserRole).toUuid();
}

QSize BulkList::sizeHint() const
{
    const int rows = std::clamp(m_model->rowCount(), 1, kRowsAtOnce);
    return {scaledPx(this, 280), rows * std::max(sizeHintForRow(0), scaledPx(this, 30))};
}

void BulkList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return QListView::keyPressEvent(event);
    if (!event->isAutoRepeat())
        Q_EMIT leadActivated(currentLead());
}

} // namespace pl::ui
