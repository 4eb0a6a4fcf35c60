#include "ui/account/idlelock.h"
#include "ui/help/diagnostics.h"
#include "ui/help/reportdialog.h"
#include "ui/leads/leadactions.h"
#include "ui/office/filecontext.h"
#include "ui/office/files.h"
#include "ui/shell/mainwindow.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>

// What the window tells somebody who helps: facts about the program, and the report of a crash.

namespace pl::ui {
namespace {

constexpr qint64 kMaxReportBytes = 64 * 1024;

} // namespace

void MainWindow::addDiagnosticsTo(QMenu *help)
{
    addNamed(help, "actionCopyDiagnostics", tr("Copy &diagnostics"), {}, [this] { copyDiagnostics(); });
}

void MainWindow::copyDiagnostics()
{
    const QString text = diagnosticsText(diagnosticsOf(m_context, m_theme, *this, m_actions->waitingWrites()));
    QGuiApplication::clipboard()->setText(text);
    notify(tr("Diagnostics copied. They hold versions and counts, no names or addresses."), Notice::Kind::Done,
           tr("Show"), [this, text] { showDiagnostics(text); });
}

void MainWindow::showDiagnostics(const QString &text)
{
    auto *dialog = new ReportDialog(tr("Diagnostics"),
                                    tr("This helps whoever looks into a problem with you. It holds versions and "
                                       "counts, no names or addresses. Nothing is sent."),
                                    text, this);
    if (m_context.files && m_context.files->chooseFile) {
        QPushButton *save = dialog->addChoice(tr("&Save\u2026"), "reportSave");
        connect(save, &QPushButton::clicked, dialog, [this, dialog, save, text] {
            const auto write = [dialog, save, text](const QString &path) {
                const Result<> saved = saveFile(path, text.toUtf8());
                dialog->showProblem(
                    saved
                        ? QString()
                        : tr("The file could not be written: %1. Choose another location.").arg(saved.error().message));
                save->setText(saved ? tr("Saved") : tr("&Save\u2026"));
            };
            m_context.files->chooseFile(dialog, QStringLiteral("plumber-leads-diagnostics.txt"), write);
        });
    }
    dialog->open();
}

void MainWindow::offerCrashReport(const QString &file)
{
    if (file.isEmpty())
        return;
    if (m_lock->isLocked()) {
        connect(
            m_lock, &IdleLock::lockedChanged, this, [this, file] { offerCrashReport(file); }, Qt::SingleShotConnection);
        return;
    }
    m_offersCrash = true;
    notify(tr("Plumber Leads closed unexpectedly last time. A report was saved."), Notice::Kind::Problem, tr("Show"),
           [this, file] { showCrashReport(file); });
}

void MainWindow::showCrashReport(const QString &file)
{
    const Result<QByteArray> text = readFile(file, kMaxReportBytes);
    if (!text)
        return notify(tr("The report could not be opened: %1").arg(text.error().message), Notice::Kind::Problem, {},
                      {});
    auto *dialog = new ReportDialog(tr("Crash report"),
                                    tr("This report says where in the program it stopped. It holds nothing of your "
                                       "leads, and nothing was sent. Pass it on to whoever looks after the program."),
                                    QString::fromUtf8(*text), this);
    if (m_context.files && m_context.files->openFolder)
        connect(dialog->addChoice(tr("Open &folder"), "reportFolder"), &QPushButton::clicked, this,
                [this, file] { m_context.files->openFolder(file); });
    dialog->open();
}

} // namespace pl::ui
