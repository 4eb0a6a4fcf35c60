#include "ui/sorting/choicepopup.h"

#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/popoverparts.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace pl::ui {
namespace {

constexpr int kMaxChoices = 16; ///< that are visible without scrolling
constexpr int kMaxOwnWords = 200;

bool isEnterKey(const QKeyEvent &press)
{
    return press.key() == Qt::Key_Return || press.key() == Qt::Key_Enter;
}

} // namespace

ChoicePopup::ChoicePopup(QWidget *host)
    : Popover(host), m_title(popoverTitle(this)), m_list(new QListWidget(this)), m_own(new QLineEdit(this))
{
    setObjectName(QStringLiteral("choicePopup"));
    m_list->setObjectName(QStringLiteral("choiceList"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new PlainDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTabKeyNavigation(false);
    m_list->installEventFilter(this);
    m_own->setObjectName(QStringLiteral("choiceOwnWords"));
    m_own->setMaxLength(kMaxOwnWords);
    m_own->installEventFilter(this);
    auto *rows = popoverLayout(this);
    rows->addWidget(m_title);
    rows->addWidget(m_list);
    rows->addWidget(m_own);
    connect(m_list, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem *item) { choose(item->data(Qt::UserRole).toString()); });
}

void ChoicePopup::ask(const QString &title, const QList<Choice> &choices, const QRect &anchor,
                      std::function<void(const QString &key)> chosen, const QString &current, const QString &ownWords)
{
    m_title->setText(title);
    setAccessibleName(title);
    m_list->setAccessibleName(title);
    m_own->clear();
    m_own->setPlaceholderText(ownWords);
    m_own->setAccessibleName(ownWords);
    m_own->setVisible(!ownWords.isEmpty());
    fill(choices, current);
    m_chosen = std::move(chosen);
    openAt(anchor);
}

void ChoicePopup::fill(const QList<Choice> &choices, const QString &current)
{
    m_list->clear();
    m_list->setSpacing(0);
    for (const Choice &choice : choices) {
        auto *item = new QListWidgetItem(choice.text, m_list);
        item->setData(Qt::UserRole, choice.key);
        item->setSizeHint({scaledPx(this, 120), scaledPx(this, 26)});
        if (choice.key == current)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
    const int lines = std::clamp(m_list->count(), 1, kMaxChoices);
    m_list->setFixedSize(scaledPx(this, 260), lines * scaledPx(this, 26) + scaledPx(this, 4));
}

QWidget *ChoicePopup::firstFocus()
{
    return m_list;
}

bool ChoicePopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && (watched == m_list || watched == m_own)) {
        const auto *press = static_cast<QKeyEvent *>(event);
        if (isEnterKey(*press)) {
            const QListWidgetItem *item = m_list->currentItem();
            const QString key = watched == m_own ? m_own->text().simplified()
                                : item           ? item->data(Qt::UserRole).toString()
                                                 : QString();
            if (!press->isAutoRepeat() && !key.isEmpty()) // the key that opened it, held down, is no answer
                choose(key);
            return true;
        }
    }
    return Popover::eventFilter(watched, event);
}

void ChoicePopup::choose(const QString &key)
{
    const auto chosen = std::exchange(m_chosen, {});
    closePopover();
    if (chosen)
        chosen(key);
}

} // namespace pl::ui
