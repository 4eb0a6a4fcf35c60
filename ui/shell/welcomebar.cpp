#include "ui/shell/welcomebar.h"

#include <QPushButton>

namespace pl::ui {

WelcomeBar::WelcomeBar(QWidget *parent) : QuietBar(&Colors::blue, parent)
{
    setObjectName(QStringLiteral("welcomeBar"));
    say(tr("New here? A short tour shows you around."), QStringLiteral("map-pin"));
    QPushButton *take = newButton("welcomeTour");
    take->setText(tr("Take the tour"));
    connect(take, &QPushButton::clicked, this, &WelcomeBar::tourWanted);
    QPushButton *decline = newButton("welcomeDecline");
    decline->setText(tr("No, thanks"));
    connect(decline, &QPushButton::clicked, this, &WelcomeBar::declined);
}

} // namespace pl::ui
