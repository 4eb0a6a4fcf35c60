#include "ui/shell/shortcutsdialog.h"

#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QMenu>
#include <QScrollArea>

namespace pl::ui {

ShortcutsDialog::ShortcutsDialog(const QList<QMenu *> &menus, QWidget *parent)
    : QDialog(parent), m_grid(new QGridLayout)
{
    setObjectName(QStringLiteral("shortcuts"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *list = new QWidget;
    list->setLayout(m_grid);
    m_grid->setHorizontalSpacing(scaledPx(this, 18));
    m_grid->setColumnStretch(1, 1);
    for (const QMenu *menu : menus)
        addMenu(*menu);
    addTitle(tr("Everywhere"));
    addKey(QStringLiteral("/"), tr("Search"));
    addKey(keyCapText(Notice::kActionKey),
           tr("Do what the notice at the bottom offers, such as \u201CTry again\u201D"));
    addKey(keyCapText(Qt::Key_Escape), tr("Close what is open, or go back to the list"));
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(list);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *page = new QVBoxLayout(this);
    page->addWidget(scroll, 1);
    page->addWidget(buttons);
    resize(scaledPx(this, 460), scaledPx(this, 560));
    scroll->setFocus();
}

void ShortcutsDialog::addTitle(const QString &text)
{
    auto *title = new PlainLabel(text, this);
    title->setFont(scaledFont(font(), 1, QFont::DemiBold));
    if (m_grid->count() > 0)
        m_grid->setRowMinimumHeight(m_grid->rowCount(), scaledPx(this, 8));
    m_grid->addWidget(title, m_grid->rowCount(), 0, 1, 2);
}

void ShortcutsDialog::addKey(const QString &keys, const QString &what)
{
    const int row = m_grid->rowCount();
    auto *key = new PlainLabel(keys, this);
    key->setForegroundRole(QPalette::PlaceholderText);
    auto *words = new PlainLabel(what, this);
    words->setWordWrap(true);
    m_grid->addWidget(key, row, 0, Qt::AlignTop);
    m_grid->addWidget(words, row, 1);
}

void ShortcutsDialog::addMenu(const QMenu &menu)
{
    bool titled = false;
    for (const QAction *action : menu.actions()) {
        if (action->shortcut().isEmpty())
            continue;
        if (!std::exchange(titled, true))
            addTitle(wordsOfMenuText(menu.title()));
        addKey(keyCapText(action->shortcut()), wordsOfMenuText(action->text()));
    }
}

} // namespace pl::ui
