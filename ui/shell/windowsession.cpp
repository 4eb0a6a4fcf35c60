#include "ui/leads/leadactions.h"
#include "ui/leads/leadsplace.h"
#include "ui/leads/leadsview.h"
#include "ui/office/drafts.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowplace.h"
#include "ui/words/leadwords.h"

// Where the person was, and what they were writing, when the program ended.

namespace pl::ui {

void MainWindow::connectSession()
{
    new WindowPlace(*this, m_context.settings, QStringLiteral("window/geometry"));
    m_place = new LeadsPlace(m_context, *m_leads);
    // Once, and when the views have taken the rows.
    connect(&m_context.replica, &replica::OfficeReplica::reset, this, &MainWindow::offerDrafts,
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
}

/// Reminds of what was half written. One thing is enough: the others are there when their form opens.
void MainWindow::offerDrafts()
{
    const bool afterCrash = std::exchange(m_offersCrash, false);
    if (!m_notice->isHidden()) {
        // Queued: the notice that goes may have been asked to do something.
        if (afterCrash)
            connect(m_notice, &Notice::gone, this, &MainWindow::offerDrafts,
                    Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        return;
    }
    const DraftStore drafts(m_context.settings, draftAccount(m_context));
    const QStringList forms = drafts.keys(QStringLiteral("form"));
    const QStringList notes = drafts.keys(QStringLiteral("note"));
    const Lead *noted = notes.isEmpty() ? nullptr : m_context.replica.lead(QUuid::fromString(notes.first()));
    if (forms.contains(QStringLiteral("leadForm")))
        return notify(tr("You were entering a lead. What you typed is still here."), Notice::Kind::Done, tr("Go on"),
                      [this] { m_actions->create->trigger(); });
    if (forms.contains(QStringLiteral("plumberForm")))
        return notify(tr("You were adding a plumber. What you typed is still here."), Notice::Kind::Done, tr("Go on"),
                      [this] {
                          showPlumbers();
                          m_plumbers->addPlumber();
                      });
    if (const Lead *edited = editedLead(forms))
        return notify(tr("You were changing %1. What you typed is still here.").arg(leadName(*edited)),
                      Notice::Kind::Done, tr("Go on"), [this, id = edited->id] {
                          showLead(id);
                          m_actions->openEditAt(id, {});
                      });
    if (noted)
        notify(tr("You were writing a note on %1. It is still here.").arg(leadName(*noted)), Notice::Kind::Done,
               tr("Go on"), [this, id = noted->id] {
                   showLead(id);
                   m_actions->note->trigger();
               });
}

/// The lead whose form has a draft.
const Lead *MainWindow::editedLead(const QStringList &forms) const
{
    const QString edits = QStringLiteral("leadForm-");
    const auto found =
        std::find_if(forms.cbegin(), forms.cend(), [&edits](const QString &form) { return form.startsWith(edits); });
    return found == forms.cend() ? nullptr : m_context.replica.lead(QUuid::fromString(found->mid(edits.size())));
}

void MainWindow::forgetDrafts()
{
    for (DraftStore *store : findChildren<DraftStore *>())
        store->erase();
}

} // namespace pl::ui
