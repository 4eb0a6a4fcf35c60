#include "models/tables/leadtablemodel.h"
#include "ui/leads/filterbar.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/leads/leadtable.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QStackedWidget>

// What LeadsView shows in place of rows: loading, empty, no hits, offline, refused.

namespace pl::ui {

void LeadsView::showState()
{
    const replica::OfficeReplica &replica = m_context.replica;
    m_stateAction = m_stateSecondAction = [] {};
    const bool rows = m_model->rowCount() > 0 && replica.connection() != replica::Connection::Refused;
    // Whichever of the two has the focus hands it on, so that the keys never go nowhere.
    QWidget *page = rows ? rowsWidget() : m_state;
    // Asked of the window: this view's own focusWidget() is what had it last, even while the search field has it now.
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = !focus || m_stack->isAncestorOf(focus);
    if (m_stack->currentWidget() != page) {
        m_stack->setCurrentWidget(page);
        if (hasFocus)
            page->setFocus();
    }
    if (rows)
        return;
    switch (replica.connection()) {
    case replica::Connection::Refused:
        m_stateAction = [this] { Q_EMIT signOutRequested(); };
        m_stateSecondAction = [this] {
            QGuiApplication::clipboard()->setText(errorDetails(m_context.replica.lastError()));
        };
        return m_state->present(QStringLiteral("lock"), tr("This account can't see leads"),
                                errorText(replica.lastError()), tr("Sign in again"), tr("Copy details"));
    case replica::Connection::Loading:
        return m_state->present(QStringLiteral("loader-circle"), tr("Loading the leads\u2026"), {});
    case replica::Connection::Offline:
        if (!replica.hasLeads()) {
            m_stateAction = [this] { m_context.replica.syncNow(); };
            m_stateSecondAction = [this] {
                QGuiApplication::clipboard()->setText(errorDetails(m_context.replica.lastError()));
            };
            const ErrorCode why = replica.lastError().code;
            const bool away = why == ErrorCode::Unavailable || why == ErrorCode::TimedOut;
            return m_state->present(QStringLiteral("wifi-off"),
                                    away ? tr("No connection, no leads yet") : tr("The leads can't be loaded"),
                                    errorText(replica.lastError()), tr("Try again"), tr("Copy details"));
        }
        break;
    case replica::Connection::Live:
        break;
    }
    showEmptyState();
}

void LeadsView::showEmptyState()
{
    if (showEmptySaved())
        return;
    const bool searching = !search().isEmpty();
    if (searching || isFiltering()) {
        const std::function<void()> clearAll = [this] {
            m_search.clear();
            Q_EMIT searchCleared();
            clearFilters();
            applyFilter();
        };
        const bool elsewhere = searching && m_view != LeadView::All;
        m_stateAction = elsewhere ? std::function<void()>([this] { Q_EMIT searchEverywhereRequested(); }) : clearAll;
        m_stateSecondAction = clearAll;
        const QString clear = tr("Clear search and filters");
        return m_state->present(QStringLiteral("search"), tr("No leads match"),
                                searching ? tr("Nothing here matches \u201C%1\u201D.").arg(m_search)
                                          : tr("None of the leads in this list match the filters."),
                                elsewhere ? tr("Search all leads") : clear, elsewhere ? clear : QString());
    }
    m_stateAction = [this] { m_actions.create->trigger(); };
    m_stateSecondAction = [this] { Q_EMIT firstStepsWanted(); };
    const EmptyWords words = emptyWordsOf(m_view);
    const bool canStart = m_view == LeadView::ToAssign || m_view == LeadView::All;
    const bool isNew = !m_context.replica.hasLeads();
    m_state->present(iconOf(m_view), words.headline, words.sentence, canStart ? tr("New lead") : QString(),
                     isNew ? tr("First steps") : QString());
}

} // namespace pl::ui
