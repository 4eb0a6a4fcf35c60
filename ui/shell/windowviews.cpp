#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/shell/keybindings.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/menuhits.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/viewsection.h"
#include "ui/style/shown.h"
#include "ui/views/viewdesk.h"

#include <QMenu>
#include <QStackedWidget>

// Saved views in the window: side bar, menu, keys and counts.

namespace pl::ui {

using tables::SavedViewDefinition;

namespace {

const QString kOrderKey = QStringLiteral("views/order");

/// Everybody puts the views into an order of their own; new ones come last.
QList<SavedView> inOwnOrder(QList<SavedView> views, const QStringList &order)
{
    const auto placeOf = [&order](const SavedView &view) {
        const qsizetype place = order.indexOf(view.id.toString(QUuid::WithoutBraces));
        return place < 0 ? order.size() : place;
    };
    std::stable_sort(views.begin(), views.end(),
                     [&placeOf](const SavedView &a, const SavedView &b) { return placeOf(a) < placeOf(b); });
    return views;
}

} // namespace

void MainWindow::addViews()
{
    if (!m_context.views)
        return;
    m_viewDesk = new ViewDesk(m_context, this);
    m_viewCounts = std::make_unique<tables::ViewCounts>(m_context.replica);
    connect(m_viewDesk, &ViewDesk::noticeWanted, this, &MainWindow::notify);
    connect(m_viewDesk, &ViewDesk::undoRequested, m_actions->undo, &QAction::trigger);
    connect(m_viewDesk, &ViewDesk::saved, this, [this](const QUuid &id) {
        m_search->clear();
        showView(id);
    });
    connect(m_leads, &LeadsView::saveWanted, this, &MainWindow::saveView);
    connect(m_viewSection, &ViewSection::orderChanged, this, [this](const QList<QUuid> &order) {
        QStringList ids;
        for (const QUuid &id : order)
            ids += id.toString(QUuid::WithoutBraces);
        m_context.settings.setValue(kOrderKey, ids);
        fillViews();
    });
    connect(m_viewSection, &ViewSection::changeWanted, m_viewDesk, &ViewDesk::edit);
    connect(m_viewSection, &ViewSection::deleteWanted, m_viewDesk, &ViewDesk::remove);
    connect(m_viewSection, &ViewSection::menuWanted, this, &MainWindow::openViewMenu);
    connect(m_context.views, &replica::ViewBook::changed, this, &MainWindow::fillViews);
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(std::chrono::seconds(1));
    connect(&m_countSoon, &QTimer::timeout, this, &MainWindow::countViews);
    fillViews();
}

void MainWindow::buildViewsMenu(QMenu *view)
{
    buildGroupMenu(view);
    buildDetach(view);
    buildBoard(view);
    if (!m_context.views)
        return;
    m_viewsMenu = view->addMenu(tr("Saved &views"));
    m_viewsMenu->setObjectName(QStringLiteral("viewsMenu"));
    const QAction *save = addNamed(view, "actionSaveView", tr("&Save this view\u2026"),
                                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { saveView(); });
    m_leads->setSaveAction(save);
    addNamed(view, "actionSaveViewAs", tr("Save as a &new view\u2026"), {}, [this] { saveViewAs(); });
    m_viewActions += addNamed(view, "actionChangeView", tr("&Change saved view\u2026"), {},
                              [this] { m_viewDesk->edit(viewInHand()); });
    m_viewActions +=
        addNamed(view, "actionDeleteView", tr("&Delete saved view"), {}, [this] { m_viewDesk->remove(viewInHand()); });
    m_viewActions +=
        addNamed(view, "actionViewUp", tr("Move saved view &up"), QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_Up),
                 [this] { m_viewSection->move(viewInHand(), -1); });
    m_viewActions +=
        addNamed(view, "actionViewDown", tr("Move saved view d&own"), QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_Down),
                 [this] { m_viewSection->move(viewInHand(), 1); });
    connect(view, &QMenu::aboutToShow, this, [this] {
        for (QAction *action : std::as_const(m_viewActions))
            action->setEnabled(!viewInHand().isNull());
    });
    connect(view, &QMenu::aboutToHide, this, [this] { // the keys work whatever the menu showed
        for (QAction *action : std::as_const(m_viewActions))
            action->setEnabled(true);
    });
}

void MainWindow::buildDetach(QMenu *view)
{
    QAction *detach = addNamed(view, "actionDetach", tr("Details in their own &window"),
                               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
                               [this] { m_leads->setDetached(!m_leads->isDetached()); });
    detach->setCheckable(true);
    connect(m_leads, &LeadsView::detachedChanged, detach, &QAction::setChecked);
}

void MainWindow::buildBoard(QMenu *view)
{
    QAction *board = addNamed(view, "actionBoard", tr("Leads as a &board"), QKeySequence(Qt::CTRL | Qt::Key_B), [this] {
        if (m_pages->currentWidget() == m_leads)
            m_leads->setBoard(!m_leads->isBoard());
    });
    board->setCheckable(true);
    m_leads->setBoardAction(board);
    board->setChecked(m_leads->isBoard());
    connect(board, &QAction::triggered, this, [this, board] { board->setChecked(m_leads->isBoard()); });
    connect(m_leads, &LeadsView::boardChanged, board, &QAction::setChecked);
}

void MainWindow::buildGroupMenu(QMenu *view)
{
    using tables::LeadGrouping;
    QMenu *menu = view->addMenu(tr("&Group leads by"));
    for (const auto &[grouping, text] :
         {std::pair(LeadGrouping::None, tr("&Nothing")), std::pair(LeadGrouping::Plumber, tr("&Plumber")),
          std::pair(LeadGrouping::Service, tr("&Service")), std::pair(LeadGrouping::Source, tr("S&ource")),
          std::pair(LeadGrouping::Day, tr("&Day"))})
        addTo(menu, text, {}, [this, by = grouping] {
            if (m_pages->currentWidget() == m_leads)
                m_leads->setGrouping(by);
        })->setObjectName(QStringLiteral("actionGroup_") + QString(enumName(grouping)));
}

/// The one whose item has the focus, else the one that is shown.
QUuid MainWindow::viewInHand() const
{
    const QUuid focused = m_viewSection->focused();
    return !focused.isNull() || m_pages->currentWidget() != m_leads ? focused : m_leads->savedView().value_or(QUuid());
}

void MainWindow::saveView()
{
    if (!m_viewDesk || m_pages->currentWidget() != m_leads)
        return;
    searchChanged();
    if (const auto id = m_leads->savedView(); id && m_leads->isChanged())
        m_viewDesk->saveChanges(*id, m_leads->definition());
    else
        saveViewAs();
}

void MainWindow::saveViewAs()
{
    if (m_pages->currentWidget() != m_leads)
        return;
    if (m_leads->isNarrowed())
        return notify(tr("What the dashboard shows can't be saved as a view. Remove its filter, and choose your own."),
                      Notice::Kind::Problem, {}, {});
    m_viewDesk->saveNew(m_leads->definition());
}

void MainWindow::openViewMenu(const QUuid &id, const QPoint &at)
{
    const SavedView *view = m_context.views->view(id);
    if (!view)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool mayChange = m_context.views->mayChange(*view);
    addTo(menu, tr("Change\u2026"), Qt::Key_F2, [this, id] { m_viewDesk->edit(id); })->setEnabled(mayChange);
    addTo(menu, tr("Delete"), Qt::Key_Delete, [this, id] { m_viewDesk->remove(id); })->setEnabled(mayChange);
    menu->popup(at);
}

void MainWindow::fillViews()
{
    const QStringList order = m_context.settings.value(kOrderKey).toStringList();
    const QList<SavedView> views = inOwnOrder(m_context.views->views(), order);
    QList<ViewSection::Item> items;
    for (const SavedView &view : views)
        items.append({view.id, view.name, view.shared});
    m_viewSection->present(items);
    fillViewsMenu(views);
    const std::optional<QUuid> shown = m_leads->savedView();
    if (const SavedView *view = shown ? m_context.views->view(*shown) : nullptr)
        m_leads->savedViewChanged(view->name, SavedViewDefinition::fromJson(view->definition));
    else if (shown && m_pages->currentWidget() == m_leads) // it was deleted
        showLeads(LeadView::All);
    else if (shown)
        m_leads->setView(LeadView::All);
    openWantedView();
    countViews();
}

/// The window opens before the views are read; then it goes where the person left it.
void MainWindow::openWantedView()
{
    const QUuid wanted = std::exchange(m_wantedView, {});
    if (wanted.isNull())
        return;
    if (m_context.views->view(wanted))
        showView(wanted);
    else if (!m_context.views->isLoaded())
        m_wantedView = wanted;
}

void MainWindow::fillViewsMenu(const QList<SavedView> &views)
{
    if (!m_viewsMenu)
        return;
    m_viewsMenu->clear();
    QStringList taken;
    // Of two views with the same key, the person's own opens.
    for (const bool own : {true, false})
        for (const SavedView &view : views) {
            if (m_context.views->isOwn(view) != own)
                continue;
            const QString keys = view.shortcut.value_or(QString());
            QAction *open = addTo(m_viewsMenu, menuText(view.name),
                                  taken.contains(keys) ? QKeySequence()
                                                       : QKeySequence::fromString(keys, QKeySequence::PortableText),
                                  [this, id = view.id] { showView(id); });
            open->setObjectName(ViewSection::keyOf(view.id));
            markAsPlace(open);
            KeyBindings::fixKeys(open); // they belong to the view
            if (m_keys && !m_keys->takenBy(open, open->shortcuts()).isEmpty())
                open->setShortcuts({}); // the person gave them to a command: with both, neither would work
            m_sideBar->setAction(ViewSection::keyOf(view.id), open);
            taken += keys;
        }
    m_viewsMenu->menuAction()->setVisible(!views.isEmpty());
}

void MainWindow::showView(const QUuid &id)
{
    const SavedView *view = m_context.views ? m_context.views->view(id) : nullptr;
    if (!view)
        return;
    showLeads(LeadView::All);
    m_sideBar->setCurrent(ViewSection::keyOf(id));
    m_leads->showSaved(id, view->name, SavedViewDefinition::fromJson(view->definition));
    m_leads->focusTable();
    m_context.settings.setValue(kPageKey, ViewSection::keyOf(id));
}

/// At most once a second, however many leads come.
void MainWindow::countViewsSoon()
{
    if (m_viewDesk && !m_countSoon.isActive())
        m_countSoon.start();
}

void MainWindow::countViews()
{
    const Timestamp now = m_context.clock();
    const QTimeZone office = m_context.replica.settings().dispatch.zone();
    QHash<QUuid, tables::LeadFilter> filters;
    const QList<SavedView> views = m_context.views->views();
    for (const SavedView &view : views)
        filters.insert(view.id, SavedViewDefinition::fromJson(view.definition).filterAt(now, office));
    if (filters.isEmpty())
        return;
    const QHash<QUuid, int> counts = m_viewCounts->count(filters, now);
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        m_sideBar->setCount(ViewSection::keyOf(it.key()), *it);
}

} // namespace pl::ui
