#include "ui/sources/sourcekindlist.h"

#include "models/mapping/preset.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plaindelegate.h"

#include <QPainter>
#include <QScrollBar>

namespace pl::ui {
namespace {

constexpr int kCardsInRow = 3;
constexpr int kCardRows = 4;
constexpr int kCardHeight = 44;
const QString kFormCard = QStringLiteral("form");
const QString kProgramCard = QStringLiteral("program");

/// Paints a card: a name in a frame, which is blue when it is the chosen one.
class KindDelegate : public PlainDelegate
{
public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        const int gap = scaledPx(option.font, 3);
        const QRect card = option.rect.adjusted(gap, gap, -gap, -gap);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(isChosen ? colors.accent : colors.line);
        painter->setBrush(isChosen                                         ? colors.blue.ground
                          : option.state.testFlag(QStyle::State_MouseOver) ? colors.hover
                                                                           : colors.panel);
        const qreal rounding = scaledPx(option.font, 6);
        painter->drawRoundedRect(crisp(card), rounding, rounding);
        QFont font = option.font;
        font.setWeight(isChosen ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(isChosen ? colors.blue.text : colors.text);
        const QRect room = card.adjusted(3 * gap, 0, -2 * gap, 0);
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, index.data().toString());
        painter->restore();
    }

    /// A card fills its place; without this the list would make it as high as a line of text.
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return static_cast<const QListView *>(parent())->gridSize();
    }
};

} // namespace

SourceKindList::SourceKindList(QWidget *parent) : QListWidget(parent)
{
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new KindDelegate(this));
    for (const QString &name : mapping::presetNames())
        if (const mapping::Preset *preset = mapping::presetOf(name))
            addCard(name, preset->title);
    addCard(kFormCard, tr("Form on a web page"));
    addCard(kProgramCard, tr("Your own program"));
    setCurrentRow(0);
    connect(this, &QListWidget::currentRowChanged, this, &SourceKindList::chosenChanged);
}

void SourceKindList::addCard(const QString &name, const QString &title)
{
    auto *card = new QListWidgetItem(title, this);
    card->setData(Qt::UserRole, name);
}

QString SourceKindList::chosen() const
{
    return currentItem() ? currentItem()->data(Qt::UserRole).toString() : QString();
}

void SourceKindList::choose(const QString &name)
{
    for (int row = 0; row < count(); ++row)
        if (item(row)->data(Qt::UserRole).toString() == name)
            setCurrentRow(row);
}

void SourceKindList::fill(LeadSource &source) const
{
    const QString name = chosen();
    source.kind = name == kFormCard      ? LeadSource::Kind::Form
                  : name == kProgramCard ? LeadSource::Kind::Program
                                         : LeadSource::Kind::Hook;
    source.preset = source.kind == LeadSource::Kind::Hook ? std::optional(name) : std::nullopt;
}

QSize SourceKindList::sizeHint() const
{
    return {scaledPx(this, 520), kCardRows * scaledPx(this, kCardHeight) + scaledPx(this, 8)};
}

void SourceKindList::resizeEvent(QResizeEvent *event)
{
    // As wide as leaves room for the scroll bar, so that a card more or less doesn't change the number in a row.
    const int room = width() - verticalScrollBar()->sizeHint().width() - 2;
    setGridSize({room / kCardsInRow, scaledPx(this, kCardHeight)});
    QListWidget::resizeEvent(event);
}

} // namespace pl::ui
