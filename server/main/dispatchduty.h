#pragma once

#include "server/dispatch/dispatcher.h"
#include "server/main/dutywatch.h"

namespace pl {

/// Automatic assignment and answer deadlines; logs what was done. The office's settings say which of them are on.
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
