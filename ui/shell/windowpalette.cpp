#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/keybindings.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/menuhits.h"
#include "ui/shell/peoplesearch.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/shell/statusline.h"
#include "ui/sorting/sortingview.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>

// What the window is asked by typing in the palette, and which keys do what; the search is in windowsearch.cpp.

namespace pl::ui {

void MainWindow::addPalette()
{
    m_palette->addSource({tr("Commands"), [this](const QString &typed) {
                              QList<PaletteHit> hits = menuHits(menus(), MenuPart::Commands, typed);
                              const QString itself = QStringLiteral("action/") + m_commands->objectName();
                              hits.removeIf([&itself](const PaletteHit &hit) { return hit.key == itself; });
                              return hits;
                          }});
    addPeopleToPalette();
    addCustomersToPalette();
    m_palette->addSource(
        {tr("Pages and views"), [this](const QString &typed) { return menuHits(menus(), MenuPart::Places, typed); }});
}

void MainWindow::addPeopleToPalette()
{
    PeopleSearch::Ways ways;
    ways.showLead = [this](const QUuid &lead) { showLead(lead); };
    ways.showPlumber = [this](const QUuid &plumber) {
        showPlumbers();
        m_plumbers->showPlumber(plumber);
    };
    ways.searchLeads = [this](const QString &typed) {
        showLeads(LeadView::All);
        m_search->setText(typed);
        searchChanged();
    };
    const auto people = m_peopleSearch = std::make_shared<PeopleSearch>(m_context.replica, ways);
    m_palette->addSource({tr("Leads"), [people](const QString &typed) { return people->leads(typed); },
                          [people](const QString &key) { return people->leadByKey(key); }});
    m_palette->addSource({tr("Plumbers"), [people](const QString &typed) { return people->plumbers(typed); },
                          [people](const QString &key) { return people->plumberByKey(key); }});
}

/// Last, when all menus are there.
void MainWindow::addKeys()
{
    m_keys = new KeyBindings(m_context.settings, menus(), m_actions->aboutCurrentLead(), this);
    connect(m_keys, &KeyBindings::changed, this, &MainWindow::showPageKeys);
}

std::pair<QString, QString> MainWindow::paletteKey() const
{
    return {keyCapText(m_commands->shortcut()), tr("Commands")};
}

void MainWindow::showPageKeys()
{
    const QWidget *page = m_pages->currentWidget();
    if (page == m_leads)
        return showLeadKeys();
    QList<std::pair<QString, QString>> keys;
    if (page == m_sorting)
        keys = m_sorting->keys();
    else
        for (const QAction *action : std::as_const(m_pageActions))
            if (!action->shortcut().isEmpty())
                keys += {keyCapText(action->shortcut()), wordsOfMenuText(action->text())};
    m_statusLine->setKeys(keys + QList{paletteKey()});
}

void MainWindow::showShortcuts()
{
    auto *dialog = new ShortcutsDialog(*m_keys, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace pl::ui
