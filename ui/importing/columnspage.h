#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QScrollArea;

namespace pl::ui {

class ImportDesk;
class PlainLabel;
class ProblemLabel;

/// What each column of the file means: its title, samples of what it holds, and the field.
class ColumnsPage : public QWidget
{
    Q_OBJECT

public:
    ColumnsPage(ImportDesk &desk, QWidget *parent);

    void refresh();
    void focusFirst();

private:
    QWidget *buildBar();
    void fillColumns();
    void addColumn(QGridLayout *grid, int column);
    void showFields();

    ImportDesk &m_desk;
    QComboBox *m_kind = nullptr;
    QComboBox *m_sheets = nullptr;
    QCheckBox *m_hasHeader = nullptr;
    PlainLabel *m_about = nullptr;
    ProblemLabel *m_problem;
    QScrollArea *m_scroll;
    QList<QComboBox *> m_fields;
    int m_shown = 0; ///< the reading whose columns are shown
    int m_shownKind = -1;
};

} // namespace pl::ui
