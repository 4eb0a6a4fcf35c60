#include "server/main/runningserver.h"

#include "models/base/bytebuilder.h"
#include "models/base/onresult.h"
#include "server/http/problem.h"
#include "server/intake/openapihandler.h"
#include "server/main/logging.h"
#include "server/main/openfiles.h"
#include "server/shared/secretfile.h"

namespace pl {

namespace {

constexpr int kOtherFiles = 100; // databases, standard streams, connections to the store
constexpr qint64 kRestBodyBytes = 8 * 1024 * 1024;

http::Limits limits(std::function<qint64(const http::Request &)> bodyLimit)
{
    http::Limits limits;
    limits.bodyLimit = std::move(bodyLimit);
    limits.connections = std::clamp(raiseOpenFileLimit() - kOtherFiles, 16, limits.connections);
    return limits;
}

/// "12.345"
ByteBuilder<24> milliseconds(std::chrono::microseconds took)
{
    ByteBuilder<24> text;
    text.addNumber(took.count() / 1000).add('.');
    for (const qint64 unit : {100, 10, 1})
        text.add(char('0' + took.count() / unit % 10));
    return text;
}

/// Several servers may share a store; what fails on one may work on another.
QString noticeOf(const QString &duty)
{
    return QStringLiteral("duty.%1@%2").arg(duty, QSysInfo::machineHostName());
}

void logAnswer(const QByteArray &route, const http::AnswerRecord &record)
{
    log::info("request", {{"method", record.method},
                          {"route", route},
                          {"status", ByteBuilder<24>().addNumber(record.status).view()},
                          {"ms", milliseconds(record.took).view()}});
}

} // namespace

RunningServer::RunningServer(Options options, QObject *parent) : QObject(parent), m_options(std::move(options)) {}

RunningServer::~RunningServer() = default;

Result<> RunningServer::start()
{
    for (const auto step : {&RunningServer::openFolder, &RunningServer::listen, &RunningServer::openStore,
                            &RunningServer::openJournal, &RunningServer::openMessages})
        if (const auto done = (this->*step)(); !done)
            return done;
    addRoutes();
    for (const QString &warning : m_options.settings.warnings)
        log::warn("switched-off", {{"why", warning}});
    watchStore();
    watchSignUp();
    ensureAdmin();
    return {};
}

Result<> RunningServer::openFolder()
{
    auto dataDir = DataDir::open(m_options.dataDir);
    if (!dataDir)
        return dataDir.error();
    m_dataDir = *dataDir;
    auto lock = m_dataDir->lock();
    if (!lock)
        return lock.error();
    m_lock = std::move(*lock);
    return {};
}

/// Before the store: the embedded one needs the address.
Result<> RunningServer::listen()
{
    m_server = std::make_unique<http::Server>([this](const http::Request &request) { return handle(request); },
                                              limits([this](const http::Request &head) { return bodyLimit(head); }));
    m_server->setObserver([this](const http::AnswerRecord &record) {
        const QByteArray route = m_router.patternOf(record.path);
        logAnswer(route, record);
        if (m_metricsHandler)
            m_metricsHandler->answered(route, record);
    });
    connect(m_server.get(), &http::Server::drained, this, &RunningServer::stopped);
    const auto taken = takePort();
    if (!taken)
        return taken.error();
    m_url = ListenAddress::url(taken->host, taken->port);
    return m_dataDir->setAddress(m_options.settings.publicUrl ? m_options.settings.publicUrl->toString() : m_url);
}

Result<http::Endpoint> RunningServer::takePort()
{
    if (m_options.socket)
        return m_server->takeOver(*m_options.socket);
    return m_server->listen(m_options.listen.host, m_options.listen.port).transform([this](quint16 port) {
        return http::Endpoint{m_options.listen.host, port};
    });
}

Result<> RunningServer::openStore()
{
    auto backend = Backend::open(m_options.settings, *m_dataDir, m_dataDir->address());
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    auto &transport = m_backend->transport();
    auto &credentials = m_backend->credentials();
    const auto client = [&](const char *purpose, supabase::RetryPolicy policy = {}) {
        auto made = std::make_unique<supabase::RestClient>(transport, credentials, nullptr, policy);
        made->setPurpose(purpose);
        return made;
    };
    m_rest = client("server");
    m_forwardRest = client("forwarder", {.attempts = 1});
    m_sourceRest = client("sources");
    m_billingRest = client("billing");
    m_messageRest = client("messages");
    m_dispatchRest = client("dispatch");
    m_sortingRest = client("sorting");
    m_requestRest = client("requests");
    m_customerRest = client("customers");
    m_news = std::make_unique<supabase::OfficeNews>(*m_rest);
    m_users = std::make_unique<supabase::UserAdmin>(transport, credentials);
    m_notices = std::make_unique<ServerNotices>(*m_rest);
    return {};
}

Result<> RunningServer::openJournal()
{
    const QString path = m_dataDir->file("journal.sqlite");
    if (const auto made = makePrivateFile(path); !made)
        return made;
    auto opened = journal::Journal::open({path});
    if (!opened)
        return opened.error();
    m_journal = std::move(*opened);
    m_keys = std::make_unique<intake::SourceKeys>(*m_sourceRest, intake::SourceKeys::Pace());
    if (const auto &project = m_options.settings.supabaseUrl)
        m_keys->keepIn({m_dataDir->file("source-keys.json"), project->toString()});
    m_keys->follow(*m_news);
    connect(m_keys.get(), &intake::SourceKeys::saveFailed, this, [](const QString &reason) {
        log::warn("sources-not-saved", {{"reason", reason}});
    });
    m_leads = std::make_unique<intake::LeadHandler>(*m_journal, *m_keys, *m_rest, m_metrics);
    m_hooks = std::make_unique<intake::HookHandler>(*m_journal, m_leads->gate(), *m_rest, m_metrics);
    const auto pace = m_backend->embedded() ? intake::Forwarder::Pace() : intake::Forwarder::remotePace();
    m_forwarder = std::make_unique<intake::Forwarder>(*m_journal, *m_forwardRest, pace);
    m_billing =
        BillingDuty::make(m_options.settings, m_dataDir->address(),
                          {*m_news, m_dutyWatch, m_services, *m_billingRest, *m_forwardRest, *m_journal, m_metrics});
    m_dispatch = std::make_unique<DispatchDuty>(*m_dispatchRest, *m_news, m_dutyWatch);
    m_health = std::make_unique<HealthHandler>(*m_journal, *m_rest, m_dutyWatch);
    m_metricsHandler = std::make_unique<MetricsHandler>(m_metrics, *m_server, *m_journal, *m_keys);
    connect(m_forwarder.get(), &intake::Forwarder::delivered, m_metricsHandler.get(), &MetricsHandler::delivered);
    openSorting(pace);
    logForwarder();
    makePruner();
    watchSources();
    watchDuties();
    return {};
}

void RunningServer::openSorting(const journal::EventForwarder::Pace &pace)
{
    m_sorting =
        std::make_unique<SortingDuty>(m_options.settings,
                                      SortingDuty::Dependencies{*m_news, m_dutyWatch, *m_notices, *m_sortingRest,
                                                                *m_forwardRest, *m_journal, m_metrics},
                                      pace);
    connect(m_sorting.get(), &SortingDuty::delivered, m_metricsHandler.get(), &MetricsHandler::delivered);
    connect(m_forwarder.get(), &intake::Forwarder::delivered, m_sorting.get(), &SortingDuty::noteLeads);
}

/// Links that were sent stay valid after a restart.
Result<> RunningServer::openMessages()
{
    QByteArray secret = m_options.settings.linkSecret;
    if (secret.isEmpty()) {
        const auto kept = shared::readOrCreateSecret(m_dataDir->file("link-secret"));
        if (!kept)
            return kept.error();
        secret = *kept;
    }
    m_notify = std::make_unique<NotifyDuty>(m_options.settings, secret, m_dataDir->address(),
                                            NotifyDuty::Dependencies{*m_news, m_dutyWatch, m_services, *m_messageRest,
                                                                     *m_forwardRest, *m_journal, m_metrics});
    m_requests =
        std::make_unique<RequestDuty>(m_options.settings, secret, m_dataDir->address(), m_dataDir->file("last-backup"),
                                      RequestDuty::Dependencies{*m_news, m_dutyWatch, *m_requestRest, *m_users,
                                                                *m_journal, m_services, eraseTools()});
    m_customers = std::make_unique<CustomerDuty>(
        eraseTools(), CustomerDuty::Dependencies{*m_news, m_dutyWatch, *m_journal, *m_pruner, m_metrics});
    return {};
}

void RunningServer::watchSources()
{
    using intake::SourceWatch;
    m_sourceWatch = std::make_unique<SourceWatch>(
        *m_sourceRest, [this] { return m_keys->all(); }, m_dataDir->file("source-rates.json"));
    connect(m_sourceWatch.get(), &SourceWatch::counted, m_metricsHandler.get(), &MetricsHandler::sourceCounted);
    connect(m_sourceWatch.get(), &SourceWatch::fellSilent, this,
            [](const intake::Source &source, const intake::UsualRate::State &state) {
                log::warn("source-silent", {{"source", source.name},
                                            {"hours", QString::number(state.hours)},
                                            {"expected", QString::number(state.expected, 'f', 0)},
                                            {"seen", QString::number(state.seen)}});
            });
    connect(m_sourceWatch.get(), &SourceWatch::sendsAgain, this, [](const intake::Source &source) {
        log::info("source-sends-again", {{"source", source.name}});
    });
    connect(m_sourceWatch.get(), &SourceWatch::saveFailed, this, [](const QString &reason) {
        log::warn("rates-not-saved", {{"reason", reason}});
    });
    m_sourceWatch->start();
}

void RunningServer::watchDuties()
{
    const auto report = [this](const char *duty) {
        return [this, duty = QString::fromLatin1(duty)](const Result<> &outcome) {
            outcome ? m_dutyWatch.worked(duty) : m_dutyWatch.failed(duty, {}, outcome.error().message);
        };
    };
    connect(m_keys.get(), &intake::SourceKeys::refreshed, this, report("sources"));
    connect(m_sourceWatch.get(), &intake::SourceWatch::checked, this, report("watch"));
    connect(m_forwarder.get(), &intake::Forwarder::forwarded, this,
            [this] { m_dutyWatch.worked(QStringLiteral("leads")); });
    connect(m_forwarder.get(), &intake::Forwarder::delayed, this,
            [this](const QString &reason) { m_dutyWatch.failed(QStringLiteral("leads"), {}, reason); });
    connect(&m_dutyWatch, &DutyWatch::startedFailing, this, [this](const DutyWatch::Failure &failure) {
        m_notices->set(
            noticeOf(failure.duty),
            QStringLiteral("%1: failing for more than 10 minutes. %2").arg(dutyInWords(failure.duty), failure.reason));
        log::warn("duty-failing", {{"duty", failure.duty},
                                   {"id", failure.id},
                                   {"since", failure.since.toString()},
                                   {"reason", failure.reason}});
    });
    connect(&m_dutyWatch, &DutyWatch::recovered, this, [this](const QString &duty) {
        m_notices->clear(noticeOf(duty));
        log::info("duty-recovered", {{"duty", duty}});
    });
    // Notices of an earlier run of this server that no longer apply.
    QTimer::singleShot(DutyWatch::kReportAfter, this, [this] {
        QStringList well = allDuties();
        for (const DutyWatch::Failure &failure : m_dutyWatch.failing())
            well.removeAll(failure.duty);
        for (const QString &duty : std::as_const(well))
            m_notices->clear(noticeOf(duty));
    });
}

void RunningServer::logForwarder()
{
    using intake::Forwarder;
    connect(m_forwarder.get(), &Forwarder::forwarded, this, [](int leads) {
        log::info("forwarded", {{"leads", QString::number(leads)}});
    });
    connect(m_forwarder.get(), &Forwarder::setAside, this, [](const QUuid &lead, const QString &reason) {
        log::warn("set-aside", {{"lead", lead.toString(QUuid::WithoutBraces)}, {"reason", reason}});
    });
    connect(m_forwarder.get(), &Forwarder::delayed, this, [](const QString &reason, std::chrono::milliseconds pause) {
        log::warn("forward-delayed", {{"reason", reason}, {"ms", QString::number(pause.count())}});
    });
}

void RunningServer::makePruner()
{
    using journal::JournalPruner;
    const JournalPruner::Plan plan{.keep = std::chrono::hours(24 * m_options.settings.journalKeepDays)};
    m_pruner = std::make_unique<JournalPruner>(*m_journal, plan);
    connect(m_pruner.get(), &JournalPruner::pruned, this, [](int entries) {
        log::info("journal-pruned", {{"entries", QString::number(entries)}});
    });
    connect(m_pruner.get(), &JournalPruner::held, this, [] {
        log::warn("clock-jumped", {{"why", QStringLiteral("This machine's clock has jumped. For a day, the journal "
                                                          "deletes nothing.")}});
    });
}

customer::EraseTools RunningServer::eraseTools()
{
    return {.rest = *m_customerRest,
            .journal = m_journal.get(),
            .dataDir = m_dataDir->path(),
            .purgeStore = m_backend->purge(this)};
}

void RunningServer::addRoutes()
{
    if (!m_options.storeOnly) {
        m_leads->addRoutes(m_router);
        m_hooks->addRoutes(m_router);
        if (m_billing)
            m_billing->addRoutes(m_router);
        m_notify->addRoutes(m_router);
        m_requests->addRoutes(m_router);
    }
    m_health->addRoutes(m_router, m_options.settings.metricsToken);
    m_metricsHandler->addRoutes(m_router, m_options.settings.metricsToken);
    config().addRoutes(m_router);
    intake::addOpenApiRoute(m_router);
    if (auto *embedded = m_backend->embedded())
        for (const char *prefix : {"/rest/v1/", "/auth/v1/"})
            m_router.mount(prefix, [embedded](const http::Request &request) { return embedded->handle(request); });
}

ConfigHandler RunningServer::config() const
{
    if (auto *embedded = m_backend->embedded())
        return ConfigHandler({}, embedded->keys().anonKey);
    return ConfigHandler(m_options.settings.supabaseUrl->toString(), m_options.settings.supabaseKey);
}

/// Many connections with long bodies fill the memory, so only known senders may send them. Stripe's bodies and some
/// hooks' are signed, but a signature can be checked only at the end.
qint64 RunningServer::bodyLimit(const http::Request &head) const
{
    if (head.path == "/api/v1/leads" || head.path.startsWith("/api/v1/forms/"))
        return m_leads ? m_leads->bodyLimit(head) : intake::kLeadArrayBytes;
    if (head.path.startsWith(intake::HookHandler::kPrefix))
        return intake::HookHandler::kBodyBytes;
    if (head.path == "/webhooks/stripe")
        return billing::WebhookHandler::kBodyBytes;
    if (head.path == "/webhooks/sendgrid" && !m_options.settings.emailWebhookKey.isEmpty())
        return notify::SendGridWebhook::kBodyBytes;
    auto *embedded = m_backend ? m_backend->embedded() : nullptr;
    const bool isRest = embedded && head.path.startsWith("/rest/v1/");
    return isRest && embedded->isTrusted(head) ? kRestBodyBytes : intake::kLeadBytes;
}

Later<http::Response> RunningServer::handle(const http::Request &request)
{
    if (!m_isReady)
        return http::answered(http::problem(
            {ErrorCode::Unavailable, QStringLiteral("The server is starting. Try again in a moment."), {}, {}, 1},
            request.path));
    return m_router.handle(request);
}

/// An embedded store works as long as its disk does, and the start has checked that.
void RunningServer::watchStore()
{
    if (m_backend->embedded())
        return;
    m_storeCheck =
        std::make_unique<StoreCheck>(*m_rest, m_options.settings.supabaseUrl->toString(), StoreCheck::Pace());
    connect(m_storeCheck.get(), &StoreCheck::usable, this, [] { log::info("store-usable"); });
    connect(m_storeCheck.get(), &StoreCheck::unusable, this, [](const QString &reason) {
        log::warn("store-unusable", {{"reason", reason}});
    });
    connect(m_storeCheck.get(), &StoreCheck::clockDiffers, this, [](qint64 seconds) {
        log::warn("clock-differs", {{"ahead_seconds", QString::number(seconds)},
                                    {"why", QStringLiteral("This machine's clock differs from the store's. New leads "
                                                           "get this machine's time.")}});
    });
    m_storeCheck->start();
}

void RunningServer::watchSignUp()
{
    static const QString kNotice = QStringLiteral("signup_open");
    const auto &project = m_options.settings.supabaseUrl;
    m_signUpCheck = std::make_unique<SignUpCheck>(*m_rest, project ? project->toString() : m_dataDir->address(),
                                                  SignUpCheck::Pace());
    connect(m_signUpCheck.get(), &SignUpCheck::open, this, [this](const QString &sentence) {
        log::warn("signup-open", {{"why", sentence}});
        m_notices->set(kNotice, sentence);
    });
    connect(m_signUpCheck.get(), &SignUpCheck::closed, this, [this] { m_notices->clear(kNotice); });
    m_signUpCheck->start();
}

void RunningServer::ensureAdmin()
{
    const Settings &settings = m_options.settings;
    if (settings.adminEmail.isEmpty() || settings.adminPassword.isEmpty())
        return fillDemo();
    m_admin = std::make_unique<AdminAccount>(*m_users, settings.adminEmail, settings.adminPassword);
    const auto goOn = [this] {
        if (!m_isReady && !m_demo)
            fillDemo();
    };
    connect(m_admin.get(), &AdminAccount::tried, this, goOn);
    m_admin->ensure();
    // Leads are taken in even while a remote project is unreachable.
    if (!m_backend->embedded())
        goOn();
}

void RunningServer::fillDemo()
{
    if (!m_options.demo)
        return becomeReady();
    const auto *embedded = m_backend->embedded();
    m_demo = std::make_unique<demo::DemoStore>(*m_rest, *m_users, *m_dataDir,
                                               embedded ? embedded->databaseFile() : QString());
    onResult(this, m_demo->fillIfEmpty(m_url), [this](const Result<> &filled) {
        if (!filled)
            return Q_EMIT failed(filled.error());
        becomeReady();
    });
}

void RunningServer::becomeReady()
{
    m_isReady = true;
    m_server->startAccepting();
    if (m_options.storeOnly)
        return Q_EMIT ready(m_url);
    m_news->start();
    m_forwarder->start();
    m_pruner->start();
    if (m_billing)
        m_billing->start();
    m_dispatch->start();
    m_notify->start();
    m_sorting->start();
    m_requests->start();
    m_customers->start();
    Q_EMIT ready(m_url);
}

void RunningServer::stop()
{
    m_server->shutdown();
}

} // namespace pl
