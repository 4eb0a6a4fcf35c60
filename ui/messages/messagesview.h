#pragma once

#include "models/tables/messagefilter.h"
#include "ui/exporting/exportlist.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QAction;
class QStackedWidget;
class QTableView;

namespace pl::tables {
class MessageTableModel;
}

namespace pl::ui {

class FilterChip;
class FilterField;
class MessageTable;
class PlainLabel;
class StatePage;

/// What plumbers and customers were sent, and what they replied: the messages with their status and its reason,
/// filtered by status, channel and text. Enter shows the message's lead.
class MessagesView : public QWidget
{
    Q_OBJECT

public:
    /// `context.messages` must not be null.
    explicit MessagesView(OfficeContext &context, QWidget *parent = nullptr);

    /// For a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const { return {m_showLead, m_seenAction, m_filterAction, m_failedAction}; }
    void focusTable();
    QTableView &table();
    /// What is exported, printed and copied.
    ExportList exportList() const;
    /// How many messages about leads that wait for their plumber's answer didn't arrive, plus how many replies nobody
    /// has seen.
    int needingAttention() const { return m_needing; }

Q_SIGNALS:
    void leadWanted(const QUuid &leadId);
    void attentionChanged(int needing);
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      std::function<void()> action);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildBar();
    void makeActions();
    void connectAll();
    void applyFilter();
    void rowsChanged();
    void showCount();
    void countFailed();
    void showLead();
    void markSeen();
    void updateActions();
    void showFailed();
    void clearFilters();
    void showState();
    void presentState();
    bool needsSomebody(const replica::MessageRow &message) const;

    OfficeContext &m_context;
    tables::MessageTableModel *m_model;
    MessageTable *m_table;
    StatePage *m_state;
    QStackedWidget *m_pages;
    FilterChip *m_states = nullptr;
    FilterChip *m_channels = nullptr;
    FilterField *m_search = nullptr;
    PlainLabel *m_count = nullptr;
    QAction *m_showLead = nullptr;
    QAction *m_seenAction = nullptr;
    QAction *m_filterAction = nullptr;
    QAction *m_failedAction = nullptr;
    QTimer m_soon; ///< combines many changes into one update
    int m_needing = 0;
};

} // namespace pl::ui
