#include "ui/plumbers/plumberform.h"
#include "ui/plumbers/plumberpane.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/plumbers/plumbertable.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

// Builds the plumbers view; plumbersview.cpp has the behavior.

namespace pl::ui {

using tables::PlumberTableModel;

PlumbersView::PlumbersView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new PlumberTableModel(context.replica, this, context.clock))
    , m_form(new PlumberForm(this))
    , m_table(new PlumberTable(context, *m_model, this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("plumbersView"));
    m_state->setObjectName(QStringLiteral("plumbersState"));
    makeActions();
    makePane();
    connectAll();
    connectFilters();
    connectPane();
    refresh();
}

void PlumbersView::makePane()
{
    QList<QAction *> buttons{m_edit, m_pause, m_verify};
    if (m_copyLink)
        buttons += m_copyLink;
    m_pane = new PlumberPane(m_context, *m_model, buttons, this);
    m_overlay = new PaneOverlay(this, buildList(), m_pane, m_context.settings, QStringLiteral("plumbers/splitter"));
}

QWidget *PlumbersView::buildList()
{
    auto *list = new QWidget(this);
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildHeader());
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    rows->addWidget(m_pages, 1);
    return list;
}

void PlumbersView::makeActions()
{
    m_add = makeViewAction(this, "addPlumberAction", tr("New plumber …"), {Qt::Key_N});
    m_edit = makeViewAction(this, "editPlumberAction", tr("Edit plumber …"), {Qt::Key_E});
    m_pause = makeViewAction(this, "pausePlumberAction", tr("Pause plumber"), {Qt::Key_P});
    m_pauseUntil = makeViewAction(this, "pausePlumberUntilAction", tr("Pause until …"), {Qt::SHIFT | Qt::Key_P});
    m_verify = makeViewAction(this, "verifyPlumberAction", tr("Mark as verified"), {Qt::Key_V});
    m_showTwin = makeViewAction(this, "showPlumberTwinAction", tr("Open the possible duplicate"), {Qt::Key_D});
    connect(m_pauseUntil, &QAction::triggered, this, &PlumbersView::pauseUntil);
    connect(m_verify, &QAction::triggered, this, &PlumbersView::toggleVerified);
    connect(m_showTwin, &QAction::triggered, this, &PlumbersView::showTwin);
    connect(m_add, &QAction::triggered, this, &PlumbersView::addPlumber);
    connect(m_edit, &QAction::triggered, this, &PlumbersView::editPlumber);
    connect(m_pause, &QAction::triggered, this, &PlumbersView::togglePaused);
    if (m_context.billing) {
        m_copyLink = makeViewAction(this, "copyPlumberLinkAction", tr("Copy card link"), {Qt::Key_C});
        connect(m_copyLink, &QAction::triggered, this, &PlumbersView::copyLink);
    }
    m_table->addActions(menuActions());
}

QWidget *PlumbersView::buildHeader()
{
    auto *header = new ViewBar(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 10));
    auto *title = new PlainLabel(tr("Plumbers"), header);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    buildFilters(header);
    m_count = new PlainLabel(header);
    m_count->setObjectName(QStringLiteral("plumbersCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *add = new QPushButton(icon(QStringLiteral("plus")), tr("New plumber"), header);
    add->setObjectName(QStringLiteral("addPlumberButton"));
    setActionToolTip(add, m_add);
    connect(add, &QPushButton::clicked, this, &PlumbersView::addPlumber);
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 6));
    row->addWidget(m_statuses);
    row->addWidget(m_concerns);
    row->addWidget(m_filter, 1);
    row->addStretch();
    row->addWidget(m_count);
    row->addWidget(add);
    return header;
}

void PlumbersView::buildFilters(QWidget *header)
{
    using Concern = tables::PlumberConcern;
    const auto key = [](auto value) { return QString(enumName(value)); };
    m_statuses = new FilterChip(tr("Status"), header);
    m_statuses->setObjectName(QStringLiteral("plumberStatusFilter"));
    m_statuses->setChoices(
        {{key(PlumberStatus::Active), tr("Takes leads")}, {key(PlumberStatus::Paused), tr("Paused")}});
    m_concerns = new FilterChip(tr("To check"), header);
    m_concerns->setObjectName(QStringLiteral("plumberConcernFilter"));
    m_concerns->setChoices({{key(Concern::Insurance), tr("Insurance expired or expires soon")},
                            {key(Concern::License), tr("License expired or expires soon")},
                            {key(Concern::NoInsurance), tr("No insurance on file")},
                            {key(Concern::Unverified), tr("Not verified")},
                            {key(Concern::Duplicate), tr("Possible duplicate")},
                            {key(Concern::NoCard), tr("No card on file")}});
    m_filter = new FilterField(tr("Filter by name, service, ZIP, phone …"), tr("Filter plumbers"), header);
    m_filter->setObjectName(QStringLiteral("plumbersFilter"));
    m_filter->setMaximumWidth(scaledPx(this, 320));
}

void PlumbersView::showState()
{
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = focus && m_pages->isAncestorOf(focus);
    QWidget *page = m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_state;
    if (m_pages->currentWidget() != page) {
        m_pages->setCurrentWidget(page);
        if (hasFocus)
            focusTable();
    }
    if (!m_model->filter().isEmpty())
        m_state->present(
            QStringLiteral("search"), tr("No plumber matches"),
            m_filter->text().isEmpty()
                ? tr("None of the plumbers match the filters.")
                : tr("No name, service, ZIP, phone number or e-mail address contains “%1”.").arg(m_filter->text()),
            tr("Clear filters"));
    else if (m_context.replica.connection() == replica::Connection::Loading)
        m_state->present(QStringLiteral("loader-circle"), tr("Loading plumbers …"), {});
    else if (!isLive())
        m_state->present(QStringLiteral("wifi-off"), tr("The plumbers could not be loaded"),
                         errorText(m_context.replica.lastError()), tr("Try again"));
    else
        m_state->present(QStringLiteral("wrench"), tr("No plumbers yet"),
                         tr("Add the first one so that leads can be assigned."), tr("New plumber"));
}

void PlumbersView::runStateAction()
{
    if (!m_model->filter().isEmpty())
        clearFilters();
    else if (isLive())
        addPlumber();
    else
        m_context.replica.syncNow();
}

} // namespace pl::ui
