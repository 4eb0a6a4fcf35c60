#include "ui/views/receivedchip.h"

#include "ui/widgets/rangepopup.h"
#include "ui/words/moments.h"

#include <QMenu>
#include <QScopedValueRollback>

namespace pl::ui {
namespace {

const QString kRangeKey = QStringLiteral("range");
constexpr int kOfferedDays[] = {1, 7, 30, 90, 365};

QString daysText(int days)
{
    return days == 1 ? ReceivedChip::tr("Today") : ReceivedChip::tr("Last %n day(s)", nullptr, days);
}

} // namespace

ReceivedChip::ReceivedChip(std::function<QDate()> today, QWidget *parent, const QString &title)
    : FilterChip(title, parent), m_today(std::move(today)), m_popup(new RangePopup(this))
{
    setExclusive(true);
    offer();
    connect(this, &FilterChip::chosenChanged, this, &ReceivedChip::pick);
    connect(m_popup, &RangePopup::rangeChosen, this,
            [this](const QDate &from, const QDate &until) { setRange({.lastDays = 0, .from = from, .until = until}); });
}

void ReceivedChip::offer()
{
    QList<Choice> choices;
    for (const int days : kOfferedDays)
        choices.append({QString::number(days), daysText(days)});
    if (const int days = chosen().value(0).toInt();
        days > 0 && !choices.contains(Choice{QString::number(days), daysText(days)}))
        choices.append({QString::number(days), daysText(days)});
    choices.append({kRangeKey, rangeText()});
    setChoices(choices);
}

QString ReceivedChip::rangeText() const
{
    if (m_from && m_until)
        return tr("%1 to %2", "two days").arg(dayText(*m_from), dayText(*m_until));
    if (m_from)
        return tr("Since %1", "a day").arg(dayText(*m_from));
    return m_until ? tr("Until %1", "a day").arg(dayText(*m_until)) : tr("From \u2026 until \u2026");
}

/// A range that has not been said yet is asked for.
void ReceivedChip::pick(const QStringList &keys)
{
    if (m_setting || keys != QStringList{kRangeKey})
        return;
    {
        const QScopedValueRollback guard(m_setting, true);
        clear();
    }
    if (auto *menu = findChild<QMenu *>())
        menu->close();
    const QDate today = m_today();
    const QDate until = m_until.value_or(today);
    m_popup->ask(m_from.value_or(until.addDays(-6)), until, today, QRect(mapToGlobal(QPoint(0, 0)), size()));
}

tables::ReceivedRange ReceivedChip::range() const
{
    if (chosen() == QStringList{kRangeKey})
        return {.lastDays = 0, .from = m_from, .until = m_until};
    return {.lastDays = chosen().value(0).toInt()};
}

void ReceivedChip::setRange(const tables::ReceivedRange &range)
{
    const QScopedValueRollback guard(m_setting, true);
    if (range.from || range.until) {
        m_from = range.from;
        m_until = range.until;
        clear(); // so that another range is news, too
        offer();
        return setChosen({kRangeKey});
    }
    setChosen(range.lastDays > 0 ? QStringList{QString::number(range.lastDays)} : QStringList());
    offer();
}

} // namespace pl::ui
