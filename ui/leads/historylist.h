#pragma once

#include "models/domain/leadevent.h"
#include "ui/common/officecontext.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace pl::ui {

/// What happened to a lead, the oldest first: when, and a sentence; of an assignment also why, when asked. Asks for the
/// lines itself; those of the lead shown before never appear under the next one.
class HistoryList : public QWidget
{
    Q_OBJECT

public:
    HistoryList(OfficeContext &context, QWidget *parent = nullptr);

    /// Null: nothing.
    void showLead(const QUuid &leadId);
    /// Asks again and keeps what is shown meanwhile.
    void reload();

private:
    void take(const Result<QList<LeadEvent>> &events);
    void fill();
    /// Below an assignment's line, which is in `row`: why this plumber, once somebody asks.
    void addReasons(const LeadEvent &event, int row);
    void say(const QString &sentence);

    OfficeContext &m_context;
    QUuid m_leadId;
    QList<LeadEvent> m_events;
    QSet<qint64> m_opened; ///< assignments whose reasons are shown
    QGridLayout *m_grid;
    QLabel *m_state;
    QTimer m_soon; ///< walking through the table with the arrow keys asks for the last one alone
    QTimer m_again;
};

} // namespace pl::ui
