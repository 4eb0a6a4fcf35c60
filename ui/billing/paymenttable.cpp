#include "ui/billing/paymenttable.h"

#include "ui/billing/billingwords.h"
#include "ui/common/metrics.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QScrollBar>

#include <numeric>

namespace pl::ui {

using Model = tables::PaymentTableModel;

namespace {

/// Widths at 13 px text. `grows` columns share what is left over.
struct ColumnPlan
{
    int width;
    int grows;
    int importance; ///< the lowest goes first
};

ColumnPlan planOf(int column)
{
    switch (static_cast<Model::Column>(column)) {
    case Model::ChargedColumn:
        return {112, 0, 7};
    case Model::ServiceColumn:
        return {168, 3, 5};
    case Model::CustomerColumn:
        return {112, 2, 3};
    case Model::PlumberColumn:
        return {112, 2, 6};
    case Model::AmountColumn:
        return {84, 0, 9};
    case Model::StateColumn:
        return {138, 0, 8};
    case Model::FailureColumn:
        return {150, 3, 2};
    case Model::ReceiptColumn:
    case Model::ColumnCount:
        break;
    }
    return {64, 0, 1};
}

} // namespace

PaymentDelegate::PaymentDelegate(const OfficeContext &context, const Model &model, QObject *parent)
    : QStyledItemDelegate(parent), m_context(context), m_model(model)
{
}

QString PaymentDelegate::textOf(const Payment &payment, int column) const
{
    switch (static_cast<Model::Column>(column)) {
    case Model::ChargedColumn:
        return chargedText(payment.createdAt, m_context.clock());
    case Model::StateColumn:
        return paymentStateText(payment);
    case Model::ReceiptColumn:
        return payment.receiptUrl ? tr("Receipt") : QString();
    case Model::CustomerColumn: {
        const Lead *lead = m_context.replica.lead(payment.leadId);
        return lead && lead->erasedAt ? tr("Erased") : lead ? lead->fullName() : QString();
    }
    case Model::FailureColumn:
        return payment.status == PaymentStatus::Failed ? payment.failureMessage.value_or(QString()) : QString();
    case Model::ServiceColumn: {
        const Lead *lead = m_context.replica.lead(payment.leadId);
        return lead ? lead->serviceNeeded : QString();
    }
    case Model::PlumberColumn:
        return m_context.replica.plumberName(payment.plumberId);
    case Model::AmountColumn:
        return moneyText(payment.amount());
    case Model::ColumnCount:
        break;
    }
    return {};
}

void PaymentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, selected ? colors.selection : colors.panel);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.line);
    const Payment *payment = m_model.paymentAt(index);
    if (!payment)
        return;
    const int inset = scaledPx(option.font, 10);
    const QRect cell = option.rect.adjusted(inset, 0, -inset / 2, -1);
    const int column = index.column();
    if (column == Model::StateColumn)
        return paintChip(painter, cell, chipOf(*payment), colors, option.font);
    const bool quiet = column == Model::ChargedColumn || payment->status == PaymentStatus::Void;
    QFont font = option.font;
    font.setWeight(column == Model::PlumberColumn ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(column == Model::ReceiptColumn ? colors.blue.text : quiet ? colors.secondText : colors.text);
    const auto side = column == Model::AmountColumn ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(cell, Qt::AlignVCenter | side | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(textOf(*payment, column), Qt::ElideRight, cell.width()));
}

QSize PaymentDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, scaledPx(option.font, 34)};
}

void dressTable(QTableView *table, int rowHeight)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    table->verticalScrollBar()->setSingleStep(rowHeight);
    QHeaderView *header = table->horizontalHeader();
    // Shared with the table, the header would look through the whole selection at every change.
    header->setSelectionModel(new QItemSelectionModel(table->model(), header));
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

PaymentTable::PaymentTable(OfficeContext &context, Model &model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setObjectName(QStringLiteral("paymentsTable"));
    setAccessibleName(tr("Payments"));
    setModel(&model);
    auto *delegate = new PaymentDelegate(context, model, this);
    setItemDelegate(delegate);
    model.setSpokenWords([words = QPointer(delegate)](const Payment &payment, int column) {
        return words ? words->textOf(payment, column) : QString();
    });
    dressTable(this, scaledPx(this, 34));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    horizontalHeader()->setSortIndicator(Model::ChargedColumn, Qt::DescendingOrder);
    horizontalHeader()->setSortIndicatorShown(true);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, &model, &Model::sort);
    connect(this, &QAbstractItemView::clicked, this, &PaymentTable::detailsWanted);
    connect(this, &QAbstractItemView::doubleClicked, this, &PaymentTable::paymentActivated);
}

QUuid PaymentTable::currentPayment() const
{
    return currentIndex().data(Model::PaymentIdRole).toUuid();
}

bool PaymentTable::selectPayment(const QUuid &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, 0));
    scrollTo(currentIndex(), PositionAtCenter);
    return true;
}

void PaymentTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT paymentActivated();
    else if (plain && event->key() == Qt::Key_Space)
        Q_EMIT detailsWanted();
    else
        QTableView::keyPressEvent(event);
}

void PaymentTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

void PaymentTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentPaymentChanged(current.data(Model::PaymentIdRole).toUuid());
}

void PaymentTable::shareWidth()
{
    QList<int> columns;
    for (int column = 0; column < Model::ColumnCount; ++column)
        columns += column;
    const auto needed = [&] {
        return std::accumulate(columns.cbegin(), columns.cend(), 0,
                               [this](int sum, int column) { return sum + scaledPx(this, planOf(column).width); });
    };
    while (columns.size() > 1 && needed() > viewport()->width())
        columns.erase(std::min_element(columns.begin(), columns.end(),
                                       [](int a, int b) { return planOf(a).importance < planOf(b).importance; }));
    const int spare = std::max(0, viewport()->width() - needed());
    const int parts = std::accumulate(columns.cbegin(), columns.cend(), 0,
                                      [](int sum, int column) { return sum + planOf(column).grows; });
    for (int column = 0; column < Model::ColumnCount; ++column) {
        setColumnHidden(column, !columns.contains(column));
        const ColumnPlan plan = planOf(column);
        setColumnWidth(column, scaledPx(this, plan.width) + (parts > 0 ? spare * plan.grows / parts : 0));
    }
}

} // namespace pl::ui
