#include "server/migrate/databaseaddress.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace pl::migrate {

namespace {

const QString kSslMode = QStringLiteral("sslmode");
const QString kVerified = QStringLiteral("verify-full");

Error wrong(const QString &sentence)
{
    return {ErrorCode::InvalidInput, sentence};
}

bool isSupabaseHost(const QString &host)
{
    return host.endsWith(u".supabase.co") || host.endsWith(u".supabase.com");
}

/// The dashboard's connection strings have this placeholder for the password.
QString withoutPlaceholder(const QString &url)
{
    return url.trimmed().remove(QStringLiteral(":[YOUR-PASSWORD]"));
}

Result<> readOption(DatabaseAddress &address, const QString &name, const QString &value)
{
    static const QStringList known{kSslMode, QStringLiteral("sslrootcert"), QStringLiteral("connect_timeout")};
    if (name == u"host") {
        address.host = value;
    } else if (name == u"port") {
        bool isNumber = false;
        address.port = value.toInt(&isNumber);
        if (!isNumber || address.port < 1 || address.port > 65535)
            return wrong(QStringLiteral("The port in the database URL must be a number from 1 to 65535."));
    } else if (!known.contains(name)) {
        return wrong(QStringLiteral("Unknown option \"%1\" in the database URL; known options are host, port, %2.")
                         .arg(name, known.join(QStringLiteral(", "))));
    } else if (value.contains(u';')) { // Qt uses it to separate options
        return wrong(QStringLiteral("The option \"%1\" in the database URL can't contain a semicolon.").arg(name));
    } else {
        address.options.insert(name, value);
    }
    return {};
}

/// A hosted project's reference, "abc" for https://abc.supabase.co; empty for any other URL.
QString projectOf(const QUrl &url)
{
    const QString host = url.host();
    const QString project = host.section(u'.', 0, 0);
    return host == project + QStringLiteral(".supabase.co") ? project : QString();
}

/// The pooler identifies projects by the user name. Its transaction mode, on port 6543, would work, too, but the
/// session mode is meant for migrations.
Result<DatabaseAddress> onPooler(const QString &pooler, const QString &project)
{
    const QUrl url(QStringLiteral("postgresql://") + pooler.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.path().isEmpty() || !url.userInfo().isEmpty())
        return wrong(QStringLiteral("The pooler must be a host like aws-0-eu-central-1.pooler.supabase.com, as the "
                                    "project's dashboard shows it under Connect, Session pooler."));
    DatabaseAddress address;
    address.host = url.host();
    address.port = url.port(address.port);
    address.user = QStringLiteral("postgres.%1").arg(project);
    return address;
}

bool isPoolerOfMany(const DatabaseAddress &address)
{
    return address.host.endsWith(u".pooler.supabase.com") && !address.user.contains(u'.');
}

Result<DatabaseAddress> ofProject(const QString &supabaseUrl, const QString &pooler)
{
    if (supabaseUrl.isEmpty())
        return wrong(QStringLiteral("No database given. Set SUPABASE_URL and DB_PASSWORD, or use --database-url URL."));
    const QString project = projectOf(QUrl(supabaseUrl));
    if (project.isEmpty())
        return wrong(QStringLiteral("SUPABASE_URL is not a hosted project's address (https://PROJECT.supabase.co), so "
                                    "its database is not known. Use --database-url URL."));
    if (!pooler.isEmpty())
        return onPooler(pooler, project);
    DatabaseAddress address;
    address.host = QStringLiteral("db.%1.supabase.co").arg(project);
    return address;
}

} // namespace

Result<DatabaseAddress> DatabaseAddress::fromUrl(const QString &text)
{
    const QUrl url(withoutPlaceholder(text), QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != u"postgresql" && url.scheme() != u"postgres"))
        return wrong(QStringLiteral("The database URL must look like postgresql://user@host:5432/postgres; "
                                    "percent-encode special characters, as in %40 for @."));
    if (!url.password().isEmpty())
        return wrong(QStringLiteral("Remove the password from the database URL and set DB_PASSWORD: everyone on "
                                    "this machine can read a command's arguments. If the password is a real one, "
                                    "change it."));
    DatabaseAddress address;
    address.host = url.host();
    address.port = url.port(address.port);
    if (url.path().size() > 1)
        address.database = url.path(QUrl::FullyDecoded).sliced(1);
    if (!url.userName().isEmpty())
        address.user = url.userName(QUrl::FullyDecoded);
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        if (const auto read = readOption(address, name, value); !read)
            return read.error();
    if (address.host.isEmpty())
        return wrong(QStringLiteral("The database URL has no host."));
    return address;
}

Result<DatabaseAddress> DatabaseAddress::find(const QString &url, const QProcessEnvironment &environment,
                                              const QString &pooler)
{
    if (!url.isEmpty() && !pooler.isEmpty())
        return wrong(QStringLiteral("Use either --database-url or --pooler, not both."));
    auto address =
        url.isEmpty() ? ofProject(environment.value(QStringLiteral("SUPABASE_URL")).trimmed(), pooler) : fromUrl(url);
    if (!address)
        return address;
    if (isPoolerOfMany(*address))
        return wrong(QStringLiteral("The pooler serves many projects: the user must be postgres.PROJECT, as in the "
                                    "address shown in the project's dashboard under Connect, Session pooler."));
    address->password = environment.value(QStringLiteral("DB_PASSWORD"));
    if (isSupabaseHost(address->host) && address->password.isEmpty())
        return wrong(QStringLiteral("DB_PASSWORD is not set. Set it to the password of the project's database."));
    if (!address->isLocal() && !address->options.contains(kSslMode))
        address->options.insert(kSslMode, kVerified);
    return address;
}

bool DatabaseAddress::isLocal() const
{
    static const QRegularExpression loopback(QStringLiteral("\\A(localhost|127(\\.[0-9]{1,3}){3}|::1)\\z"),
                                             QRegularExpression::CaseInsensitiveOption);
    return host.startsWith(u'/') || host.startsWith(u'@') || loopback.match(host).hasMatch();
}

QString DatabaseAddress::tlsWarning() const
{
    const QString mode = options.value(kSslMode);
    if (isLocal() || mode == kVerified)
        return {};
    return QStringLiteral("sslmode=%1 does not check that %2 is the project's database: someone in between could "
                          "read the password. Omit sslmode and set PGSSLROOTCERT to the project's CA file.")
        .arg(mode, host);
}

} // namespace pl::migrate
