#pragma once

#include "models/domain/serverstatus.h"

#include <array>
#include <functional>

namespace pl {

enum class Service { Stripe, Email, Sms };

/// Remembers what was last heard of the services for money and messages, since the server started. One thread.
class ServiceWatch
{
public:
    using Clock = std::function<Timestamp()>;
    explicit ServiceWatch(Clock clock = &Timestamp::now) : m_clock(std::move(clock)) {}

    void worked(Service service) { of(service).workedAt = m_clock(); }
    /// `reason`: a sentence for people.
    void failed(Service service, const QString &reason)
    {
        of(service).failedAt = m_clock();
        of(service).failure = reason;
    }
    /// The moments alone; whether it is set up is for others to say.
    const ServiceStatus &state(Service service) const { return m_states[std::size_t(service)]; }

private:
    ServiceStatus &of(Service service) { return m_states[std::size_t(service)]; }

    const Clock m_clock;
    std::array<ServiceStatus, 3> m_states;
};

} // namespace pl
