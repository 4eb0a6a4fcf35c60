#include "server/main/lifesigns.h"

#include "models/base/onresult.h"

namespace pl {

LifeSigns::LifeSigns(std::chrono::microseconds patience, Check check, Tell tell, QObject *parent)
    : QObject(parent), m_check(std::move(check)), m_tell(std::move(tell))
{
    const auto half = std::chrono::duration_cast<std::chrono::milliseconds>(patience / 2);
    m_timer.setInterval(std::max(half, std::chrono::milliseconds(1)));
    connect(&m_timer, &QTimer::timeout, this, &LifeSigns::look);
}

void LifeSigns::start()
{
    m_timer.start();
    look();
}

void LifeSigns::look()
{
    if (std::exchange(m_isAsking, true))
        return;
    onResult(this, m_check(), [this](const Result<> &) {
        m_isAsking = false;
        m_tell();
    });
}

} // namespace pl
