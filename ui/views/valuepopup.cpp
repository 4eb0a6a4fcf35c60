#include "ui/views/valuepopup.h"

#include "models/base/foldedtext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/popoverparts.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>

namespace pl::ui {
namespace {

constexpr int kMaxListed = 200;
constexpr int kMaxTyped = 200;

} // namespace

ValuePopup::ValuePopup(QWidget *host) : Popover(host), m_words(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("pickPopup"));
    m_words->setObjectName(QStringLiteral("pickWords"));
    m_words->setMaxLength(kMaxTyped);
    m_words->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("pickList"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new PlainDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedSize(scaledPx(this, 270), scaledPx(this, 230));
    auto *rows = popoverLayout(this);
    rows->addWidget(m_words);
    rows->addWidget(m_list);
    rows->addWidget(popoverKeys(this, {{Qt::Key_Return, tr("choose")}, {Qt::Key_Escape, tr("close")}}));
    connect(m_words, &QLineEdit::textChanged, this, &ValuePopup::fill);
    connect(m_list, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem *item) { toggle(item->data(Qt::UserRole).toString()); });
}

void ValuePopup::ask(const Question &question, const QRect &anchor, std::function<void(const QStringList &)> changed)
{
    m_question = question;
    m_changed = std::move(changed);
    setAccessibleName(question.title);
    m_words->setPlaceholderText(question.hint);
    m_words->setAccessibleName(question.hint);
    m_list->setAccessibleName(question.title);
    m_words->clear();
    fill();
    openAt(anchor);
}

void ValuePopup::fill()
{
    m_list->clear();
    const SearchWords wanted(m_question.takesOwnWords ? QString() : m_words->text());
    for (const FilterChip::Choice &choice : std::as_const(m_question.choices)) {
        if (m_list->count() == kMaxListed || !wanted.occurIn(folded(choice.text)))
            continue;
        auto *item = new QListWidgetItem(choice.text, m_list);
        item->setData(Qt::UserRole, choice.key);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setCheckState(m_question.chosen.contains(choice.key) ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setCurrentRow(0);
}

void ValuePopup::enter()
{
    const QString typed = m_words->text().simplified();
    if (m_question.takesOwnWords && !typed.isEmpty()) {
        m_words->clear();
        if (m_question.chosen.contains(typed))
            return;
        if (std::none_of(m_question.choices.cbegin(), m_question.choices.cend(),
                         [&typed](const auto &choice) { return choice.key == typed; }))
            m_question.choices.append({typed, typed});
        return toggle(typed);
    }
    if (const QListWidgetItem *item = m_list->currentItem())
        toggle(item->data(Qt::UserRole).toString());
}

void ValuePopup::toggle(const QString &key)
{
    if (!m_question.chosen.removeOne(key))
        m_question.chosen += key;
    const int row = m_list->currentRow();
    fill();
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    if (m_changed)
        m_changed(m_question.chosen);
}

QWidget *ValuePopup::firstFocus()
{
    return m_words;
}

bool ValuePopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return Popover::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    switch (press->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!press->isAutoRepeat()) // the key that opened it, held down, is no answer
            enter();
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(m_list->count() - 1, m_list->currentRow() + 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(0, m_list->currentRow() - 1));
        return true;
    default:
        return Popover::eventFilter(watched, event);
    }
}

PickChip::PickChip(const QString &title, const QString &hint, QWidget *parent)
    : FilterChip(title, parent), m_chipTitle(title), m_hint(hint), m_popup(new ValuePopup(this))
{
}

QList<FilterChip::Choice> PickChip::choices() const
{
    QList<Choice> known = m_source ? m_source() : QList<Choice>();
    for (const QString &key : chosen())
        if (std::none_of(known.cbegin(), known.cend(), [&key](const Choice &choice) { return choice.key == key; }))
            known.append({key, m_takesOwnWords ? key : tr("Unknown")});
    return known;
}

void PickChip::choose(const QStringList &keys)
{
    QList<Choice> words;
    const QList<Choice> known = m_source ? m_source() : QList<Choice>();
    for (const QString &key : keys) {
        const auto found =
            std::find_if(known.cbegin(), known.cend(), [&key](const Choice &choice) { return choice.key == key; });
        words.append(found != known.cend() ? *found : Choice{key, m_takesOwnWords ? key : tr("Unknown")});
    }
    setChoices(words);
    setChosen(keys);
}

void PickChip::openMenu()
{
    const QRect anchor(mapToGlobal(QPoint(0, 0)), size());
    m_popup->ask({m_chipTitle, m_hint, choices(), chosen(), m_takesOwnWords}, anchor,
                 [this](const QStringList &keys) { choose(keys); });
}

} // namespace pl::ui
