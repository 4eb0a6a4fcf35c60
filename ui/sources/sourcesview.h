#pragma once

#include "models/replica/sourcecommands.h"
#include "models/replica/sourcetester.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QAction;
class QPushButton;
class QStackedWidget;

namespace pl::tables {
class SourceTableModel;
class SourceTally;
}

namespace pl::ui {

class ConfirmPopup;
class FilterChip;
class PaneOverlay;
class PlainLabel;
class SourceForm;
class SourcePane;
class SourceTable;
class StatePage;
struct SourceContext;

/// Where the office's leads come from: a table, and beside it how to connect the selected source and what it sent; add,
/// edit, revoke, another key, and a test. For admins.
class SourcesView : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the view.
    SourcesView(OfficeContext &context, SourceContext &sources, QWidget *parent = nullptr);
    ~SourcesView() override;

    /// For a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const;
    void focusTable();
    /// Makes its row the current one, and clears a filter that hides it.
    void showSource(const QUuid &id);
    /// Shows the pane over the table instead of beside it.
    void setOverlay(bool overlay);
    /// How many sources there are.
    int count() const;

public Q_SLOTS:
    void addSource();
    void editSource();
    /// Sends a sample through the current source and shows what comes out.
    void sendTest();
    /// Asks, then makes another key and shows it.
    void changeKey();
    /// Asks, then revokes an active source; activates a revoked one.
    void toggleActive();
    /// Asks for a file and writes what the current hook is read by into it.
    void saveMappingAs();
    /// Asks for a file with a mapping, which is the current hook's own from then on.
    void loadMapping();
    /// The current hook's own mapping gives way to its preset's.
    void resetMapping();

Q_SIGNALS:
    /// `action` is empty when there is nothing to do about it.
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// The newest step of the context's UndoHistory should be undone.
    void undoRequested();
    void leadWanted(const QUuid &leadId);
    /// What waits for somebody to sort it, of this source.
    void toSortWanted(const QUuid &sourceId);
    void countChanged(int sources);

private:
    void makeActions();
    QWidget *buildList();
    QWidget *buildHeader();
    void connectAll();
    void connectModels();
    const LeadSource *current() const;
    void refresh();
    void showState();
    void runStateAction();
    void applyFilter(const QStringList &states);
    void rebaseForm();
    void save(const replica::SourceWish &wish);
    void added(const Result<replica::NewKey> &outcome);
    void changed(const Result<LeadSource> &outcome, const replica::SourceWish &before, bool hasNewToken);
    void changeMapping(const LeadSource &seen, const nlohmann::json &mapping, const QString &done);
    /// What is to be tried again after a change of a source.
    enum class Again { Everything, NotFetched };
    void tryAgain(const QUuid &id, Again what, const QString &done);
    void writeMapping(const QUuid &id, const QString &path);
    void readMapping(const LeadSource &seen, const QString &path);
    void showKey(const replica::NewKey &made);
    void sendTestTo(const QUuid &id);
    void ask(const QString &question, const QString &verb, const std::function<void()> &confirmed);
    void setActive(const QUuid &id, bool active);
    void makeKey(const QUuid &id);
    void say(const QString &sentence, Notice::Kind kind = Notice::Kind::Done);
    void offerUndo(const QString &done, const replica::UndoHistory::Action &undo);
    /// With the way back, while `done` is the newest step.
    void sayWithUndo(const QString &sentence, const QString &done);
    QFuture<Result<>> takeBack(const LeadSource &written, const replica::SourceRules &rulesWritten,
                               const replica::SourceWish &before);
    QFuture<Result<>> noted(const QFuture<Result<LeadSource>> &pending);
    /// The row to take a change back from: as it is now, if nobody else has changed it since.
    LeadSource baseOf(const LeadSource &written) const;

    OfficeContext &m_context;
    SourceContext &m_sources;
    tables::SourceTally *m_tally;
    tables::SourceTableModel *m_model;
    SourceForm *m_form;
    SourceTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_pages;
    SourcePane *m_pane = nullptr;
    PaneOverlay *m_overlay = nullptr;
    ConfirmPopup *m_confirm;
    FilterChip *m_filter = nullptr;
    PlainLabel *m_count = nullptr;
    QPushButton *m_addButton = nullptr;
    QAction *m_add = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_test = nullptr;
    QAction *m_key = nullptr;
    QAction *m_toggle = nullptr;
    QAction *m_saveMapping = nullptr;
    QAction *m_loadMapping = nullptr;
    QAction *m_resetMapping = nullptr;
    QTimer m_refreshSoon; ///< combines many changes into one
    QTimer m_minute;
    QSet<QUuid> m_pending;              ///< sources with a write or a test under way
    QHash<QUuid, qint64> m_ownVersions; ///< the newest version of each source that this window wrote
    int m_told = -1;                    ///< the last count
};

} // namespace pl::ui
