#include "ui/settings/pricesview.h"
#include "ui/settings/rulesbar.h"
#include "ui/settings/serviceform.h"
#include "ui/style/chip.h"
#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>

// Builds the prices view; pricesview.cpp has the behavior.

namespace pl::ui {

using PriceModel = tables::PriceTableModel;

namespace {

/// Prices are right-aligned; one that the rules being typed would change is blue, with the old one beside it.
class PriceDelegate : public PlainDelegate
{
public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(option.palette);
        const QRect cell = paintRowGround(painter, option);
        const bool active = index.data(PriceModel::ActiveRole).toBool();
        if (index.column() == PriceModel::StateColumn)
            return paintChip(painter, cell,
                             active ? Chip{tr("Offered"), &Colors::green} : Chip{tr("Not offered"), &Colors::slate},
                             colors, option.font);
        const bool isPrice = index.column() >= PriceModel::TodayColumn;
        const bool changes = index.data(PriceModel::WasRole).isValid();
        const bool strong = index.column() == PriceModel::ServiceColumn || changes;
        const QColor &color = changes                                                  ? colors.blue.text
                              : active && index.column() != PriceModel::CategoryColumn ? colors.text
                                                                                       : colors.secondText;
        paintRowText(painter, cell, index.data().toString(), color,
                     scaledFont(option.font, 1, strong ? QFont::DemiBold : QFont::Normal),
                     isPrice ? Qt::AlignRight : Qt::AlignLeft);
    }
};

} // namespace

PricesView::PricesView(OfficeContext &context, BillingContext &billing, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_billing(billing)
    , m_model(new PriceModel(this))
    , m_rules(new RulesBar(this))
    , m_form(new ServiceForm(this))
    , m_table(new RowTable(this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
    , m_add(addViewAction("addServiceAction", tr("&New service\u2026"), {Qt::Key_N}, &PricesView::addService))
    , m_edit(addViewAction("editServiceAction", tr("&Edit service\u2026"), {Qt::Key_E}, &PricesView::editService))
    , m_offer(addViewAction("offerServiceAction", tr("Stop &offering"), {Qt::Key_P}, &PricesView::toggleOffered))
    , m_rulesAction(addViewAction("editRulesAction", tr("Change the &rules"), {Qt::Key_R}, &PricesView::editRules))
{
    setObjectName(QStringLiteral("pricesView"));
    m_state->setObjectName(QStringLiteral("pricesState"));
    buildTable();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildHeader());
    rows->addWidget(m_rules);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    rows->addWidget(m_pages, 1);
    connectAll();
    refresh();
}

QAction *PricesView::addViewAction(const char *name, const QString &text, const QList<QKeySequence> &keys,
                                   void (PricesView::*run)())
{
    QAction *action = makeViewAction(this, name, text, keys);
    connect(action, &QAction::triggered, this, run);
    return action;
}

QWidget *PricesView::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 4));
    auto *title = new PlainLabel(tr("Prices"), header);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *hint =
        new PlainLabel(tr("What a plumber pays for a lead: the service's price times the urgency factor"), header);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setMinimumWidth(1);
    auto *add = new QPushButton(icon(QStringLiteral("plus")), tr("New service"), header);
    add->setObjectName(QStringLiteral("addServiceButton"));
    setActionToolTip(add, m_add);
    connect(add, &QPushButton::clicked, m_add, &QAction::trigger);
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 8));
    row->addWidget(hint, 1);
    row->addWidget(add);
    return header;
}

void PricesView::buildTable()
{
    m_table->setObjectName(QStringLiteral("pricesTable"));
    m_table->setAccessibleName(tr("Prices of leads"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PriceDelegate(m_table));
    dressTable(m_table, heightOfRow(this));
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsClickable(false);
    for (int column = 0; column < PriceModel::ColumnCount; ++column)
        header->resizeSection(column, scaledPx(this, 116));
    header->setSectionResizeMode(PriceModel::ServiceColumn, QHeaderView::Stretch);
}

} // namespace pl::ui
