#include "ui/settings/serverview.h"

#include "models/base/onresult.h"
#include "models/replica/serverdesk.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

#include <QAction>
#include <QBoxLayout>
#include <QListWidget>

namespace pl::ui {

namespace {

/// What the journal's kinds are to people.
QString entryText(const QString &kind)
{
    if (kind == u"lead")
        return ServerView::tr("Lead");
    if (kind == u"hook")
        return ServerView::tr("What a source sent");
    if (kind == u"stripe")
        return ServerView::tr("News from Stripe");
    if (kind == u"link")
        return ServerView::tr("A plumber's answer");
    if (kind == u"twilio")
        return ServerView::tr("A reply by text message");
    if (kind == u"delivery")
        return ServerView::tr("Whether a message arrived");
    return kind;
}

} // namespace

ServerView::ServerView(OfficeContext &context, QWidget *parent)
    : StatusView(context, QStringLiteral("server"), tr("Server"),
                 tr("The program that takes leads in, sends messages and charges plumbers."), parent)
    , m_list(new QListWidget(this))
    , m_confirm(new ConfirmPopup(this))
    , m_retry(makeViewAction(this, "retryEntryAction", tr("&Try again"), {Qt::Key_R}))
    , m_discard(makeViewAction(this, "discardEntryAction", tr("&Discard\u2026"), {Qt::Key_Delete}))
{
    m_facts = addLine("serverFacts");
    addHeading(tr("Tasks that fail"));
    m_failing = addLine("serverFailing");
    addHeading(tr("Journal"));
    m_journal = addLine("serverJournal");
    buildSetAside();
    rows()->addStretch();
    connect(m_retry, &QAction::triggered, this, &ServerView::retry);
    connect(m_discard, &QAction::triggered, this, &ServerView::discard);
    connect(m_list, &QListWidget::currentRowChanged, this, &ServerView::selectionChanged);
    begin();
}

void ServerView::focusPage()
{
    m_list->isHidden() ? setFocus() : m_list->setFocus();
}

PlainLabel *ServerView::addLine(const char *name)
{
    auto *label = new PlainLabel(this);
    label->setObjectName(QLatin1StringView(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rows()->addWidget(label);
    return label;
}

void ServerView::buildSetAside()
{
    m_list->setObjectName(QStringLiteral("setAsideList"));
    m_list->setAccessibleName(tr("What was set aside"));
    m_list->setItemDelegate(new PlainDelegate(m_list));
    m_list->setWordWrap(true);
    m_list->setMinimumHeight(scaledPx(this, 160));
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions({m_retry, m_discard});
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(new ActionButton(m_retry, this));
    buttons->addWidget(new ActionButton(m_discard, this));
    buttons->addStretch();
    rows()->addWidget(m_list);
    rows()->addLayout(buttons);
}

void ServerView::showStatus(const ServerStatus &status)
{
    QStringList facts{tr("Version %1 on %2, running since %3")
                          .arg(status.version, status.server, momentText(status.startedAt, now())),
                      tr("Status of %1").arg(momentText(status.at, now()))};
    facts += status.publicUrl.isEmpty() ? tr("Has no address that others can reach")
                                        : tr("Reached at %1").arg(status.publicUrl);
    facts += status.backupAt ? tr("Last backup %1").arg(momentText(*status.backupAt, now()))
                             : tr("No backup has been noted. The manual for admins says how to make one.");
    m_facts->setText(facts.join(u'\n'));
    showFailing(status);
    showSetAside(status);
}

void ServerView::showFailing(const ServerStatus &status)
{
    QStringList lines;
    for (const FailingDuty &duty : status.failing)
        lines += tr("%1, since %2: %3").arg(duty.name, momentText(duty.since, now()), duty.reason);
    m_failing->setText(lines.isEmpty() ? tr("None. All is well.") : lines.join(u'\n'));
}

/// The selection stays on its entry.
void ServerView::showSetAside(const ServerStatus &status)
{
    const QString waits = tr("Waiting to be delivered: %L1.").arg(status.waiting);
    const QString aside = status.setAsideTotal == 0
                              ? tr("Nothing was set aside.")
                              : tr("Set aside, because it could not be delivered: %L1.").arg(status.setAsideTotal);
    m_journal->setText(waits + u' ' + aside);
    m_server = status.server;
    if (status.setAside != m_entries) {
        const SetAsideEntry before = current() ? *current() : SetAsideEntry();
        m_entries = status.setAside;
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const SetAsideEntry &entry : std::as_const(m_entries))
            m_list->addItem(tr("%1, %2: %3").arg(entryText(entry.kind), momentText(entry.since, now()), entry.reason));
        m_list->setCurrentRow(std::max(0, static_cast<int>(m_entries.indexOf(before))));
    }
    m_list->setVisible(!m_entries.isEmpty());
    selectionChanged();
}

const SetAsideEntry *ServerView::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_entries.size() ? &m_entries[row] : nullptr;
}

void ServerView::selectionChanged()
{
    for (QAction *action : {m_retry, m_discard})
        action->setEnabled(current() && !m_isBusy);
}

void ServerView::retry()
{
    if (const SetAsideEntry *entry = current())
        settle(ServerRequestKind::Retry, *entry, tr("It will be tried again"), tr("It was not tried again"));
}

void ServerView::discard()
{
    const SetAsideEntry *entry = current();
    if (!entry)
        return;
    const QRect row = m_list->visualItemRect(m_list->currentItem());
    const QRect anchor(m_list->viewport()->mapToGlobal(row.topLeft()), row.size());
    const QString question = tr("Discard this for good? \u201C%1\u201D is deleted from the server and can't be brought "
                                "back.")
                                 .arg(entryText(entry->kind));
    m_confirm->ask(question, tr("Discard"), anchor, [this, what = *entry] {
        settle(ServerRequestKind::Discard, what, tr("It was discarded"), tr("It was not discarded"));
    });
}

void ServerView::settle(ServerRequestKind kind, const SetAsideEntry &entry, const QString &done, const QString &notDone)
{
    const nlohmann::json wish{{"server", toJson(m_server)}, {"kind", toJson(entry.kind)}, {"id", toJson(entry.id)}};
    m_isBusy = true;
    selectionChanged();
    setProblem({});
    onResult(this, desk().ask(kind, wish), [this, done, notDone](const Result<nlohmann::json> &outcome) {
        m_isBusy = false;
        selectionChanged();
        if (!outcome)
            return setProblem(failureText(notDone, outcome.error()));
        desk().want();
        Q_EMIT noticeWanted(done, Notice::Kind::Done, {}, {});
    });
}

} // namespace pl::ui
