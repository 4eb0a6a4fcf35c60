#include "ui/messages/messagesview.h"

#include "models/base/onresult.h"
#include "models/replica/messagereplica.h"
#include "models/tables/messagetablemodel.h"
#include "ui/messages/messageexport.h"
#include "ui/messages/messagetable.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QStackedWidget>

// What the view does; messageslayout.cpp builds it.

namespace pl::ui {

using replica::MessageReplica;
using replica::OfficeReplica;
using tables::MessageFilter;
using tables::MessageTableModel;

void MessagesView::connectAll()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    const auto soon = [this] { m_soon.start(); };
    connect(&m_soon, &QTimer::timeout, this, &MessagesView::rowsChanged);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, soon);
    for (const auto signal : {&OfficeReplica::reset, &OfficeReplica::settingsChanged})
        connect(&m_context.replica, signal, this, soon);
    connect(m_model, &QAbstractItemModel::dataChanged, this, soon);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, soon);
    connect(m_model, &QAbstractItemModel::modelReset, this, soon);
    connect(m_context.messages, &MessageReplica::stateChanged, this, &MessagesView::showState);
    connect(m_states, &FilterChip::chosenChanged, this, &MessagesView::applyFilter);
    connect(m_channels, &FilterChip::chosenChanged, this, &MessagesView::applyFilter);
    connect(m_search, &QLineEdit::textChanged, this, &MessagesView::applyFilter);
    connect(m_search, &FilterField::left, this, &MessagesView::focusTable);
    connect(m_table, &MessageTable::rowActivated, this, &MessagesView::showLead);
    connect(m_table, &MessageTable::currentMessageChanged, this, &MessagesView::updateActions);
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        if (m_model->filter().isEmpty())
            m_context.messages->syncNow();
        else
            clearFilters();
    });
}

void MessagesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_context.messages->state() == MessageReplica::State::Live)
        m_context.messages->syncNow();
}

QTableView &MessagesView::table()
{
    return *m_table;
}

ExportList MessagesView::exportList() const
{
    return messageExport(m_context, *m_table);
}

void MessagesView::focusTable()
{
    m_pages->currentWidget()->setFocus();
}

void MessagesView::applyFilter()
{
    MessageFilter filter;
    filter.text = m_search->text().trimmed();
    for (const QString &key : m_states->chosen())
        if (const auto state = enumFromName<MessageState>(key))
            filter.states.insert(*state);
    const QStringList &channels = m_channels->chosen();
    filter.channels = {channels.cbegin(), channels.cend()};
    m_model->setFilter(filter);
    rowsChanged();
}

void MessagesView::rowsChanged()
{
    m_soon.stop();
    showCount();
    // A list always has a current row, so that shortcuts work right away.
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    updateActions();
    countFailed();
    showState();
}

void MessagesView::showCount()
{
    const int missing = m_model->missing();
    const bool isCut = !m_context.messages->isComplete() && m_model->rowCount() > 0 && m_model->filter().isEmpty();
    const QString count = isCut ? tr("The newest %Ln message(s)", nullptr, m_model->rowCount())
                                : tr("%Ln message(s)", nullptr, m_model->rowCount());
    m_count->setText(missing > 0 ? tr("%1, %Ln didn't arrive", nullptr, missing).arg(count) : count);
}

void MessagesView::updateActions()
{
    const Notification *message = m_model->messageAt(m_table->currentIndex());
    m_showLead->setEnabled(message && message->leadId);
    m_seenAction->setEnabled(message && stateOf(*message) == MessageState::Unseen);
}

bool MessagesView::needsSomebody(const replica::MessageRow &message) const
{
    const auto state = MessageState(message.state);
    if (message.isToCustomer || !didNotArrive(state))
        return state == MessageState::Unseen;
    const columns::LeadColumns &leads = m_context.replica.columns();
    const columns::Row lead = leads.rowOf(message.leadId);
    const QUuid &plumber = m_context.messages->rows()->plumbers().value(message.plumber);
    return lead != columns::kNoRow && leads.state(lead).isUnanswered() &&
           leads.plumberCode(lead) == leads.plumbers().find(columns::LeadColumns::codeKey(plumber));
}

void MessagesView::countFailed()
{
    int needing = 0;
    m_context.messages->forEach(
        [&](const replica::MessageRow &message, columns::Row) { needing += needsSomebody(message) ? 1 : 0; });
    if (std::exchange(m_needing, needing) != needing)
        Q_EMIT attentionChanged(m_needing);
}

void MessagesView::showLead()
{
    const QUuid lead = m_table->currentIndex().data(MessageTableModel::LeadIdRole).toUuid();
    if (!lead.isNull())
        Q_EMIT leadWanted(lead);
}

void MessagesView::markSeen()
{
    const Notification *message = m_model->messageAt(m_table->currentIndex());
    if (!message || stateOf(*message) != MessageState::Unseen)
        return;
    onResult(this, m_context.messages->markSeen(*message), [this](const Result<> &outcome) {
        if (!outcome)
            Q_EMIT noticeWanted(failureText(tr("The reply could not be marked as seen"), outcome.error()),
                                Notice::Kind::Problem, {}, {});
    });
}

void MessagesView::showFailed()
{
    QStringList states{QString(enumName(MessageState::Retrying)), QString(enumName(MessageState::NoService))};
    for (const MessageState state : {MessageState::Failed, MessageState::Undelivered, MessageState::Bounced})
        states += QString(enumName(state));
    m_states->setChosen(states);
    focusTable();
}

void MessagesView::clearFilters()
{
    m_states->clear();
    m_channels->clear();
    m_search->clear();
    focusTable();
}

void MessagesView::showState()
{
    const QWidget *focus = window()->focusWidget();
    const bool hasFocus = focus && m_pages->isAncestorOf(focus);
    QWidget *wanted = m_model->rowCount() > 0 ? static_cast<QWidget *>(m_table) : m_state;
    if (m_pages->currentWidget() != wanted) {
        m_pages->setCurrentWidget(wanted);
        if (hasFocus)
            focusTable();
    }
    if (wanted == m_state)
        presentState();
}

void MessagesView::presentState()
{
    const MessageReplica &messages = *m_context.messages;
    using State = MessageReplica::State;
    if (messages.isShown() && messages.count() > 0)
        m_state->present(QStringLiteral("search"), tr("No message matches"),
                         tr("None of the messages match the filters."), tr("Clear filters"));
    else if (messages.state() == State::Failed)
        m_state->present(QStringLiteral("wifi-off"), tr("The messages could not be loaded"),
                         errorText(messages.lastError()), tr("Try again"));
    else if (messages.state() == State::Live)
        m_state->present(QStringLiteral("mail"), tr("No messages yet"),
                         tr("When you assign a lead, the messages to its plumber and customer appear here."));
    else
        m_state->present(QStringLiteral("loader-circle"), tr("Loading messages …"), {});
}

} // namespace pl::ui
