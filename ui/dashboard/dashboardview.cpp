#include "ui/dashboard/dashboardview.h"

#include "models/base/onresult.h"
#include "ui/dashboard/dashboardbar.h"
#include "ui/dashboard/dashboardfiles.h"
#include "ui/dashboard/dashboardwords.h"
#include "ui/dashboard/ranklist.h"
#include "ui/dashboard/timechart.h"
#include "ui/office/filecontext.h"
#include "ui/office/sourcecontext.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/billingwords.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QAction>
#include <QFileInfo>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>

// What the dashboard does when somebody chooses, clicks, or saves.

namespace pl::ui {

DashboardView::~DashboardView() = default;

void DashboardView::makeActions()
{
    const auto add = [this](const char *name, const QString &text, Qt::Key key, auto run) {
        QAction *action = makeViewAction(this, name, text, {key});
        connect(action, &QAction::triggered, this, run);
        m_actions += action;
        return action;
    };
    add("dashboardBackAction", tr("Earlier"), Qt::Key_Left, [this] { m_bar->goBack(); });
    add("dashboardOnAction", tr("Later"), Qt::Key_Right, [this] { m_bar->goOn(); });
    add("dashboardRangeAction", tr("Own range\u2026"), Qt::Key_R, [this] { m_bar->askForRange(); });
    const auto *pdf = add("dashboardPdfAction", tr("Save as PDF\u2026"), Qt::Key_P, [this] { savePdf(); });
    const auto *png = add("dashboardPngAction", tr("Save as PNG\u2026"), Qt::Key_G, [this] { savePng(); });
    m_bar->setFileActions(pdf, png);
}

void DashboardView::connectAll()
{
    const replica::OfficeReplica &replica = m_context.replica;
    connect(m_data, &DashboardData::changed, this, &DashboardView::present);
    connect(m_bar, &DashboardBar::choiceChanged, this, &DashboardView::choose);
    connect(m_bar, &DashboardBar::pdfWanted, this, &DashboardView::savePdf);
    connect(m_bar, &DashboardBar::pngWanted, this, &DashboardView::savePng);
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &DashboardView::offerChoices);
    connect(&replica, &replica::OfficeReplica::connectionChanged, this, &DashboardView::showState);
    connect(&replica, &replica::OfficeReplica::reset, this, &DashboardView::showState);
    if (m_context.sources)
        connect(&m_context.sources->book, &replica::SourceBook::changed, this, &DashboardView::offerChoices);
    connect(m_state, &StatePage::actionTriggered, this, [this] { m_context.replica.syncNow(); });
    connectLists();
}

void DashboardView::connectLists()
{
    connect(m_days, &TimeChart::chosen, this, &DashboardView::openDays);
    connect(m_times, &TimeChart::chosen, this, &DashboardView::openWeek);
    connect(m_months, &TimeChart::chosen, this,
            [this](int place) { Q_EMIT paymentsWanted(stats()->months.at(place).month); });
    connect(m_bySource, &RankList::chosen, this, [this](int row) {
        const QUuid source = stats()->sources.at(row).source;
        Q_EMIT leadsWanted(stats::receivedFromSource(stats()->query, source), sourceName(source));
    });
    connect(m_sourceTable, &QTableWidget::cellClicked, m_bySource, &RankList::chosen);
    connect(m_sourceTable, &QTableWidget::cellActivated, m_bySource, &RankList::chosen);
    connect(m_byPlumber, &RankList::chosen, this, [this](int row) {
        const QUuid plumber = stats()->plumbers.at(row).plumber;
        Q_EMIT leadsWanted(stats::receivedForPlumber(stats()->query, plumber), plumberName(plumber));
    });
    connect(m_byService, &RankList::chosen, this, [this](int row) {
        const QString service = stats()->services.at(row).service;
        Q_EMIT leadsWanted(stats::receivedForService(stats()->query, service), serviceText(service));
    });
    connect(m_byAge, &RankList::chosen, this, [this](int row) {
        Q_EMIT leadsWanted(stats::openOfAge(stats()->query, row), tr("Open: %1", "how long").arg(ageText(row)));
    });
}

void DashboardView::openDays(int place, int series)
{
    const stats::DayRange days = daysAt(place);
    QString title = daysText(days, m_data->today());
    std::optional<Urgency> urgency;
    if (series >= 0) {
        urgency = static_cast<Urgency>(series);
        title = tr("%1, %2", "days, an urgency").arg(title, urgencyText(*urgency));
    }
    Q_EMIT leadsWanted(stats::receivedIn(stats()->query, days, urgency), title);
}

void DashboardView::openWeek(int place)
{
    const stats::DayRange days = stats()->weeks.at(place).days;
    Q_EMIT leadsWanted(stats::receivedIn(stats()->query, days, m_timesOf),
                       tr("%1, %2", "days, an urgency").arg(daysText(days, m_data->today()), urgencyText(m_timesOf)));
}

void DashboardView::focusFirst()
{
    m_pages->currentWidget()->setFocus();
}

void DashboardView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    arrange();
    m_bar->setToday(m_data->today());
    m_data->setShown(true);
}

void DashboardView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_data->setShown(false);
}

void DashboardView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DashboardView::choose()
{
    m_data->choose(m_bar->range(), m_bar->sources(), m_bar->services());
}

void DashboardView::offerChoices()
{
    QStringList services;
    for (const Service &service : m_context.replica.services())
        services += service.name;
    services.sort(Qt::CaseInsensitive);
    m_bar->setServices(services);
    if (!m_context.sources)
        return;
    QHash<QUuid, QString> names;
    for (const LeadSource &source : m_context.sources->book.sources())
        names.insert(source.id, source.name);
    m_bar->setSources(names);
}

void DashboardView::showState()
{
    const replica::OfficeReplica &replica = m_context.replica;
    const bool hasLeads = replica.hasLeads();
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = focus && m_pages->isAncestorOf(focus);
    QWidget *page = hasLeads && stats() ? static_cast<QWidget *>(m_scroll) : m_state;
    if (m_pages->currentWidget() != page) {
        m_pages->setCurrentWidget(page);
        if (hasFocus)
            page->setFocus();
    }
    if (hasLeads || replica.connection() == replica::Connection::Loading)
        m_state->present(QStringLiteral("loader-circle"),
                         hasLeads ? tr("Counting\u2026") : tr("Loading the leads\u2026"), {});
    else if (replica.connection() == replica::Connection::Live)
        m_state->present(
            QStringLiteral("gauge"), tr("No leads yet"),
            tr("Once the first lead arrives, you'll see here what comes in, how fast it is assigned, and who "
               "takes it."));
    else
        m_state->present(QStringLiteral("wifi-off"), tr("The leads can't be loaded"), errorText(replica.lastError()),
                         tr("Try again"));
}

QString DashboardView::plumberName(const QUuid &id) const
{
    const QString name = m_context.replica.plumberName(id);
    return name.isEmpty() ? tr("A former plumber") : name;
}

QString DashboardView::sourceName(const QUuid &id) const
{
    if (id.isNull())
        return tr("No source");
    const LeadSource *source = m_context.sources ? m_context.sources->book.source(id) : nullptr;
    return source ? source->name : tr("A source");
}

QString DashboardView::headline() const
{
    return tr("Dashboard: %1", "days").arg(daysText(m_bar->range(), m_data->today()));
}

void DashboardView::savePdf()
{
    save(QStringLiteral("pdf"),
         [this](const QString &path) { return saveLater(path, dashboardPdf(*m_content, headline())); });
}

void DashboardView::savePng()
{
    save(QStringLiteral("png"),
         [this](const QString &path) { return saveLater(path, dashboardImage(*m_content, headline())); });
}

void DashboardView::save(const QString &suffix, const Save &write)
{
    if (!stats() || !m_context.files)
        return;
    const QString day = m_bar->range().to.toString(Qt::ISODate);
    const QString name = QStringLiteral("dashboard %1.%2").arg(day, suffix); // no-tr: a file
    m_context.files->chooseFile(this, name, [this, suffix, write](const QString &path) {
        if (!stats()) // signed out meanwhile
            return;
        onResult(this, write(path), [=, this](const Result<> &saved) { tellSaved(saved, path, suffix, write); });
    });
}

void DashboardView::tellSaved(const Result<> &saved, const QString &path, const QString &suffix, const Save &write)
{
    const QString name = QFileInfo(path).fileName();
    if (saved)
        Q_EMIT noticeWanted(tr("%1 was saved").arg(name), Notice::Kind::Done, tr("Open folder"),
                            [this, path] { m_context.files->openFolder(path); });
    else
        Q_EMIT noticeWanted(
            tr("%1 could not be written: %2. Choose another location.").arg(name, saved.error().message),
            Notice::Kind::Problem, tr("Try again"), [=, this] { save(suffix, write); });
}

} // namespace pl::ui
