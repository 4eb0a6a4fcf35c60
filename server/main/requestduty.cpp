#include "server/main/requestduty.h"

#include "models/base/jsonmember.h"
#include "server/main/logging.h"

namespace pl {

namespace {

using namespace Qt::StringLiterals;
using customer::CustomerDesk;
using nlohmann::json;
using people::PeopleDesk;

people::PeopleTools toolsOf(const Settings &settings, const QString &publicUrl,
                            const RequestDuty::Dependencies &dependencies, const people::InvitationSigner &signer,
                            notify::Sender &mail)
{
    return {dependencies.users, dependencies.rest,   signer,         settings.sendsEmail() ? &mail : nullptr,
            publicUrl,          settings.officeName, &Timestamp::now};
}

/// For a request whose answer says nothing more than that it was done.
template <class T>
QFuture<Result<json>> asDone(QObject *owner, const QFuture<Result<T>> &pending)
{
    return thenOn(owner, pending,
                  [](const Result<T> &outcome) { return outcome.transform([](const T &) { return json::object(); }); });
}

} // namespace

RequestDuty::RequestDuty(const Settings &settings, const QByteArray &linkSecret, const QString &publicUrl,
                         const QString &backupMark, const Dependencies &dependencies)
    : m_journal(dependencies.journal)
    , m_erasing(dependencies.erasing)
    , m_mailWire(settings.emailApiBase)
    , m_mail(m_mailWire, settings.emailServiceApiKey, settings.emailFrom)
    , m_signer(linkSecret)
    , m_tools(toolsOf(settings, publicUrl, dependencies, m_signer, m_mail))
    , m_people(m_tools)
    , m_customers({dependencies.erasing, dependencies.users, StatusWriter::serverName()})
    , m_pages(m_tools)
    , m_check(settings, dependencies.services)
    , m_status({dependencies.rest, dependencies.journal, dependencies.watch, dependencies.services}, settings,
               publicUrl, backupMark, StatusWriter::Pace())
    , m_desk(
          dependencies.rest, StatusWriter::serverName(),
          [this](const ServerRequest &request) { return answer(request); }, RequestDesk::Pace())
{
    m_desk.setKinds({&CustomerDesk::namesAPerson, &CustomerDesk::isRepeatable});
    m_desk.follow(dependencies.news);
    watchDesk(dependencies.watch);
    connect(&m_pages, &people::InvitationPages::accepted, this, [] { log::info("invitation-accepted"); });
}

void RequestDuty::start()
{
    m_status.start();
    m_desk.start();
}

void RequestDuty::watchDesk(DutyWatch &watch)
{
    connect(&m_desk, &RequestDesk::handled, this, [](const QString &kind, bool isDone) {
        log::info("request-of-admin", {{"kind", kind}, {"outcome", isDone ? "done" : "failed"}});
    });
    connect(&m_desk, &RequestDesk::handled, this, [this](const QString &kind, bool) { purgeAfter(kind); });
    connect(&m_desk, &RequestDesk::delayed, this,
            [&watch](const QString &reason) { watch.failed(u"requests"_s, {}, reason); });
    connect(&m_desk, &RequestDesk::worked, this, [&watch] { watch.worked(u"requests"_s); });
    connect(&m_status, &StatusWriter::wrote, this, [&watch](const Result<> &outcome) {
        outcome ? watch.worked(u"status"_s) : watch.failed(u"status"_s, {}, outcome.error().message);
    });
}

QFuture<Result<json>> RequestDuty::answer(const ServerRequest &request)
{
    if (PeopleDesk::isAboutPeople(request.kind))
        return m_people.answer(request);
    if (CustomerDesk::isAboutCustomers(request.kind))
        return m_customers.answer(request);
    if (request.kind == ServerRequestKind::Check)
        return checkServices();
    if (request.kind == ServerRequestKind::Status)
        return asDone(this, m_status.want());
    return settle(request);
}

/// The request's own data named the person until it was over. If this is cut short, the log goes when it is next
/// emptied.
void RequestDuty::purgeAfter(const QString &kind)
{
    if (kind == enumName(ServerRequestKind::ErasePerson) && m_erasing.purgeStore)
        onResult(this, m_erasing.purgeStore({}), [](const Result<> &) {});
}

/// Once its answer is there, the status tells the outcome.
QFuture<Result<json>> RequestDuty::checkServices()
{
    const Answer<json> answer;
    onResult(this, m_check.run(), [this, answer](const Result<> &) {
        onResult(this, m_status.want(), [answer](const Result<> &written) {
            answer.finish(written ? Result<json>(json::object()) : written.error());
        });
    });
    return answer.future();
}

QFuture<Result<json>> RequestDuty::settle(const ServerRequest &request)
{
    const QByteArray kind = jsonText(request.data, "kind").toUtf8();
    const QByteArray id = jsonText(request.data, "id").toUtf8();
    const bool isRetry = request.kind == ServerRequestKind::Retry;
    const Answer<json> answer;
    const auto changed = isRetry ? m_journal.retry(kind, id) : m_journal.discard(kind, id);
    onResult(this, changed, [this, answer, isRetry, kind, id](const Result<bool> &found) {
        if (!found)
            return answer.finish(found.error());
        if (!*found)
            return answer.finish(Error{ErrorCode::InvalidInput, u"This entry is no longer set aside."_s});
        log::info(isRetry ? "journal-retried" : "journal-discarded", {{"kind", kind}, {"id", id}});
        onResult(this, m_status.want(), [answer](const Result<> &) { answer.finish(json::object()); });
    });
    return answer.future();
}

} // namespace pl
