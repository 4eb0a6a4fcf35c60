#include "ui/leads/bulkbar.h"

#include "ui/leads/bulkactions.h"
#include "ui/leads/leadactions.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

BulkBar::BulkBar(BulkActions &bulk, LeadActions &actions, QWidget *parent)
    : QWidget(parent), m_count(new PlainLabel(this)), m_buttons(new QHBoxLayout), m_more(new QMenu(this))
{
    setObjectName(QStringLiteral("bulkBar"));
    m_count->setObjectName(QStringLiteral("bulkCount"));
    m_count->setFont(scaledFont(font(), 1, QFont::DemiBold));
    m_buttons->setSpacing(scaledPx(this, 8));
    placeButton(bulk.each, "bulkEach")->setPrimary(true);
    placeButton(actions.assign, "bulkAssignButton");
    placeButton(actions.complete, "bulkCompleteButton");
    placeButton(actions.note, "bulkNoteButton");
    m_more->addActions({actions.unassign, bulk.invalid, bulk.duplicates});
    auto *more = new QPushButton(tr("More"), this);
    more->setObjectName(QStringLiteral("bulkMore"));
    more->setMenu(m_more);
    auto *hint = new PlainLabel(tr("Esc clears"), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    layout->setSpacing(scaledPx(this, 8));
    layout->addWidget(m_count);
    layout->addLayout(m_buttons);
    layout->addWidget(more);
    layout->addStretch(1);
    layout->addWidget(hint);
}

ActionButton *BulkBar::placeButton(QAction *action, const char *name)
{
    auto *button = new ActionButton(action, this);
    button->setObjectName(QLatin1StringView(name));
    m_buttons->addWidget(button);
    return button;
}

void BulkBar::setCount(int leads)
{
    m_count->setText(tr("%n selected", nullptr, leads));
}

void BulkBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colorsOf(this).blue.ground);
}

} // namespace pl::ui
