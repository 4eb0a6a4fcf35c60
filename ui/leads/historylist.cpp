#include "ui/leads/historylist.h"

#include "models/base/onresult.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/errortext.h"
#include "ui/words/words.h"

#include <QGridLayout>
#include <QPushButton>
#include <QRegularExpression>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

HistoryList::HistoryList(OfficeContext &context, QWidget *parent)
    : MomentList(QStringLiteral("history"), parent), m_context(context)
{
    // Notes of others change no row, so nothing tells about them.
    m_again.setInterval(10s);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible() && m_context.replica.connection() == replica::Connection::Live)
            reload();
    });
    m_again.start();
    connect(&context.replica, &replica::OfficeReplica::leadsChanged, this, [this](const QList<Lead> &leads) {
        if (std::any_of(leads.begin(), leads.end(), [this](const Lead &lead) { return lead.id == subject(); }))
            reloadSoon();
    });
}

void HistoryList::forget()
{
    m_events.clear();
    m_opened.clear();
    clearLines();
}

void HistoryList::reload()
{
    if (subject().isNull())
        return;
    onResult(this, m_context.commands.history(subject()),
             [this, asked = subject()](const Result<QList<LeadEvent>> &events) {
                 if (asked == subject())
                     take(events);
             });
}

void HistoryList::take(const Result<QList<LeadEvent>> &events)
{
    if (!events) {
        if (m_events.isEmpty())
            say(failureText(tr("The history could not be loaded"), events.error()));
        return;
    }
    say(events->isEmpty() ? tr("Nothing has happened yet.") : QString());
    if (*events == m_events)
        return;
    m_events = *events;
    fill();
}

void HistoryList::clearLines()
{
    removeLines();
    for (QWidget *part : findChildren<QWidget *>(QRegularExpression(QStringLiteral("^history(Why|Reasons)$"))))
        delete part;
}

void HistoryList::fill()
{
    clearLines();
    int row = 1;
    for (const LeadEvent &event : std::as_const(m_events)) {
        addLine(row, momentText(event.at, m_context.clock()),
                eventSentence(event, m_context.replica.plumberName(event.plumberId), m_context.userEmail));
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
    auto *reasons = new PlainLabel(decisionText(*decision, lead ? lead->serviceNeeded : QString(),
                                                [this](const QUuid &id) { return m_context.replica.plumberName(id); }),
                                   this);
    reasons->setWordWrap(true);
    reasons->setMost(kShownPage);
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
    grid()->addWidget(why, row, 2, Qt::AlignTop | Qt::AlignRight);
    grid()->addWidget(reasons, row + 1, 1, 1, 2);
    why->show();
}

} // namespace pl::ui
