#include "models/replica/messagereplica.h"
#include "models/tables/messagetablemodel.h"
#include "ui/messages/messagesview.h"
#include "ui/messages/messagetable.h"
#include "ui/style/metrics.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/messagewords.h"

#include <QAction>
#include <QBoxLayout>
#include <QStackedWidget>

// Builds the messages view; messagesview.cpp has the behavior.

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
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(m_pages, 1);
    makeActions();
    connectAll();
    rowsChanged();
}

QWidget *MessagesView::buildBar()
{
    auto *bar = new ViewBar(this);
    m_states = new FilterChip(tr("Status"), bar);
    m_states->setObjectName(QStringLiteral("messageStateFilter"));
    QList<FilterChip::Choice> states;
    for (std::size_t i = 0; i < kEnumNames<MessageState>.size(); ++i)
        states += {QString(kEnumNames<MessageState>[i]), messageStateText(static_cast<MessageState>(i))};
    m_states->setChoices(states);
    m_channels = new FilterChip(tr("Channel"), bar);
    m_channels->setObjectName(QStringLiteral("messageChannelFilter"));
    QList<FilterChip::Choice> channels;
    for (const auto &channel : {QStringLiteral("email"), QStringLiteral("sms")})
        channels += {channel, channelText(channel)};
    m_channels->setChoices(channels);
    m_search = new FilterField(tr("Filter by name, address, reason …"), tr("Filter messages"), bar);
    m_search->setObjectName(QStringLiteral("messagesSearch"));
    m_count = new PlainLabel(bar);
    m_count->setObjectName(QStringLiteral("messageCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *title = new PlainLabel(tr("Messages"), bar);
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
    m_showLead = makeViewAction(this, "messageLeadAction", tr("Show the &lead"), {Qt::Key_L});
    m_filterAction = makeViewAction(this, "filterMessagesAction", tr("&Filter messages"), {Qt::Key_F});
    m_failedAction = makeViewAction(this, "failedMessagesAction", tr("&Only what didn't arrive"), {Qt::Key_O});
    m_seenAction = makeViewAction(this, "seenMessageAction", tr("Mark as &seen"), {Qt::Key_S});
    m_showLead->setEnabled(false);
    m_seenAction->setEnabled(false);
    connect(m_showLead, &QAction::triggered, this, &MessagesView::showLead);
    setActionToolTip(m_search, m_filterAction);
    connect(m_filterAction, &QAction::triggered, m_search, &FilterField::focusSearch);
    connect(m_seenAction, &QAction::triggered, this, &MessagesView::markSeen);
    connect(m_failedAction, &QAction::triggered, this, &MessagesView::showFailed);
}

} // namespace pl::ui
