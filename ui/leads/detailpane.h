#pragma once

#include "ui/office/officecontext.h"
#include "ui/widgets/sidepane.h"

class QVBoxLayout;

namespace pl::ui {

class CandidateList;
class ChipLabel;
class CustomerFacts;
class DeadlineBanner;
class ElidedLabel;
class FactList;
class FactRow;
class HistoryList;
class LeadActions;

/// A lead at a glance: who, what, how long left, what is still to be asked for, who can take it and why, what the
/// source sent, what happened. Follows its lead while others change it.
class DetailPane : public SidePane
{
    Q_OBJECT

public:
    DetailPane(OfficeContext &context, LeadActions &actions, QWidget *parent = nullptr);

    /// Null: says that none is selected.
    void showLead(const QUuid &leadId);
    const QUuid &lead() const { return m_leadId; }

Q_SIGNALS:
    /// The person wants to see another lead: the same customer's earlier one.
    void leadWanted(const QUuid &leadId);

private:
    QWidget *buildPage();
    QWidget *buildHeader();
    QWidget *buildMissing();
    void connectRefused();
    void askRefused();
    QVBoxLayout *buildFacts(QWidget *page);
    QWidget *buildButtons();
    QWidget *buildHistoryHead();
    void refresh();
    void fillRefused(const Lead &lead);
    void fillMissing(const Lead &lead);
    void fillFacts(const Lead &lead);
    void fillAssignment(const Lead &lead);
    void fillBanner(const Lead &lead, const QString &plumber);
    void fillDeadline(const Lead &lead, Timestamp now);
    void fillGrace();
    void fillCandidates(const Lead &lead);

    OfficeContext &m_context;
    LeadActions &m_actions;
    QUuid m_leadId;
    ElidedLabel *m_name;
    ChipLabel *m_test;
    ChipLabel *m_urgency;
    ChipLabel *m_status;
    ChipLabel *m_refused; ///< what the customer said no to
    DeadlineBanner *m_banner;
    QWidget *m_missing;
    DeadlineBanner *m_missingWords;
    CustomerFacts *m_customer;
    FactRow *m_plumber;
    FactRow *m_grace;
    FactRow *m_duplicate;
    PlainLabel *m_description;
    FactList *m_answers;
    FactList *m_origin;
    CandidateList *m_candidates;
    HistoryList *m_history;
    QTimer m_tick;
    QTimer m_refusedSoon; ///< moving through the table asks for the last lead alone
    QTimer m_second;      ///< runs while the grace does
};

} // namespace pl::ui
