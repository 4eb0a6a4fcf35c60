#pragma once

#include "ui/common/officecontext.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace pl::ui {

class CandidateList;
class ChipLabel;
class DeadlineBanner;
class ElidedLabel;
class FactRow;
class HistoryList;
class LeadActions;
class StatePage;

/// A lead at a glance: who, what, how long left, who can take it and why, what happened. Follows its lead while others
/// change it.
class DetailPane : public QWidget
{
    Q_OBJECT

public:
    DetailPane(OfficeContext &context, LeadActions &actions, QWidget *parent = nullptr);

    /// Null: says that none is selected.
    void showLead(const QUuid &leadId);
    const QUuid &lead() const { return m_leadId; }
    /// With a button that closes it, when it lies over the table.
    void setOverlay(bool overlay);
    QSize sizeHint() const override;

Q_SIGNALS:
    void closeRequested();
    /// The person wants to see another lead: the same customer's earlier one.
    void leadWanted(const QUuid &leadId);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buildPage();
    QWidget *buildHeader();
    QWidget *buildButtons();
    QWidget *buildHistoryHead();
    void refresh();
    void fillFacts(const Lead &lead);
    void fillAssignment(const Lead &lead);
    void fillCandidates(const Lead &lead);

    OfficeContext &m_context;
    LeadActions &m_actions;
    QUuid m_leadId;
    bool m_overlay = false;
    QStackedWidget *m_stack;
    StatePage *m_nothing;
    QScrollArea *m_scroll;
    ElidedLabel *m_name;
    ChipLabel *m_urgency;
    ChipLabel *m_status;
    QToolButton *m_close;
    DeadlineBanner *m_banner;
    FactRow *m_service;
    FactRow *m_phone;
    FactRow *m_email;
    FactRow *m_zip;
    FactRow *m_source;
    FactRow *m_plumber;
    FactRow *m_duplicate;
    QLabel *m_description;
    CandidateList *m_candidates;
    HistoryList *m_history;
    QTimer m_tick;
};

} // namespace pl::ui
