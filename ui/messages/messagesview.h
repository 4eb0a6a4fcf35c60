#pragma once

#include "models/tables/messagefilter.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QAction;
class QStackedWidget;

namespace pl::tables {
class MessageTableModel;
}

namespace pl::ui {

class FilterChip;
class FilterField;
class MessageTable;
class PlainLabel;
class StatePage;

/// What plumbers and customers were told, and what they answered: the newest messages, how each stands and why,
/// filtered by state, way and words. Enter leads to the message's lead.
class MessagesView : public QWidget
{
    Q_OBJECT

public:
    /// `context.messages` must be there.
    explicit MessagesView(OfficeContext &context, QWidget *parent = nullptr);

    /// For a menu. Their shortcuts work while the focus is in the view.
    QList<QAction *> menuActions() const { return {m_showLead, m_seenAction, m_filterAction, m_failedAction}; }
    void focusTable();
    /// How many plumbers don't know of a lead that waits for their answer, because the message to them didn't arrive;
    /// and how many answers nobody has looked at.
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
    bool needsSomebody(const Notification &message) const;

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
    QTimer m_soon; ///< many changes at once are looked at once
    int m_needing = 0;
};

} // namespace pl::ui
