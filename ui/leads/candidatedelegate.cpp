#include "ui/leads/candidatedelegate.h"

#include "ui/leads/candidatelistmodel.h"
#include "ui/leads/distancebar.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"

#include <QPainter>

namespace pl::ui {

namespace {

void paintGround(QPainter *painter, const QStyleOptionViewItem &option, bool current, bool asks)
{
    const Colors &colors = colorsOf(option.palette);
    if (!current && !(option.state & QStyle::State_MouseOver))
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(asks ? colors.amber.ground : current ? colors.blue.ground : colors.hover);
    painter->drawRoundedRect(QRectF(option.rect), scaledPx(option.font, 5), scaledPx(option.font, 5));
}

QRect paintInitials(QPainter *painter, const QStyleOptionViewItem &option, const QString &name, bool eligible)
{
    const Colors &colors = colorsOf(option.palette);
    const int side = scaledPx(option.font, 28);
    const QRect circle(option.rect.left() + scaledPx(option.font, 8), option.rect.center().y() - side / 2, side, side);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.side);
    painter->drawEllipse(circle);
    painter->setPen(eligible ? colors.text : colors.secondText);
    painter->setFont(scaledFont(option.font, kTinyText, QFont::DemiBold));
    painter->drawText(circle, Qt::AlignCenter, initialsOf(name));
    return circle;
}

/// The right end of the current row: what Enter does. Gives the width it took.
int paintEnd(QPainter *painter, const QStyleOptionViewItem &option, bool asks)
{
    const Colors &colors = colorsOf(option.palette);
    const QFont font = scaledFont(option.font, kSmallText, QFont::DemiBold);
    const QColor color = asks ? colors.amber.text : colors.blue.text;
    const QString cap = keyCapText(QKeySequence(Qt::Key_Return));
    const QSize capSize = keyCapSize(cap, font);
    const int margin = scaledPx(option.font, 8);
    const QRect capRect(option.rect.right() - margin - capSize.width(), option.rect.top(), capSize.width(),
                        option.rect.height());
    paintKeyCap(painter, capRect, cap, color, color, font);
    const QString text = asks ? CandidateDelegate::tr("Assign anyway?") : CandidateDelegate::tr("Assign");
    const int width = QFontMetrics(font).horizontalAdvance(text);
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(QRect(capRect.left() - margin - width, option.rect.top(), width, option.rect.height()),
                      Qt::AlignVCenter | Qt::AlignRight, text);
    return width + capSize.width() + 3 * margin;
}

/// The right end of the other rows. Gives the width it took.
int paintDistance(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QVariant miles = index.data(CandidateListModel::MilesRole);
    const int margin = scaledPx(option.font, 10);
    const QSize size(scaledPx(option.font, 64), scaledPx(option.font, 7));
    const QRect bar(QPoint(option.rect.right() - margin - size.width(), option.rect.center().y() - size.height() / 2),
                    size);
    paintDistanceBar(painter, bar, miles.isValid() ? std::optional(miles.toDouble()) : std::nullopt,
                     index.data(CandidateListModel::RadiusRole).toInt(), colorsOf(option.palette));
    return size.width() + 2 * margin;
}

void paintElided(QPainter *painter, const QRect &rect, const QFont &font, const QColor &color, const QString &text)
{
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, elided(text, QFontMetrics(font), rect.width()));
}

} // namespace

QString initialsOf(const QString &name)
{
    QList<char32_t> initials;
    for (const QString &word : shown(name).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        initials += static_cast<char32_t>(word.toUcs4().first());
    if (initials.size() > 2)
        initials = {initials.first(), initials.last()};
    return QString::fromUcs4(initials.constData(), initials.size());
}

void CandidateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool current = option.state & QStyle::State_Selected;
    const bool eligible = index.data(CandidateListModel::EligibleRole).toBool();
    const bool asks = index.data(CandidateListModel::ConfirmRole).toBool();
    const QString name = index.data().toString();
    const Colors &colors = colorsOf(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(painter, option, current, asks);
    const QRect circle = paintInitials(painter, option, name, eligible);
    const int end = current ? paintEnd(painter, option, asks) : paintDistance(painter, option, index);
    QRect text = option.rect;
    text.setLeft(circle.right() + scaledPx(option.font, 10));
    text.setRight(option.rect.right() - end);
    const QFont small = scaledFont(option.font, kSmallText);
    const QFont bold = scaledFont(option.font, 1, eligible ? QFont::DemiBold : QFont::Normal);
    const int nameHeight = QFontMetrics(bold).height();
    const int top = option.rect.center().y() - (nameHeight + QFontMetrics(small).height()) / 2;
    paintElided(painter, QRect(text.left(), top, text.width(), nameHeight), bold,
                eligible ? colors.text : colors.secondText, name);
    paintElided(painter, QRect(text.left(), top + nameHeight, text.width(), QFontMetrics(small).height()), small,
                colors.secondText, index.data(CandidateListModel::ReasonRole).toString());
    painter->restore();
}

QSize CandidateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {scaledPx(option.font, 320), scaledPx(option.font, 46)};
}

} // namespace pl::ui
