#include "ui/exporting/exporter.h"

#include "models/exporting/csvtablewriter.h"
#include "models/exporting/xlsxtablewriter.h"
#include "ui/exporting/celltext.h"
#include "ui/exporting/pagewriters.h"
#include "ui/exporting/printpreview.h"
#include "ui/words/words.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMimeData>
#include <QTableView>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;
using exporting::TableSource;

/// The chosen rows as they are now, by id; their cells are read when they are written.
TableSource sourceOf(const ExportList &list, const QList<QUuid> &ids, const QList<int> &columns)
{
    TableSource source;
    source.head.title = list.title;
    source.head.zone = QTimeZone::systemTimeZone();
    for (const int id : columns)
        if (const ExportColumn *column = list.column(id))
            source.head.columns += column->column;
    source.rows = ids.size();
    source.row = [ids, columns, cells = list.cells](qint64 row) { return cells(ids.at(row), columns); };
    return source;
}

std::unique_ptr<exporting::TableWriter> writerFor(ExportFormat format, const QString &path, const QFont &font,
                                                  qint64 rows)
{
    switch (format) {
    case ExportFormat::Xlsx:
        return std::make_unique<exporting::XlsxTableWriter>(path);
    case ExportFormat::Csv:
        return std::make_unique<exporting::CsvTableWriter>(path);
    case ExportFormat::Pdf:
        break;
    }
    return std::make_unique<PdfTableWriter>(path, font, rows);
}

} // namespace

Exporter::Exporter(const FileContext *files, QSettings &settings, QWidget *window)
    : QObject(window), m_files(files), m_settings(settings), m_window(window)
{
    m_progress.setInterval(250ms);
    connect(&m_progress, &QTimer::timeout, this, &Exporter::showProgress);
}

void Exporter::say(const QString &sentence, Notice::Kind kind, const QString &actionText,
                   const std::function<void()> &action)
{
    Q_EMIT noticeWanted(sentence, kind, actionText, action);
}

void Exporter::ask(const ExportList &list, ExportDialog::Purpose purpose)
{
    if (!m_files || saysBusy())
        return;
    if (!m_dialog) {
        m_dialog = new ExportDialog(m_settings, m_window);
        connect(m_dialog, &ExportDialog::chosen, this, &Exporter::chosen);
    }
    m_dialog->openFor(list, purpose);
}

void Exporter::chosen(const ExportChoice &choice)
{
    if (m_dialog->purpose() == ExportDialog::Purpose::Print)
        preview(m_dialog->list(), choice);
    else
        exportAs(m_dialog->list(), choice);
}

void Exporter::exportAs(const ExportList &list, const ExportChoice &choice)
{
    if (!m_files || saysBusy())
        return;
    const QString name = QStringLiteral("%1.%2").arg(list.fileName, enumName(choice.format));
    m_files->chooseFile(m_window, name, [=, this](const QString &path) { write(list, choice, path); });
}

void Exporter::write(const ExportList &list, const ExportChoice &choice, const QString &path)
{
    if (saysBusy())
        return;
    const QString file = QDir::toNativeSeparators(path);
    Task task;
    task.source = sourceOf(list, choice.scope.ids(), choice.columns);
    task.makeWriter = [format = choice.format, path, font = QApplication::font(), rows = task.source.rows] {
        return writerFor(format, path, font, rows);
    };
    task.words = tr("Exporting %1 of %2 \u2026");
    task.done = [=, this](qint64 rows) {
        say(tr("%1 saved as %2", "1,204 leads, a file").arg(list.counted(rows), file), Notice::Kind::Done,
            tr("Open folder"), [this, path] { m_files->openFolder(path); });
        Q_EMIT exported(list.kind, rows, enumName(choice.format));
    };
    task.failed = [=, this](const Error &error) {
        say(tr("%1 could not be written: %2. Choose another location.").arg(file, error.message), Notice::Kind::Problem,
            tr("Try again"), [=, this] { exportAs(list, choice); });
    };
    task.cancelled = tr("The export was canceled. No file was written.");
    start(task);
}

void Exporter::preview(const ExportList &list, const ExportChoice &choice)
{
    const TableSource source = sourceOf(list, choice.scope.ids(), choice.columns);
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageLayout(pageLayoutFor(source.head));
    printer->setDocName(list.title);
    auto *preview = new PrintPreview(printer, source, m_window);
    preview->setAttribute(Qt::WA_DeleteOnClose);
    connect(preview, &PrintPreview::printWanted, this, [=, this] {
        preview->accept();
        m_files->choosePrinter(m_window, *printer, [=, this] { print(list, source, printer); });
    });
    preview->open();
}

void Exporter::print(const ExportList &list, const TableSource &source, const std::shared_ptr<QPrinter> &printer)
{
    if (saysBusy())
        return;
    Task task;
    task.source = source;
    task.makeWriter = [printer, font = QApplication::font(), rows = source.rows] {
        return std::make_unique<PrintTableWriter>(printer, font, rows);
    };
    task.place = exporting::ExportJob::Place::Here;
    task.words = tr("Printing %1 of %2 \u2026");
    task.done = [=, this](qint64 rows) {
        say(tr("%1 sent to the printer", "1,204 leads").arg(list.counted(rows)));
        Q_EMIT printed(list.kind, rows);
    };
    task.failed = [=, this](const Error &error) {
        say(tr("Not printed: %1.").arg(error.message), Notice::Kind::Problem, tr("Try again"),
            [=, this] { askPrint(list); });
    };
    task.cancelled = tr("Printing was canceled.");
    start(task);
}

void Exporter::start(const Task &task)
{
    m_words = task.words;
    m_progressText.clear();
    m_job = new exporting::ExportJob(task.source, task.makeWriter, task.place, this);
    m_progress.start();
    Q_EMIT busyChanged(true);
    onResult(this, m_job->start(), [this, task](const Result<qint64> &outcome) {
        m_progress.stop();
        m_job.clear();
        Q_EMIT busyChanged(false);
        if (outcome)
            task.done(*outcome);
        else if (outcome.error().code == ErrorCode::Cancelled)
            say(task.cancelled);
        else
            task.failed(outcome.error());
    });
}

void Exporter::cancel()
{
    if (m_job)
        m_job->cancel();
}

/// The first time it is a notice of its own; later its words change, unless another notice took its place.
void Exporter::showProgress()
{
    if (!m_job)
        return;
    const QString now = m_job->isFinishing() ? tr("Finishing \u2026")
                                             : m_words.arg(numberText(m_job->done()), numberText(m_job->total()));
    const QString before = std::exchange(m_progressText, now);
    if (before.isEmpty())
        say(now, Notice::Kind::Done, tr("Cancel"), [this] { cancel(); });
    else
        Q_EMIT noticeReworded(before, now);
}

bool Exporter::saysBusy()
{
    if (!m_job)
        return false;
    m_progressText.clear();
    showProgress();
    return true;
}

void Exporter::addCopying(QTableView &table, const std::function<ExportList()> &list)
{
    auto *action = new QAction(tr("Copy rows"), &table);
    action->setObjectName(QStringLiteral("copyRowsAction"));
    action->setShortcut(QKeySequence::Copy);
    action->setShortcutContext(Qt::WidgetShortcut);
    table.addAction(action);
    connect(action, &QAction::triggered, this, [this, list] { copy(list()); });
}

void Exporter::copy(const ExportList &list)
{
    const QList<QUuid> ids = list.selected();
    if (ids.isEmpty())
        return;
    if (ids.size() > kMaxCopied)
        return say(tr("%1 are too many to copy. Export them instead.").arg(list.counted(ids.size())),
                   Notice::Kind::Problem, tr("Export\u2026"), [this, list] { askExport(list); });
    const TableSource source = sourceOf(list, ids, list.shownColumns());
    QList<exporting::Row> rows;
    for (qint64 i = 0; i < source.rows; ++i)
        if (auto row = source.row(i))
            rows += *std::move(row);
    const CopiedTable copied = copiedTable(source.head, rows);
    auto *data = new QMimeData;
    data->setText(copied.text);
    data->setHtml(copied.html); // plain-text: every word in it is escaped
    QApplication::clipboard()->setMimeData(data);
    m_copied = copied.text;
    m_copiedRows = QSet<QUuid>(ids.cbegin(), ids.cend());
    say(tr("%1 copied", "1,204 leads").arg(list.counted(rows.size())));
}

void Exporter::forget(const QSet<QUuid> &erased)
{
    cancel();
    if (!m_copiedRows.intersects(erased))
        return;
    if (QApplication::clipboard()->text() == m_copied)
        QApplication::clipboard()->clear();
    m_copiedRows.clear();
    m_copied.clear();
}

} // namespace pl::ui
