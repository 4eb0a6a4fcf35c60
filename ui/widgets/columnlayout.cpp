#include "ui/widgets/columnlayout.h"

#include "ui/style/metrics.h"

#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTableView>

namespace pl::ui {
namespace {

constexpr int kFewestColumns = 4;
const QString kDescendingWord = QStringLiteral("descending");

} // namespace

TableSort TableSort::kept(const QSettings &settings, const QString &key, int columnCount, const TableSort &otherwise)
{
    const QStringList words = settings.value(key).toStringList();
    bool isNumber = false;
    const int column = words.value(0).toInt(&isNumber);
    if (!isNumber || column < 0 || column >= columnCount)
        return otherwise;
    return {column, words.value(1) == kDescendingWord ? Qt::DescendingOrder : Qt::AscendingOrder};
}

void TableSort::keep(QSettings &settings, const QString &key) const
{
    const QString word = order == Qt::DescendingOrder ? kDescendingWord : QStringLiteral("ascending");
    settings.setValue(key, QStringList{QString::number(column), word});
}

ColumnLayout::ColumnLayout(QTableView &table, QSettings &settings, const QString &key,
                           const QMap<int, ColumnPlan> &plans)
    : QObject(&table)
    , m_table(table)
    , m_header(table.horizontalHeader())
    , m_settings(settings)
    , m_key(key + QStringLiteral("/columns"))
    , m_plans(plans)
{
    Q_ASSERT(m_plans.size() == m_header->count());
    const QByteArray state = m_settings.value(m_key).toByteArray();
    m_own = !state.isEmpty() && m_header->restoreState(state);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int, int before, int after) {
        // From or to nothing is a column shown or hidden; the header does that again with every changed layout of the
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
    if (!m_lent.isEmpty()) {
        if (const QList<int> now = shown(); now != std::exchange(m_lent, now)) // widths are not the view's
            Q_EMIT rearranged();
        return;
    }
    m_own = true;
    save();
}

void ColumnLayout::save()
{
    m_settings.setValue(m_key, m_header->saveState());
}

QList<int> ColumnLayout::shown() const
{
    QList<int> columns;
    for (int place = 0; place < m_header->count(); ++place)
        if (const int column = m_header->logicalIndex(place); !m_header->isSectionHidden(column))
            columns += column;
    return columns;
}

void ColumnLayout::lend(const QList<int> &columns)
{
    m_lent = columns;
    moveInto(columns);
    fit();
}

void ColumnLayout::giveBack()
{
    if (m_lent.isEmpty())
        return;
    m_lent.clear();
    moveInto({});
    if (m_own) {
        const QScopedValueRollback guard(m_arranging, true);
        m_header->restoreState(m_settings.value(m_key).toByteArray());
    }
    fit();
}

/// These first, the others behind them as they are numbered.
void ColumnLayout::moveInto(const QList<int> &order)
{
    const QScopedValueRollback guard(m_arranging, true);
    QList<int> all = order;
    for (int column = 0; column < m_header->count(); ++column)
        if (!order.contains(column))
            all += column;
    for (int place = 0; place < all.size(); ++place)
        m_header->moveSection(m_header->visualIndex(all[place]), place);
}

void ColumnLayout::reset()
{
    if (!m_lent.isEmpty()) {
        QList<int> all;
        for (int column = 0; column < m_header->count(); ++column)
            all += column;
        lend(all);
        Q_EMIT rearranged();
        return;
    }
    m_settings.remove(m_key);
    m_own = false;
    {
        const QScopedValueRollback guard(m_arranging, true);
        for (int column = 0; column < m_header->count(); ++column)
            m_header->moveSection(m_header->visualIndex(column), column);
    }
    fit();
}

QList<int> ColumnLayout::columnsThatFit(int width) const
{
    QList<int> columns;
    for (int column = 0; column < m_header->count(); ++column)
        columns += column;
    const auto needed = [&] {
        int sum = 0;
        for (const int column : columns)
            sum += scaledPx(&m_table, m_plans[column].least);
        return sum;
    };
    // An order whose reason can't be seen looks like none: the column that sorts stays.
    const int sorts = m_header->sortIndicatorSection();
    const auto importance = [&](int column) { return column == sorts ? 100 : m_plans[column].importance; };
    while (columns.size() > kFewestColumns && needed() > width)
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
        const ColumnPlan plan = m_plans[column];
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
        const int more = int((scaledPx(&m_table, m_plans[columns[i]].ideal) - widths[i]) * portion);
        widths[i] += more;
        rest -= more;
    }
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (m_plans[columns[i]].grows && growing > 0) {
            const int more = rest / growing--;
            widths[i] += more;
            rest -= more;
        }
        m_header->resizeSection(columns[i], widths[i]);
    }
}

void ColumnLayout::fit()
{
    if (m_own && m_lent.isEmpty())
        return;
    const QScopedValueRollback guard(m_arranging, true);
    const int width = m_table.viewport()->width();
    const QList<int> columns = m_lent.isEmpty() ? columnsThatFit(width) : m_lent;
    for (int column = 0; column < m_header->count(); ++column)
        m_header->setSectionHidden(column, !columns.contains(column));
    share(columns, width);
}

void ColumnLayout::setColumnShown(int column, bool shown)
{
    {
        const QScopedValueRollback guard(m_arranging, true);
        m_header->setSectionHidden(column, !shown);
        if (shown && m_header->sectionSize(column) < scaledPx(&m_table, m_plans[column].least))
            m_header->resizeSection(column, scaledPx(&m_table, m_plans[column].ideal));
    }
    becomeOwn();
}

void ColumnLayout::fillMenu(QMenu *menu)
{
    const int shown = m_header->count() - m_header->hiddenSectionCount();
    for (int column = 0; column < m_header->count(); ++column) {
        QAction *action = menu->addAction(m_table.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(column));
        // The last one stays: a table without columns can't be got back by its header.
        action->setEnabled(!action->isChecked() || shown > 1);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
    }
    menu->addSeparator();
    QAction *resetAction = menu->addAction(tr("Reset columns"));
    resetAction->setEnabled(m_own || !m_lent.isEmpty());
    connect(resetAction, &QAction::triggered, this, &ColumnLayout::reset);
}

} // namespace pl::ui
