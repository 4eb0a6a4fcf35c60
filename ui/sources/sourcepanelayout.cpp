#include "ui/sources/sourcepane.h"
#include "ui/sources/sourcetestbox.h"
#include "ui/style/daybars.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/words/moments.h"
#include "ui/words/words.h"

#include <QAction>
#include <QBoxLayout>
#include <QGridLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

// Builds the pane about a source; sourcepane.cpp fills it.

namespace pl::ui {

SourcePane::SourcePane(OfficeContext &context, SourceContext &sources, const tables::SourceTableModel &model,
                       const tables::SourceTally &tally, const Actions &actions, QWidget *parent)
    : SidePane(parent), m_context(context), m_sources(sources), m_model(model), m_tally(tally)
{
    setObjectName(QStringLiteral("sourcePane"));
    nothing()->present(QStringLiteral("radio-tower"), tr("No source selected"),
                       tr("Select one in the table to see how to connect it and what it sent."));
    setPage(buildPage(actions));
    refresh();
}

QWidget *SourcePane::buildPage(const Actions &actions)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(scaledPx(this, 10));
    layout->addWidget(buildHeader());
    m_kind = new PlainLabel(page);
    m_kind->setObjectName(QStringLiteral("sourceKind"));
    m_notes = new PlainLabel(page);
    m_notes->setObjectName(QStringLiteral("sourceNotes"));
    for (PlainLabel *label : {m_kind, m_notes}) {
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(label);
    }
    layout->addWidget(buildButtons(actions));
    layout->addWidget(m_test = new SourceTestBox(page));
    layout->addWidget(section(tr("How to connect it")));
    layout->addWidget(buildConnect());
    layout->addWidget(section(tr("Leads, %1 days").arg(tables::SourceFigures::kDays)));
    m_bars = new DayBars(page);
    m_bars->setObjectName(QStringLiteral("sourceDays"));
    m_bars->setAccessibleName(tr("Leads by day"));
    m_bars->setWords(
        [](QDate day, int number) { return tr("%1: %2", "day: leads").arg(dayText(day, day), leadsText(number)); });
    connect(m_bars, &DayBars::toolTipWanted, m_bars,
            [this](const QPoint &place, const QString &words) { showPlainToolTip(place, words, m_bars); });
    layout->addWidget(m_bars);
    layout->addWidget(buildFacts());
    layout->addStretch(1);
    return page;
}

QWidget *SourcePane::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    m_name = new PlainLabel(header);
    m_name->setObjectName(QStringLiteral("sourceName"));
    m_name->setFont(scaledFont(font(), kTitle, QFont::Bold));
    m_name->setWordWrap(true);
    m_state = new ChipLabel(header);
    m_state->setObjectName(QStringLiteral("sourceState"));
    row->addWidget(m_name, 1);
    row->addWidget(m_state, 0, Qt::AlignTop);
    row->addWidget(closeButton(), 0, Qt::AlignTop);
    return header;
}

QWidget *SourcePane::buildButtons(const Actions &actions)
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 8));
    auto *first = new QHBoxLayout;
    auto *second = new QHBoxLayout;
    for (QHBoxLayout *row : {first, second}) {
        row->setSpacing(scaledPx(this, 8));
        rows->addLayout(row);
    }
    for (QAction *action : actions.buttons) {
        auto *button = new ActionButton(action, box);
        button->setPrimary(action == actions.buttons.first());
        (action == actions.buttons.last() ? second : first)->addWidget(button);
    }
    auto *more = new QPushButton(tr("More\u2026"), box);
    more->setObjectName(QStringLiteral("sourceMore"));
    auto *menu = new QMenu(more);
    menu->addActions(actions.more);
    more->setMenu(menu);
    second->addWidget(more);
    first->addStretch();
    second->addStretch();
    return box;
}

PlainLabel *SourcePane::section(const QString &title)
{
    PlainLabel *label = makeTitle(title);
    label->setContentsMargins(0, scaledPx(this, 8), 0, 0);
    return label;
}

QWidget *SourcePane::buildConnect()
{
    auto *box = new QWidget(this);
    auto *rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 5));
    m_addressTitle = new PlainLabel(box);
    m_address = new PlainLabel(box);
    m_address->setObjectName(QStringLiteral("sourceShortAddress"));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_address->setWordWrap(true);
    auto *copy = new QToolButton(box);
    copy->setObjectName(QStringLiteral("copySourceAddress"));
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setAutoRaise(true);
    copy->setAccessibleName(tr("Copy the address"));
    setPlainToolTip(copy, tr("Copy the address"));
    connect(copy, &QToolButton::clicked, this, &SourcePane::copyAddress);
    m_copy = copy;
    m_addressHint = new PlainLabel(box);
    m_stepBox = new QWidget(box);
    auto *steps = new QVBoxLayout(m_stepBox);
    steps->setContentsMargins(0, 0, 0, 0);
    steps->setSpacing(scaledPx(this, 3));
    for (PlainLabel *label : {m_addressTitle, m_addressHint}) {
        label->setFont(scaledFont(font(), kSmallText));
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setWordWrap(true);
    }
    auto *line = new QHBoxLayout;
    line->addWidget(m_address, 1);
    line->addWidget(m_copy);
    rows->addWidget(m_addressTitle);
    rows->addLayout(line);
    rows->addWidget(m_addressHint);
    rows->addWidget(m_stepBox);
    return box;
}

QWidget *SourcePane::buildFacts()
{
    auto *box = new QWidget(this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, scaledPx(this, 6), 0, 0);
    grid->setHorizontalSpacing(scaledPx(this, 14));
    grid->setVerticalSpacing(scaledPx(this, 7));
    grid->setColumnStretch(1, 1);
    m_received = addFact(grid, tr("Received"), "factReceived");
    m_returned = addFact(grid, tr("Returned"), "factReturned");
    m_waiting = addFact(grid, tr("To sort"), "factToSort");
    m_cost = addFact(grid, tr("Cost"), "factCost");
    m_limits = addFact(grid, tr("Limits"), "factLimits");
    m_usually = addFact(grid, tr("Usually"), "factUsually");
    m_mapping = addFact(grid, tr("Mapping"), "factMapping");
    return box;
}

PlainLabel *SourcePane::addFact(QGridLayout *grid, const QString &title, const char *name)
{
    auto *label = new PlainLabel(title, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new PlainLabel(this);
    value->setObjectName(QLatin1StringView(name));
    value->setWordWrap(true);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
    return value;
}

} // namespace pl::ui
