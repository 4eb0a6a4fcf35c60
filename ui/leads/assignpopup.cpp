#include "ui/leads/assignpopup.h"

#include "ui/leads/candidatedelegate.h"
#include "ui/leads/candidatelistmodel.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"
#include "ui/words/leadwords.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace pl::ui {

namespace {

constexpr int kRowsShown = 7;

QString noHitsText(const Lead &lead, int candidates)
{
    const bool isReassigned = lead.assignedPlumberId.has_value();
    if (candidates == 0)
        return isReassigned ? AssignPopup::tr("There are no other plumbers.")
                            : AssignPopup::tr("There are no plumbers yet. Add one under Plumbers.");
    return isReassigned ? AssignPopup::tr("No other plumber matches. Clear the text to see them all.")
                        : AssignPopup::tr("No plumber matches. Clear the text to see them all.");
}

} // namespace

AssignPopup::AssignPopup(QWidget *host)
    : Popover(host)
    , m_title(popoverTitle(this))
    , m_count(popoverHint(this))
    , m_noService(buildNoService())
    , m_filter(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_noHits(popoverHint(this))
    , m_model(new CandidateListModel(this))
{
    setObjectName(QStringLiteral("assignPopup"));
    setAccessibleName(tr("Assign to a plumber"));
    m_filter->setObjectName(QStringLiteral("assignFilter"));
    m_filter->setPlaceholderText(tr("Type a plumber's name"));
    m_filter->setAccessibleName(tr("Plumber"));
    m_filter->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("assignList"));
    m_list->setAccessibleName(tr("Plumbers"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CandidateDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_count->setObjectName(QStringLiteral("assignCount"));
    m_noHits->setObjectName(QStringLiteral("assignNoHits"));
    auto *rows = popoverLayout(this);
    rows->addLayout(popoverHeader(m_title, m_count));
    rows->addWidget(m_noService);
    rows->addWidget(m_filter);
    rows->addWidget(m_list);
    rows->addWidget(m_noHits);
    rows->addWidget(popoverKeys(this, {{Qt::Key_Return, tr("assign")}, {Qt::Key_Escape, tr("close")}}));
    connect(m_filter, &QLineEdit::textChanged, this, &AssignPopup::filter);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { selectAndChoose(index); });
}

QWidget *AssignPopup::buildNoService()
{
    auto *row = new QWidget(this);
    row->setObjectName(QStringLiteral("assignNoService"));
    auto *words = popoverHint(this);
    words->setText(tr("The service is unknown, so no plumber matches. Set it first, or choose a plumber anyway."));
    auto *set = new QPushButton(tr("Set the service\u2026"), row);
    set->setObjectName(QStringLiteral("assignSetService"));
    set->setAutoDefault(true); // Enter presses it
    connect(set, &QPushButton::clicked, this, [this] {
        closePopover();
        Q_EMIT serviceWanted(m_leadId);
    });
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(words, 1);
    line->addWidget(set);
    return row;
}

void AssignPopup::openFor(const Lead &lead, const QList<Candidate> &candidates, const QHash<QUuid, Plumber> &plumbers,
                          const QRect &anchor)
{
    m_leadId = lead.id;
    m_title->setText(tr("Assign %1").arg(leadName(lead)));
    m_model->setCandidates(lead, candidates, plumbers);
    m_count->setText(tr("%L1 of %L2 can take it").arg(m_model->eligibleCount()).arg(m_model->totalCount()));
    m_noHits->setText(noHitsText(lead, m_model->totalCount()));
    m_noService->setVisible(lead.serviceNeeded.isEmpty());
    m_filter->clear();
    filter({});
    openAt(anchor);
}

QWidget *AssignPopup::firstFocus()
{
    return m_filter;
}

bool AssignPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *press = static_cast<QKeyEvent *>(event);
        const int key = press->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (!press->isAutoRepeat())
                choose();
            return true;
        }
        if (moveBy(key))
            return true;
    }
    return Popover::eventFilter(watched, event);
}

void AssignPopup::filter(const QString &text)
{
    m_model->setText(text);
    const bool hits = m_model->rowCount() > 0;
    m_list->setVisible(hits);
    m_noHits->setVisible(!hits);
    if (hits)
        selectRow(0);
    fitToRows();
}

void AssignPopup::selectAndChoose(const QModelIndex &index)
{
    selectRow(index.row());
    choose();
}

void AssignPopup::choose()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    const bool confirmed = index.data(CandidateListModel::ConfirmRole).toBool();
    if (!confirmed && !index.data(CandidateListModel::EligibleRole).toBool()) {
        m_model->setConfirmRow(index.row());
        return;
    }
    const QUuid plumberId = index.data(CandidateListModel::PlumberIdRole).toUuid();
    closePopover();
    Q_EMIT plumberChosen(m_leadId, plumberId);
}

void AssignPopup::selectRow(int row)
{
    if (row != m_list->currentIndex().row())
        m_model->setConfirmRow(-1);
    m_list->setCurrentIndex(m_model->index(row));
    // The focus stays in the field: a screen reader hears there who is chosen.
    m_filter->setAccessibleDescription(m_list->currentIndex().data(Qt::AccessibleTextRole).toString());
}

bool AssignPopup::moveBy(int key)
{
    const int row = m_list->currentIndex().row();
    const int last = m_model->rowCount() - 1;
    if (last < 0)
        return false;
    switch (key) {
    case Qt::Key_Down:
        selectRow(row >= last ? 0 : row + 1);
        return true;
    case Qt::Key_Up:
        selectRow(row <= 0 ? last : row - 1);
        return true;
    case Qt::Key_PageDown:
        selectRow(std::min(row + kRowsShown, last));
        return true;
    case Qt::Key_PageUp:
        selectRow(std::max(row - kRowsShown, 0));
        return true;
    default:
        return false;
    }
}

void AssignPopup::fitToRows()
{
    const int rowHeight = m_model->rowCount() > 0 ? m_list->sizeHintForRow(0) : scaledPx(this, 46);
    const int above = m_noService->isHidden() ? 0 : m_noService->sizeHint().height();
    const int room = (window()->height() - scaledPx(this, 150) - above) / rowHeight;
    const int rows = std::min({std::max(m_model->rowCount(), 1), kRowsShown, std::max(room, 2)});
    m_list->setFixedSize(scaledPx(this, 440), rows * rowHeight);
    m_noHits->setFixedSize(m_list->size());
    if (isOpen())
        place();
}

} // namespace pl::ui
