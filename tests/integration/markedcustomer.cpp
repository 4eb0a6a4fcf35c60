#include "tests/integration/markedcustomer.h"

#include "models/domain/sourcekey.h"
#include "tests/integration/people.h"
#include "tests/integration/windowfolder.h"
#include "tests/support/leadsof.h"
#include "tests/support/waiting.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace pl::test {

using namespace Qt::StringLiterals;
using nlohmann::json;
using supabase::Query;

namespace {

constexpr int kPatience = 40'000;

/// Says what went wrong.
bool held(bool isSo, const char *what)
{
    if (!isSo)
        qWarning("not so: %s", what);
    return isSo;
}

} // namespace

struct MarkedCustomer::Account
{
    Account(const QString &store, const QByteArray &key) : transport(QUrl(store)), session(transport, key)
    {
        client.setPurpose("desktop");
    }

    supabase::NetworkTransport transport;
    supabase::Session session;
    supabase::RestClient client{transport, session};
};

struct MarkedCustomer::Window
{
    Window(std::unique_ptr<Account> who, const QString &store)
        : account(std::move(who)), folder(account->client, store, kStaff)
    {
    }

    std::unique_ptr<Account> account;
    replica::OfficeReplica replica{account->client};
    replica::MessageReplica messages{account->client};
    WindowFolder folder;
};

MarkedCustomer::MarkedCustomer(ServerProcess &server, MessageProviders &providers, const QString &store,
                               const QByteArray &serviceKey)
    : m_server(server)
    , m_providers(providers)
    , m_store(store)
    , m_wire(QUrl(store))
    , m_key(serviceKey)
    , m_rest(m_wire, m_key)
{
}

MarkedCustomer::~MarkedCustomer() = default;

int MarkedCustomer::leadsInWindow() const
{
    return m_window ? int(m_window->replica.leadCount()) : -1;
}

bool MarkedCustomer::isMarked(const QByteArray &bytes)
{
    QByteArray digits;
    for (const char c : bytes)
        if ((c >= '0' && c <= '9') || (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.'))
            digits += c;
    return bytes.toLower().contains(kMark) || digits.contains(kDigits);
}

bool MarkedCustomer::comes()
{
    for (const auto step : {&MarkedCustomer::makeOffice, &MarkedCustomer::sendsALead, &MarkedCustomer::isImported,
                            &MarkedCustomer::sendsHooks, &MarkedCustomer::isRefused, &MarkedCustomer::isAssigned,
                            &MarkedCustomer::replies, &MarkedCustomer::isWrittenAbout, &MarkedCustomer::isExported})
        if (!(this->*step)())
            return false;
    return true;
}

bool MarkedCustomer::insert(supabase::RestClient &client, const QByteArray &table, const json &row)
{
    const auto inserted = wait(client.insert(Query(table).select("id"), row));
    const QString why = inserted ? QString() : inserted.error().message;
    return held(inserted.ok(), (table + ": " + why.toUtf8()).constData());
}

json MarkedCustomer::rows(const QByteArray &table)
{
    return wait(m_rest.selectJson(Query(table))).valueOr(json::array());
}

bool MarkedCustomer::makeOffice()
{
    m_sourceKey = m_server.addSource(u"website"_s);
    const auto noGrace = wait(m_rest.update(Query("settings").eq("key", u"grace_seconds"_s), {{"value", 0}}));
    return held(noGrace.ok(), "no grace") && held(!m_sourceKey.isEmpty(), "a source") &&
           held(m_server.addUser(kAdmin, u"admin"_s, kPassword).exitCode == 0, "an admin") &&
           held(m_server.addUser(kStaff, u"staff"_s, kPassword).exitCode == 0, "staff") &&
           insert(m_rest, "plumbers",
                  {{"id", toJson(m_plumber)},
                   {"first_name", "Pat"},
                   {"last_name", "Piper"},
                   {"email", "pat@pipes.example"},
                   {"phone_number", "+15125550100"},
                   {"zip_code", "78701"},
                   {"services", json::array()}});
}

json MarkedCustomer::post(const QString &path, const ServerProcess::Headers &headers, const json &body, int status)
{
    ServerProcess::Headers all = headers;
    all.append(std::pair<QByteArray, QByteArray>("Content-Type", "application/json"));
    // A new source is known within moments.
    ServerReply reply;
    const auto isTaken = [&] {
        reply = m_server.request("POST", path, all, QByteArray::fromStdString(body.dump()));
        return reply.status == status;
    };
    if (!QTest::qWaitFor(isTaken, kPatience))
        qWarning("%d %s", reply.status, reply.body.constData());
    return reply.status == status ? reply.json() : json();
}

bool MarkedCustomer::sendsALead()
{
    const json lead{{"first_name", "Xyzzyplugh"},
                    {"last_name", "Xyzzyplugh"},
                    {"email", toJson(kEmail)},
                    {"phone_number", toJson(kPhone)},
                    {"phone_extension", "77"},
                    {"service_needed", "Drain Cleaning"},
                    {"urgency", "day"},
                    {"zip_code", "78701"},
                    {"street", "1 Xyzzyplugh Street"},
                    {"city", "Xyzzyplugh"},
                    {"state", "Xyzzyplugh"},
                    {"description", "Xyzzyplugh: call (512) 555-0147"},
                    {"external_id", "xyzzyplugh-1"},
                    {"consent",
                     {{"text", "I, Xyzzyplugh, agree."},
                      {"at", "2026-11-01T10:00:00Z"},
                      {"page", "https://xyzzyplugh.example/form"},
                      {"certificate", "https://certificates.example/xyzzyplugh"}}}};
    const json taken =
        post(u"/api/v1/leads"_s, {{"X-Api-Key", m_sourceKey}, {"Idempotency-Key", "xyzzyplugh-key"}}, lead, 201);
    m_lead = taken.is_object() ? QUuid::fromString(QString::fromStdString(taken.value("id", std::string()))) : QUuid();
    return held(!m_lead.isNull(), "a lead is taken") &&
           held(QTest::qWaitFor([this] { return rows("leads").size() == 1; }, kPatience), "it is in the store") &&
           answersQuestions();
}

/// As forms and hooks bring them.
bool MarkedCustomer::answersQuestions()
{
    const json further{{"answers", {{"xyzzyplugh?", "xyzzyplugh"}}},
                       {"origin", {{"page", "https://xyzzyplugh.example/"}}}};
    const auto answered = wait(m_rest.update(Query("leads").select("id").eq("id", m_lead), further));
    return held(answered && answered->size() == 1, "answers and the page it came from");
}

/// One that becomes a lead, and one that has to be sorted.
bool MarkedCustomer::sendsHooks()
{
    const auto key = SourceKey::create(SourceKey::Kind::Hook);
    if (!insert(m_rest, "lead_sources",
                {{"name", "a hook"},
                 {"kind", "hook"},
                 {"key_prefix", key.prefix().toStdString()},
                 {"key_hash", key.hash().toStdString()},
                 {"preset", "generic"},
                 {"default_service", "Drain Cleaning"}}))
        return false;
    const QString path = u"/api/v1/hooks/"_s + QString::fromLatin1(key.text());
    post(path, {}, {{"first_name", "Xyzzyplugh"}, {"last_name", "Again"}, {"phone", toJson(kPhone)}}, 200);
    post(path, {}, {{"who", {{"is", "somebody at xyzzyplugh@home.example"}}}, {"what", "xyzzyplugh"}}, 200);
    return held(
        QTest::qWaitFor([this] { return rows("leads").size() == 2 && rows("intake_items").size() == 1; }, kPatience),
        "a hook's lead and an item");
}

bool MarkedCustomer::isRefused()
{
    const json lead{{"first_name", "Xyzzyplugh"}, {"last_name", "Xyzzyplugh"},
                    {"email", toJson(kEmail)},    {"phone_number", toJson(kPhone)},
                    {"urgency", "xyzzyplugh"},    {"service_needed", "Drain Cleaning"}};
    post(u"/api/v1/leads"_s, {{"X-Api-Key", m_sourceKey}}, lead, 422);
    return held(QTest::qWaitFor([this] { return rows("intake_items").size() == 2; }, kPatience),
                "a refused lead is kept");
}

bool MarkedCustomer::isAssigned()
{
    const auto assigned =
        wait(m_rest.update(Query("leads").select("id").eq("id", m_lead),
                           {{"assigned_plumber_id", toJson(m_plumber)}, {"decision", {{"near", "xyzzyplugh"}}}}));
    const auto isTold = [this] {
        const json sent = rows("notifications");
        return std::count_if(sent.begin(), sent.end(), [](const json &row) { return row["sent_text"].is_string(); }) >=
               2;
    };
    return held(assigned.ok(), "it is assigned") &&
           held(QTest::qWaitFor(isTold, kPatience), "mails with their words") && isMoneyAndFailureToldOf();
}

/// What people write as a refund's reason, and what providers say of a message that failed.
bool MarkedCustomer::isMoneyAndFailureToldOf()
{
    const auto reasons = wait(m_rest.update(Query("payments").select("id").eq("lead_id", m_lead),
                                            {{"refund_reason", "Xyzzyplugh was not at home."}}));
    const json failures{{"error", "no xyzzyplugh here"}, {"delivery_error", "550 xyzzyplugh"}};
    const auto messages = wait(m_rest.update(Query("notifications").select("id").eq("lead_id", m_lead), failures));
    return held(reasons && reasons->size() == 1, "a payment with a reason") &&
           held(messages && messages->size() >= 2, "messages that failed");
}

bool MarkedCustomer::replies()
{
    const QByteArray form = "MessageSid=SM77&From=%2B15125550147&To=%2B15125550199&Body=Stop%2C+says+Xyzzyplugh";
    const ProviderCall call = TwilioStandIn::signedCall("https://office.example/webhooks/twilio", form);
    const auto reply = m_server.request("POST", u"/webhooks/twilio"_s, call.headers, call.body);
    return held(reply.status / 100 == 2, "a reply is taken") &&
           held(QTest::qWaitFor([this] { return rows("opt_outs").size() == 1; }, kPatience), "and opts out");
}

std::unique_ptr<MarkedCustomer::Account> MarkedCustomer::signIn(const QString &email)
{
    const json config = m_server.request("GET", u"/api/v1/config"_s).json();
    auto account =
        std::make_unique<Account>(m_store, QByteArray::fromStdString(config.value("anon_key", std::string())));
    const auto signedIn = wait(account->session.signIn(email, kPassword));
    return held(signedIn.ok(), "signing in") ? std::move(account) : nullptr;
}

bool MarkedCustomer::isWrittenAbout()
{
    m_account = signIn(kStaff);
    const auto admin = signIn(kAdmin);
    if (!m_account || !admin)
        return false;
    const QUuid asked = QUuid::createUuid();
    return insert(m_account->client, "lead_events",
                  {{"lead_id", toJson(m_lead)},
                   {"kind", "note"},
                   {"actor", toJson(kStaff)},
                   {"note", "Xyzzyplugh is nice."}}) &&
           insert(m_account->client, "saved_views",
                  {{"owner", toJson(kStaff)},
                   {"name", "Again, Xyzzyplugh"},
                   {"definition", {{"version", 1}, {"filter", {{"text", "xyzzyplugh again"}}}}}}) &&
           insert(m_account->client, "contact_refusals",
                  {{"contact", toJson(kEmail)},
                   {"channel", "letter"},
                   {"way", "call"},
                   {"reason", "Xyzzyplugh said so."}}) &&
           insert(admin->client, "server_requests",
                  {{"id", toJson(asked)},
                   {"kind", "find_person"},
                   {"data", {{"phone", "+15125550147"}, {"email", toJson(kEmail)}}}}) &&
           held(QTest::qWaitFor([this] { return rows("server_requests").dump().find("\"done\"") != std::string::npos; },
                                kPatience),
                "an admin's request is done");
}

/// Changes what is there, so that the import keeps what it was before.
bool MarkedCustomer::isImported()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"old.csv"_s));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("First Name,Last Name,Email,Phone\n"
               "Xyzzyplugh,Imported Xyzzyplugh,xyzzyplugh@home.example,(512) 555-0147\n");
    file.close();
    const auto run =
        m_server.run({u"import"_s, file.fileName(), u"--kind"_s, u"leads"_s, u"--update-by"_s, u"email"_s});
    return held(run.exitCode == 0, run.errorOutput.constData()) &&
           held(rows("import_changes").size() == 1, "an import changed a lead");
}

bool MarkedCustomer::isExported()
{
    const auto run = m_server.run({u"journal"_s, u"export"_s, m_server.dataDir() + u"/saved.jsonl"_s, u"--all"_s});
    return held(run.exitCode == 0, run.errorOutput.constData());
}

QStringList MarkedCustomer::markedTables(const QStringList &tables)
{
    QStringList marked;
    for (const QString &table : tables)
        if (isMarked(QByteArray::fromStdString(rows(table.toLatin1()).dump())))
            marked += table;
    return marked;
}

QStringList MarkedCustomer::markedFiles() const
{
    QStringList marked;
    QDirIterator files(m_server.dataDir(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && isMarked(file.readAll()))
            marked += files.fileName();
    }
    return marked;
}

bool MarkedCustomer::openWindow()
{
    auto account = signIn(kStaff);
    if (!account)
        return false;
    m_window = std::make_unique<Window>(std::move(account), m_store);
    m_window->replica.start();
    m_window->messages.follow(m_window->replica.news(), {"notifications"});
    m_window->messages.start();
    return QTest::qWaitFor(
        [this] { return m_window->replica.connection() == replica::Connection::Live && windowHolds(); }, kPatience);
}

QStringList MarkedCustomer::markedInFolder()
{
    if (!held(m_window->folder.follows(), "the window's folder follows"))
        return {QStringLiteral("it stands still")};
    QStringList marked;
    const auto files = m_window->folder.files();
    for (const auto &[name, content] : files.asKeyValueRange())
        if (isMarked(content))
            marked += name;
    return marked;
}

bool MarkedCustomer::windowHolds() const
{
    for (const Lead &lead : test::leadsOf(m_window->replica)) {
        const QStringList texts{lead.firstName,
                                lead.lastName,
                                lead.email,
                                lead.phoneNumber,
                                lead.description.value_or(QString()),
                                lead.street.value_or(QString()),
                                lead.city.value_or(QString()),
                                lead.state.value_or(QString()),
                                lead.externalId.value_or(QString()),
                                QString::fromStdString(lead.answers.dump()),
                                QString::fromStdString(lead.origin.dump())};
        if (isMarked(texts.join(u'\n').toUtf8()))
            return true;
    }
    for (const QUuid &id : m_window->messages.newestFirst())
        if (const Notification *message = m_window->messages.row(id);
            message && isMarked((message->recipient + u'\n' + message->body.value_or(QString())).toUtf8()))
            return true;
    return false;
}

} // namespace pl::test
