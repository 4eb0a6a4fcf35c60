#include "ui/leads/sectionhead.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/words/leadwords.h"
#include "ui/words/moments.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTableView>

namespace pl::ui {
namespace {

struct SectionWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::SectionWords)
};

QString dayOfLeads(QDate day, Timestamp now, const QTimeZone &office)
{
    const QDate today = now.toDateTime().toTimeZone(office).date();
    if (day == today)
        return SectionWords::tr("Received today");
    if (day == today.addDays(-1))
        return SectionWords::tr("Received yesterday");
    return SectionWords::tr("Received on %1").arg(dayText(day, today));
}

} // namespace

QString sectionText(const tables::LeadGroup &group, Timestamp now, const QTimeZone &office)
{
    const QString name = group.value.toString();
    switch (group.by) {
    case tables::LeadGrouping::Day:
        return dayOfLeads(group.value.toDate(), now, office);
    case tables::LeadGrouping::Plumber:
        return name.isEmpty() ? SectionWords::tr("No plumber") : name;
    case tables::LeadGrouping::Source:
        return name.isEmpty() ? SectionWords::tr("No known source") : name;
    case tables::LeadGrouping::Service:
    case tables::LeadGrouping::None:
        break;
    }
    return serviceText(name);
}

QString spokenSectionText(const tables::LeadGroup &group, Timestamp now, const QTimeZone &office)
{
    const QString words = SectionWords::tr("%1: %2", "a section and how many leads it has")
                              .arg(sectionText(group, now, office), leadsText(group.count));
    return group.isCollapsed ? SectionWords::tr("%1, collapsed").arg(words) : words;
}

void paintSectionHead(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                      const tables::LeadGroup &group, const QString &words)
{
    const Colors &colors = colorsOf(option.palette);
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    const bool isCurrent = table && table->currentIndex().row() == index.row();
    painter->save();
    painter->setClipRect(option.rect);
    painter->fillRect(option.rect, isCurrent ? colors.selection : colors.side);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
    const int width = table ? table->viewport()->width() : option.rect.width();
    const QRect row(0, option.rect.top(), width, option.rect.height() - 1);
    const int size = scaledPx(option.font, 14);
    const int inset = scaledPx(option.font, 10);
    const QRect mark(inset, row.center().y() - size / 2, size, size);
    paintIcon(painter, mark, group.isCollapsed ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"),
              colors.secondText);
    const QFont bold = scaledFont(option.font, 1, QFont::DemiBold);
    const QString count = numberText(group.count);
    const int left = mark.right() + inset / 2;
    const int countRoom = QFontMetrics(option.font).horizontalAdvance(count) + 2 * inset;
    const QString title = elided(words, QFontMetrics(bold), std::max(0, width - left - countRoom));
    painter->setFont(bold);
    painter->setPen(colors.text);
    painter->drawText(row.adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, title);
    const int behind = left + QFontMetrics(bold).horizontalAdvance(title) + inset;
    painter->setFont(option.font);
    painter->setPen(colors.secondText);
    painter->drawText(row.adjusted(behind, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, count);
    painter->restore();
}

} // namespace pl::ui
