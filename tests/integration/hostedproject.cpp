#include "tests/integration/hostedproject.h"

#include "tests/server/migrate/reststatement.h"

#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace pl::test {

using nlohmann::json;

namespace {

const QByteArray kJson = "application/json; charset=utf-8";

QString quoted(const QByteArray &body)
{
    return QStringLiteral("cast($body$") + QString::fromUtf8(body) + QStringLiteral("$body$ as jsonb)");
}

/// One row or many: a list of rows.
QByteArray asList(const QByteArray &body)
{
    return body.trimmed().startsWith('[') ? body : '[' + body + ']';
}

RequestShape shapeOf(const http::Request &request)
{
    RequestShape shape;
    shape.method = QString::fromLatin1(request.method);
    shape.target = QString::fromLatin1(request.path + (request.query.isEmpty() ? "" : "?") + request.query);
    const json body = json::parse(request.body.toStdString(), nullptr, false);
    for (const json &row : body.is_array() ? body : json::array({body}))
        if (row.is_object())
            for (const auto &[name, value] : row.items())
                shape.columns += QString::fromStdString(name);
    shape.columns.removeDuplicates();
    for (const QByteArray &part : request.header("Prefer").split(','))
        shape.preferences += QString::fromLatin1(part.trimmed());
    return shape;
}

/// A shape's statement writes what is there already; this one writes what the body says.
QString withBody(QString statement, const RequestShape &shape, const QByteArray &body)
{
    const QString table = QStringLiteral("public.\"%1\"").arg(shape.table());
    if (shape.method == u"PATCH") {
        const qsizetype begin = statement.indexOf(u" set ");
        const qsizetype end = std::max(statement.indexOf(u" where ", begin), begin);
        static const QRegularExpression same(QStringLiteral("= \"\\w+\"\\.\"(\\w+)\""));
        QString changes = statement.mid(begin, end - begin);
        changes.replace(
            same, QStringLiteral("= (select v.\"\\1\" from jsonb_populate_record(null::%1, :body) v)").arg(table));
        changes.replace(QStringLiteral(":body"), quoted(body)); // whose backslashes mean nothing to replace()
        return statement.replace(begin, end - begin, changes);
    }
    if (!shape.target.contains(u"/rpc/"))
        return statement.replace(QStringLiteral("null::%1, '[]')").arg(table),
                                 QStringLiteral("null::%1, %2)").arg(table, quoted(asList(body))));
    for (const QString &name : shape.columns) {
        const std::string value = json::parse(body.toStdString())[name.toStdString()].get<std::string>();
        statement.replace(QStringLiteral("\"%1\" => null").arg(name),
                          QStringLiteral("\"%1\" => '%2'").arg(name, QString::fromStdString(value)));
    }
    return statement;
}

int statusOf(const QString &code)
{
    return code == u"42501" ? 403 : code == u"23505" || code == u"23503" ? 409 : 400;
}

QVariant orNull(const QVariant &value)
{
    return value.toString().isEmpty() ? QVariant() : value;
}

} // namespace

bool HostedProject::start(const migrate::DatabaseAddress &database)
{
    auto opened = migrate::PostgresConnection::open(database);
    if (!opened)
        return false;
    m_database = std::move(*opened);
    m_server = std::make_unique<http::Server>([this](const http::Request &request) { return handle(request); },
                                              http::Limits{});
    const auto port = m_server->listen(QHostAddress(QHostAddress::LocalHost), 0);
    if (!port)
        return false;
    m_url = QStringLiteral("http://127.0.0.1:%1").arg(*port);
    embedded::EmbeddedSupabase::Options options;
    options.dataDir = m_dir.path();
    options.url = m_url;
    auto auth = embedded::EmbeddedSupabase::open(options);
    if (!auth)
        return false;
    m_auth = std::move(*auth);
    return takeAccounts();
}

bool HostedProject::takeAccounts()
{
    const auto micros = [](const char *column) {
        return QStringLiteral("cast(extract(epoch from %1) * 1000000 as bigint)").arg(QLatin1String(column));
    };
    const auto rows = m_database->rows(
        QStringLiteral("select cast(id as text), email, encrypted_password, cast(raw_app_meta_data as text),"
                       " cast(raw_user_meta_data as text), %1, %2, %3, %4 from auth.users")
            .arg(micros("email_confirmed_at"), micros("banned_until"), micros("created_at"), micros("updated_at")));
    bool isTaken = rows.ok();
    {
        QSqlDatabase file = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_dir.path());
        file.setDatabaseName(m_auth->databaseFile());
        isTaken = isTaken && file.open();
        QSqlQuery insert(file);
        isTaken = isTaken && insert.prepare(QStringLiteral(
                                 "insert into _auth_users (id, email, password_hash, app_metadata, user_metadata,"
                                 " email_confirmed_at, banned_until, created_at, updated_at) values"
                                 " (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        for (const QVariantList &row : isTaken ? *rows : QList<QVariantList>()) {
            for (const QVariant &value : row)
                insert.addBindValue(orNull(value));
            isTaken = isTaken && insert.exec();
        }
        if (!isTaken)
            qWarning("%s", qPrintable(insert.lastError().text()));
    }
    QSqlDatabase::removeDatabase(m_dir.path());
    return isTaken;
}

Later<http::Response> HostedProject::handle(const http::Request &request)
{
    if (request.path.startsWith("/auth/v1/"))
        return m_auth->handle(request);
    return answerRest(request);
}

/// A person's token, or what the key alone allows.
json HostedProject::claimsOf(const http::Request &request) const
{
    const QList<QByteArray> parts = request.header("Authorization").mid(7).split('.');
    if (parts.size() == 3) {
        const auto text = QByteArray::fromBase64(parts.at(1), QByteArray::Base64UrlEncoding);
        return json::parse(text.toStdString(), nullptr, false);
    }
    const QByteArray key = request.header("apikey");
    const bool isService = key == secretKey() || key == m_auth->keys().serviceKey;
    return {{"role", isService ? "service_role" : "anon"}};
}

Result<QList<QVariantList>> HostedProject::ask(const json &claims, const QString &statement)
{
    return m_database->inTransaction([&]() -> Result<QList<QVariantList>> {
        const QString text = QString::fromStdString(claims.dump());
        const QString role = QString::fromStdString(claims.value("role", std::string("anon")));
        for (const QString &setting : {QStringLiteral("set local \"request.jwt.claims\" = '%1'")
                                           .arg(QString(text).replace(u'\'', QStringLiteral("''"))),
                                       QStringLiteral("set local role \"%1\"").arg(role)})
            if (const auto set = m_database->run(setting); !set)
                return set.error();
        return m_database->rows(statement);
    });
}

http::Response HostedProject::answerRest(const http::Request &request)
{
    const RequestShape shape = shapeOf(request);
    const auto statement = restStatement(shape);
    if (!statement)
        return refusal(request, statement.error());
    const bool isWrite = request.method != "GET";
    const auto rows = ask(claimsOf(request), isWrite ? withBody(*statement, shape, request.body) : *statement);
    if (!rows)
        return refusal(request, rows.error());
    const QVariantList &row = rows->first();
    QByteArray body = row.at(2).toString().toUtf8();
    if (shape.table().startsWith(u"rpc/"))
        body = QByteArray::fromStdString(json::parse(body.toStdString())[0]["pgrst_scalar"].dump());
    http::Headers headers{{"Content-Type", kJson}};
    if (!row.at(0).isNull())
        headers.append({"Content-Range",
                        (row.at(1).toInt() > 0 ? "0-" + QByteArray::number(row.at(1).toInt() - 1) : QByteArray("*")) +
                            '/' + row.at(0).toByteArray()});
    return {request.method == "POST" && !shape.table().startsWith(u"rpc/") ? 201 : 200, headers, body};
}

http::Response HostedProject::refusal(const http::Request &request, const Error &error)
{
    const int status = statusOf(error.remoteCode);
    m_refusals +=
        QStringLiteral("%1 %2?%3 %4 %5: %6")
            .arg(QString::fromLatin1(request.method), QString::fromLatin1(request.path),
                 QString::fromLatin1(request.query), QString::number(status), error.remoteCode, error.message);
    const json body{{"code", error.remoteCode.toStdString()},
                    {"message", error.message.toStdString()},
                    {"details", nullptr},
                    {"hint", nullptr}};
    return {status, {{"Content-Type", kJson}}, QByteArray::fromStdString(body.dump())};
}

} // namespace pl::test
