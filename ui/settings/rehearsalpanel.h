#pragma once

#include "models/stats/rehearsal.h"
#include "ui/office/officecontext.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QTableWidget;

namespace pl::ui {

class PlainLabel;
struct WorkState;

/// What changed dispatch rules would have done to the last 30 days' leads: who gains, who gets nothing, what it earns.
/// Works on another thread, with a bar when it takes longer; a newer question stops the one before. Hidden while the
/// rules are as saved.
class RehearsalPanel : public QWidget
{
    Q_OBJECT

public:
    RehearsalPanel(OfficeContext &context, QWidget *parent);
    ~RehearsalPanel() override;

    /// Soon, when the person has stopped typing.
    void rehearse(const DispatchSettings &saved, const DispatchSettings &typed);

private:
    void begin();
    void stop();
    stats::RehearsalInput input() const;
    void present(const stats::Rehearsal &outcome);
    void fillTable(const stats::Rehearsal &outcome);
    void addRow(const stats::Rehearsal &outcome, const QUuid &plumber);
    QString summary(const stats::Rehearsal &outcome) const;
    QString emptyHanded(const stats::Rehearsal &outcome) const;

    OfficeContext &m_context;
    DispatchSettings m_saved;
    DispatchSettings m_typed;
    QTimer m_soon;
    QTimer m_look; ///< at the progress
    std::shared_ptr<WorkState> m_work;
    PlainLabel *m_summary;
    PlainLabel *m_nothing;
    QProgressBar *m_progress;
    QTableWidget *m_table;
};

} // namespace pl::ui
