#include "ui/leads/historylist.h"

#include "models/domain/onresult.h"
#include "ui/common/errortext.h"
#include "ui/common/metrics.h"
#include "ui/common/words.h"

#include <QGridLayout>
#include <QLabel>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

HistoryList::HistoryList(OfficeContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_grid(new QGridLayout(this)), m_state(new QLabel(this))
{
    setObjectName(QStringLiteral("historyList"));
    m_state->setObjectName(QStringLiteral("historyState"));
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(scaledPx(this, 14));
    m_grid->setVerticalSpacing(scaledPx(this, 6));
    m_grid->setColumnStretch(1, 1);
    m_grid->addWidget(m_state, 0, 0, 1, 2);
    m_soon.setSingleShot(true);
    m_soon.setInterval(80ms);
    connect(&m_soon, &QTimer::timeout, this, &HistoryList::reload);
    // Notes of others change no row, so nothing tells about them.
    m_again.setInterval(10s);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible() && m_context.replica.connection() == replica::Connection::Live)
            reload();
    });
    m_again.start();
    connect(&context.replica, &replica::OfficeReplica::leadsChanged, this, [this](const QList<Lead> &leads) {
        if (std::any_of(leads.begin(), leads.end(), [this](const Lead &lead) { return lead.id == m_leadId; }))
            m_soon.start();
    });
}

void HistoryList::showLead(const QUuid &leadId)
{
    if (leadId == m_leadId)
        return;
    m_leadId = leadId;
    m_events.clear();
    fill();
    say(leadId.isNull() ? QString() : tr("Loading\u2026"));
    if (leadId.isNull())
        m_soon.stop();
    else
        m_soon.start();
}

void HistoryList::reload()
{
    if (m_leadId.isNull())
        return;
    onResult(this, m_context.commands.history(m_leadId),
             [this, asked = m_leadId](const Result<QList<LeadEvent>> &events) {
                 if (asked == m_leadId)
                     take(events);
             });
}

void HistoryList::take(const Result<QList<LeadEvent>> &events)
{
    if (!events) {
        if (m_events.isEmpty())
            say(failureText(tr("The history is not here"), events.error()));
        return;
    }
    say(events->isEmpty() ? tr("Nothing has happened yet.") : QString());
    if (*events == m_events)
        return;
    m_events = *events;
    fill();
}

void HistoryList::say(const QString &sentence)
{
    m_state->setText(sentence);
    m_state->setVisible(!sentence.isEmpty());
}

void HistoryList::fill()
{
    for (QLabel *line : findChildren<QLabel *>(QStringLiteral("historyLine")))
        delete line;
    int row = 1;
    for (const LeadEvent &event : std::as_const(m_events)) {
        auto *time = new QLabel(momentText(event.at, m_context.clock()), this);
        time->setFont(scaledFont(font(), kSmallText));
        time->setForegroundRole(QPalette::PlaceholderText);
        time->setContentsMargins(0, scaledPx(this, 1), 0, 0);
        auto *sentence =
            new QLabel(eventSentence(event, m_context.replica.plumberName(event.plumberId), m_context.userEmail), this);
        sentence->setTextFormat(Qt::PlainText);
        sentence->setWordWrap(true);
        sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(time, row, 0, Qt::AlignTop);
        m_grid->addWidget(sentence, row, 1);
        for (QLabel *label : {time, sentence}) {
            label->setObjectName(QStringLiteral("historyLine"));
            label->show();
        }
        ++row;
    }
}

} // namespace pl::ui
