#include "ui/help/aboutdialog.h"
#include "ui/help/manualwindow.h"
#include "ui/leads/leadsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/viewsection.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

// The menu Help, the manual, and the keys that tool tips name.

namespace pl::ui {
namespace {

const QString kBoardChapter = QStringLiteral("the-board");
const QString kLeadsChapter = QStringLiteral("the-leads-page");
const QString kViewsChapter = QStringLiteral("saved-views");

/// Where the manual is about a page, or a part of the settings; those of leads aren't here.
QString chapterOf(const QString &page)
{
    static const QHash<QString, QString> chapters{
        {QStringLiteral("plumbers"), QStringLiteral("plumbers-ctrl6")},
        {QStringLiteral("messages"), QStringLiteral("messages-ctrl0")},
        {QStringLiteral("sorting"), QStringLiteral("to-sort")},
        {QStringLiteral("dashboard"), QStringLiteral("dashboard")},
        {QStringLiteral("activity"), QStringLiteral("activity-ctrlshifth")},
        {QStringLiteral("customer"), QStringLiteral("a-customers-file-ctrlshiftf")},
        {QStringLiteral("keeping"), QStringLiteral("keeping")},
        {QStringLiteral("billing"), QStringLiteral("billing-ctrl7")},
        {QStringLiteral("sources"), QStringLiteral("sources")},
        {QStringLiteral("import"), QStringLiteral("move-in-ctrlshifti")},
        {QStringLiteral("settings"), QStringLiteral("settings-ctrl")},
        {QStringLiteral("office"), QStringLiteral("office")},
        {QStringLiteral("prices"), QStringLiteral("prices-ctrl8")},
        {QStringLiteral("deadlines"), QStringLiteral("deadlines-and-charging")},
        {QStringLiteral("dispatch"), QStringLiteral("dispatch-ctrl9")},
        {QStringLiteral("templates"), QStringLiteral("templates-ctrlshiftt")},
        {QStringLiteral("people"), QStringLiteral("people")},
        {QStringLiteral("connections"), QStringLiteral("stripe-e-mail-and-text-messages")},
        {QStringLiteral("server"), QStringLiteral("server")},
        {QStringLiteral("computer"), QStringLiteral("this-computer")},
        {QStringLiteral("firstSteps"), QStringLiteral("help")},
    };
    return chapters.value(page);
}

/// Pages of the side bar, and the actions that show them, too.
constexpr std::pair<const char *, const char *> kPageActions[] = {
    {"plumbers", "actionShowPlumbers"}, {"messages", "actionShowMessages"}, {"sorting", "actionShowToSort"},
    {"billing", "actionShowBilling"},   {"sources", "actionShowSources"},   {"dashboard", "actionShowDashboard"},
    {"firstSteps", "actionFirstSteps"}, {"settings", "actionSettings"},     {"activity", "actionShowActivity"},
};

/// A dialog is a window of its own, in which the menus' keys don't work: it gets the manual's.
class ManualInDialogs : public QObject
{
public:
    ManualInDialogs(QWidget *window, QAction *manual) : QObject(window), m_window(window), m_manual(manual)
    {
        qApp->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Show || !watched->isWidgetType())
            return false;
        auto *shown = static_cast<QWidget *>(watched);
        const Qt::WindowType type = shown->windowType();
        if (shown != m_window && (type == Qt::Dialog || type == Qt::Sheet || type == Qt::Window) && isOfWindow(shown))
            shown->addAction(m_manual);
        return false;
    }

private:
    bool isOfWindow(const QWidget *widget) const
    {
        while (widget && widget != m_window)
            widget = widget->parentWidget();
        return widget;
    }

    const QWidget *m_window;
    QAction *m_manual;
};

} // namespace

void MainWindow::buildHelpMenu()
{
    QMenu *help = m_menuBar->addMenu(tr("&Help"));
    addManual(help);
    addFirstStepsTo(help);
    addNamed(help, "actionShortcuts", tr("&Keyboard shortcuts\u2026"), QKeySequence(Qt::Key_Question),
             [this] { showShortcuts(); });
    help->addSeparator();
    addDiagnosticsTo(help);
    help->addSeparator();
    QAction *about = addNamed(help, "actionAbout", tr("&About Plumber Leads"), {}, [this] { showAbout(); });
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::addManual(QMenu *help)
{
    QAction *manual = addNamed(help, "actionManual", tr("&Manual"), QKeySequence(Qt::Key_F1),
                               [this] { showManual(chapterOfPage()); });
    manual->setAutoRepeat(false);
    new ManualInDialogs(this, manual);
}

void MainWindow::showManual(const QString &chapter)
{
    if (!m_manual)
        m_manual = std::make_unique<ManualWindow>(m_context.settings);
    m_manual->open(chapter);
}

/// The part of the settings that is shown is remembered as a page, too.
QString MainWindow::chapterOfPage() const
{
    const QString page = m_context.settings.value(kPageKey).toString();
    if (m_pages->currentWidget() != m_leads)
        return chapterOf(page);
    if (m_leads->isBoard())
        return kBoardChapter;
    return ViewSection::idOf(page).isNull() ? kLeadsChapter : kViewsChapter;
}

void MainWindow::addPageTips()
{
    const auto add = [this](const QString &page, const QString &action) {
        if (const auto *shows = m_menuBar->findChild<QAction *>(action))
            m_sideBar->setAction(page, shows);
    };
    for (const LeadView view : kLeadViews)
        add(keyOf(view), QStringLiteral("actionShow_") + keyOf(view));
    for (const auto &[page, action] : kPageActions)
        add(QLatin1StringView(page), QLatin1StringView(action));
}

void MainWindow::showAbout()
{
    auto *dialog = new AboutDialog(this);
    dialog->open();
}

} // namespace pl::ui
