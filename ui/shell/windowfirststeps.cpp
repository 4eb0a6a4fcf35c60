#include "ui/help/firststepspage.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/office/drafts.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/offlinebar.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/sideitem.h"
#include "ui/shell/welcomebar.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QMenu>
#include <QStackedWidget>

// For newcomers: the page of first steps, and the bar that offers the tour.

namespace pl::ui {
namespace {

const QString kWelcomedKey = QStringLiteral("help/welcomed");

/// Each person puts the page away for themselves.
QString hiddenKey(const OfficeContext &context)
{
    return QStringLiteral("help/firstStepsHidden/") + draftAccount(context);
}

} // namespace

void MainWindow::addFirstSteps()
{
    m_firstSteps = new FirstStepsPage(m_context, this);
    m_pages->addWidget(m_firstSteps);
    m_sideBar->moveToTop(m_sideBar->addPage(kFirstStepsPage, QStringLiteral("circle-check"), tr("First steps")));
    addWaysToSteps();
    connect(m_firstSteps, &FirstStepsPage::stepsChanged, this, &MainWindow::showFirstStepsItem);
    connect(m_pages, &QStackedWidget::currentChanged, this, &MainWindow::showFirstStepsItem);
    connect(m_firstSteps, &FirstStepsPage::hideWanted, this, &MainWindow::hideFirstSteps);
    connect(m_leads, &LeadsView::firstStepsWanted, this, &MainWindow::showFirstSteps);
    showFirstStepsItem();

    m_welcomeBar = new WelcomeBar(centralWidget());
    m_welcomeBar->hide();
    static_cast<QBoxLayout *>(centralWidget()->layout())->insertWidget(1, m_welcomeBar);
    connect(m_welcomeBar, &WelcomeBar::tourWanted, this, &MainWindow::startTour);
    connect(m_welcomeBar, &WelcomeBar::declined, this, &MainWindow::endWelcome);
}

void MainWindow::addFirstStepsTo(QMenu *help)
{
    addNamed(help, "actionFirstSteps", tr("&First steps"), {}, [this] { showFirstSteps(); });
    addNamed(help, "actionTour", tr("Take the &tour"), {}, [this] { startTour(); });
}

/// A step whose page this person doesn't have is an admin's.
void MainWindow::addWaysToSteps()
{
    const auto way = [this](const QString &words, const QString &action) {
        return StepRow::Way{words, findChild<QAction *>(action)};
    };
    QList<StepRow::Way> office;
    if (m_settings->hasPart(QStringLiteral("office")))
        office += way(tr("Office settings"), QStringLiteral("actionSettings_office"));
    QList<StepRow::Way> plumbers{way(tr("New plumber\u2026"), QStringLiteral("actionNewPlumber"))};
    if (m_import)
        plumbers += way(tr("Import\u2026"), QStringLiteral("actionImport"));
    QList<StepRow::Way> sources;
    if (m_sources)
        sources += way(tr("Sources"), QStringLiteral("actionShowSources"));
    m_firstSteps->setWays(FirstStep::Office, office);
    m_firstSteps->setWays(FirstStep::Plumbers, plumbers);
    m_firstSteps->setWays(FirstStep::Sources, sources);
    m_firstSteps->setWays(FirstStep::Lead, {{tr("New lead\u2026"), m_actions->create}});
    m_firstSteps->setWays(FirstStep::Assign,
                          {way(tr("To assign"), QStringLiteral("actionShow_") + keyOf(LeadView::ToAssign))});
}

/// It stays while the page is shown, so that the person sees the last tick.
void MainWindow::showFirstStepsItem()
{
    const int left = m_firstSteps->steps().left();
    const bool isPutAway = m_context.settings.value(hiddenKey(m_context)).toBool();
    const bool isWanted = !isPutAway && m_firstSteps->isKnown() && left > 0;
    m_sideBar->setCount(kFirstStepsPage, left > 0 ? left : -1);
    m_sideBar->item(kFirstStepsPage)->setVisible(isWanted || m_pages->currentWidget() == m_firstSteps);
}

void MainWindow::showFirstSteps()
{
    m_context.settings.remove(hiddenKey(m_context));
    showPage(m_firstSteps, kFirstStepsPage, {});
    m_firstSteps->focusFirst();
}

void MainWindow::hideFirstSteps()
{
    m_context.settings.setValue(hiddenKey(m_context), true);
    showLeads(LeadView::ToAssign);
    notify(tr("First steps are hidden. The Help menu brings them back."), Notice::Kind::Done, tr("Undo"),
           [this] { showFirstSteps(); });
}

void MainWindow::welcome()
{
    m_offersTour = !m_context.settings.value(kWelcomedKey).toBool();
    showWelcome();
    m_pageAtWelcome = m_context.settings.value(kPageKey).toString();
    connect(&m_context.replica, &replica::OfficeReplica::connectionChanged, this, &MainWindow::openEmptyOffice);
    openEmptyOffice();
}

/// Whether the person is where the window opened, and has neither typed nor opened anything.
bool MainWindow::isUntouched() const
{
    const QWidget *focus = focusWidget();
    const bool isInLeads = !focus || focus == m_leads || m_leads->isAncestorOf(focus);
    return isInLeads && m_pages->currentWidget() == m_leads && m_search->text().isEmpty() &&
           m_context.settings.value(kPageKey).toString() == m_pageAtWelcome && !QApplication::activeModalWidget() &&
           !QApplication::activePopupWidget();
}

void MainWindow::openEmptyOffice()
{
    if (!m_pageAtWelcome || m_context.replica.connection() != replica::Connection::Live)
        return;
    const bool isPutAway = m_context.settings.value(hiddenKey(m_context)).toBool();
    const bool isWanted = m_context.isAdmin && isUntouched() && !m_context.replica.hasLeads() && !isPutAway;
    m_pageAtWelcome.reset();
    if (!isWanted)
        return;
    m_wantedView = QUuid();
    showPage(m_firstSteps, kFirstStepsPage, {});
    m_firstSteps->setFocus(Qt::OtherFocusReason); // on no button: the person may be about to press a key
    connect(&m_context.replica, &replica::OfficeReplica::leadsChanged, this, &MainWindow::showFirstLead,
            Qt::SingleShotConnection);
}

/// For the person who still waits on the page that opened by itself.
void MainWindow::showFirstLead()
{
    if (m_pages->currentWidget() != m_firstSteps || focusWidget() != m_firstSteps)
        return;
    showLeads(LeadView::ToAssign);
    notify(tr("Your first lead is here."), Notice::Kind::Done, tr("First steps"), [this] { showFirstSteps(); });
}

/// The bar about a problem comes first.
void MainWindow::showWelcome()
{
    if (m_welcomeBar)
        m_welcomeBar->setVisible(m_offersTour && m_offlineBar->isHidden());
    showUpdateBar();
}

void MainWindow::endWelcome()
{
    m_offersTour = false;
    m_context.settings.setValue(kWelcomedKey, true);
    showWelcome();
}

} // namespace pl::ui
