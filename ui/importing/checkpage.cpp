#include "ui/importing/checkpage.h"

#include "ui/importing/checkedrowmodel.h"
#include "ui/importing/importdesk.h"
#include "ui/style/metrics.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>

namespace pl::ui {

using CheckedState = importing::CheckedRow::State;

namespace {

constexpr std::array<std::optional<CheckedState>, 5> kCheckPages{std::nullopt, CheckedState::New, CheckedState::Changes,
                                                                 CheckedState::Duplicate, CheckedState::Wrong};
constexpr int kWrongPage = 4;

const QList<QList<importing::MatchBy>> &matchChoices()
{
    using importing::MatchBy;
    static const QList<QList<MatchBy>> choices{
        importing::ImportRules().matchBy, {MatchBy::Email}, {MatchBy::Phone}, {MatchBy::ExternalId}};
    return choices;
}

} // namespace

CheckPage::CheckPage(ImportDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_model(new CheckedRowModel(desk, this))
    , m_tabs(new PageTabs(this))
    , m_table(new QTableView(this))
{
    for (const char *name : {"checkAll", "checkNew", "checkChanges", "checkDuplicates", "checkWrong"})
        m_tabs->addPage({}, name);
    buildTable();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_tabs);
    rows->addWidget(m_table, 1);
    rows->addWidget(buildBar());
    connect(m_tabs, &PageTabs::currentPageChanged, this, &CheckPage::choosePage);
    connect(&desk, &ImportDesk::rowChecked, this, &CheckPage::showCounts);
}

void CheckPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("checkTable"));
    m_table->setModel(m_model);
    dressTable(m_table, heightOfRow(this));
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *edit = new QShortcut(QKeySequence(key), m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(edit, &QShortcut::activated, m_table, [this] {
            const QModelIndex index = m_table->currentIndex();
            if (m_model->flags(index) & Qt::ItemIsEditable)
                m_table->edit(index);
        });
    }
}

QWidget *CheckPage::buildBar()
{
    auto *bar = new QWidget(this);
    buildMatch(bar);
    m_charges = new QCheckBox(tr("Charge plumbers for assigned leads"), bar);
    m_charges->setObjectName(QStringLiteral("importCharges"));
    m_tells = new QCheckBox(tr("Notify plumbers and customers"), bar);
    m_tells->setObjectName(QStringLiteral("importTells"));
    m_saveFaults = new QPushButton(tr("Save wrong lines\u2026"), bar);
    m_saveFaults->setObjectName(QStringLiteral("saveFaults"));
    // Two lines: beside each other they don't fit a narrow window.
    auto *rows = new QVBoxLayout(bar);
    rows->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    for (const auto &parts : {QList<QWidget *>{m_onMatch, m_matchBy}, QList<QWidget *>{m_charges, m_tells}}) {
        auto *row = new QHBoxLayout;
        for (QWidget *part : parts)
            row->addWidget(part);
        row->addStretch();
        if (parts.contains(m_onMatch))
            row->addWidget(m_saveFaults);
        rows->addLayout(row);
    }
    connect(m_charges, &QCheckBox::toggled, &m_desk, &ImportDesk::setCharges);
    connect(m_tells, &QCheckBox::toggled, &m_desk, &ImportDesk::setTells);
    connect(m_saveFaults, &QPushButton::clicked, this, &CheckPage::saveFaultsWanted);
    return bar;
}

void CheckPage::buildMatch(QWidget *bar)
{
    m_onMatch = new QComboBox(bar);
    m_onMatch->setObjectName(QStringLiteral("importOnMatch"));
    m_onMatch->setAccessibleName(tr("What to do with those already here"));
    m_onMatch->addItem(tr("Skip those already here"), int(importing::OnMatch::Skip));
    m_onMatch->addItem(tr("Update those already here"), int(importing::OnMatch::Update));
    m_onMatch->addItem(tr("Add them anyway"), int(importing::OnMatch::Add));
    m_matchBy = new QComboBox(bar);
    m_matchBy->setObjectName(QStringLiteral("importMatchBy"));
    m_matchBy->setAccessibleName(tr("How to find those already here"));
    m_matchBy->addItem(tr("found by ID, e-mail or phone"));
    m_matchBy->addItem(tr("found by e-mail"));
    m_matchBy->addItem(tr("found by phone"));
    m_matchBy->addItem(tr("found by ID"));
    connect(m_onMatch, &QComboBox::activated, &m_desk,
            [this](int index) { m_desk.chooseOnMatch(importing::OnMatch(m_onMatch->itemData(index).toInt())); });
    connect(m_matchBy, &QComboBox::activated, &m_desk,
            [this](int index) { m_desk.chooseMatchBy(matchChoices().value(index)); });
}

/// A choice that was not taken, because something is going on, is shown as it is.
void CheckPage::showMatch()
{
    m_onMatch->setCurrentIndex(m_onMatch->findData(int(m_desk.rules().onMatch)));
    m_matchBy->setCurrentIndex(int(matchChoices().indexOf(m_desk.rules().matchBy)));
}

void CheckPage::refresh()
{
    const auto *checked = m_desk.checked();
    showMatch();
    if (!checked || m_shown == m_desk.checking())
        return;
    m_shown = m_desk.checking();
    const bool isLeads = checked->rules.kind == ImportKind::Leads;
    m_charges->setVisible(isLeads);
    m_tells->setVisible(isLeads);
    m_charges->setChecked(m_desk.charges());
    m_tells->setChecked(m_desk.tells());
    showCounts();
    // What needs somebody comes first.
    const int page = checked->count(CheckedState::Wrong) > 0 ? kWrongPage : 0;
    m_tabs->setCurrentPage(page);
    choosePage(page);
    m_table->setColumnWidth(CheckedRowModel::ResultColumn, scaledPx(this, 340));
    m_table->setColumnWidth(CheckedRowModel::LineColumn, scaledPx(this, 70));
}

void CheckPage::showCounts()
{
    const auto &checked = *m_desk.checked();
    const auto text = [&checked](const QString &words, CheckedState state) {
        return CheckPage::tr("%1 %2", "what happens, how many").arg(words, numberText(checked.count(state)));
    };
    m_tabs->setPageText(0, tr("All %1").arg(numberText(qint64(checked.rows.size()))));
    m_tabs->setPageText(1, text(tr("New"), CheckedState::New));
    m_tabs->setPageText(2, text(tr("Changed"), CheckedState::Changes));
    m_tabs->setPageText(3, text(tr("Already here"), CheckedState::Duplicate));
    m_tabs->setPageText(kWrongPage, text(tr("Wrong"), CheckedState::Wrong));
    m_saveFaults->setVisible(checked.count(CheckedState::Wrong) > 0);
}

void CheckPage::choosePage(int page)
{
    m_model->show(kCheckPages[std::size_t(page)]);
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, page == kWrongPage ? CheckedRowModel::FirstCell : 0));
}

void CheckPage::focusTable()
{
    m_table->setFocus();
}

} // namespace pl::ui
