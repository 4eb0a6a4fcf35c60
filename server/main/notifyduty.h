#pragma once

#include "models/supabase/networktransport.h"
#include "server/main/dutywatch.h"
#include "server/main/servicewatch.h"
#include "server/main/settings.h"
#include "server/notify/notify.h"

namespace pl {

/// Messages and answers by link, connected to the providers; logs what happens, but not to whom.
class NotifyDuty : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        supabase::OfficeNews &news;
        DutyWatch &watch;
        ServiceWatch &services;
        supabase::RestClient &rest;
        supabase::RestClient &forwardRest;
        journal::Journal &journal;
        metrics::Registry &metrics;
    };
    NotifyDuty(const Settings &settings, const QByteArray &linkSecret, const QString &publicUrl,
               const Dependencies &dependencies);

    void addRoutes(http::Router &router) { m_notify.addRoutes(router); }
    void start() { m_notify.start(); }

private:
    void noteOutcome(ServiceWatch &services, const QString &channel, const QString &outcome);

    supabase::NetworkTransport m_email;
    supabase::NetworkTransport m_sms;
    notify::Notify m_notify;
};

} // namespace pl
