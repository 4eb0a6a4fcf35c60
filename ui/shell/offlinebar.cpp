#include "ui/shell/offlinebar.h"

#include "ui/widgets/plainlabel.h"

#include <QPushButton>

namespace pl::ui {

OfflineBar::OfflineBar(QWidget *parent) : QuietBar(&Colors::amber, parent), m_button(newButton("offlineTryAgain"))
{
    setObjectName(QStringLiteral("offlineBar"));
    sentence()->setObjectName(QStringLiteral("offlineSentence"));
    connect(m_button, &QPushButton::clicked, this, &OfflineBar::pressed);
}

void OfflineBar::present(const QString &sentence, const QString &buttonText, const QString &icon)
{
    say(sentence, icon);
    m_button->setText(buttonText);
}

} // namespace pl::ui
