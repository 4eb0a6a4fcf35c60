#include "server/migrate/postgresconnection.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

namespace pl::migrate {

namespace {

constexpr int kConnectSeconds = 10;

/// "ERROR:  relation "x" already exists": the first line without the word before it.
QString sentenceOf(const QSqlError &error)
{
    QString line = error.databaseText().section(u'\n', 0, 0).trimmed();
    for (const char *word : {"ERROR:", "FATAL:"})
        if (const auto at = line.indexOf(QLatin1StringView(word)); at >= 0)
            line = line.sliced(at + qsizetype(qstrlen(word))).trimmed();
    return line.isEmpty() ? error.text() : line;
}

Error errorOf(const QSqlError &error)
{
    return {ErrorCode::Internal, sentenceOf(error), {}, error.nativeErrorCode()};
}

/// Whether libpq failed on TLS, i.e. before sending a password.
bool isAboutTls(const QString &sentence)
{
    return sentence.contains(u"certificate") || sentence.contains(u"SSL");
}

QString hintFor(const QString &sentence, const DatabaseAddress &address)
{
    if (isAboutTls(sentence))
        return QStringLiteral("The server's certificate is signed by the project's own CA, which this system does not "
                              "know. Download it in the project's dashboard under Database Settings, SSL "
                              "Configuration, Download certificate, and set PGSSLROOTCERT to its file, or add "
                              "sslrootcert=FILE to --database-url.");
    if (sentence.contains(u"password"))
        return QStringLiteral("Check that DB_PASSWORD is the password of the project's database.");
    if (address.host.startsWith(u"db.") && address.host.endsWith(u".supabase.co"))
        return QStringLiteral("A project's direct host is reachable only over IPv6, unless the project pays for IPv4. "
                              "Without IPv6, use --pooler HOST with the host shown in the project's dashboard under "
                              "Connect, Session pooler (like aws-0-eu-central-1.pooler.supabase.com).");
    if (sentence.contains(u"enant") || sentence.contains(u"ENOTFOUND", Qt::CaseInsensitive))
        return QStringLiteral("Check that this is the pooler host shown in the project's dashboard.");
    return QStringLiteral("Check that a PostgreSQL server is listening there.");
}

Error connectionError(const QSqlError &error, const DatabaseAddress &address)
{
    QString sentence = sentenceOf(error);
    if (!address.password.isEmpty())
        sentence.replace(address.password, QStringLiteral("…"));
    return {ErrorCode::Unavailable, QStringLiteral("The database on %1 can't be reached: %2. %3")
                                        .arg(address.host, sentence, hintFor(sentence, address))};
}

QString optionsText(QMap<QString, QString> options)
{
    if (!options.contains(QStringLiteral("connect_timeout")))
        options.insert(QStringLiteral("connect_timeout"), QString::number(kConnectSeconds));
    QStringList words;
    for (auto option = options.cbegin(); option != options.cend(); ++option) {
        QString value = option.value();
        value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"));
        words += QStringLiteral("%1='%2'").arg(option.key(), value);
    }
    return words.join(u';');
}

/// Does not prepare statements without values: freeing them would fail in a failed transaction.
bool execute(QSqlQuery &query, const QString &statement, const QVariantList &values)
{
    if (values.isEmpty())
        return query.exec(statement);
    if (!query.prepare(statement))
        return false;
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec();
}

} // namespace

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const DatabaseAddress &address)
{
    const QString driver = QStringLiteral("QPSQL");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return Error{ErrorCode::Internal,
                     QStringLiteral("Qt's plugin for PostgreSQL is missing (on Debian: libqt6sql6-psql).")};
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection);
    QSqlDatabase &database = connection->m_database;
    database = QSqlDatabase::addDatabase(driver, QUuid::createUuid().toString());
    database.setHostName(address.host);
    database.setPort(address.port);
    database.setDatabaseName(address.database);
    database.setUserName(address.user);
    database.setPassword(address.password);
    database.setConnectOptions(optionsText(address.options));
    if (!database.open())
        return connectionError(database.lastError(), address);
    return connection;
}

PostgresConnection::~PostgresConnection()
{
    const QString name = m_database.connectionName();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

Result<> PostgresConnection::run(const QString &statement)
{
    QSqlQuery query(m_database);
    if (!query.exec(statement))
        return errorOf(query.lastError());
    return {};
}

Result<QList<QVariantList>> PostgresConnection::rows(const QString &statement, const QVariantList &values)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!execute(query, statement, values))
        return errorOf(query.lastError());
    QList<QVariantList> rows;
    while (query.next()) {
        QVariantList row;
        for (int i = 0; i < query.record().count(); ++i)
            row += query.value(i);
        rows += row;
    }
    return rows;
}

} // namespace pl::migrate
