#include "ui/leads/historylist.h"

#include "models/domain/onresult.h"
#include "ui/common/errortext.h"
#include "ui/common/metrics.h"
#include "ui/common/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>

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
    m_grid->addWidget(m_state, 0, 0, 1, 3);
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
    m_opened.clear();
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
    for (QWidget *line : findChildren<QWidget *>(QRegularExpression(QStringLiteral("^history(Line|Why|Reasons)$"))))
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
        addReasons(event, row);
        row += 2;
    }
}

void HistoryList::addReasons(const LeadEvent &event, int row)
{
    const auto decision = RankingDecision::fromJson(event.detail);
    if (event.kind != LeadEventKind::Assigned || !decision)
        return;
    const Lead *lead = m_context.replica.lead(event.leadId);
    auto *why = new QPushButton(tr("Why?"), this);
    why->setFlat(true);
    why->setCheckable(true);
    why->setFocusPolicy(Qt::TabFocus);
    why->setFont(scaledFont(font(), kSmallText));
    why->setAccessibleName(tr("Why this plumber?"));
    auto *reasons = new QLabel(decisionText(*decision, lead ? lead->serviceNeeded : QString(),
                                            [this](const QUuid &id) { return m_context.replica.plumberName(id); }),
                               this);
    reasons->setTextFormat(Qt::PlainText);
    reasons->setWordWrap(true);
    reasons->setFont(scaledFont(font(), kSmallText));
    reasons->setForegroundRole(QPalette::PlaceholderText);
    reasons->setTextInteractionFlags(Qt::TextSelectableByMouse);
    why->setObjectName(QStringLiteral("historyWhy"));
    reasons->setObjectName(QStringLiteral("historyReasons"));
    reasons->setVisible(m_opened.contains(event.id));
    why->setChecked(m_opened.contains(event.id));
    connect(why, &QPushButton::toggled, this, [this, reasons, id = event.id](bool open) {
        reasons->setVisible(open);
        open ? void(m_opened.insert(id)) : void(m_opened.remove(id));
    });
    m_grid->addWidget(why, row, 2, Qt::AlignTop | Qt::AlignRight);
    m_grid->addWidget(reasons, row + 1, 1, 1, 2);
    why->show();
}

} // namespace pl::ui
