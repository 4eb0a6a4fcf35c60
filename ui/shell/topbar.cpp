#include "ui/shell/topbar.h"

#include "ui/shell/searchfield.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QToolButton>

namespace pl::ui {

TopBar::TopBar(QMenuBar *menus, SearchField *search, QAction *newLead, const QString &user, QMenu *userMenu,
               QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("topBar"));
    auto *brand = new PlainLabel(QStringLiteral("Plumber Leads"), this); // no-tr: a name
    brand->setFont(scaledFont(font(), 1.08, QFont::DemiBold));
    menus->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *create = new ActionButton(newLead, this);
    create->setIconShown(true);
    create->setObjectName(QStringLiteral("newLeadButton"));
    auto *account = new QToolButton(this);
    account->setObjectName(QStringLiteral("userButton"));
    account->setText(menuText(user));
    account->setAccessibleName(tr("Signed in as %1").arg(user));
    account->setAutoRaise(true);
    connect(account, &QToolButton::clicked, this, [account, userMenu] {
        userMenu->popup(
            account->mapToGlobal(QPoint(account->width() - userMenu->sizeHint().width(), account->height())));
    });

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(scaledPx(this, 14), scaledPx(this, 6), scaledPx(this, 10), scaledPx(this, 7));
    layout->setSpacing(scaledPx(this, 10));
    layout->addWidget(brand);
    layout->addWidget(menus);
    layout->addStretch(1);
    layout->addWidget(search, 6);
    layout->addStretch(3);
    layout->addWidget(create);
    layout->addWidget(account);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.fillRect(rect(), colors.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
}

} // namespace pl::ui
