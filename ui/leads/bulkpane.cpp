#include "ui/leads/bulkpane.h"

#include "ui/leads/bulkactions.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace pl::ui {

using Phase = BulkActions::Phase;

namespace {

constexpr int kShownPlan = 500; ///< fewer leads are planned before anybody could read how far it is

} // namespace

BulkPane::BulkPane(OfficeContext &context, BulkActions &bulk, QWidget *parent)
    : SidePane(parent), m_context(context), m_bulk(bulk)
{
    setObjectName(QStringLiteral("bulkPane"));
    setPage(buildPage());
    showPage(true);
    connect(&bulk, &BulkActions::changed, this, &BulkPane::refresh);
    connect(&bulk, &BulkActions::progressed, this, &BulkPane::showProgress);
    connect(bulk.changeOne, &QAction::triggered, this, [this] { m_bulk.changePlumberOf(m_list->currentLead()); });
    connect(m_list, &BulkList::leadActivated, &bulk, &BulkActions::changePlumberOf);
    connect(m_stop, &QPushButton::clicked, this,
            [this] { m_bulk.phase() == Phase::Running ? m_bulk.cancel() : m_bulk.dismiss(); });
}

QWidget *BulkPane::buildPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(scaledPx(this, 12));
    layout->addWidget(buildHeader(page));
    layout->addWidget(m_hint = new PlainLabel(page));
    layout->addWidget(m_progress = new QProgressBar(page));
    layout->addWidget(m_list = new BulkList(page));
    layout->addWidget(m_stays = new PlainLabel(page));
    layout->addWidget(m_planButtons = buildButtons(page));
    layout->addWidget(m_stop = new QPushButton(page), 0, Qt::AlignLeft);
    layout->addWidget(m_foot = new PlainLabel(page));
    layout->addStretch();
    m_hint->setObjectName(QStringLiteral("bulkHint"));
    m_stays->setObjectName(QStringLiteral("bulkStays"));
    m_foot->setObjectName(QStringLiteral("bulkFoot"));
    m_progress->setObjectName(QStringLiteral("bulkProgress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(scaledPx(this, 6));
    m_progress->setAccessibleName(tr("Progress"));
    m_stop->setObjectName(QStringLiteral("bulkStop"));
    for (PlainLabel *label : {m_hint, m_stays, m_foot}) {
        label->setWordWrap(true);
        label->setForegroundRole(label == m_stays ? QPalette::WindowText : QPalette::PlaceholderText);
    }
    return page;
}

QWidget *BulkPane::buildHeader(QWidget *page)
{
    auto *header = new QWidget(page);
    m_title = new PlainLabel(header);
    m_title->setObjectName(QStringLiteral("bulkTitle"));
    m_title->setFont(scaledFont(font(), kTitle, QFont::Bold));
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_title, 1);
    line->addWidget(closeButton());
    return header;
}

QWidget *BulkPane::buildButtons(QWidget *page)
{
    auto *row = new QWidget(page);
    m_go = new ActionButton(m_bulk.go, row);
    m_go->setPrimary(true);
    m_changeOne = new ActionButton(m_bulk.changeOne, row);
    m_charge = new PlainLabel(row);
    m_charge->setObjectName(QStringLiteral("bulkCharge"));
    m_charge->setForegroundRole(QPalette::PlaceholderText);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(scaledPx(this, 6));
    line->addWidget(m_go);
    line->addWidget(m_changeOne);
    line->addStretch();
    line->addWidget(m_charge);
    return row;
}

void BulkPane::refresh()
{
    const Phase phase = m_bulk.phase();
    m_planButtons->setVisible(phase == Phase::Plan);
    m_stop->setVisible(phase == Phase::Running || phase == Phase::Ended);
    m_stop->setText(phase == Phase::Running ? tr("Cancel") : tr("Done"));
    m_list->setVisible(phase != Phase::Running);
    m_stays->hide();
    m_foot->hide();
    m_progress->hide();
    if (phase == Phase::Plan)
        showPlan();
    else if (phase == Phase::Running)
        showRun();
    else if (phase == Phase::Ended)
        showResults();
}

BulkListLine BulkPane::plannedLine(int row) const
{
    if (row >= m_bulk.plan().rows().size())
        return {}; // it is being made again
    const replica::PlannedLead &planned = m_bulk.plan().rows().at(row);
    const auto &office = m_context.replica;
    const QString plumber = planned.goes() ? office.plumberName(planned.candidate.plumberId) : QStringLiteral("\u2014");
    return {planned.lead.id,
            leadName(planned.lead),
            plumber,
            planReason(planned, office.plumberName(planned.lead.assignedPlumberId)),
            planExplanation(planned),
            !planned.goes()};
}

void BulkPane::showPlan()
{
    const replica::BulkPlan &plan = m_bulk.plan();
    const int leads = plan.total();
    m_title->setText(tr("Assign %n lead(s)", nullptr, leads));
    m_hint->setText(plan.plumber() ? tr("All of them to %1.").arg(m_context.replica.plumberName(plan.plumber()))
                                   : tr("Each to the best plumber who can take it. Caps count as the list fills."));
    if (!plan.isReady())
        return;
    m_list->setLines(static_cast<int>(plan.rows().size()), [this](int row) { return plannedLine(row); });
    const QString stays = staysText(plan.rows());
    m_stays->setText(stays);
    m_stays->setVisible(!stays.isEmpty());
    const auto &settings = m_context.replica.settings();
    m_charge->setVisible(m_context.isAdmin);
    m_charge->setText(tr("%1 to be charged").arg(moneyText(plan.chargedCents(), settings.currency)));
    const int grace = settings.dispatch.graceSeconds;
    m_foot->setText(grace > 0
                        ? tr("Plumbers are told in %n s. Until then one Undo takes all of it back.", nullptr, grace)
                        : tr("Plumbers are told at once. One Undo takes all of it back."));
    m_foot->setVisible(plan.going() > 0);
}

void BulkPane::showRun()
{
    const replica::BulkRun &run = *m_bulk.run();
    m_title->setText(bulkRunningTitle(m_bulk.kind(), run.total()));
    showProgress(run.answered(), run.total());
}

void BulkPane::showResults()
{
    const QList<BulkLine> &results = m_bulk.results();
    const int notDone = static_cast<int>(
        std::count_if(results.cbegin(), results.cend(), [](const BulkLine &line) { return !line.isDone; }));
    m_title->setText(bulkNotDoneText(m_bulk.kind(), notDone));
    m_hint->setText(bulkDoneText(m_bulk.kind(), static_cast<int>(results.size()) - notDone));
    m_list->setLines(static_cast<int>(results.size()), [results](int row) -> BulkListLine {
        const BulkLine &line = results.at(row);
        return {line.lead, line.name, {}, line.text, line.text, line.isDone};
    });
}

void BulkPane::showProgress(int done, int total)
{
    const bool isRunning = m_bulk.phase() == Phase::Running;
    if (!isRunning && (total < kShownPlan || m_bulk.phase() != Phase::Plan || m_bulk.plan().isReady()))
        return;
    m_progress->setVisible(done < total);
    m_progress->setRange(0, total);
    m_progress->setValue(done);
    const QString amount = tr("%1 of %2").arg(numberText(done), numberText(total));
    if (!isRunning)
        m_hint->setText(tr("Looking for plumbers: %1").arg(amount));
    else if (m_bulk.run() && m_bulk.run()->isWaiting())
        m_hint->setText(tr("%1. No connection. It continues when you're back online.").arg(amount));
    else
        m_hint->setText(amount);
}

void BulkPane::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        return SidePane::keyPressEvent(event);
    if (event->isAutoRepeat())
        return;
    if (m_bulk.phase() == Phase::Ended)
        m_bulk.dismiss();
    else
        m_bulk.runPlan();
}

} // namespace pl::ui
