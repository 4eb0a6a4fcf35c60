#include "ui/leads/leadboard.h"

#include "ui/leads/boardlist.h"
#include "ui/leads/carddelegate.h"
#include "ui/leads/cardghost.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

// The board's parts and its drags; its keys are in leadboardkeys.cpp.

namespace pl::ui {

using namespace std::chrono_literals;

LeadStatus reopenedAs(const Lead &lead)
{
    return lead.assignedPlumberId ? LeadStatus::Assigned : LeadStatus::New;
}

LeadBoard::LeadBoard(OfficeContext &context, tables::LeadTableModel &model, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_board(new tables::LeadBoardModel(model, this))
    , m_cards(new CardDelegate(context, model, this))
    , m_ghost(new CardGhost(this))
{
    setObjectName(QStringLiteral("leadBoard"));
    setAccessibleName(tr("Board of leads"));
    setFocusPolicy(Qt::StrongFocus);
    auto *columns = new QHBoxLayout(this);
    const int gap = scaledPx(this, 10);
    columns->setContentsMargins(gap, gap, gap, gap);
    columns->setSpacing(gap);
    for (const LeadStatus status : {LeadStatus::New, LeadStatus::Assigned, LeadStatus::Completed}) {
        Column &column = m_columns[static_cast<std::size_t>(status)];
        column = build(status);
        columns->addWidget(column.frame, 1);
        connectList(column);
    }
    m_ghost->hide();
    connect(m_board, &tables::LeadBoardModel::arranged, this, &LeadBoard::arranged);
    // Times go on without any news.
    connect(&m_second, &QTimer::timeout, this, [this] {
        for (const Column &column : m_columns)
            column.list->viewport()->update();
    });
}

LeadBoard::Column LeadBoard::build(LeadStatus status)
{
    const QString key(enumName(status));
    Column column;
    column.model = &m_board->column(status);
    column.frame = new QWidget(this);
    column.list = new BoardList(column.frame);
    column.list->setObjectName(QStringLiteral("board_") + key);
    column.list->setAccessibleName(statusText(status));
    column.list->setModel(column.model);
    column.list->setItemDelegate(m_cards);
    auto *title = new PlainLabel(statusText(status), column.frame);
    title->setFont(scaledFont(font(), 1, QFont::DemiBold));
    column.count = new PlainLabel(column.frame);
    column.count->setObjectName(QStringLiteral("boardCount_") + key);
    column.count->setForegroundRole(QPalette::PlaceholderText);
    column.hint = new PlainLabel(column.frame);
    column.hint->setObjectName(QStringLiteral("boardHint_") + key);
    column.hint->setForegroundRole(QPalette::PlaceholderText);
    column.hint->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(column.count);
    auto *rows = new QVBoxLayout(column.frame);
    const int gap = scaledPx(this, 10);
    rows->setContentsMargins(gap, gap, gap, gap);
    rows->addLayout(head);
    rows->addWidget(column.hint);
    rows->addWidget(column.list, 1);
    return column;
}

void LeadBoard::connectList(const Column &column)
{
    connect(column.list, &BoardList::cardPressed, this, [this, model = column.model](int row) {
        setFocus(Qt::MouseFocusReason);
        choose(model->idAt(row));
    });
    connect(column.list, &BoardList::cardClicked, this, &LeadBoard::detailsWanted);
    connect(column.list, &BoardList::cardDoubleClicked, this, &LeadBoard::cardActivated);
    connect(column.list, &BoardList::cardDragged, this, &LeadBoard::dragTo);
    connect(column.list, &BoardList::cardDropped, this, &LeadBoard::dropAt);
}

void LeadBoard::setCardActions(const QList<QAction *> &actions)
{
    for (const Column &column : m_columns)
        column.list->addActions(actions);
}

void LeadBoard::setListed(const QSet<LeadStatus> &statuses)
{
    m_listed = statuses;
    arranged();
}

/// A lead that changed its column takes the current card along.
void LeadBoard::arranged()
{
    for (const Column &column : m_columns) {
        const int cards = column.model->rowCount();
        const bool isListed = m_listed.isEmpty() || m_listed.contains(column.model->status());
        column.count->setText(isListed || cards > 0 ? numberText(cards) : QString());
        column.hint->setVisible(cards == 0);
        column.hint->setText(isListed ? tr("No leads here.")
                                      : tr("This list doesn't show these. You can still move a card here."));
    }
    setCurrentLead(m_current);
}

void LeadBoard::setCurrentLead(const QUuid &lead)
{
    if (lead != m_current && !m_ghost->isHidden())
        endDrag(); // or another card than the dragged one would be dropped
    m_current = lead;
    for (const Column &column : m_columns) {
        const int row = lead.isNull() ? -1 : column.model->rowOf(lead);
        if (row < 0)
            column.list->selectionModel()->clear();
        else if (column.list->currentIndex().row() != row || !column.list->selectionModel()->hasSelection())
            column.list->setCurrentIndex(column.model->index(row));
    }
    speak();
}

/// The lists never have the focus, so the board says which card is current.
void LeadBoard::speak()
{
    const Lead *lead = m_context.replica.lead(m_current);
    setAccessibleDescription(
        lead ? tr("%1: %2", "a column and a card").arg(statusText(lead->status), m_cards->spokenText(*lead))
             : QString());
}

void LeadBoard::choose(const QUuid &lead)
{
    if (lead.isNull())
        return;
    setCurrentLead(lead);
    Q_EMIT currentLeadChanged(lead);
}

QRect LeadBoard::currentCardOnScreen() const
{
    const int at = columnOfCurrent();
    if (at < 0)
        return {mapToGlobal(rect().center()), QSize()};
    const BoardList &list = *m_columns[static_cast<std::size_t>(at)].list;
    const QRect card = list.visualRect(list.currentIndex());
    return {list.viewport()->mapToGlobal(card.topLeft()), card.size()};
}

int LeadBoard::columnOfCurrent() const
{
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        if (!m_current.isNull() && m_columns[i].model->rowOf(m_current) >= 0)
            return static_cast<int>(i);
    return -1;
}

int LeadBoard::columnAt(const QPoint &global) const
{
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        if (m_columns[i].frame->geometry().contains(mapFromGlobal(global)))
            return static_cast<int>(i);
    return -1;
}

void LeadBoard::dragTo(const QPoint &global)
{
    if (m_ghost->isHidden()) {
        const QRect card = currentCardOnScreen();
        m_ghost->take(*this, QRect(mapFromGlobal(card.topLeft()), card.size()));
    }
    m_ghost->move(mapFromGlobal(global) - QPoint(m_ghost->width() / 2, m_ghost->height() / 3));
    m_ghost->show();
    m_ghost->raise();
    const int at = columnAt(global);
    const int target = at == columnOfCurrent() ? -1 : at;
    if (std::exchange(m_target, target) != target)
        update();
}

void LeadBoard::dropAt(const QPoint &global)
{
    const int at = columnAt(global);
    endDrag();
    if (at >= 0 && at != columnOfCurrent())
        Q_EMIT moveWanted(m_current, static_cast<LeadStatus>(at));
}

void LeadBoard::endDrag()
{
    for (const Column &column : m_columns)
        column.list->cancelDrag();
    m_ghost->hide();
    m_target = -1;
    update();
}

void LeadBoard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.fillRect(rect(), colors.panel);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal radius = scaledPx(this, 8);
    for (int i = 0; i < int(m_columns.size()); ++i) {
        painter.setBrush(i == m_target ? colors.blue.ground : colors.side);
        painter.drawRoundedRect(m_columns[static_cast<std::size_t>(i)].frame->geometry(), radius, radius);
    }
}

void LeadBoard::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_board->setFollowing(true);
    m_second.start(1s);
}

void LeadBoard::hideEvent(QHideEvent *event)
{
    endDrag();
    m_second.stop();
    m_board->setFollowing(false);
    QWidget::hideEvent(event);
}

} // namespace pl::ui
