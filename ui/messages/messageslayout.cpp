#include "models/replica/messagereplica.h"
#include "models/tables/messagetablemodel.h"
#include "ui/common/colors.h"
#include "ui/common/filterfield.h"
#include "ui/common/metrics.h"
#include "ui/common/statepage.h"
#include "ui/leads/filterchip.h"
#include "ui/messages/messagesview.h"
#include "ui/messages/messagetable.h"
#include "ui/messages/messagewords.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QStackedWidget>

// How the messages view is put together; messagesview.cpp has what it does.

namespace pl::ui {

MessagesView::MessagesView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new tables::MessageTableModel(*context.messages, context.replica, this))
    , m_table(new MessageTable(context, *m_model, this))
    , m_state(new StatePage(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("messagesView"));
    m_state->setObjectName(QStringLiteral("messagesState"));
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    auto *line = new QFrame(this);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(line);
    rows->addWidget(m_pages, 1);
    makeActions();
    connectAll();
    rowsChanged();
}

QWidget *MessagesView::buildBar()
{
    auto *bar = new QWidget(this);
    m_states = new FilterChip(tr("State"), bar);
    m_states->setObjectName(QStringLiteral("messageStateFilter"));
    QList<FilterChip::Choice> states;
    for (std::size_t i = 0; i < kEnumNames<MessageState>.size(); ++i)
        states += {QString(kEnumNames<MessageState>[i]), messageStateText(static_cast<MessageState>(i))};
    m_states->setChoices(states);
    m_channels = new FilterChip(tr("By"), bar);
    m_channels->setObjectName(QStringLiteral("messageChannelFilter"));
    QList<FilterChip::Choice> channels;
    for (const auto &channel : {QStringLiteral("email"), QStringLiteral("sms")})
        channels += {channel, channelText(channel)};
    m_channels->setChoices(channels);
    m_search = new FilterField(tr("Filter by name, address, reason …"), tr("Filter messages"), bar);
    m_search->setObjectName(QStringLiteral("messagesSearch"));
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("messageCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *title = new QLabel(tr("Messages"), bar);
    title->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(scaledPx(this, 14), scaledPx(this, 9), scaledPx(this, 14), scaledPx(this, 9));
    row->setSpacing(scaledPx(this, 8));
    row->addWidget(title);
    row->addSpacing(scaledPx(this, 4));
    row->addWidget(m_states);
    row->addWidget(m_channels);
    row->addWidget(m_search, 1);
    row->addStretch();
    row->addWidget(m_count);
    return bar;
}

void MessagesView::makeActions()
{
    m_showLead = addViewAction("messageLeadAction", tr("Show the &lead"), Qt::Key_L, &MessagesView::showLead);
    m_filterAction =
        addViewAction("filterMessagesAction", tr("&Filter messages"), Qt::Key_F, &MessagesView::filterByWords);
    m_failedAction =
        addViewAction("failedMessagesAction", tr("&Only what did not go out"), Qt::Key_O, &MessagesView::showFailed);
    m_showLead->setEnabled(false);
}

QAction *MessagesView::addViewAction(const char *name, const QString &text, const QKeySequence &keys,
                                     void (MessagesView::*run)())
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
}

} // namespace pl::ui
