#pragma once

#include "server/dispatch/dispatcher.h"
#include "server/main/dutywatch.h"

namespace pl {

/// Automatic assignment and deadlines for answers, logging what was done. What of it is on is in the office's settings.
class DispatchDuty : public QObject
{
    Q_OBJECT
public:
    /// All three must outlive the duty.
    DispatchDuty(supabase::RestClient &rest, supabase::OfficeNews &news, DutyWatch &watch);
    void start() { m_dispatcher.start(); }

private:
    void onDelayed(const QString &reason);

    DutyWatch &m_watch;
    dispatch::Dispatcher m_dispatcher;
    bool m_isDelayed = false;
};

} // namespace pl
