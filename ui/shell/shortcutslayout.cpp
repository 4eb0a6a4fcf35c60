#include "ui/shell/keycatcher.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>

// The parts of the list of keys, and its lines.

namespace pl::ui {

void ShortcutsDialog::build()
{
    m_filter->setObjectName(QStringLiteral("shortcutFilter"));
    m_filter->setMaximumWidth(QWIDGETSIZE_MAX);
    m_list->setObjectName(QStringLiteral("shortcutList"));
    m_list->setAccessibleName(tr("Keyboard shortcuts"));
    m_list->setItemDelegate(new PlainDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setIndentation(scaledPx(this, 12));
    m_list->setColumnCount(2);
    m_list->header()->hide();
    m_sentence->setObjectName(QStringLiteral("shortcutSentence"));
    m_sentence->setWordWrap(true);
    m_take->setObjectName(QStringLiteral("takeKeysButton"));
    m_change->setObjectName(QStringLiteral("changeKeysButton"));
    m_none->setObjectName(QStringLiteral("noKeysButton"));
    m_original->setObjectName(QStringLiteral("originalKeysButton"));
    m_resetAll->setObjectName(QStringLiteral("resetKeysButton"));
    auto *asking = new QHBoxLayout;
    asking->addWidget(m_sentence, 1);
    asking->addWidget(m_catcher);
    asking->addWidget(m_take);
    auto *page = new QVBoxLayout(this);
    page->addWidget(m_filter);
    page->addWidget(m_list, 1);
    page->addLayout(asking);
    page->addLayout(buildButtons());
    resize(scaledPx(this, 560), scaledPx(this, 620));
    m_filter->setFocus();
}

QBoxLayout *ShortcutsDialog::buildButtons()
{
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_change, m_none, m_original, m_resetAll, m_close}) {
        if (button == m_close)
            buttons->addStretch(1);
        buttons->addWidget(button);
        button->setAutoDefault(false); // Enter in the list is about its line
    }
    m_take->setAutoDefault(false);
    return buttons;
}

void ShortcutsDialog::fill()
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QList<KeyBindings::Group> groups = m_keys.groups();
    for (const KeyBindings::Group &group : groups) {
        auto *head = new QTreeWidgetItem(m_list, {group.title});
        head->setFlags(Qt::ItemIsEnabled);
        head->setFont(0, bold);
        for (const KeyBindings::Entry &entry : group.entries)
            m_actions.insert(new QTreeWidgetItem(head, {entry.words}), entry.action);
    }
    addFixed();
    m_list->expandAll();
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    if (QTreeWidgetItem *first = m_list->topLevelItem(0))
        m_list->setCurrentItem(first->child(0));
    showKeys();
}

/// Keys that are no action's.
void ShortcutsDialog::addFixed()
{
    auto *head = new QTreeWidgetItem(m_list, {tr("Everywhere")});
    head->setFlags(Qt::ItemIsEnabled);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    head->setFont(0, bold);
    for (const auto &[key, what] :
         {std::pair(QKeySequence(Notice::kActionKey),
                    tr("Do what the notice at the bottom offers, such as \u201CTry again\u201D")),
          std::pair(QKeySequence(Qt::Key_Escape), tr("Close what is open, or go back to the list")),
          std::pair(QKeySequence(Qt::Key_Tab), tr("In the search: take what is suggested")),
          std::pair(QKeySequence(Qt::CTRL | Qt::Key_Right), tr("On the board: move the card to the next column")),
          std::pair(QKeySequence(Qt::CTRL | Qt::Key_Left), tr("On the board: move the card back"))})
        new QTreeWidgetItem(head, {what, keyCapText(key)});
}

/// Own keys stand out.
void ShortcutsDialog::showKeys()
{
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it) {
        if (!*it)
            continue;
        QTreeWidgetItem *item = it.key();
        QFont weight = font();
        weight.setWeight(m_keys.isOwn(*it) ? QFont::Bold : QFont::Normal);
        item->setFont(1, weight);
        item->setText(1, keysText((*it)->shortcuts()));
    }
    refresh();
}

} // namespace pl::ui
