#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QPushButton;
class QTableView;

namespace pl::ui {

class CheckedRowModel;
class ImportDesk;
class PageTabs;

/// The rows as they will be, by what happens to them. Wrong ones are edited in place.
class CheckPage : public QWidget
{
    Q_OBJECT

public:
    CheckPage(ImportDesk &desk, QWidget *parent);

    void refresh();
    void focusTable();

Q_SIGNALS:
    void saveFaultsWanted();

private:
    QWidget *buildBar();
    void buildTable();
    void buildMatch(QWidget *bar);
    void showMatch();
    void showCounts();
    void choosePage(int page);

    ImportDesk &m_desk;
    CheckedRowModel *m_model;
    PageTabs *m_tabs;
    QTableView *m_table;
    QComboBox *m_onMatch = nullptr;
    QComboBox *m_matchBy = nullptr;
    QPushButton *m_saveFaults = nullptr;
    QCheckBox *m_charges = nullptr;
    QCheckBox *m_tells = nullptr;
    int m_shown = 0; ///< the check whose rows are shown
};

} // namespace pl::ui
