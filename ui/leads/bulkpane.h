#pragma once

#include "ui/leads/bulklist.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/sidepane.h"

class QProgressBar;
class QPushButton;

namespace pl::ui {

class ActionButton;
class BulkActions;
class PlainLabel;

/// Beside the table while several leads are selected: who would get which and why, then the progress of what is
/// written, then what was not done and why. Enter does what the primary button says; in the list it changes that lead's
/// plumber.
class BulkPane : public SidePane
{
    Q_OBJECT

public:
    BulkPane(OfficeContext &context, BulkActions &bulk, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildPage();
    QWidget *buildHeader(QWidget *page);
    QWidget *buildButtons(QWidget *page);
    void refresh();
    void showPlan();
    void showRun();
    void showResults();
    void showProgress(int done, int total);
    BulkListLine plannedLine(int row) const;

    OfficeContext &m_context;
    BulkActions &m_bulk;
    PlainLabel *m_title;
    PlainLabel *m_hint;
    QProgressBar *m_progress;
    BulkList *m_list;
    PlainLabel *m_stays;
    QWidget *m_planButtons;
    ActionButton *m_go;
    ActionButton *m_changeOne;
    PlainLabel *m_charge;
    QPushButton *m_stop;
    PlainLabel *m_foot;
};

} // namespace pl::ui
