#include "ui/dashboard/dashboardbar.h"
#include "ui/dashboard/dashboardcard.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/dashboard/ranklist.h"
#include "ui/dashboard/timechart.h"
#include "ui/style/metrics.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"
#include "ui/words/chips.h"
#include "ui/words/words.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>

// Builds the dashboard; dashboardview.cpp has the behavior, dashboardfill.cpp and dashboardcharts.cpp the numbers.

namespace pl::ui {
namespace {

// Widths of the page at 13 px text.
constexpr int kSixCards = 1000;
constexpr int kThreeCards = 560;
constexpr int kTwoColumns = 760;
constexpr int kSourceRow = 28;

constexpr Urgency kUrgencies[] = {Urgency::Day, Urgency::Week, Urgency::Month};

} // namespace

DashboardView::DashboardView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_data(new DashboardData(context, this))
    , m_bar(new DashboardBar(context.settings, this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_content(new QWidget(m_scroll))
    , m_days(new TimeChart(m_content))
    , m_times(new TimeChart(m_content))
    , m_months(new TimeChart(m_content))
    , m_bySource(new RankList(&Colors::blue, m_content))
    , m_byPlumber(new RankList(&Colors::green, m_content))
    , m_byService(new RankList(&Colors::blue, m_content))
    , m_byAge(new RankList(&Colors::amber, m_content))
    , m_sourceTable(new QTableWidget(m_content))
{
    setObjectName(QStringLiteral("dashboardView"));
    build();
    makeActions();
    connectAll();
    offerChoices();
    m_bar->setToday(m_data->today());
    showState();
}

void DashboardView::build()
{
    m_state->setObjectName(QStringLiteral("dashboardState"));
    m_content->setObjectName(QStringLiteral("dashboardContent"));
    m_scroll->setObjectName(QStringLiteral("dashboardScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_scroll->setAccessibleName(tr("Dashboard"));
    m_grid = new QGridLayout(m_content);
    const int inset = scaledPx(this, 14);
    m_grid->setContentsMargins(inset, inset, inset, inset);
    m_grid->setSpacing(scaledPx(this, 12));
    buildCards();
    buildCharts();
    buildLists();
    m_scroll->setWidget(m_content);
    m_pages->addWidget(m_scroll);
    m_pages->addWidget(m_state);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_bar);
    rows->addWidget(m_pages, 1);
}

void DashboardView::buildCards()
{
    const auto add = [this](const char *name, const QString &title) {
        m_cards += new NumberCard(name, title, m_content);
    };
    add("cardLeads", tr("Leads"));
    add("cardInTime", tr("Assigned in time"));
    add("cardTime", tr("Time to assign"));
    add("cardAccepted", tr("Accepted"));
    if (!m_context.billing)
        return;
    add("cardRevenue", tr("Revenue"));
    add("cardMargin", tr("Margin"));
}

DashboardCard *DashboardView::addCard(const char *name, const QString &title, QWidget *content,
                                      QList<DashboardCard *> &column)
{
    auto *card = new DashboardCard(name, title, m_content);
    content->setAccessibleName(title);
    card->setContent(content);
    column += card;
    return card;
}

void DashboardView::buildCharts()
{
    m_days->setObjectName(QStringLiteral("daysChart"));
    m_times->setObjectName(QStringLiteral("timesChart"));
    m_months->setObjectName(QStringLiteral("monthsChart"));
    DashboardCard *days = addCard("daysCard", tr("Leads a day"), m_days, m_left);
    DashboardCard *times = addCard("timesCard", tr("Time to assign"), m_times, m_left);
    auto *group = new QButtonGroup(this);
    for (const Urgency urgency : kUrgencies) {
        auto *chip = new ChipLabel(days);
        chip->setChip(chipOf(urgency));
        days->addBeside(chip);
        auto *choice = new QPushButton(urgencyText(urgency), times);
        choice->setObjectName(QStringLiteral("times_") + enumName(urgency));
        choice->setCheckable(true);
        choice->setChecked(urgency == m_timesOf);
        choice->setAccessibleName(tr("Leads for: %1").arg(urgencyText(urgency)));
        times->addBeside(choice);
        group->addButton(choice);
        connect(choice, &QPushButton::clicked, this, [this, urgency] {
            m_timesOf = urgency;
            showTimes();
        });
    }
    if (m_context.billing)
        addCard("monthsCard", tr("Revenue by month"), m_months, m_left);
    else
        m_months->hide();
}

void DashboardView::buildLists()
{
    m_bySource->setObjectName(QStringLiteral("sourceRanks"));
    m_byPlumber->setObjectName(QStringLiteral("plumberRanks"));
    m_byService->setObjectName(QStringLiteral("serviceRanks"));
    m_byAge->setObjectName(QStringLiteral("ageRanks"));
    m_sourceTable->setObjectName(QStringLiteral("sourceFigures"));
    m_sourceTable->setItemDelegate(new PlainDelegate(m_sourceTable));
    m_sourceTable->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_sourceTable->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_sourceTable->setFrameShape(QFrame::NoFrame);
    dressTable(m_sourceTable, scaledPx(this, kSourceRow));
    const bool hasMoney = m_context.billing != nullptr;
    m_bySource->setVisible(hasMoney);
    m_sourceTable->setVisible(hasMoney);
    if (hasMoney)
        addCard("sourcesCard", tr("By source"), m_bySource, m_right)->setLine(tr("leads, then margin a lead"));
    addCard("plumbersCard", tr("Plumbers"), m_byPlumber, m_right)->setLine(tr("accepted, of what they answered"));
    addCard("servicesCard", tr("By service"), m_byService, m_right)->setLine(tr("leads"));
    addCard("agesCard", tr("Open leads by age"), m_byAge, hasMoney ? m_right : m_left)
        ->setLine(tr("not assigned now, whenever they came"));
    if (hasMoney)
        addCard("figuresCard", tr("Sources in numbers"), m_sourceTable, m_left);
}

/// As many cards beside each other as there is room for; below them, one or two columns.
void DashboardView::arrange()
{
    const int width = this->width(); // the scroll area fills it, and is resized later
    const int cards = static_cast<int>(m_cards.size());
    const int fits = width >= scaledPx(this, kSixCards) ? cards : width >= scaledPx(this, kThreeCards) ? 3 : 2;
    const bool two = width >= scaledPx(this, kTwoColumns);
    const int layout = fits * 2 + (two ? 1 : 0);
    if (std::exchange(m_columns, layout) == layout)
        return;
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    auto *numbers = new QGridLayout;
    for (int card = 0; card < cards; ++card)
        numbers->addWidget(m_cards.at(card), card / fits, card % fits);
    for (int column = 0; column < cards; ++column)
        numbers->setColumnStretch(column, column < fits ? 1 : 0);
    m_grid->addLayout(numbers, 0, 0, 1, 2);
    int row = 1;
    for (qsizetype place = 0; place < std::max(m_left.size(), m_right.size()); ++place) {
        if (place < m_left.size())
            m_grid->addWidget(m_left.at(place), row, 0, 1, two ? 1 : 2);
        row += two ? 0 : 1;
        if (place < m_right.size())
            m_grid->addWidget(m_right.at(place), row, two ? 1 : 0, 1, two ? 1 : 2);
        ++row;
    }
    m_grid->setColumnStretch(0, 7);
    m_grid->setColumnStretch(1, two ? 4 : 0);
}

} // namespace pl::ui
