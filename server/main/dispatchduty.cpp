#include "server/main/dispatchduty.h"

#include "server/main/logging.h"

namespace pl {

namespace {

QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

} // namespace

DispatchDuty::DispatchDuty(supabase::RestClient &rest, supabase::OfficeNews &news, DutyWatch &watch)
    : m_watch(watch), m_dispatcher(rest)
{
    m_dispatcher.follow(news);
    using dispatch::Dispatcher;
    connect(&m_dispatcher, &Dispatcher::assigned, this, [](const QUuid &lead, const QUuid &plumber) {
        log::info("assigned", {{"lead", idText(lead)}, {"plumber", idText(plumber)}});
    });
    connect(&m_dispatcher, &Dispatcher::noPlumberFor, this, [](const QUuid &lead) {
        log::warn("nobody-can-take", {{"lead", idText(lead)}});
    });
    connect(&m_dispatcher, &Dispatcher::takenBack, this, [](const QUuid &lead, const QUuid &plumber) {
        log::info("not-answered", {{"lead", idText(lead)}, {"plumber", idText(plumber)}});
    });
    connect(&m_dispatcher, &Dispatcher::roundEnded, this, [this] {
        m_isDelayed = false;
        m_watch.worked(QStringLiteral("dispatch"));
    });
    connect(&m_dispatcher, &Dispatcher::delayed, this, &DispatchDuty::onDelayed);
}

/// Logged once; it is retried continually.
void DispatchDuty::onDelayed(const QString &reason)
{
    m_watch.failed(QStringLiteral("dispatch"), {}, reason);
    if (!std::exchange(m_isDelayed, true))
        log::warn("dispatch-delayed", {{"reason", reason}});
}

} // namespace pl
