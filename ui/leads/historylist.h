#pragma once

#include "models/domain/leadevent.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/momentlist.h"

namespace pl::ui {

/// What happened to a lead; of an assignment also why, when asked.
class HistoryList : public MomentList
{
    Q_OBJECT

public:
    HistoryList(OfficeContext &context, QWidget *parent = nullptr);

    /// Null: nothing.
    void showLead(const QUuid &leadId) { showSubject(leadId); }
    void reload() override;

private:
    void forget() override;
    void take(const Result<QList<LeadEvent>> &events);
    void clearLines();
    void fill();
    /// Below an assignment's line, which is in `row`: why this plumber, once somebody asks.
    void addReasons(const LeadEvent &event, int row);

    OfficeContext &m_context;
    QList<LeadEvent> m_events;
    QSet<qint64> m_opened; ///< assignments whose reasons are shown
    QTimer m_again;
};

} // namespace pl::ui
