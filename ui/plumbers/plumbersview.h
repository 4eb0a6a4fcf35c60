#pragma once

#include "models/tables/plumbertablemodel.h"
#include "ui/common/officecontext.h"

#include <QSet>
#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace pl::ui {

class Notice;
class PlumberForm;
class StatePage;

/// The office's plumbers: a table, a text filter, add, edit and pause. Sorting, column widths and order are remembered.
class PlumbersView : public QWidget
{
    Q_OBJECT

public:
    /// `context` must outlive the view.
    explicit PlumbersView(OfficeContext &context, QWidget *parent = nullptr);
    ~PlumbersView() override;

    /// Add, edit, pause or activate, for a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const { return {m_add, m_edit, m_pause}; }
    void focusTable();

public Q_SLOTS:
    void addPlumber();
    void editPlumber();
    /// Pauses an active plumber and activates a paused one; the notice that says so offers to take it back.
    void togglePaused();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildHeader();
    QWidget *buildTable();
    void makeActions();
    QAction *addViewAction(const QString &text, const QString &name, const QKeySequence &keys,
                           void (PlumbersView::*run)());
    void connectAll();
    void restoreColumns();
    void rememberColumns();
    const Plumber *current() const;
    void refresh();
    void showState();
    void runStateAction();
    void save(const Plumber &wanted);
    void setStatus(const Plumber &seen, PlumberStatus status, bool offerUndo);
    void statusWritten(const Result<Plumber> &outcome, const Plumber &seen, bool offerUndo);

    OfficeContext &m_context;
    tables::PlumberTableModel *m_model;
    PlumberForm *m_form;
    Notice *m_notice;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_pause = nullptr;
    QLabel *m_count = nullptr;
    QLineEdit *m_filter = nullptr;
    QStackedWidget *m_pages = nullptr;
    QTableView *m_table = nullptr;
    StatePage *m_state = nullptr;
    QSet<QUuid> m_pending; ///< plumbers with a write under way
    QUuid m_undoId;        ///< whom the notice's Undo is about
};

} // namespace pl::ui
