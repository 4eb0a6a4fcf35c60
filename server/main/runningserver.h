#pragma once

#include "server/http/router.h"
#include "server/http/server.h"
#include "server/intake/forwarder.h"
#include "server/intake/hookhandler.h"
#include "server/intake/leadhandler.h"
#include "server/journal/journalpruner.h"
#include "server/main/adminaccount.h"
#include "server/main/backend.h"
#include "server/main/billingduty.h"
#include "server/main/confighandler.h"
#include "server/main/customerduty.h"
#include "server/main/demo/demostore.h"
#include "server/main/dispatchduty.h"
#include "server/main/healthhandler.h"
#include "server/main/listenaddress.h"
#include "server/main/metricshandler.h"
#include "server/main/notifyduty.h"
#include "server/main/requestduty.h"
#include "server/main/servernotices.h"
#include "server/main/signupcheck.h"
#include "server/main/sortingduty.h"
#include "server/main/storecheck.h"

namespace pl {

/// The running server: owns its parts, starts them in order, and stops them without losing anything.
class RunningServer : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        ListenAddress listen;
        std::optional<qintptr> socket = {}; ///< a listening one that was handed over; used instead of `listen`
        Settings settings;
        QString dataDir;
        bool demo = false;
        bool storeOnly = false; ///< serve an embedded store to other servers, and do nothing else
    };
    explicit RunningServer(Options options, QObject *parent = nullptr);
    ~RunningServer() override;

    /// Takes the folder and the port and opens the store and the journal. Until `ready`, requests are answered with
    /// 503; on a socket that was handed over, connections wait.
    Result<> start();
    /// Answers when the journal's writer has worked.
    Later<Result<>> checkJournal() { return m_journal->check(); }
    /// Finishes the requests it has begun, then emits `stopped`.
    void stop();

Q_SIGNALS:
    void ready(const QString &url);
    void failed(const pl::Error &error);
    void stopped();

private:
    Result<> openFolder();
    Result<> listen();
    Result<http::Endpoint> takePort();
    Result<> openStore();
    Result<> openJournal();
    Result<> openMessages();
    void addRoutes();
    ConfigHandler config() const;
    void watchStore();
    void watchSignUp();
    void ensureAdmin();
    void fillDemo();
    void becomeReady();
    qint64 bodyLimit(const http::Request &head) const;
    Later<http::Response> handle(const http::Request &request);
    void logForwarder();
    void makePruner();
    customer::EraseTools eraseTools();
    void watchSources();
    void watchDuties();
    void openSorting(const journal::EventForwarder::Pace &pace);

    // In the order of creation; each is used by those below, and the port is released first.
    const Options m_options;
    metrics::Registry m_metrics;
    std::optional<DataDir> m_dataDir;
    std::unique_ptr<journal::FileLock> m_lock;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<supabase::RestClient> m_rest;        // retries by itself; for what belongs to no duty
    std::unique_ptr<supabase::RestClient> m_forwardRest; // does not retry: the forwarder has its own pace
    std::unique_ptr<supabase::RestClient> m_sourceRest;  // like m_rest, each with its duty's name
    std::unique_ptr<supabase::RestClient> m_billingRest;
    std::unique_ptr<supabase::RestClient> m_messageRest;
    std::unique_ptr<supabase::RestClient> m_dispatchRest;
    std::unique_ptr<supabase::RestClient> m_sortingRest;
    std::unique_ptr<supabase::RestClient> m_requestRest;
    std::unique_ptr<supabase::RestClient> m_customerRest;
    std::unique_ptr<supabase::OfficeNews> m_news;
    DutyWatch m_dutyWatch;
    ServiceWatch m_services;
    std::unique_ptr<supabase::UserAdmin> m_users;
    std::unique_ptr<AdminAccount> m_admin;
    std::unique_ptr<StoreCheck> m_storeCheck; // for a remote store
    std::unique_ptr<ServerNotices> m_notices;
    std::unique_ptr<SignUpCheck> m_signUpCheck;
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<intake::SourceKeys> m_keys;
    std::unique_ptr<intake::LeadHandler> m_leads;
    std::unique_ptr<intake::HookHandler> m_hooks;
    std::unique_ptr<intake::Forwarder> m_forwarder;
    std::unique_ptr<journal::JournalPruner> m_pruner;
    std::unique_ptr<intake::SourceWatch> m_sourceWatch;
    std::unique_ptr<BillingDuty> m_billing; // null when off
    std::unique_ptr<DispatchDuty> m_dispatch;
    std::unique_ptr<NotifyDuty> m_notify;
    std::unique_ptr<RequestDuty> m_requests;
    std::unique_ptr<CustomerDuty> m_customers;
    std::unique_ptr<SortingDuty> m_sorting;
    std::unique_ptr<HealthHandler> m_health;
    std::unique_ptr<MetricsHandler> m_metricsHandler;
    std::unique_ptr<demo::DemoStore> m_demo;
    http::Router m_router;
    std::unique_ptr<http::Server> m_server;
    QString m_url;
    bool m_isReady = false;
};

} // namespace pl
