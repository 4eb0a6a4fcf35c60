#include "ui/help/reportdialog.h"
#include "ui/office/updatecontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/offlinebar.h"
#include "ui/shell/updatebar.h"
#include "ui/shell/welcomebar.h"

#include <QBoxLayout>
#include <QLocale>
#include <QPushButton>

// News about versions of the program: the bar, and what is new.

namespace pl::ui {
namespace {

/// The notes, and what a person can check a downloaded file with.
QString newsText(const updates::Manifest &news)
{
    QStringList lines{news.notes};
    const QList<updates::Package> packages = news.packagesFor(updates::thisSystem());
    for (const updates::Package &package : packages)
        lines += {QString(), package.name, QStringLiteral("SHA-256 ") + package.sha256};
    return lines.join(u'\n');
}

} // namespace

void MainWindow::addUpdates()
{
    if (!m_context.updates)
        return;
    m_updateBar = new UpdateBar(centralWidget());
    m_updateBar->hide();
    static_cast<QBoxLayout *>(centralWidget()->layout())->insertWidget(1, m_updateBar);
    connect(m_updateBar, &UpdateBar::detailsWanted, this, &MainWindow::showNewVersion);
    connect(m_updateBar, &UpdateBar::putOff, &m_context.updates->watch, &updates::UpdateWatch::putOff);
    connect(&m_context.updates->watch, &updates::UpdateWatch::changed, this, &MainWindow::showUpdateBar);
    showUpdateBar();
}

/// The other bars come first.
void MainWindow::showUpdateBar()
{
    if (!m_updateBar)
        return;
    const auto notice = m_context.updates->watch.notice();
    if (notice)
        m_updateBar->present(notice->version.toString());
    m_updateBar->setVisible(notice && m_offlineBar->isHidden() && m_welcomeBar->isHidden());
}

void MainWindow::showNewVersion()
{
    const auto news = m_context.updates ? m_context.updates->watch.newer() : std::nullopt;
    if (!news)
        return;
    auto *dialog =
        new ReportDialog(tr("Version %1").arg(news->version.toString()),
                         tr("Released on %1. You have version %2. Nothing is downloaded by itself: the page opens in "
                            "your browser.")
                             .arg(QLocale().toString(news->date, QLocale::LongFormat), QStringLiteral(PL_VERSION)),
                         newsText(*news), this);
    dialog->wrapLines();
    connect(dialog->addChoice(tr("&Download page"), "updatePage"), &QPushButton::clicked, this,
            [this, page = news->page] { m_context.updates->openPage(page); });
    dialog->open();
}

} // namespace pl::ui
