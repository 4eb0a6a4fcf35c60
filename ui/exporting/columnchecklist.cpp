#include "ui/exporting/columnchecklist.h"

#include "ui/style/metrics.h"
#include "ui/widgets/plaindelegate.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>

namespace pl::ui {

ColumnCheckList::ColumnCheckList(QWidget *parent) : QWidget(parent), m_list(new QListWidget(this))
{
    setFocusProxy(m_list);
    m_list->setObjectName(QStringLiteral("columnList"));
    m_list->setAccessibleName(tr("Columns"));
    m_list->setItemDelegate(new PlainDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMinimumHeight(scaledPx(this, 170));
    auto *all = new QPushButton(tr("&All"), this);
    auto *none = new QPushButton(tr("&None"), this);
    all->setObjectName(QStringLiteral("allColumns"));
    none->setObjectName(QStringLiteral("noColumns"));
    for (QPushButton *button : {all, none})
        button->setAutoDefault(false);
    connect(all, &QPushButton::clicked, this, [this] { checkAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { checkAll(false); });
    connect(m_list, &QListWidget::itemChanged, this, &ColumnCheckList::chosenChanged);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(all);
    buttons->addWidget(none);
    buttons->addStretch();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_list, 1);
    rows->addLayout(buttons);
}

void ColumnCheckList::setColumns(const QList<ExportColumn> &columns)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const ExportColumn &column : columns) {
        auto *item = new QListWidgetItem(column.column.title, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setData(Qt::UserRole, column.id);
        item->setCheckState(column.isShown ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setCurrentRow(0);
}

QList<int> ColumnCheckList::chosen() const
{
    QList<int> ids;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked)
            ids += m_list->item(row)->data(Qt::UserRole).toInt();
    return ids;
}

void ColumnCheckList::checkAll(bool checked)
{
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
}

} // namespace pl::ui
