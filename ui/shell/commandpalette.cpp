#include "ui/shell/commandpalette.h"

#include "models/base/foldedtext.h"
#include "ui/shell/commanddelegate.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>

namespace pl::ui {
namespace {

constexpr int kRowsInSight = 10;

} // namespace

CommandPalette::CommandPalette(QWidget *host)
    : Popover(host), m_filter(new QLineEdit(this)), m_list(new QListWidget(this)), m_noHits(popoverHint(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands"));
    m_filter->setObjectName(QStringLiteral("commandFilter"));
    m_filter->setPlaceholderText(tr("What do you want to do?"));
    m_filter->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFixedSize(scaledPx(this, 430), scaledPx(this, 30) * kRowsInSight);
    m_noHits->setObjectName(QStringLiteral("commandNoHits"));
    m_noHits->setFixedSize(m_list->size());
    auto *rows = popoverLayout(this);
    rows->addWidget(m_filter);
    rows->addWidget(m_list);
    rows->addWidget(m_noHits);
    connect(m_filter, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
}

void CommandPalette::openFor(const QList<QMenu *> &menus, const QRect &anchor)
{
    m_commands.clear();
    for (const QMenu *menu : menus)
        gather(menu, {});
    m_filter->clear();
    filter({});
    openAt(anchor);
}

void CommandPalette::gather(const QMenu *menu, const QString &path)
{
    for (QAction *action : menu->actions()) {
        const QString words = path + wordsOfMenuText(action->text());
        if (action->menu())
            gather(action->menu(), words + QStringLiteral(" \u203A "));
        else if (!action->isSeparator() && action->isEnabled() && action->isVisible())
            m_commands += {words, keyCapText(action->shortcut()), action};
    }
}

void CommandPalette::filter(const QString &text)
{
    m_list->clear();
    m_shown.clear();
    const SearchWords wanted(text);
    for (const Command &command : std::as_const(m_commands)) {
        if (!wanted.occurIn(folded(command.words)))
            continue;
        auto *item = new QListWidgetItem(command.words, m_list);
        item->setData(CommandDelegate::KeyRole, command.keys);
        m_shown += command.action;
    }
    m_list->setCurrentRow(0);
    const bool hits = !m_shown.isEmpty();
    m_list->setVisible(hits);
    m_noHits->setVisible(!hits);
    m_noHits->setText(hits ? QString() : tr("No command matches \u201C%1\u201D").arg(text.trimmed()));
}

void CommandPalette::run()
{
    if (m_shown.isEmpty())
        return;
    const QPointer<QAction> action = m_shown.value(m_list->currentRow());
    closePopover();
    if (action && action->isEnabled())
        action->trigger();
}

QWidget *CommandPalette::firstFocus()
{
    return m_filter;
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_filter || event->type() != QEvent::KeyPress)
        return Popover::eventFilter(watched, event);
    const int rows = m_list->count();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(rows - 1, m_list->currentRow() + 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(0, m_list->currentRow() - 1));
        return true;
    default:
        return Popover::eventFilter(watched, event);
    }
}

} // namespace pl::ui
