#pragma once

#include "models/domain/importrecord.h"
#include "models/importing/rowcheck.h"
#include "models/importing/sheetreader.h"
#include "ui/importing/background.h"
#include "ui/office/officecontext.h"

#include <QTimer>

namespace pl::ui {

/// An import on its way from a file to the store: what was read, what its columns mean, what came of the check, what
/// was written. Reading and checking run on a worker thread. Lives on the GUI thread.
class ImportDesk : public QObject
{
    Q_OBJECT

public:
    enum class Step { File, Columns, Check, Run };
    enum class Work { None, Reading, Checking, Importing, Undoing };

    /// Both must outlive the desk.
    ImportDesk(OfficeContext &context, replica::Importer &importer, QObject *parent);
    ~ImportDesk() override;

    Step step() const { return m_step; }
    Work work() const { return m_work; }
    /// Whether somebody canceled what is going on.
    bool isCancelling() const { return m_work != Work::None && m_state->isCancelled; }
    /// What went wrong last; empty once it goes on.
    const QString &problem() const { return m_problem; }
    const QString &fileName() const { return m_fileName; }
    /// Null before a file was read.
    const importing::Sheet *sheet() const { return m_sheet.get(); }
    /// Null before a check.
    const importing::CheckedSheet *checked() const { return m_checked.get(); }
    const importing::ImportRules &rules() const { return m_rules; }
    const std::optional<ImportOutcome> &outcome() const { return m_outcome; }
    const QList<ImportRecord> &recent() const { return m_recent; }
    bool isUndone(const QUuid &import) const { return m_undone.contains(import); }
    /// Another number for each sheet that was read, and for each check.
    int reading() const { return m_reading; }
    int checking() const { return m_checking; }
    /// Rows that will be written.
    int toWrite() const;

    void openFile(const QString &path);
    void chooseKind(ImportKind kind);
    void chooseSheet(const QString &title);
    void chooseHeader(bool hasHeader);
    void setField(int column, importing::Field field);
    void check();
    void chooseOnMatch(importing::OnMatch onMatch);
    void chooseMatchBy(const QList<importing::MatchBy> &matchBy);
    bool charges() const { return m_charges; }
    bool tells() const { return m_tells; }
    void setCharges(bool charges) { m_charges = charges; }
    void setTells(bool tells) { m_tells = tells; }
    /// Changes a cell of a row and checks the row again. False while something is going on.
    bool fix(std::size_t row, int column, const QString &text);
    void run();
    /// Of reading, checking, or importing; the latter takes back what was written.
    void cancel();
    void goBack();
    /// For another file.
    void startOver();
    void undo(const QUuid &import);
    void keep(const QUuid &import);
    void loadRecent();

Q_SIGNALS:
    void changed();
    void progressed(int percent);
    void rowChecked(std::size_t row);
    void recentChanged();
    void said(const QString &sentence, bool isProblem, bool canUndo);

private:
    struct Checked
    {
        std::shared_ptr<importing::CheckedSheet> sheet;
        std::shared_ptr<importing::KnownRows> known;
    };
    void read(const importing::SheetOptions &options);
    void begin(Work work);
    void end(const QString &problem = {});
    void sheetRead(const Result<std::shared_ptr<importing::Sheet>> &sheet);
    void rowsChecked(const Result<Checked> &checked);
    void write(const std::shared_ptr<const ImportOrder> &order);
    void ended(const Result<ImportOutcome> &outcome);
    QFuture<Result<>> takeBack(const QUuid &import);
    void guess();
    QString columnsKey() const;

    OfficeContext &m_context;
    replica::Importer &m_importer;
    Step m_step = Step::File;
    Work m_work = Work::None;
    QString m_problem;
    QString m_path;
    QString m_fileName;
    importing::SheetOptions m_options;
    importing::ImportRules m_rules;
    int m_reading = 0;
    int m_checking = 0;
    bool m_charges = false;
    bool m_tells = false;
    std::shared_ptr<importing::Sheet> m_sheet;
    std::shared_ptr<importing::CheckedSheet> m_checked;
    std::shared_ptr<importing::KnownRows> m_known;
    std::shared_ptr<const ImportOrder> m_order; ///< what was written last
    std::shared_ptr<WorkState> m_state;
    std::optional<ImportOutcome> m_outcome;
    QList<ImportRecord> m_recent;
    QSet<QUuid> m_undone;
    QTimer m_progress;
};

} // namespace pl::ui
