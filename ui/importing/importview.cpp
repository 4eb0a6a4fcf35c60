#include "ui/importing/importview.h"

#include "ui/importing/checkpage.h"
#include "ui/importing/columnspage.h"
#include "ui/importing/filepage.h"
#include "ui/importing/importdesk.h"
#include "ui/importing/importwords.h"
#include "ui/office/filecontext.h"
#include "ui/office/files.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/words.h"

#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

// What the page does; importlayout.cpp builds it.

namespace pl::ui {

namespace {

const QStringList kSheetSuffixes{QStringLiteral("csv"), QStringLiteral("tsv"), QStringLiteral("txt"),
                                 QStringLiteral("xlsx")};

} // namespace

void ImportView::openFile(const QString &path)
{
    m_desk->openFile(path);
}

void ImportView::chooseFile()
{
    if (m_context.files && m_desk->work() == ImportDesk::Work::None)
        m_context.files->openFile(this, kSheetSuffixes, [this](const QString &path) { openFile(path); });
}

void ImportView::enter()
{
    m_desk->loadRecent();
    focusPart();
}

void ImportView::focusPart()
{
    if (m_desk->step() == ImportDesk::Step::Columns)
        m_columns->focusFirst();
    else if (m_desk->step() == ImportDesk::Step::Check)
        m_check->focusTable();
    else
        m_parts->currentWidget()->setFocus();
}

void ImportView::refresh()
{
    m_file->refresh();
    m_columns->refresh();
    m_check->refresh();
    showRun();
    showButtons();
    const int part = int(m_desk->step());
    for (int i = 0; i < int(m_steps.size()); ++i)
        m_steps.at(i)->setEnabled(i == part);
    if (m_parts->currentIndex() == part)
        return;
    m_parts->setCurrentIndex(part);
    if (isVisible())
        focusPart();
}

void ImportView::showButtons()
{
    const bool isFree = m_desk->work() == ImportDesk::Work::None;
    const bool isWalking = m_desk->step() == ImportDesk::Step::Columns || m_desk->step() == ImportDesk::Step::Check;
    m_progress->setVisible(!isFree);
    m_progress->setValue(isFree ? 0 : m_progress->value());
    m_cancel->setVisible(!isFree);
    m_cancel->setEnabled(!m_desk->isCancelling());
    m_back->setVisible(isFree && isWalking);
    m_next->setVisible(isFree && m_desk->step() != ImportDesk::Step::File);
    const int rows = m_desk->toWrite();
    m_next->setEnabled(m_desk->step() != ImportDesk::Step::Check || rows > 0);
    if (m_desk->step() == ImportDesk::Step::Columns)
        m_next->setText(tr("Check the rows"));
    else if (m_desk->step() == ImportDesk::Step::Check)
        m_next->setText(tr("Import %1").arg(rowsText(rows, m_desk->rules().kind)));
    else
        m_next->setText(tr("Import another file"));
}

void ImportView::goOn()
{
    if (m_desk->step() == ImportDesk::Step::Columns)
        m_desk->check();
    else if (m_desk->step() == ImportDesk::Step::Check)
        m_desk->run();
    else
        m_desk->startOver();
}

void ImportView::showRun()
{
    if (m_desk->step() != ImportDesk::Step::Run)
        return;
    const auto &outcome = m_desk->outcome();
    if (m_desk->work() == ImportDesk::Work::Importing)
        return m_desk->isCancelling()
                   ? m_run->present(QStringLiteral("loader-circle"), tr("Taking the import back\u2026"), {})
                   : m_run->present(QStringLiteral("loader-circle"), tr("Importing %1\u2026").arg(m_desk->fileName()),
                                    tr("You can go on working. Cancel takes back what was imported so far."));
    if (m_desk->work() == ImportDesk::Work::Undoing)
        return m_run->present(QStringLiteral("loader-circle"), tr("Taking the import back\u2026"), {});
    if (!outcome)
        return m_run->present(QStringLiteral("triangle-alert"), tr("The import stopped"), m_desk->problem(),
                              tr("See recent imports"));
    if (m_desk->isUndone(outcome->id))
        return m_run->present(QStringLiteral("undo-2"), tr("Import undone"),
                              tr("%1 can be imported again.").arg(m_desk->fileName()));
    QStringList lines;
    for (const RowFault &fault : outcome->faults)
        if (lines.size() < 10)
            lines += tr("Line %1: %2").arg(numberText(fault.line), rowErrorText(fault.error));
    if (const int more = int(outcome->faults.size() - std::size_t(lines.size())); more > 0)
        lines += tr("and %Ln more", nullptr, more);
    const bool isUndoable = !outcome->cancelled && outcome->added + outcome->changed > 0;
    m_run->present(QStringLiteral("circle-check"), outcomeText(*outcome, m_desk->rules().kind), lines.join(u'\n'),
                   isUndoable ? tr("Show them") : QString(), isUndoable ? tr("Undo") : QString());
}

void ImportView::saveFaults()
{
    const auto *checked = m_desk->checked();
    if (!checked || !m_context.files)
        return;
    auto faults = checked->faults();
    for (RowFault &fault : faults)
        fault.error.message = rowErrorText(fault.error);
    const QByteArray bytes = importing::faultsAsCsv(*m_desk->sheet(), faults);
    const QString name = tr("%1 wrong lines.csv").arg(QFileInfo(m_desk->fileName()).completeBaseName());
    m_context.files->chooseFile(this, name, [this, bytes](const QString &path) {
        const Result<> saved = saveFile(path, bytes);
        Q_EMIT noticeWanted(saved ? tr("Saved %1").arg(QFileInfo(path).fileName())
                                  : tr("The file could not be saved: %1").arg(saved.error().message),
                            saved ? Notice::Kind::Done : Notice::Kind::Problem, {}, {});
    });
}

} // namespace pl::ui
