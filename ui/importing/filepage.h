#pragma once

#include <QWidget>

class QVBoxLayout;

namespace pl::ui {

class ImportDesk;
class StatePage;
struct OfficeContext;

/// Where a file is chosen or dropped, and below it what was imported lately, each with its undo.
class FilePage : public QWidget
{
    Q_OBJECT

public:
    FilePage(OfficeContext &context, ImportDesk &desk, QWidget *parent);

    void refresh();

Q_SIGNALS:
    void chooseWanted();

private:
    void fillRecent();
    void addRecent(int number);

    OfficeContext &m_context;
    ImportDesk &m_desk;
    StatePage *m_state;
    QWidget *m_recent;
    QVBoxLayout *m_recentRows;
};

} // namespace pl::ui
