#pragma once

#include <QDialog>

class QBoxLayout;
class QPlainTextEdit;
class QPushButton;

namespace pl::ui {

class ProblemLabel;

/// A text for somebody who helps, to be looked through before it is passed on: read-only, with Copy, what the caller
/// adds, and Close. Window-modal; deletes itself when closed.
class ReportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `hint`: a sentence above the text.
    ReportDialog(const QString &title, const QString &hint, const QString &text, QWidget *parent);

    /// Breaks lines that are longer than the dialog is wide; they are as they are otherwise.
    void wrapLines();
    /// A button beside Copy, for the caller to connect.
    QPushButton *addChoice(const QString &text, const char *name);
    /// Below the text; empty: nothing.
    void showProblem(const QString &sentence);

private:
    void addText(const QString &text);
    void addButtons();

    QBoxLayout *m_rows;
    QBoxLayout *m_buttons = nullptr;
    QPlainTextEdit *m_lines = nullptr;
    ProblemLabel *m_problem;
    int m_added = 0;
};

} // namespace pl::ui
