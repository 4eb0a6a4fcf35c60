#include "ui/shell/searchsuggestions.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/popoverparts.h"
#include "ui/widgets/problemlabel.h"

#include <QEvent>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

namespace pl::ui {
namespace {

constexpr int kSuggestionHeight = 26;
constexpr int kGapBelowField = 3;

class SuggestionDelegate : public PlainDelegate
{
public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        const bool isLit = isChosen || option.state.testFlag(QStyle::State_MouseOver);
        painter->fillRect(option.rect, isChosen ? colors.blue.ground : isLit ? colors.hover : colors.panel);
        const int inset = scaledPx(option.font, 8);
        const QRect room = option.rect.adjusted(inset, 0, -inset, 0);
        painter->setFont(option.font);
        painter->setPen(isChosen ? colors.blue.text : colors.text);
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          elided(index.data().toString(), QFontMetrics(option.font), room.width()));
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, scaledPx(option.font, kSuggestionHeight)};
    }
};

} // namespace

SearchSuggestions::SearchSuggestions(QWidget *field)
    : QFrame(field), m_field(*field), m_list(new QListWidget(this)), m_problems(new ProblemLabel(this))
{
    setObjectName(QStringLiteral("searchSuggestions"));
    setContentsMargins(kPopoverShadow, kPopoverShadow, kPopoverShadow, kPopoverShadow);
    setFocusPolicy(Qt::NoFocus);
    m_list->setObjectName(QStringLiteral("searchCompletions"));
    m_list->setAccessibleName(tr("Suggestions"));
    m_list->setItemDelegate(new SuggestionDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_problems->setObjectName(QStringLiteral("searchProblems"));
    m_problems->setContentsMargins(scaledPx(this, 8), 0, scaledPx(this, 8), 0);
    auto *rows = new QVBoxLayout(this);
    const int margin = scaledPx(this, 6);
    rows->setContentsMargins(margin, margin, margin, margin);
    rows->setSpacing(margin);
    rows->addWidget(m_list);
    rows->addWidget(m_problems);
    connect(m_list, &QListWidget::itemClicked, this, [this] { Q_EMIT clicked(current()); });
    hide();
}

void SearchSuggestions::offer(const QStringList &completions)
{
    m_list->clear();
    m_list->addItems(completions);
    m_list->setCurrentRow(-1);
    m_list->setVisible(!completions.isEmpty());
    m_list->setFixedHeight(int(completions.size()) * scaledPx(m_list, kSuggestionHeight));
    adapt();
}

void SearchSuggestions::warn(const QString &problems)
{
    if (m_problems->text() != problems)
        m_problems->showProblem(problems);
    adapt();
}

/// Without anything to say, it closes.
void SearchSuggestions::adapt()
{
    if (m_list->count() == 0 && m_problems->text().isEmpty())
        hide();
    else
        place();
}

bool SearchSuggestions::hasChoices() const
{
    return isVisible() && m_list->count() > 0;
}

void SearchSuggestions::move(int rows)
{
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + rows, -1, m_list->count() - 1));
}

QString SearchSuggestions::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->text() : QString();
}

QString SearchSuggestions::best() const
{
    const QString chosen = current();
    return chosen.isEmpty() && m_list->count() > 0 ? m_list->item(0)->text() : chosen;
}

QString SearchSuggestions::spoken() const
{
    return current().isEmpty() ? QString()
                               : tr("%1, %2 of %3", "a suggestion, its place, and how many there are")
                                     .arg(current())
                                     .arg(m_list->currentRow() + 1)
                                     .arg(m_list->count());
}

/// Below the field and as wide as it is, but not narrower than can be read.
void SearchSuggestions::place()
{
    QWidget *window = m_field.window();
    if (parentWidget() != window)
        setParent(window);
    const int width = std::min(std::max(m_field.width(), scaledPx(this, 300)), window->width());
    setFixedWidth(width + 2 * kPopoverShadow);
    const QPoint below = m_field.mapTo(window, QPoint(0, m_field.height() + kGapBelowField));
    const int rightmost = std::max(0, window->width() - width);
    layout()->activate();
    const int height = std::max(layout()->totalHeightForWidth(this->width()), layout()->totalSizeHint().height());
    setGeometry(std::min(below.x(), rightmost) - kPopoverShadow, below.y() - kPopoverShadow, this->width(), height);
    // Its shadow falls onto the field, which keeps its clicks.
    setMask(rect().adjusted(0, kPopoverShadow - kGapBelowField, 0, 0));
    window->installEventFilter(this);
    show();
    raise();
}

bool SearchSuggestions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget())
        hide();
    return QFrame::eventFilter(watched, event);
}

void SearchSuggestions::paintEvent(QPaintEvent *)
{
    paintPopoverFrame(this);
}

} // namespace pl::ui
