#include "ui/leads/completepopup.h"

#include "ui/leads/reasondelegate.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

namespace pl::ui {

namespace {

struct Choice
{
    ClosedReason reason;
    Qt::Key key;
};

constexpr Choice kChoices[] = {{ClosedReason::Done, Qt::Key_D},
                               {ClosedReason::Invalid, Qt::Key_I},
                               {ClosedReason::Duplicate, Qt::Key_U},
                               {ClosedReason::Lost, Qt::Key_L}};

QString meaningOf(ClosedReason reason)
{
    switch (reason) {
    case ClosedReason::Done:
        return CompletePopup::tr("The plumber did the work");
    case ClosedReason::Invalid:
        return CompletePopup::tr("Wrong number, no such person, or a test");
    case ClosedReason::Duplicate:
        return CompletePopup::tr("The same customer asked twice");
    case ClosedReason::Lost:
        return CompletePopup::tr("The customer went elsewhere or gave up");
    }
    return {};
}

} // namespace

CompletePopup::CompletePopup(QWidget *host) : Popover(host), m_title(popoverTitle(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("completePopup"));
    setAccessibleName(tr("Complete the lead"));
    m_list->setObjectName(QStringLiteral("completeList"));
    m_list->setAccessibleName(tr("Reason for closing"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new ReasonDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    for (const Choice &choice : kChoices) {
        auto *item = new QListWidgetItem(closedReasonText(choice.reason), m_list);
        item->setData(ReasonDelegate::MeaningRole, meaningOf(choice.reason));
        item->setData(ReasonDelegate::KeyRole, QKeySequence(choice.key).toString());
    }
    m_list->setFixedSize(scaledPx(this, 330), m_list->sizeHintForRow(0) * m_list->count());
    auto *rows = popoverLayout(this);
    rows->addWidget(m_title);
    rows->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this, [this] { choose(kChoices[m_list->currentRow()].reason); });
}

void CompletePopup::openFor(const Lead &lead, const QRect &anchor)
{
    m_leadId = lead.id;
    open(tr("Complete %1").arg(leadName(lead)), anchor);
}

void CompletePopup::openForMany(int leads, const QRect &anchor)
{
    m_leadId = QUuid();
    open(tr("Complete %n lead(s)", nullptr, leads), anchor);
}

void CompletePopup::open(const QString &title, const QRect &anchor)
{
    m_title->setText(title);
    m_list->setCurrentRow(0);
    openAt(anchor);
}

QWidget *CompletePopup::firstFocus()
{
    return m_list;
}

bool CompletePopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto *press = static_cast<QKeyEvent *>(event);
        const int key = press->key();
        if (press->isAutoRepeat() && key != Qt::Key_Up && key != Qt::Key_Down)
            return true; // the key that opened it, held down, is no answer
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose(kChoices[m_list->currentRow()].reason);
            return true;
        }
        for (const Choice &choice : kChoices) {
            if (choice.key == key) {
                choose(choice.reason);
                return true;
            }
        }
    }
    return Popover::eventFilter(watched, event);
}

void CompletePopup::choose(ClosedReason reason)
{
    closePopover();
    Q_EMIT reasonChosen(m_leadId, reason);
}

} // namespace pl::ui
