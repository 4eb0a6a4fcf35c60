#pragma once

#include "models/exporting/exportjob.h"
#include "ui/exporting/exportdialog.h"
#include "ui/office/filecontext.h"
#include "ui/widgets/notice.h"

#include <QElapsedTimer>
#include <QPointer>

class QPrinter;
class QTableView;

namespace pl::ui {

/// Exports, prints and copies lists: asks what and where, writes it while the window goes on, and tells how it goes.
/// One export or print at a time.
class Exporter : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the exporter. Without files it only copies.
    Exporter(const FileContext *files, QSettings &settings, QWidget *window);

    void askExport(const ExportList &list) { ask(list, ExportDialog::Purpose::File); }
    void askPrint(const ExportList &list) { ask(list, ExportDialog::Purpose::Print); }
    /// Without the dialog, asks only where.
    void exportAs(const ExportList &list, const ExportChoice &choice);
    /// Ctrl+C on the table copies its selected rows, with the columns that it shows.
    void addCopying(QTableView &table, const std::function<ExportList()> &list);

    /// Rows of people who were erased: an export under way ends, and copied rows leave the clipboard.
    void forget(const QSet<QUuid> &erased);

    bool isBusy() const { return m_job != nullptr; }
    void cancel();

    /// What is copied at most: more would freeze the window, and nobody pastes it.
    static constexpr qsizetype kMaxCopied = 20'000;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    void noticeReworded(const QString &before, const QString &now);
    void busyChanged(bool busy);
    /// A file was written; `format` is "xlsx", "csv" or "pdf".
    void exported(const QString &kind, qint64 rows, const QString &format);
    /// A list was sent to the printer.
    void printed(const QString &kind, qint64 rows);

private:
    struct Task
    {
        exporting::TableSource source;
        exporting::ExportJob::MakeWriter makeWriter;
        exporting::ExportJob::Place place = exporting::ExportJob::Place::OwnThread;
        QString words; ///< "Exporting %1 of %2 …"
        std::function<void(qint64)> done;
        std::function<void(const Error &)> failed;
        QString cancelled;
    };
    void ask(const ExportList &list, ExportDialog::Purpose purpose);
    void chosen(const ExportChoice &choice);
    void write(const ExportList &list, const ExportChoice &choice, const QString &path);
    void preview(const ExportList &list, const ExportChoice &choice);
    void print(const ExportList &list, const exporting::TableSource &source, const std::shared_ptr<QPrinter> &printer);
    void start(const Task &task);
    void showProgress();
    bool saysBusy();
    void copy(const ExportList &list);
    void say(const QString &sentence, Notice::Kind kind = Notice::Kind::Done, const QString &actionText = {},
             const std::function<void()> &action = {});

    const FileContext *m_files;
    QSettings &m_settings;
    QWidget *m_window;
    QPointer<ExportDialog> m_dialog;
    QPointer<exporting::ExportJob> m_job;
    QSet<QUuid> m_copiedRows;
    QString m_copied; ///< what they are on the clipboard
    QTimer m_progress;
    QString m_words;        ///< of the job's progress
    QString m_progressText; ///< as it was told last; empty until then
};

} // namespace pl::ui
