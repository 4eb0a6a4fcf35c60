#pragma once

#include "server/dispatch/dispatcher.h"

namespace pl {

/// Automatic assignment and deadlines for answers, logging what was done. What of it is on is in the office's settings.
class DispatchDuty : public QObject
{
    Q_OBJECT
public:
    /// `rest` must outlive the duty.
    explicit DispatchDuty(supabase::RestClient &rest);
    void start() { m_dispatcher.start(); }

private:
    void onDelayed(const QString &reason);

    dispatch::Dispatcher m_dispatcher;
    bool m_isDelayed = false;
};

} // namespace pl
