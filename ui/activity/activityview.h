#pragma once

#include "models/replica/leadfinder.h"
#include "models/tables/textsearch.h"
#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QStackedWidget;
class QTableView;

namespace pl::tables {
class ActivityTableModel;
}

namespace pl::ui {

class ActivityTable;
class FilterChip;
class FilterField;
class PlainLabel;
class ReceivedChip;
class StatePage;

/// Who did what in the office, the newest first, filtered by person, kind, day, and lead or plumber. Older lines are
/// read as one scrolls. Enter shows the line's lead, else its plumber.
class ActivityView : public QWidget
{
    Q_OBJECT

public:
    /// So many leads and so many plumbers are looked for by their names; the newest ones when more match.
    static constexpr int kMaxNamed = 50;

    /// `context.activity` must not be null.
    explicit ActivityView(OfficeContext &context, QWidget *parent = nullptr);

    /// For a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const { return {m_showLead, m_showPlumber, m_filterAction, m_clearAction}; }
    void focusTable();
    /// A customer was erased: lines with their words, and what was folded of leads, are read again.
    void forget();
    QTableView &table();
    /// What is exported, printed and copied.
    ExportList exportList() const;

Q_SIGNALS:
    void leadWanted(const QUuid &leadId);
    void plumberWanted(const QUuid &plumberId);
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildBar();
    void makeChips(QWidget *bar);
    void makeActions();
    void connectAll();
    void applyFilter();
    replica::ActivityFilter::About named(const QString &typed);
    void clearFilters();
    void linesChanged();
    void offerActors();
    void showCount();
    void showLead();
    void showPlumber();
    void showSubject();
    void updateActions();
    void readMore();
    void feedStateChanged();
    void showState();
    void presentState();

    OfficeContext &m_context;
    replica::ActivityFeed &m_feed;
    tables::ActivityTableModel *m_model;
    ActivityTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_pages;
    FilterChip *m_who = nullptr;
    FilterChip *m_what = nullptr;
    ReceivedChip *m_when = nullptr;
    FilterField *m_search = nullptr;
    PlainLabel *m_count = nullptr;
    QAction *m_showLead = nullptr;
    QAction *m_showPlumber = nullptr;
    QAction *m_filterAction = nullptr;
    QAction *m_clearAction = nullptr;
    QTimer m_typed; ///< until somebody stops typing
    QTimer m_soon;  ///< combines many changes into one update
    QStringList m_actors;
    replica::LeadFinder m_leadSearch{m_context.replica};
    tables::TextSearch m_plumberSearch;
    bool m_isCut = false;   ///< more leads or plumbers match than are looked for
    bool m_hasTold = false; ///< that older lines could not be read
};

} // namespace pl::ui
