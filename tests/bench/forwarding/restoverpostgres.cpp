#include "tests/bench/forwarding/restoverpostgres.h"

#include <QElapsedTimer>

#include <nlohmann/json.hpp>

namespace pl::bench {

namespace {

using migrate::PostgresConnection;

QString literal(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("''")) + QLatin1Char('\'');
}

/// name=op.value of a query's pieces, decoded.
QList<std::pair<QString, QString>> parametersOf(const http::Request &request)
{
    QList<std::pair<QString, QString>> parameters;
    for (const QByteArray &piece : request.query.split('&')) {
        const auto mark = piece.indexOf('=');
        parameters.emplaceBack(QString::fromUtf8(piece.left(mark)),
                               QString::fromUtf8(QByteArray::fromPercentEncoding(piece.mid(mark + 1))));
    }
    return parameters;
}

/// The quoted values between "in.(" and ")" are written as those of PostgreSQL's arrays are.
QString conditionOf(const QString &column, const QString &condition)
{
    if (condition.startsWith(u"in.("))
        return QStringLiteral("%1 = any (%2)").arg(column, literal(u'{' + condition.sliced(4).chopped(1) + u'}'));
    if (condition.startsWith(u"gte."))
        return QStringLiteral("%1 >= %2").arg(column, literal(condition.sliced(4)));
    return QStringLiteral("false");
}

QString readSql(const http::Request &request)
{
    QString columns = QStringLiteral("*");
    QString order;
    QStringList conditions{QStringLiteral("true")};
    for (const auto &[name, value] : parametersOf(request)) {
        if (name == u"select")
            columns = value;
        else if (name == u"order")
            order = QStringLiteral(" order by ") + value;
        else
            conditions += conditionOf(name, value);
    }
    return QStringLiteral("select coalesce(json_agg(r), '[]')::text from (select %1 from public.leads where %2%3 "
                          "limit 1000) r")
        .arg(columns, conditions.join(QStringLiteral(" and ")), order);
}

QString insertSql(const http::Request &request)
{
    const auto rows = nlohmann::json::parse(request.body.toStdString(), nullptr, false);
    QStringList columns;
    for (const auto &[name, value] : rows.at(0).items())
        columns += QString::fromStdString(name);
    const QString names = columns.join(QLatin1Char(','));
    return QStringLiteral("with source as (insert into public.leads (") + names + QStringLiteral(") select ") + names +
           QStringLiteral(" from json_populate_recordset(null::public.leads, ") +
           literal(QString::fromUtf8(request.body)) +
           QStringLiteral(") on conflict (id) do nothing returning id) "
                          "select coalesce(json_agg(source), '[]')::text from source");
}

http::Response answer(PostgresConnection &connection, const http::Request &request)
{
    const bool isInsert = request.method == "POST";
    const auto text = connection.inTransaction([&]() -> Result<QString> {
        if (const auto became = test::becomeCaller(connection, QStringLiteral("service")); !became)
            return became.error();
        return connection.rows(isInsert ? insertSql(request) : readSql(request))
            .transform([](const QList<QVariantList> &rows) { return rows.first().first().toString(); });
    });
    if (!text)
        return {500, {{"Content-Type", "application/json"}}, text.error().message.toUtf8()};
    return {isInsert ? 201 : 200, {{"Content-Type", "application/json; charset=utf-8"}}, text->toUtf8()};
}

} // namespace

RestOverPostgres::RestOverPostgres(const test::OfficeDatabase &database, int connections) : m_database(database)
{
    m_httpThread.start();
    auto *onThread = new QObject;
    onThread->moveToThread(&m_httpThread);
    QMetaObject::invokeMethod(
        onThread, [this] { listen(); }, Qt::BlockingQueuedConnection);
    QObject::connect(&m_httpThread, &QThread::finished, onThread, [this, onThread] {
        m_server.reset();
        onThread->deleteLater();
    });
    for (int i = 0; i < connections; ++i)
        m_threads.emplace_back([this] { work(); });
}

RestOverPostgres::~RestOverPostgres()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_httpThread.quit();
    m_httpThread.wait();
}

void RestOverPostgres::listen()
{
    http::Limits limits;
    limits.bodyBytes = 1024 * 1024;
    m_server = std::make_unique<http::Server>([this](const http::Request &request) { return post(request); }, limits);
    if (const auto port = m_server->listen(QHostAddress::LocalHost, 0))
        m_url = QStringLiteral("http://127.0.0.1:%1").arg(*port);
}

Later<http::Response> RestOverPostgres::post(const http::Request &request)
{
    auto promise = std::make_shared<Promise>();
    auto later = promise->later();
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({request, std::move(promise)});
    }
    m_wake.notify_one();
    return later;
}

std::optional<RestOverPostgres::Job> RestOverPostgres::next()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return !m_jobs.empty() || m_isClosing; });
    if (m_jobs.empty())
        return std::nullopt;
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    return job;
}

void RestOverPostgres::work()
{
    const auto connection = m_database.connect();
    while (const auto job = next())
        job->promise->give(connection ? timed(**connection, job->request) : http::Response{503, {}, {}});
}

http::Response RestOverPostgres::timed(PostgresConnection &connection, const http::Request &request)
{
    QElapsedTimer timer;
    timer.start();
    auto response = answer(connection, request);
    (request.method == "POST" ? m_insertMicros : m_lookUpMicros) += timer.nsecsElapsed() / 1000;
    return response;
}

RestOverPostgres::Seconds RestOverPostgres::takeSeconds()
{
    return {double(m_insertMicros.exchange(0)) / 1e6, double(m_lookUpMicros.exchange(0)) / 1e6};
}

} // namespace pl::bench
