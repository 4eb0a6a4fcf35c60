#include "ui/widgets/rangepopup.h"

#include "ui/style/style.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"

#include <QBoxLayout>
#include <QDateEdit>
#include <QKeyEvent>
#include <QPushButton>

namespace pl::ui {
namespace {

/// There were no leads before, and more days than since then are more than a chart can show.
constexpr int kFirstYear = 2000;

} // namespace

RangePopup::RangePopup(QWidget *host) : Popover(host), m_from(new QDateEdit(this)), m_to(new QDateEdit(this))
{
    setObjectName(QStringLiteral("rangePopup"));
    setAccessibleName(tr("Own range"));
    m_from->setObjectName(QStringLiteral("rangeFrom"));
    m_from->setAccessibleName(tr("First day"));
    m_to->setObjectName(QStringLiteral("rangeTo"));
    m_to->setAccessibleName(tr("Last day"));
    auto *take = new QPushButton(tr("Show"), this);
    take->setObjectName(QStringLiteral("rangeShow"));
    makePrimary(take);
    connect(take, &QPushButton::clicked, this, &RangePopup::take);
    ElidedLabel *title = popoverTitle(this);
    title->setText(tr("Own range"));
    auto *days = new QHBoxLayout;
    days->addWidget(m_from);
    days->addWidget(new PlainLabel(tr("to", "between two days"), this));
    days->addWidget(m_to);
    days->addWidget(take);
    auto *rows = popoverLayout(this);
    rows->addWidget(title);
    rows->addLayout(days);
}

void RangePopup::ask(QDate from, QDate to, QDate today, const QRect &anchor)
{
    for (QDateEdit *edit : {m_from, m_to}) {
        edit->setCalendarPopup(true);
        edit->setDateRange(QDate(kFirstYear, 1, 1), today);
    }
    m_from->setDate(from);
    m_to->setDate(to);
    openAt(anchor);
}

QWidget *RangePopup::firstFocus()
{
    return m_from;
}

void RangePopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return take();
    Popover::keyPressEvent(event);
}

void RangePopup::take()
{
    const auto [from, to] = std::minmax({m_from->date(), m_to->date()});
    closePopover();
    Q_EMIT rangeChosen(from, to);
}

} // namespace pl::ui
