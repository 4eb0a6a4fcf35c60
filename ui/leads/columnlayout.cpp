#include "ui/leads/columnlayout.h"

#include "models/tables/leadtablemodel.h"
#include "ui/common/metrics.h"

#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTableView>

namespace pl::ui {
namespace {

using Model = tables::LeadTableModel;

/// Widths at 13 px text. `grows` columns share what is left over.
struct ColumnPlan
{
    int least;
    int ideal;
    bool grows;
    int importance; ///< the lowest goes first
};

ColumnPlan planOf(int column)
{
    switch (static_cast<Model::Column>(column)) {
    case Model::UrgencyColumn:
        return {100, 108, false, 8};
    case Model::DeadlineColumn:
        return {98, 106, false, 7};
    case Model::CustomerColumn:
        return {112, 134, true, 9};
    case Model::ServiceColumn:
        return {112, 170, true, 6};
    case Model::ZipColumn:
        return {60, 66, false, 2};
    case Model::PhoneColumn:
        return {114, 126, false, 3};
    case Model::StatusColumn:
        return {100, 108, false, 5};
    case Model::PlumberColumn:
        return {120, 140, true, 4};
    case Model::ReceivedColumn:
        return {92, 104, false, 1};
    case Model::EmailColumn:
    case Model::ColumnCount:
        break;
    }
    return {170, 200, true, 0};
}

} // namespace

ColumnLayout::ColumnLayout(QTableView &table, QSettings &settings, const QString &key)
    : QObject(&table)
    , m_table(table)
    , m_header(table.horizontalHeader())
    , m_settings(settings)
    , m_key(key + QStringLiteral("/columns"))
{
    const QByteArray state = m_settings.value(m_key).toByteArray();
    m_own = !state.isEmpty() && m_header->restoreState(state);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int, int before, int after) {
        // From or to nothing is a column shown or hidden; the header does that anew with every changed layout of the
        // model.
        if (before > 0 && after > 0)
            becomeOwn();
    });
    connect(m_header, &QHeaderView::sectionMoved, this, &ColumnLayout::becomeOwn);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint &at) {
        auto *menu = new QMenu(m_header);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(menu);
        menu->popup(m_header->mapToGlobal(at));
    });
}

void ColumnLayout::becomeOwn()
{
    if (m_arranging)
        return;
    m_own = true;
    save();
}

void ColumnLayout::save()
{
    m_settings.setValue(m_key, m_header->saveState());
}

void ColumnLayout::reset()
{
    m_settings.remove(m_key);
    m_own = false;
    {
        const QScopedValueRollback guard(m_arranging, true);
        for (int column = 0; column < Model::ColumnCount; ++column)
            m_header->moveSection(m_header->visualIndex(column), column);
    }
    fit();
}

QList<int> ColumnLayout::columnsThatFit(int width) const
{
    QList<int> columns;
    for (int column = 0; column < Model::ColumnCount; ++column)
        columns += column;
    const auto needed = [&] {
        int sum = 0;
        for (const int column : columns)
            sum += scaledPx(&m_table, planOf(column).least);
        return sum;
    };
    // An order whose reason can't be seen looks like none: the column that sorts stays.
    const int sorts = m_header->sortIndicatorSection();
    const auto importance = [sorts](int column) { return column == sorts ? 100 : planOf(column).importance; };
    while (columns.size() > 4 && needed() > width)
        columns.removeOne(*std::min_element(columns.begin(), columns.end(),
                                            [&](int a, int b) { return importance(a) < importance(b); }));
    return columns;
}

void ColumnLayout::share(const QList<int> &columns, int width)
{
    QList<int> widths;
    int used = 0;
    int wanted = 0;
    int growing = 0;
    for (const int column : columns) {
        const ColumnPlan plan = planOf(column);
        widths += scaledPx(&m_table, plan.least);
        used += widths.last();
        wanted += scaledPx(&m_table, plan.ideal) - widths.last();
        growing += plan.grows;
    }
    // First everybody comes nearer to the ideal width, then the growing ones take the rest.
    const int spare = std::max(0, width - used);
    const qreal portion = wanted > 0 ? std::min(1.0, qreal(spare) / wanted) : 0;
    int rest = spare;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const int more = int((scaledPx(&m_table, planOf(columns[i]).ideal) - widths[i]) * portion);
        widths[i] += more;
        rest -= more;
    }
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (planOf(columns[i]).grows && growing > 0) {
            const int more = rest / growing--;
            widths[i] += more;
            rest -= more;
        }
        m_header->resizeSection(columns[i], widths[i]);
    }
}

void ColumnLayout::fit()
{
    if (m_own)
        return;
    const QScopedValueRollback guard(m_arranging, true);
    const int width = m_table.viewport()->width();
    const QList<int> columns = columnsThatFit(width);
    for (int column = 0; column < Model::ColumnCount; ++column)
        m_header->setSectionHidden(column, !columns.contains(column));
    share(columns, width);
}

void ColumnLayout::setColumnShown(int column, bool shown)
{
    {
        const QScopedValueRollback guard(m_arranging, true);
        m_header->setSectionHidden(column, !shown);
        if (shown && m_header->sectionSize(column) < scaledPx(&m_table, planOf(column).least))
            m_header->resizeSection(column, scaledPx(&m_table, planOf(column).ideal));
    }
    becomeOwn();
}

void ColumnLayout::fillMenu(QMenu *menu)
{
    const int shown = Model::ColumnCount - m_header->hiddenSectionCount();
    for (int column = 0; column < Model::ColumnCount; ++column) {
        QAction *action = menu->addAction(m_table.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(column));
        // The last one stays: a table without columns can't be got back by its header.
        action->setEnabled(!action->isChecked() || shown > 1);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
    }
    menu->addSeparator();
    QAction *resetAction = menu->addAction(tr("Reset columns"));
    resetAction->setEnabled(m_own);
    connect(resetAction, &QAction::triggered, this, &ColumnLayout::reset);
}

} // namespace pl::ui
