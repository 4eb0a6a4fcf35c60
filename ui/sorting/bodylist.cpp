#include "ui/sorting/bodylist.h"

#include "ui/sorting/bodydelegate.h"
#include "ui/style/metrics.h"

#include <QKeyEvent>

namespace pl::ui {
namespace {

constexpr int kMaxLines = 12; ///< that are visible without scrolling

} // namespace

BodyList::BodyList(QWidget *parent) : QListView(parent), m_model(new BodyModel(this))
{
    setObjectName(QStringLiteral("bodyList"));
    setAccessibleName(tr("What was sent"));
    setModel(m_model);
    setItemDelegate(new BodyDelegate(this));
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractItemView::clicked, this, &BodyList::point);
    connect(m_model, &QAbstractItemModel::modelReset, this, &BodyList::keepCurrent);
}

void BodyList::keepCurrent()
{
    if (m_model->rowCount() > 0 && !currentIndex().isValid())
        setCurrentIndex(m_model->index(0));
    updateGeometry();
}

QRect BodyList::anchor() const
{
    const QRect line = visualRect(currentIndex());
    return {viewport()->mapToGlobal(line.topLeft()), line.size()};
}

QSize BodyList::sizeHint() const
{
    const int lines = std::clamp(m_model->rowCount(), 1, kMaxLines);
    return {scaledPx(this, 240), lines * scaledPx(this, 28) + 2 * frameWidth()};
}

void BodyList::point(const QModelIndex &index)
{
    if (m_model->isMore(index)) {
        const int row = index.row();
        m_model->showMore();
        setCurrentIndex(m_model->index(row));
    } else if (index.data(BodyModel::CanBePointedAtRole).toBool()) {
        Q_EMIT pointedAt(m_model->nodeAt(index));
    }
}

void BodyList::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier);
    const bool points =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (!isPlain || !points)
        return QListView::keyPressEvent(event);
    if (!event->isAutoRepeat())
        point(currentIndex());
    event->accept();
}

} // namespace pl::ui
