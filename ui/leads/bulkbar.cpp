#include "ui/leads/bulkbar.h"

#include "ui/leads/bulkactions.h"
#include "ui/leads/leadactions.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

BulkBar::BulkBar(BulkActions &bulk, LeadActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_count(new PlainLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_more(new QMenu(this))
    , m_moreButton(new QPushButton(tr("More"), this))
    , m_hint(new PlainLabel(tr("Esc clears"), this))
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
    m_moreButton->setObjectName(QStringLiteral("bulkMore"));
    m_moreButton->setMenu(m_more);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    layout->setSpacing(scaledPx(this, 8));
    layout->addWidget(m_count);
    layout->addLayout(m_buttons);
    layout->addWidget(m_moreButton);
    layout->addStretch(1);
    layout->addWidget(m_hint);
}

ActionButton *BulkBar::placeButton(QAction *action, const char *name)
{
    auto *button = new ActionButton(action, this);
    button->setObjectName(QLatin1StringView(name));
    m_buttons->addWidget(button);
    setTabOrder(button, m_moreButton);
    m_placed += {button, action};
    fit();
    return button;
}

/// The first button stays in any case.
void BulkBar::fit()
{
    const int spacing = m_buttons->spacing();
    int room =
        width() - 2 * scaledPx(this, 14) - m_count->sizeHint().width() - m_moreButton->sizeHint().width() - 2 * spacing;
    bool fits = true;
    for (const auto &[button, action] : std::as_const(m_placed)) {
        if (action->isEnabled())
            room -= button->sizeHint().width() + spacing;
        fits = fits && (room >= 0 || button == m_placed.first().first);
        place(button, action, !fits);
    }
    m_hint->setVisible(fits && room >= m_hint->sizeHint().width());
}

/// Only by its width: the button shows and hides itself with its action.
void BulkBar::place(ActionButton *button, QAction *action, bool inMenu)
{
    button->setMaximumWidth(inMenu ? 0 : QWIDGETSIZE_MAX);
    button->setFocusPolicy(inMenu ? Qt::NoFocus : Qt::TabFocus);
    const bool isInMenu = m_more->actions().contains(action);
    if (inMenu && !isInMenu)
        m_more->insertAction(m_more->actions().value(0), action);
    else if (!inMenu && isInMenu)
        m_more->removeAction(action);
}

void BulkBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void BulkBar::setCount(int leads)
{
    m_count->setText(tr("%n selected", nullptr, leads));
    fit();
}

void BulkBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colorsOf(this).blue.ground);
}

} // namespace pl::ui
