#include "ui/widgets/popoverparts.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace pl::ui {

void paintPopoverFrame(QWidget *popover)
{
    constexpr int radius = 8;
    QPainter painter(popover);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(popover);
    const QRectF frame = crisp(popover->contentsRect());
    painter.setPen(Qt::NoPen);
    for (int spread = kPopoverShadow; spread > 0; spread -= 2) {
        painter.setBrush(QColor(0, 0, 0, colors.dark ? 10 : 4));
        painter.drawRoundedRect(frame.adjusted(-spread, -spread + 3, spread, spread), radius + spread, radius + spread);
    }
    painter.setPen(colors.line);
    painter.setBrush(colors.panel);
    painter.drawRoundedRect(frame, radius, radius);
}

QVBoxLayout *popoverLayout(QWidget *popover)
{
    auto *rows = new QVBoxLayout(popover);
    const int margin = scaledPx(popover, 12);
    rows->setContentsMargins(margin, margin, margin, margin);
    rows->setSpacing(scaledPx(popover, 8));
    return rows;
}

ElidedLabel *popoverTitle(QWidget *popover)
{
    auto *title = new ElidedLabel(popover);
    title->setObjectName(QStringLiteral("popoverTitle"));
    title->setFont(scaledFont(popover->font(), 1.08, QFont::DemiBold));
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    return title;
}

PlainLabel *popoverHint(QWidget *popover)
{
    auto *hint = new PlainLabel(popover);
    hint->setFont(scaledFont(popover->font(), kSmallText));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    return hint;
}

QHBoxLayout *popoverHeader(ElidedLabel *title, PlainLabel *hint)
{
    auto *header = new QHBoxLayout;
    hint->setWordWrap(false);
    header->addWidget(title, 1);
    header->addWidget(hint, 0, Qt::AlignRight | Qt::AlignVCenter);
    return header;
}

QWidget *popoverKeys(QWidget *popover, const QList<std::pair<QKeySequence, QString>> &keys)
{
    auto *line = new QWidget(popover);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaledPx(popover, 5));
    for (const auto &[key, meaning] : keys) {
        row->addWidget(new KeyCap(keyCapText(key), line));
        PlainLabel *words = popoverHint(line);
        words->setText(meaning);
        words->setWordWrap(false);
        row->addWidget(words);
        row->addSpacing(scaledPx(popover, 8));
    }
    row->addStretch();
    return line;
}

} // namespace pl::ui
