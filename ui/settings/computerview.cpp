#include "ui/settings/computerview.h"

#include "ui/office/filecontext.h"
#include "ui/widgets/plainmessagebox.h"
#include "ui/words/errortext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QPushButton>
#include <QStandardPaths>

// What the part does; computerlayout.cpp builds it.

namespace pl::ui {

void ComputerView::focusFirst()
{
    m_appearance->setFocus();
}

/// Another program may have changed it meanwhile.
void ComputerView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_start->setChecked(m_autostart.isOn());
}

void ComputerView::setAutostart(bool on)
{
    const Result<> outcome = m_autostart.set(on);
    m_start->setChecked(m_autostart.isOn());
    if (!outcome)
        Q_EMIT noticeWanted(tr("%1 can't be changed: %2.").arg(m_autostart.place(), outcome.error().message),
                            Notice::Kind::Problem, {}, {});
}

void ComputerView::confirmForget()
{
    auto *box = new PlainMessageBox(this);
    box->setObjectName(QStringLiteral("forgetServerBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(PlainMessageBox::Question);
    box->setText(tr("Forget %1 on this computer?").arg(m_context.serverName));
    box->setInformativeText(
        tr("You are signed out here. The server\u2019s address, everybody\u2019s sign-in to it, the copy of its "
           "leads, and what was typed there and not saved are removed from this computer. Nothing on the server "
           "changes."));
    QPushButton *yes = box->addButton(tr("Forget server"), PlainMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("forgetServerYes"));
    box->setDefaultButton(box->addButton(PlainMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, &ComputerView::forgetWanted);
    box->open();
}

/// On Windows the settings are in the registry, and files go to the program's own folder.
QString ComputerView::dataFolder() const
{
    const QFileInfo settings(m_context.settings.fileName());
    const QString folder = settings.isAbsolute() && settings.dir().exists()
                               ? settings.absolutePath()
                               : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return QDir::toNativeSeparators(folder);
}

void ComputerView::openDataFolder()
{
    const QDir folder(QDir::fromNativeSeparators(dataFolder()));
    folder.mkpath(QStringLiteral("."));
    m_context.files->openFolder(folder.filePath(QStringLiteral("settings")));
}

} // namespace pl::ui
