#include "ui/shell/shortcutsdialog.h"

#include "models/base/foldedtext.h"
#include "ui/shell/keycatcher.h"
#include "ui/style/metrics.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QPushButton>
#include <QTreeWidget>

// What the list of keys does; how it is put together is in shortcutslayout.cpp.

namespace pl::ui {

ShortcutsDialog::ShortcutsDialog(KeyBindings &keys, QWidget *parent)
    : QDialog(parent)
    , m_keys(keys)
    , m_filter(new FilterField(tr("Find a command or a key"), tr("Find a command or a key"), this))
    , m_list(new QTreeWidget(this))
    , m_catcher(new KeyCatcher(this))
    , m_sentence(new PlainLabel(this))
    , m_take(new QPushButton(tr("&Use it here instead"), this))
    , m_change(new QPushButton(tr("&Change\u2026"), this))
    , m_none(new QPushButton(tr("&No keys"), this))
    , m_original(new QPushButton(tr("&Original keys"), this))
    , m_resetAll(new QPushButton(tr("&Reset all\u2026"), this))
    , m_close(new QPushButton(tr("Close"), this))
    , m_confirm(new ConfirmPopup(this))
{
    setObjectName(QStringLiteral("shortcuts"));
    setWindowTitle(tr("Keyboard shortcuts"));
    build();
    fill();
    connectAll();
    stop();
}

void ShortcutsDialog::connectAll()
{
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_filter, &FilterField::left, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_list, &QTreeWidget::itemActivated, this, &ShortcutsDialog::begin);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] { stop(); });
    connect(m_catcher, &KeyCatcher::pressed, this, &ShortcutsDialog::propose);
    connect(m_catcher, &KeyCatcher::cancelled, this, [this] {
        stop();
        m_list->setFocus();
    });
    connect(m_take, &QPushButton::clicked, this, &ShortcutsDialog::take);
    connect(m_change, &QPushButton::clicked, this, &ShortcutsDialog::begin);
    connect(m_none, &QPushButton::clicked, this, [this] { wish({}); });
    connect(m_original, &QPushButton::clicked, this, [this] {
        if (const QAction *action = current())
            wish(m_keys.original(action));
    });
    connect(m_resetAll, &QPushButton::clicked, this, &ShortcutsDialog::askResetAll);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_keys, &KeyBindings::changed, this, &ShortcutsDialog::showKeys);
}

/// Null for the title of a group, and for a key that belongs to no action.
QAction *ShortcutsDialog::current() const
{
    return m_actions.value(m_list->currentItem());
}

QString ShortcutsDialog::wordsOf(const QAction *action) const
{
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it)
        if (it->data() == action)
            return it.key()->text(0);
    return {};
}

void ShortcutsDialog::filter(const QString &typed)
{
    const SearchWords words(typed);
    QTreeWidgetItem *first = nullptr;
    for (int top = 0; top < m_list->topLevelItemCount(); ++top) {
        QTreeWidgetItem *group = m_list->topLevelItem(top);
        bool any = false;
        for (int row = 0; row < group->childCount(); ++row) {
            QTreeWidgetItem *item = group->child(row);
            const QString text = QStringList{group->text(0), item->text(0), item->text(1)}.join(QLatin1Char('\n'));
            const bool fits = words.occurIn(folded(text));
            item->setHidden(!fits);
            any |= fits;
            first = !first && fits ? item : first;
        }
        group->setHidden(!any);
    }
    m_list->setCurrentItem(first);
    stop(first ? QString() : tr("No command or key matches \u201C%1\u201D.").arg(typed.trimmed()));
}

void ShortcutsDialog::refresh()
{
    const QAction *action = current();
    const bool can = action && m_keys.isChangeable(action);
    m_change->setEnabled(can);
    m_none->setEnabled(can && !action->shortcuts().isEmpty());
    m_original->setEnabled(can && m_keys.isOwn(action));
}

void ShortcutsDialog::begin()
{
    QAction *action = current();
    if (!action)
        return;
    if (!m_keys.isChangeable(action))
        return stop(tr("The keys for \u201C%1\u201D can't be changed here.").arg(wordsOf(action)));
    m_changing = action;
    m_take->hide();
    m_catcher->show();
    m_sentence->setText(tr("Press the new keys for \u201C%1\u201D, or Esc to keep the old ones.").arg(wordsOf(action)));
    m_catcher->setFocus();
}

void ShortcutsDialog::propose(const QKeySequence &key)
{
    m_take->hide();
    if (const QString why = KeyBindings::refusal(key); !why.isEmpty())
        m_sentence->setText(why);
    else
        wish({key});
}

void ShortcutsDialog::wish(const QList<QKeySequence> &keys)
{
    if (!m_changing)
        m_changing = current();
    if (!m_changing)
        return;
    m_wished = keys;
    const QList<KeyBindings::Entry> taken = m_keys.takenBy(m_changing, keys);
    if (taken.isEmpty())
        return take();
    QStringList names;
    for (const KeyBindings::Entry &entry : taken)
        names += tr("\u201C%1\u201D").arg(entry.words);
    const bool isFixed = std::any_of(taken.cbegin(), taken.cend(),
                                     [this](const auto &entry) { return !m_keys.isChangeable(entry.action); });
    m_catcher->show();
    m_take->setVisible(!isFixed);
    m_sentence->setText((isFixed ? tr("%1 belongs to %2 and can't be changed here. Press other keys.")
                                 : tr("%1 already does %2. Use it here instead, or press other keys."))
                            .arg(keysText(keys), names.join(tr(", "))));
    m_catcher->setFocus();
}

/// What had the keys keeps its other ones.
void ShortcutsDialog::take()
{
    const QPointer<QAction> action = m_changing;
    if (!action)
        return;
    const QList<KeyBindings::Entry> taken = m_keys.takenBy(action, m_wished);
    for (const KeyBindings::Entry &entry : taken) {
        QList<QKeySequence> rest = entry.action->shortcuts();
        rest.removeIf([this](const QKeySequence &key) { return m_wished.contains(key); });
        m_keys.setKeys(entry.action, rest);
    }
    m_keys.setKeys(action, m_wished);
    stop(m_wished.isEmpty() ? tr("\u201C%1\u201D has no keys now.").arg(wordsOf(action))
                            : tr("%1 now does \u201C%2\u201D.").arg(keysText(m_wished), wordsOf(action)));
    m_list->setFocus();
}

void ShortcutsDialog::stop(const QString &sentence)
{
    m_changing = nullptr;
    m_catcher->hide();
    m_take->hide();
    m_sentence->setText(sentence.isEmpty() ? tr("Press Enter to change a command's keys.") : sentence);
    refresh();
}

void ShortcutsDialog::askResetAll()
{
    const QRect anchor(m_resetAll->mapToGlobal(QPoint()), m_resetAll->size());
    m_confirm->ask(tr("Give every command its original keys again?"), tr("Reset all"), anchor, [this] {
        m_keys.resetAll();
        stop(tr("Every command has its original keys again."));
    });
}

} // namespace pl::ui
