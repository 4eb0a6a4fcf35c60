#include "models/updates/manifest.h"

#include "models/base/jsonreader.h"
#include "models/base/visibletext.h"
#include "models/updates/channel.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace pl::updates {
namespace {

struct ManifestWords
{
    Q_DECLARE_TR_FUNCTIONS(Manifest)
};

const QString kProduct = QStringLiteral("plumber-leads");
constexpr qsizetype kMaxNotes = 8000;
constexpr qsizetype kMaxUrl = 500;
constexpr std::size_t kMaxPackages = 20;

bool matches(const QString &text, const char *pattern)
{
    const QRegularExpression whole(QRegularExpression::anchoredPattern(QLatin1StringView(pattern)));
    return whole.match(text).hasMatch();
}

Error notUnderstood(const QString &detail)
{
    return {ErrorCode::Protocol, ManifestWords::tr("The news about versions can\u2019t be read: %1").arg(detail)};
}

QUrl readUrl(JsonReader &reader, const char *field)
{
    const QString text = reader.string(field);
    const QUrl url(text, QUrl::StrictMode);
    if (!reader.hasErrorFor(field) && (!isTrustedUrl(url) || text.size() > kMaxUrl))
        reader.addError(field, "invalid", QStringLiteral("must be an https address"));
    return url;
}

QString readMatching(JsonReader &reader, const char *field, const char *pattern)
{
    const QString text = reader.string(field);
    if (!reader.hasErrorFor(field) && !matches(text, pattern))
        reader.addError(field, "invalid", QStringLiteral("has another form"));
    return text;
}

QString plainLines(const QString &text)
{
    QString plain = withoutInvisible(text);
    plain.removeIf([](QChar c) { return c != u'\n' && c.category() == QChar::Other_Control; });
    return plain.trimmed();
}

Result<Package> packageFrom(const nlohmann::json &json)
{
    JsonReader reader(json);
    Package package;
    package.system = readMatching(reader, "system", "linux|macos|windows");
    package.name = readMatching(reader, "name", "[A-Za-z0-9][A-Za-z0-9._+~-]{0,119}");
    package.url = readUrl(reader, "url");
    package.sha256 = readMatching(reader, "sha256", "[0-9a-f]{64}");
    return reader.finish(package);
}

void readPackages(JsonReader &reader, Manifest &manifest)
{
    const nlohmann::json list = reader.raw("packages");
    if (!list.is_array() || list.size() > kMaxPackages)
        return reader.addError("packages", "wrong_type", QStringLiteral("must be a short list"));
    for (const nlohmann::json &item : list) {
        const Result<Package> package = packageFrom(item);
        if (!package)
            return reader.addError("packages", "invalid", package.error().message);
        manifest.packages += *package;
    }
}

void readTimes(JsonReader &reader, Manifest &manifest)
{
    manifest.date = reader.optionalDate("date").value_or(QDate());
    manifest.signedAt = reader.timestamp("signed");
    manifest.expiresAt = reader.timestamp("expires");
    if (!manifest.date.isValid() && !reader.hasErrorFor("date"))
        reader.addError("date", "required", QStringLiteral("is missing"));
}

} // namespace

Result<Manifest> Manifest::parse(const QByteArray &text)
{
    const Result<nlohmann::json> json = parseJson(text, QStringLiteral("it")); // no-tr: replaced
    if (!json)
        return notUnderstood(ManifestWords::tr("it isn\u2019t JSON."));
    JsonReader reader(*json);
    Manifest manifest;
    if (reader.string("product") != kProduct)
        return notUnderstood(ManifestWords::tr("it\u2019s about another program."));
    manifest.version = QVersionNumber::fromString(readMatching(reader, "version", "\\d{1,5}\\.\\d{1,5}\\.\\d{1,5}"));
    readTimes(reader, manifest);
    manifest.notes = plainLines(reader.string("notes"));
    if (manifest.notes.size() > kMaxNotes)
        reader.addError("notes", "too_long", QStringLiteral("is too long"));
    manifest.page = readUrl(reader, "page");
    readPackages(reader, manifest);
    if (!reader.errors().isEmpty()) {
        const FieldError &first = reader.errors().first();
        return notUnderstood(ManifestWords::tr("\u201C%1\u201D is wrong.").arg(first.field));
    }
    return manifest;
}

bool Manifest::isAtLeast(const Manifest &seen) const
{
    return version > seen.version || (version == seen.version && signedAt >= seen.signedAt);
}

QList<Package> Manifest::packagesFor(const QString &system) const
{
    QList<Package> found = packages;
    found.removeIf([&](const Package &package) { return package.system != system; });
    return found;
}

QString thisSystem()
{
#if defined(Q_OS_WIN)
    return QStringLiteral("windows");
#elif defined(Q_OS_MACOS)
    return QStringLiteral("macos");
#else
    return QStringLiteral("linux");
#endif
}

} // namespace pl::updates
