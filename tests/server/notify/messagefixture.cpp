#include "tests/server/notify/messagefixture.h"

#include "server/notify/twiliosignature.h"
#include "server/shared/formdecoding.h"
#include "tests/support/waiting.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

namespace pl::test {

using json = MessageFixture::json;
using supabase::Query;

namespace {

std::unique_ptr<embedded::EmbeddedSupabase> openStore(const QString &dir, const std::atomic<qint64> &micros)
{
    embedded::EmbeddedSupabase::Options options{dir};
    options.clock = [&micros] { return Timestamp{micros}; };
    auto opened = embedded::EmbeddedSupabase::open(options);
    return opened ? std::move(*opened) : nullptr;
}

qint64 microsAt(const QDateTime &time)
{
    return Timestamp::fromMSecs(time.toMSecsSinceEpoch()).micros;
}

QTimeZone texas()
{
    return QTimeZone("America/Chicago");
}

} // namespace

QFuture<Result<supabase::HttpResponse>> BreakableTransport::send(supabase::HttpRequest request)
{
    if (isAway && ++refused && !retryAfter.isEmpty())
        return QtFuture::makeReadyFuture(
            Result<supabase::HttpResponse>(supabase::HttpResponse{503, {{"Retry-After", retryAfter}}, {}}));
    if (isAway)
        return QtFuture::makeReadyFuture(
            Result<supabase::HttpResponse>(Error{ErrorCode::Unavailable, QStringLiteral("The store is away.")}));
    return m_inner.send(std::move(request));
}

MessageFixture::MessageFixture()
    : m_micros(microsAt(QDateTime(QDate(2026, 11, 23), QTime(12, 0), texas())))
    , m_store(openStore(m_dir.path(), m_micros))
    , m_transport(*m_store)
    , m_credentials(m_store->keys().serviceKey)
    , m_rest(m_breakable, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1})
    , m_directRest(m_transport, m_credentials)
{
    auto journal = journal::Journal::open({m_dir.filePath(QStringLiteral("journal.sqlite"))});
    if (journal)
        m_journal = std::move(*journal);
    using std::chrono::milliseconds;
    options.linkSecret = "the secret of this test, long enough";
    options.publicUrl = QStringLiteral("https://office.example");
    options.emailKey = SendGridStandIn::kKey;
    options.emailFrom = QString::fromLatin1(SendGridStandIn::kFrom);
    options.emailWebhookKey = email.publicKey();
    options.smsKey = TwilioStandIn::kKey;
    options.smsFrom = QString::fromLatin1(TwilioStandIn::kFrom);
    options.pace = {milliseconds(20), milliseconds(20), milliseconds(100), 40, 4};
    options.clock = [this] { return Timestamp{m_micros}; };
    set(QStringLiteral("grace_seconds"), 0);
}

void MessageFixture::start()
{
    m_notify = std::make_unique<notify::Notify>(
        notify::Notify::Dependencies{m_emailTransport, m_smsTransport, m_rest, m_rest, *m_journal, m_metrics}, options);
    m_router = http::Router();
    m_notify->addRoutes(m_router);
    m_notify->start();
}

QUuid MessageFixture::insert(const QByteArray &table, json row)
{
    const QUuid id = QUuid::createUuid();
    row["id"] = toJson(id);
    if (const auto inserted = test::wait(m_directRest.insert(Query(table).select("id"), row)); !inserted)
        qWarning("%s", qPrintable(inserted.error().message));
    return id;
}

QUuid MessageFixture::addPlumber(const char *notifyBy)
{
    const std::string number = std::to_string(100 + ++m_count);
    return insert("plumbers", {{"first_name", "Pat"},
                               {"last_name", "Piper" + number},
                               {"email", "pat" + number + "@pipes.example"},
                               {"phone_number", "+15125550" + number},
                               {"zip_code", "78701"},
                               {"services", json::array()},
                               {"notify_by", notifyBy}});
}

QUuid MessageFixture::addLead(const char *urgency)
{
    return insert("leads", {{"first_name", "Maria"},
                            {"last_name", "Gonzalez"},
                            {"email", "maria@home.example"},
                            {"phone_number", "+15125550143"},
                            {"service_needed", "Drain Cleaning"},
                            {"zip_code", "78702"},
                            {"urgency", urgency}});
}

bool MessageFixture::change(const QByteArray &table, const QByteArray &filter, const json &changes)
{
    const auto answer = test::wait(m_directRest.send({"PATCH",
                                                      "/rest/v1/" + table + '?' + filter,
                                                      {{"Content-Type", "application/json"}},
                                                      QByteArray::fromStdString(changes.dump())},
                                                     false));
    return answer && answer->status / 100 == 2;
}

void MessageFixture::assign(const QUuid &lead, const QUuid &plumber)
{
    pass(std::chrono::seconds(1)); // an assignment has a moment of its own
    QVERIFY(
        change("leads", "id=eq." + lead.toByteArray(QUuid::WithoutBraces), {{"assigned_plumber_id", toJson(plumber)}}));
}

void MessageFixture::unassign(const QUuid &lead)
{
    QVERIFY(change("leads", "id=eq." + lead.toByteArray(QUuid::WithoutBraces),
                   {{"assigned_plumber_id", nullptr}, {"status", "new"}}));
}

void MessageFixture::passTo(QTime time)
{
    const QDateTime now = Timestamp{m_micros}.toDateTime().toTimeZone(texas());
    const QDateTime then(now.date(), time, texas());
    m_micros = microsAt(then < now ? then.addDays(1) : then);
}

void MessageFixture::set(const QString &setting, const json &value)
{
    QVERIFY(change("settings", "key=eq." + setting.toUtf8(), {{"value", value}}));
}

json MessageFixture::rows(const QByteArray &query)
{
    const auto answer =
        test::wait(m_directRest.send({"GET", "/rest/v1/" + query}, true).then(supabase::jsonFromResponse));
    return answer ? *answer : json(answer.error().message.toStdString());
}

QStringList MessageFixture::messages(const QUuid &lead)
{
    QStringList list;
    for (const json &row : rows("notifications?lead_id=eq." + lead.toByteArray(QUuid::WithoutBraces)))
        list += QString::fromStdString(row.value("channel", "") + ' ' + row.value("template", "") + ' ' +
                                       row.value("status", ""));
    list.sort();
    return list;
}

http::Response MessageFixture::request(const QByteArray &method, const QString &path, const QByteArray &body)
{
    http::Request request;
    request.method = method;
    request.path = path.toUtf8();
    request.body = body;
    return answered(request);
}

http::Response MessageFixture::call(const ProviderCall &call)
{
    http::Request request;
    request.method = "POST";
    request.path = call.path;
    request.query = call.query;
    request.headers = call.headers;
    request.body = call.body;
    return answered(request);
}

http::Response MessageFixture::signedRequest(const QByteArray &body, const QByteArray &signature)
{
    http::Request request;
    request.method = "POST";
    request.path = "/webhooks/twilio";
    request.headers.emplaceBack("X-Twilio-Signature", signature);
    request.body = body;
    return answered(request);
}

http::Response MessageFixture::answers(const QByteArray &word, const std::string &number, const QByteArray &sid)
{
    const QByteArray body =
        "MessageSid=" + sid + "&Body=" + word + "&From=" + QByteArray::fromStdString(number).toPercentEncoding();
    const QByteArray url = options.publicUrl.toUtf8() + "/webhooks/twilio";
    return signedRequest(body, notify::twilioSignature(TwilioStandIn::kToken, url, shared::rawFields(body)));
}

qint64 MessageFixture::keptAnswers()
{
    return m_journal->count(journal::EntryState::Waiting, notify::kLinkKind).result().valueOr(-1);
}

std::unique_ptr<notify::Notify> MessageFixture::another()
{
    auto journal = journal::Journal::open({m_dir.filePath(QStringLiteral("other.sqlite"))});
    m_otherJournal = std::move(*journal);
    auto other = std::make_unique<notify::Notify>(
        notify::Notify::Dependencies{m_emailTransport, m_smsTransport, m_rest, m_rest, *m_otherJournal, m_metrics},
        options);
    other->start();
    return other;
}

http::Response MessageFixture::answered(const http::Request &request)
{
    const auto answer = m_router.handle(request);
    (void)QTest::qWaitFor([&answer] { return answer.isFinished(); }, 10'000);
    return answer.now().value_or(http::Response{0});
}

QString MessageFixture::linkIn(const std::string &text)
{
    static const QRegularExpression link(QStringLiteral("https?://[^/\\s]+(/l/[A-Za-z0-9_-]{88})"));
    const auto match = link.match(QString::fromStdString(text));
    return match.captured(1);
}

} // namespace pl::test
