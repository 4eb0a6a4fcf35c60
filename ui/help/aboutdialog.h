#pragma once

#include <QDialog>

class QListWidget;
class QPlainTextEdit;
class QVBoxLayout;

namespace pl::ui {

/// What the program is: its version, its license, and what others made of it, each with its license to read. The list
/// has the focus; its arrows choose whose license is shown. Window-modal; deletes itself when closed.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent);

private:
    void addHead(QVBoxLayout *rows);
    void addLicenses(QVBoxLayout *rows);
    void addClose(QVBoxLayout *rows);
    void fillList();

    QListWidget *m_list;
    QPlainTextEdit *m_text;
};

} // namespace pl::ui
