#include "tests/support/serverprocess.h"

#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace pl::test {

namespace {

constexpr int kPatienceMs = 20000;

void limitFiles(QProcess &process, qint64 bytes)
{
#ifdef Q_OS_UNIX
    if (bytes > 0)
        process.setChildProcessModifier([bytes] {
            const rlimit limit{rlim_t(bytes), rlim_t(bytes)};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        });
#else
    Q_UNUSED(process)
    Q_UNUSED(bytes)
#endif
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

ServerProcess::ServerProcess()
    : m_environment(QProcessEnvironment::systemEnvironment()), m_process(std::make_unique<QProcess>())
{
    static const QRegularExpression own(QStringLiteral("^(SUPABASE|ADMIN|DB|STRIPE|EMAIL|SMS)_|^PUBLIC_URL$|_proxy$"),
                                        QRegularExpression::CaseInsensitiveOption);
    for (const QString &name : m_environment.keys())
        if (own.match(name).hasMatch())
            m_environment.remove(name);
}

ServerProcess::~ServerProcess()
{
    kill();
}

void ServerProcess::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

bool ServerProcess::start(const QStringList &arguments)
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(m_environment);
    limitFiles(*m_process, m_fileSizeLimit);
    m_errors.clear();
    m_url.clear();
    QStringList all{QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                    QStringLiteral("--data"), m_dir.path()};
    m_process->start(QStringLiteral(PL_SERVER_PROGRAM), all + arguments);
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
        m_keys = run({QStringLiteral("keys"), QStringLiteral("--json")}).json();
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
