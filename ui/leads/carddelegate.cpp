#include "ui/leads/carddelegate.h"

#include "ui/style/chip.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/words/chips.h"

#include <QPainter>

namespace pl::ui {
namespace {

using CardCell = tables::LeadTableModel;

constexpr int kCardLines = 3;

int cardGap(const QFont &font)
{
    return scaledPx(font, 8);
}

void paintCardText(QPainter *painter, const QRect &room, const QFont &font, const QColor &color, const QString &text,
                   Qt::Alignment side = Qt::AlignLeft)
{
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(room, static_cast<int>(Qt::AlignVCenter | side) | Qt::TextSingleLine,
                      elided(text, QFontMetrics(font), room.width()));
}

} // namespace

CardDelegate::CardDelegate(const OfficeContext &context, const tables::LeadTableModel &model, QObject *parent)
    : PlainDelegate(parent), m_context(context), m_cells(context, model)
{
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int line = scaledPx(option.font, 21);
    return {scaledPx(option.font, 120), kCardLines * line + 3 * cardGap(option.font)};
}

QString CardDelegate::spokenText(const Lead &lead) const
{
    QStringList parts;
    for (const int column : {CardCell::CustomerColumn, CardCell::UrgencyColumn, CardCell::ServiceColumn,
                             CardCell::DeadlineColumn, CardCell::PlumberColumn})
        parts += m_cells.spokenText(lead, column);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

void CardDelegate::paintName(QPainter *painter, const QRect &line, const QFont &font, const Lead &lead,
                             const Colors &colors) const
{
    QRect room = line;
    const Chip urgency = chipOf(lead.urgency);
    const int width = std::min(line.width() / 2, chipSize(urgency, font).width());
    paintChip(painter, QRect(line.right() - width + 1, line.top(), width, line.height()), urgency, colors, font);
    room.setRight(line.right() - width - cardGap(font));
    if (lead.isTest) {
        paintChip(painter, room, testChip(), colors, font);
        room.setLeft(room.left() + chipSize(testChip(), font).width() + cardGap(font) / 2);
    }
    const bool isClosed = lead.status == LeadStatus::Completed;
    paintCardText(painter, room, scaledFont(font, 1, QFont::DemiBold), isClosed ? colors.secondText : colors.text,
                  m_cells.textOf(lead, CardCell::CustomerColumn));
}

/// A new lead says when it came, the others who has them; at the right what the deadline is.
void CardDelegate::paintTime(QPainter *painter, const QRect &line, const QFont &font, const Lead &lead,
                             const Colors &colors) const
{
    const bool isDue = m_context.replica.isDueNow(lead, m_context.clock());
    const QFont small = scaledFont(font, kSmallText);
    const QFont bold = scaledFont(font, kSmallText, isDue ? QFont::DemiBold : QFont::Normal);
    const QString time = m_cells.textOf(lead, CardCell::DeadlineColumn);
    const int width = std::min(line.width() / 2, QFontMetrics(bold).horizontalAdvance(shown(time)) + 1);
    paintCardText(painter, QRect(line.right() - width + 1, line.top(), width, line.height()), bold,
                  isDue ? colors.red.text : colors.secondText, time, Qt::AlignRight);
    const int column = lead.status == LeadStatus::New ? CardCell::ReceivedColumn : CardCell::PlumberColumn;
    paintCardText(painter, line.adjusted(0, 0, -width - cardGap(font), 0), small, colors.secondText,
                  m_cells.textOf(lead, column));
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Lead *lead = m_context.replica.lead(index.data(CardCell::LeadIdRole).toUuid());
    if (!lead)
        return;
    const Colors &colors = colorsOf(option.palette);
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    const int gap = cardGap(option.font);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isCurrent ? colors.accent : colors.line);
    painter->setBrush(isCurrent ? colors.selection : colors.panel);
    const QRect card = option.rect.adjusted(0, 0, 0, -gap);
    const qreal radius = scaledPx(option.font, 6);
    painter->drawRoundedRect(crisp(card), radius, radius);
    const QRect inside = card.adjusted(gap, gap, -gap, -gap);
    const int height = inside.height() / kCardLines;
    const auto line = [&](int number) {
        return QRect(inside.left(), inside.top() + number * height, inside.width(), height);
    };
    paintName(painter, line(0), option.font, *lead, colors);
    const QString zip = lead->zipCode.value_or(QString());
    const QString service = m_cells.textOf(*lead, CardCell::ServiceColumn);
    paintCardText(painter, line(1), option.font, colors.secondText,
                  zip.isEmpty() ? service : QStringLiteral("%1 \u00B7 %2").arg(service, zip));
    paintTime(painter, line(2), option.font, *lead, colors);
    painter->restore();
}

} // namespace pl::ui
