#include "tests/support/serverprocess.h"

#include "tests/support/requestshapes.h"

#include <QFile>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace pl::test {

namespace {

constexpr int kPatienceMs = 20000;
constexpr int kHandedOver = 3; // sd_listen_fds(3)

/// Runs between fork and exec.
void prepareChild(QProcess &process, qint64 fileSizeLimit, int socket)
{
#ifdef Q_OS_UNIX
    if (fileSizeLimit <= 0 && socket < 0)
        return;
    process.setChildProcessModifier([fileSizeLimit, socket] {
        const rlimit limit{rlim_t(fileSizeLimit), rlim_t(fileSizeLimit)};
        if (fileSizeLimit > 0)
            ::setrlimit(RLIMIT_FSIZE, &limit);
        if (socket == kHandedOver)
            ::fcntl(socket, F_SETFD, 0);
        else if (socket >= 0)
            ::dup2(socket, kHandedOver);
    });
#else
    Q_UNUSED(process)
    Q_UNUSED(fileSizeLimit)
    Q_UNUSED(socket)
#endif
}

/// Only a shell can put the process's own number into its environment: it becomes the server.
void startWithSocket(QProcess &process, const QStringList &arguments)
{
    static const QString script = QStringLiteral("LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" \"$@\"");
    process.start(QStringLiteral("/bin/sh"),
                  QStringList{QStringLiteral("-c"), script, QStringLiteral(PL_SERVER_PROGRAM)} + arguments);
}

QByteArray textOf(const nlohmann::json &json, const char *field)
{
    return json.is_object() ? QByteArray::fromStdString(json.value(field, std::string())) : QByteArray();
}

} // namespace

QByteArray ServerReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

namespace {

/// The lists of the product's requests.
Result<QSet<QString>> knownShapes()
{
    QSet<QString> known;
    for (const char *list : {"request-shapes.txt", "rare-request-shapes.txt", "whole-table-shapes.txt"}) {
        const auto read = RequestShapes::read(QStringLiteral(PL_TEST_DATA "/data/") + QLatin1String(list));
        if (!read)
            return read.error();
        for (const QString &line : read->lines())
            known.insert(withoutColumns(line));
    }
    return known;
}

} // namespace

/// The remote Supabase of one server.
class HostedStore
{
public:
    bool start()
    {
        if (!m_server.start({QStringLiteral("--store-only")}))
            return false;
        m_wire = std::make_unique<RestWire>(m_server.url());
        return !m_wire->url().isEmpty();
    }
    ServerProcess &server() { return m_server; }
    RestWire &wire() { return *m_wire; }

private:
    ServerProcess m_server{ServerProcess::Store::Embedded};
    std::unique_ptr<RestWire> m_wire;
};

ServerProcess::ServerProcess(Store store)
    : m_environment(QProcessEnvironment::systemEnvironment())
    , m_process(std::make_unique<QProcess>())
    , m_isHosted(store == Store::OfTheTestRun && m_environment.contains(QStringLiteral("PL_TEST_HOSTED")))
{
    static const QRegularExpression own(
        QStringLiteral("^(SUPABASE|ADMIN|DB|STRIPE|EMAIL|SMS|LISTEN|WATCHDOG)_|^PUBLIC_URL$|"
                       "^CREDENTIALS_DIRECTORY$|^NOTIFY_SOCKET$|_proxy$"),
        QRegularExpression::CaseInsensitiveOption);
    for (const QString &name : m_environment.keys())
        if (own.match(name).hasMatch())
            m_environment.remove(name);
}

ServerProcess::~ServerProcess()
{
    kill();
    if (!m_hosted)
        return;
    reportRefusals();
    reportShapes();
}

bool ServerProcess::prepareStore()
{
    if (!m_isHosted || m_hosted)
        return true;
    m_hosted = std::make_unique<HostedStore>();
    if (!m_hosted->start())
        return false;
    const nlohmann::json &all = keys();
    setEnvironment(QStringLiteral("SUPABASE_URL"), m_hosted->wire().url());
    setEnvironment(QStringLiteral("SUPABASE_KEY"), QString::fromUtf8(textOf(all, "publishable_key")));
    setEnvironment(QStringLiteral("SUPABASE_SERVICE_KEY"), QString::fromUtf8(textOf(all, "secret_key")));
    return true;
}

void ServerProcess::expectRefusal(const QString &pattern)
{
    m_expectedRefusals.append(pattern);
}

QString ServerProcess::storeUrl()
{
    return m_hosted ? m_hosted->wire().url() : m_url;
}

void ServerProcess::killStore()
{
    m_hosted ? m_hosted->server().kill() : kill();
}

bool ServerProcess::startStoreAgain()
{
    ServerProcess &store = m_hosted ? m_hosted->server() : *this;
    QStringList arguments{QStringLiteral("--listen"), QUrl(store.url()).authority()};
    if (m_hosted)
        arguments += QStringLiteral("--store-only");
    return store.start(arguments);
}

RestWire *ServerProcess::wire()
{
    return m_hosted ? &m_hosted->wire() : nullptr;
}

void ServerProcess::reportRefusals()
{
    const auto exchanges = m_hosted->wire().exchanges();
    int refused = 0;
    for (const RestWire::Exchange &exchange : exchanges) {
        const QString line = QStringLiteral("%1 %2 %3")
                                 .arg(QString::fromLatin1(exchange.method), QString::fromLatin1(exchange.target),
                                      QString::number(exchange.status));
        const bool isMeant =
            std::any_of(m_expectedRefusals.begin(), m_expectedRefusals.end(),
                        [&](const QString &pattern) { return QRegularExpression(pattern).match(line).hasMatch(); });
        if (exchange.status < 400 || isMeant)
            continue;
        ++refused;
        qWarning("The store refused %s", qUtf8Printable(exchange.kind() + QStringLiteral(": ") + line));
    }
    if (refused > 0)
        QTest::qFail(qPrintable(QStringLiteral("%1 requests were refused").arg(refused)), __FILE__, __LINE__);
}

void ServerProcess::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

void ServerProcess::reportShapes()
{
    RequestShapes sent;
    for (const RestWire::Exchange &exchange : m_hosted->wire().exchanges())
        sent.note(exchange.method, exchange.target, exchange.headers, exchange.body);
    const auto known = knownShapes();
    if (!known)
        return QTest::qFail(qPrintable(known.error().message), __FILE__, __LINE__);
    int unknown = 0;
    for (const QString &line : sent.lines())
        if (!known->contains(withoutColumns(line))) {
            ++unknown;
            qWarning("In no list of tests/data: %s", qUtf8Printable(line));
        }
    if (unknown > 0)
        QTest::qFail("the store was asked what no list knows", __FILE__, __LINE__);
    QFile file(qEnvironmentVariable("PL_TEST_SHAPES"));
    if (!file.fileName().isEmpty() && file.open(QIODevice::Append))
        file.write((sent.lines().join(u'\n') + u'\n').toUtf8());
}

bool ServerProcess::start(const QStringList &arguments)
{
    if (!prepareStore())
        return false;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(m_environment);
    prepareChild(*m_process, m_fileSizeLimit, m_socket);
    m_errors.clear();
    m_url.clear();
    QStringList all{QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                    QStringLiteral("--data"), m_dir.path()};
    m_socket >= 0 ? startWithSocket(*m_process, all + arguments)
                  : m_process->start(QStringLiteral(PL_SERVER_PROGRAM), all + arguments);
    static const QRegularExpression listening(QStringLiteral("^listening on (http://\\S+)\n"));
    QByteArray output;
    const bool decided = QTest::qWaitFor(
        [&] {
            output += m_process->readAllStandardOutput();
            const auto match = listening.match(QString::fromUtf8(output));
            if (match.hasMatch())
                m_url = match.captured(1);
            return match.hasMatch() || m_process->state() == QProcess::NotRunning;
        },
        kPatienceMs);
    return decided && !m_url.isEmpty();
}

int ServerProcess::stop()
{
    if (!isRunning())
        return -1;
    requestStop();
    if (!QTest::qWaitFor([this] { return !isRunning(); }, kPatienceMs))
        return -1;
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

void ServerProcess::kill()
{
    m_process->kill();
    (void)QTest::qWaitFor([this] { return !isRunning(); }, kPatienceMs);
}

QByteArray ServerProcess::errorOutput()
{
    m_errors += m_process->readAllStandardError();
    return m_errors;
}

ServerProcess::Run ServerProcess::run(const QStringList &arguments, const QByteArray &input)
{
    if (!prepareStore())
        return {};
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(QStringLiteral(PL_SERVER_PROGRAM), arguments + QStringList{QStringLiteral("--data"), m_dir.path()});
    process.write(input);
    process.closeWriteChannel();
    bool isFinished = false;
    QObject::connect(&process, &QProcess::finished, &process, [&isFinished] { isFinished = true; });
    if (!QTest::qWaitFor([&] { return isFinished; }, kPatienceMs))
        return {};
    const int exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {exitCode, process.readAllStandardOutput(), process.readAllStandardError()};
}

ServerReply ServerProcess::request(const QByteArray &method, const QString &pathAndQuery, const Headers &headers,
                                   const QByteArray &body)
{
    static const QRegularExpression ofStore(QStringLiteral("^/(rest|auth)/v1/"));
    if (m_hosted && pathAndQuery.contains(ofStore))
        return m_hosted->server().request(method, pathAndQuery, headers, body);
    QNetworkRequest request(QUrl::fromEncoded((m_url + pathAndQuery).toUtf8()));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("plumber-leads-test"));
    request.setTransferTimeout(kPatienceMs);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    (void)QTest::qWaitFor([&] { return reply->isFinished(); }, kPatienceMs + 1000);
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->rawHeaderPairs(),
            reply->readAll()};
}

const nlohmann::json &ServerProcess::keys()
{
    if (!m_keys.is_object())
        m_keys = (m_hosted ? m_hosted->server() : *this).run({QStringLiteral("keys"), QStringLiteral("--json")}).json();
    return m_keys;
}

ServerProcess::Headers ServerProcess::serviceHeaders()
{
    const QByteArray key = textOf(keys(), "service_key");
    return {{"apikey", key}, {"Authorization", "Bearer " + key}, {"Content-Type", "application/json"}};
}

ServerProcess::Headers ServerProcess::userHeaders(const QString &email, const QString &password)
{
    const QByteArray anon = textOf(keys(), "anon_key");
    const nlohmann::json body{{"email", email.toStdString()}, {"password", password.toStdString()}};
    const auto reply =
        request("POST", QStringLiteral("/auth/v1/token?grant_type=password"),
                {{"apikey", anon}, {"Content-Type", "application/json"}}, QByteArray::fromStdString(body.dump()));
    return {{"apikey", anon},
            {"Authorization", "Bearer " + textOf(reply.json(), "access_token")},
            {"Content-Type", "application/json"}};
}

nlohmann::json ServerProcess::rows(const QString &query)
{
    return request("GET", QStringLiteral("/rest/v1/") + query, serviceHeaders()).json();
}

int ServerProcess::write(const QByteArray &method, const QString &target, const nlohmann::json &row)
{
    return request(method, QStringLiteral("/rest/v1/") + target, serviceHeaders(),
                   QByteArray::fromStdString(row.dump()))
        .status;
}

ServerProcess::Run ServerProcess::addUser(const QString &email, const QString &role, const QString &password)
{
    return run({QStringLiteral("user"), QStringLiteral("add"), email, QStringLiteral("--role"), role,
                QStringLiteral("--password-stdin")},
               password.toUtf8() + '\n');
}

QByteArray ServerProcess::addSource(const QString &name)
{
    return textOf(run({QStringLiteral("source"), QStringLiteral("add"), name, QStringLiteral("--json")}).json(), "key");
}

} // namespace pl::test
