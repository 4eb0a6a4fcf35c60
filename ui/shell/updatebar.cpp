#include "ui/shell/updatebar.h"

#include "ui/widgets/plainlabel.h"

#include <QPushButton>

namespace pl::ui {

UpdateBar::UpdateBar(QWidget *parent) : QuietBar(&Colors::blue, parent)
{
    setObjectName(QStringLiteral("updateBar"));
    sentence()->setObjectName(QStringLiteral("updateSentence"));
    QPushButton *details = newButton("updateDetails");
    details->setText(tr("What\u2019s new"));
    connect(details, &QPushButton::clicked, this, &UpdateBar::detailsWanted);
    QPushButton *later = newButton("updateLater");
    later->setText(tr("Later"));
    connect(later, &QPushButton::clicked, this, &UpdateBar::putOff);
}

void UpdateBar::present(const QString &version)
{
    say(tr("Version %1 is available.").arg(version), QStringLiteral("download"));
}

} // namespace pl::ui
