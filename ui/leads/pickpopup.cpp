#include "ui/leads/pickpopup.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

namespace pl::ui {
namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kDetailRole = Qt::UserRole + 1;
constexpr int kPickRows = 7;

/// A line and, smaller, what tells it from the others.
class PickDelegate : public PlainDelegate
{
public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, isCurrent ? colors.blue.ground : colors.panel);
        const int margin = scaledPx(option.font, 8);
        const QRect room = option.rect.adjusted(margin, 0, -margin, 0);
        const QFont bold = scaledFont(option.font, 1, QFont::DemiBold);
        const QFont small = scaledFont(option.font, kSmallText);
        const int top = room.center().y() - (QFontMetrics(bold).height() + QFontMetrics(small).height()) / 2;
        const auto line = [&](int y, const QFont &font, const QColor &color, const QString &text) {
            painter->setFont(font);
            painter->setPen(color);
            painter->drawText(QRect(room.left(), y, room.width(), QFontMetrics(font).height()), Qt::AlignVCenter,
                              elided(text, QFontMetrics(font), room.width()));
        };
        line(top, bold, isCurrent ? colors.blue.text : colors.text, index.data().toString());
        line(top + QFontMetrics(bold).height(), small, colors.secondText, index.data(kDetailRole).toString());
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {scaledPx(option.font, 280), scaledPx(option.font, 44)};
    }
};

} // namespace

PickPopup::PickPopup(QWidget *host)
    : Popover(host)
    , m_title(popoverTitle(this))
    , m_typed(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_noHits(popoverHint(this))
{
    setObjectName(QStringLiteral("pickPopup"));
    m_typed->setObjectName(QStringLiteral("pickTyped"));
    m_typed->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("pickList"));
    m_list->setItemDelegate(new PickDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedSize(scaledPx(this, 400), kPickRows * scaledPx(this, 44));
    m_noHits->setObjectName(QStringLiteral("pickNoHits"));
    m_noHits->setFixedSize(m_list->size());
    auto *rows = popoverLayout(this);
    rows->addWidget(m_title);
    rows->addWidget(m_typed);
    rows->addWidget(m_list);
    rows->addWidget(m_noHits);
    rows->addWidget(popoverKeys(this, {{Qt::Key_Return, tr("choose")}, {Qt::Key_Escape, tr("close")}}));
    connect(m_typed, &QLineEdit::textChanged, this, &PickPopup::fill);
    connect(m_list, &QListWidget::itemClicked, this, &PickPopup::choose);
}

void PickPopup::ask(const Question &question, const QRect &anchor, std::function<void(const QUuid &id)> chosen)
{
    m_question = question;
    m_chosen = std::move(chosen);
    m_title->setText(question.title);
    setAccessibleName(question.title);
    m_typed->setPlaceholderText(question.placeholder);
    m_typed->setAccessibleName(question.placeholder);
    m_noHits->setText(question.noHits);
    m_typed->clear();
    fill({});
    openAt(anchor);
}

void PickPopup::fill(const QString &typed)
{
    m_list->clear();
    for (const Entry &entry : m_question.find(typed)) {
        auto *item = new QListWidgetItem(entry.text, m_list);
        item->setData(kIdRole, entry.id);
        item->setData(kDetailRole, entry.detail);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(entry.text, entry.detail));
    }
    m_list->setVisible(m_list->count() > 0);
    m_noHits->setVisible(m_list->count() == 0);
    m_list->setCurrentRow(0);
    move(0);
    if (isOpen())
        place();
}

/// The focus stays in the field: a screen reader hears there who is chosen.
void PickPopup::move(int rows)
{
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + rows, 0, std::max(0, m_list->count() - 1)));
    const QListWidgetItem *item = m_list->currentItem();
    m_typed->setAccessibleDescription(item ? item->data(Qt::AccessibleTextRole).toString() : m_question.noHits);
}

QWidget *PickPopup::firstFocus()
{
    return m_typed;
}

bool PickPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_typed || event->type() != QEvent::KeyPress)
        return Popover::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    switch (press->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!press->isAutoRepeat())
            choose();
        return true;
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(kPickRows);
        return true;
    case Qt::Key_PageUp:
        move(-kPickRows);
        return true;
    default:
        return Popover::eventFilter(watched, event);
    }
}

void PickPopup::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QUuid id = item->data(kIdRole).toUuid();
    const auto chosen = std::exchange(m_chosen, {});
    closePopover();
    if (chosen)
        chosen(id);
}

} // namespace pl::ui
