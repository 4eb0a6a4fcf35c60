#include "server/main/sortingduty.h"

#include "server/main/logging.h"

namespace pl {

using sorting::HookForwarder;
using sorting::ItemKeeping;
using sorting::NewSourceWatch;
using sorting::RetryWorker;

namespace {

QString itemText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

QString tokenNotice(const QUuid &source)
{
    return QStringLiteral("source_token.") + itemText(source);
}

} // namespace

SortingDuty::SortingDuty(const Settings &settings, const Dependencies &dependencies, HookForwarder::Pace pace)
    : m_meta(settings.metaApiBase)
    , m_yelp(settings.yelpApiBase)
    , m_fetcher(m_meta, m_yelp)
    , m_watch(dependencies.watch)
    , m_notices(dependencies.notices)
    , m_book(dependencies.rest)
    , m_metrics(dependencies.metrics, dependencies.rest, m_book)
    , m_forwarder(dependencies.journal, dependencies.forwardRest, m_book, pace)
    , m_retries(dependencies.rest, m_book, &m_fetcher, RetryWorker::Pace())
    , m_keeping(dependencies.rest, m_book)
    , m_newSources(dependencies.rest, m_book)
{
    m_book.follow(dependencies.news);
    m_metrics.follow(dependencies.news);
    m_retries.follow(dependencies.news);
    watchForwarder();
    watchRetries();
    watchOthers();
}

void SortingDuty::start()
{
    m_forwarder.start();
    m_retries.start();
    m_keeping.start();
    m_newSources.start();
}

void SortingDuty::watchForwarder()
{
    connect(&m_forwarder, &HookForwarder::delivered, this, &SortingDuty::onDelivered);
    connect(&m_forwarder, &HookForwarder::forwarded, this, [this](int entries) {
        m_watch.worked(QStringLiteral("hooks"));
        log::info("hooks-forwarded", {{"entries", QString::number(entries)}});
    });
    connect(&m_forwarder, &HookForwarder::setAside, this, [](const QByteArray &key, const QString &reason) {
        log::warn("hook-set-aside", {{"key", key}, {"reason", reason}});
    });
    connect(&m_forwarder, &HookForwarder::delayed, this,
            [this](const QString &reason, std::chrono::milliseconds pause) {
                m_watch.failed(QStringLiteral("hooks"), {}, reason);
                log::warn("hooks-delayed", {{"reason", reason}, {"ms", QString::number(pause.count())}});
            });
}

void SortingDuty::watchRetries()
{
    connect(&m_retries, &RetryWorker::retried, this, &SortingDuty::onRetried);
    connect(&m_retries, &RetryWorker::worked, this,
            [this](const QString &item) { m_watch.worked(QStringLiteral("items"), item); });
    connect(&m_retries, &RetryWorker::failed, this, [this](const QString &item, const QString &reason) {
        m_metrics.failed();
        m_watch.failed(QStringLiteral("items"), item, reason);
        log::warn("item-failed", {{"item", item}, {"reason", reason}});
    });
    connect(&m_retries, &RetryWorker::delayed, this, [this](const QString &reason, std::chrono::milliseconds pause) {
        m_watch.failed(QStringLiteral("items"), {}, reason);
        log::warn("items-delayed", {{"reason", reason}, {"ms", QString::number(pause.count())}});
    });
}

void SortingDuty::watchOthers()
{
    connect(&m_keeping, &ItemKeeping::erased, this, [this](const Result<int> &items) {
        // Once an hour, so a failure stands for longer than usual.
        const QString duty = QStringLiteral("keeping");
        items ? m_watch.worked(duty) : m_watch.failed(duty, {}, items.error().message, std::chrono::minutes(90));
        if (items.valueOr(0) > 0)
            log::info("items-erased", {{"items", QString::number(*items)}});
    });
    connect(&m_newSources, &NewSourceWatch::noticed, &m_notices, &ServerNotices::set);
    connect(&m_newSources, &NewSourceWatch::settled, &m_notices, &ServerNotices::clear);
}

void SortingDuty::onDelivered(const sorting::Delivered &delivered)
{
    m_metrics.delivered(delivered);
    for (const sorting::KeptItem &item : delivered.items)
        if (item.leftover.cause != IntakeCause::NoLead && item.leftover.cause != IntakeCause::NotFetched)
            m_newSources.noteItem(item.sourceId);
    noteLeads(delivered.leads);
    Q_EMIT this->delivered(delivered.leads);
}

void SortingDuty::noteLeads(const QList<intake::DeliveredLead> &leads)
{
    for (const intake::DeliveredLead &lead : leads)
        if (!lead.isTest)
            m_newSources.noteLead(lead.sourceId);
}

void SortingDuty::onRetried(const sorting::Retried &retried)
{
    m_metrics.retried(retried);
    log::info("item-retried", {{"item", itemText(retried.item)}, {"status", QString(enumName(retried.status))}});
    noteToken(retried);
    if (retried.isTest)
        return;
    // A lead that a source itself marks as a test is none, so the store decides whether the source works.
    m_newSources.noteItem(retried.source);
}

void SortingDuty::noteToken(const sorting::Retried &retried)
{
    if (!retried.hasFetched)
        return;
    if (retried.hasTokenTrouble)
        m_notices.set(tokenNotice(retried.source), retried.leftover.reason);
    else if (retried.status != IntakeStatus::Retry)
        m_notices.clear(tokenNotice(retried.source));
}

} // namespace pl
