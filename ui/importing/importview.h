#pragma once

#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace pl::ui {

class CheckPage;
class ColumnsPage;
class FilePage;
class ImportDesk;
class PlainLabel;
class StatePage;

/// Moves rows in from a file, in four parts that one walks through and back: file, columns, check, import. For admins.
class ImportView : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    ImportView(OfficeContext &context, replica::Importer &importer, QWidget *parent = nullptr);

    /// Unless something is going on.
    void openFile(const QString &path);
    /// Asks for a file when none is being imported.
    void chooseFile();
    /// What was imported lately may have changed; the focus goes where the keyboard is of use.
    void enter();

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();
    /// The rows that were imported should be shown.
    void rowsWanted(bool plumbers);

private:
    QWidget *buildHeader();
    QWidget *buildFooter();
    void refresh();
    void showRun();
    void showButtons();
    void goOn();
    void saveFaults();
    void focusPart();

    OfficeContext &m_context;
    replica::Importer &m_importer;
    ImportDesk *m_desk;
    QStackedWidget *m_parts;
    FilePage *m_file;
    ColumnsPage *m_columns;
    CheckPage *m_check;
    StatePage *m_run;
    QList<PlainLabel *> m_steps;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
};

} // namespace pl::ui
