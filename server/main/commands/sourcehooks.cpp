// What sources in other people's words need besides a key: mappings, secrets, and new keys.
#include "models/base/jsontext.h"
#include "models/mapping/sourcemapping.h"
#include "server/main/commands/sourcecommand.h"
#include "server/main/passwords.h"

#include <QFile>

#include <cstdio>

namespace pl {

using nlohmann::json;
using supabase::GuardedWrite;
using supabase::Query;

namespace {

constexpr qint64 kMaxMappingBytes = 1024 * 1024;
constexpr qsizetype kMaxSecret = 4096;
constexpr qint64 kOldKeySeconds = 24 * 60 * 60;

const QStringList kSecretKinds{QStringLiteral("hmac"), QStringLiteral("token")};

/// "-" is standard input.
Result<QByteArray> mappingText(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return Error{ErrorCode::NotFound, QStringLiteral("Can't read %1: %2.").arg(path, file.errorString())};
    const QByteArray text = file.read(kMaxMappingBytes + 1);
    if (text.size() > kMaxMappingBytes)
        return Error{ErrorCode::TooLarge, QStringLiteral("%1 is too large for a mapping.").arg(path)};
    return text;
}

Result<json> mappingFrom(const QString &path)
{
    const auto text = mappingText(path);
    if (!text)
        return text.error();
    const auto read = parseJson(*text, QStringLiteral("The mapping"));
    if (!read)
        return read.error();
    const auto mapping = mapping::Mapping::fromJson(*read);
    if (!mapping)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("The mapping can't be used: %1.").arg(mapping.error().message),
                     mapping.error().fields};
    return mapping->toJson();
}

Result<QString> secretFromInput()
{
    const QString secret = readSecret().trimmed();
    if (secret.isEmpty())
        return usageError(QStringLiteral("No secret was given on standard input."));
    const bool isPlain = std::all_of(secret.begin(), secret.end(), [](QChar c) { return c.isPrint(); });
    if (!isPlain || secret.size() > kMaxSecret)
        return usageError(QStringLiteral("The secret must be one line of at most %1 characters.").arg(kMaxSecret));
    return secret;
}

/// By the rows that this command reads: with `key_hash`.
json rotation(const json &row, const SourceKey &key, Timestamp oldUntil)
{
    return {{"key_prefix", toJson(key.prefix())},
            {"key_hash", key.hash().toStdString()},
            {"old_key_hash", row.value("key_hash", json())},
            {"old_key_until", toJson(oldUntil.toString())}};
}

QString pathOf(LeadSource::Kind kind, const QByteArray &key)
{
    switch (kind) {
    case LeadSource::Kind::Program:
        return {};
    case LeadSource::Kind::Form:
        return QStringLiteral("/api/v1/forms/") + QString::fromLatin1(key);
    case LeadSource::Kind::Hook:
        return hookPath(key);
    }
    return {};
}

} // namespace

void SourceCommand::describeHooks(CLI::App &app)
{
    CLI::App &mapping = addVerbOf(app, "map", "Says where in a source's bodies a lead's fields are.",
                                  "source map ads --file mapping.json\n"
                                  "source map ads --reset",
                                  &SourceCommand::map);
    addName(mapping);
    addText(mapping, "--file", "FILE", m_file, "A mapping as \"source mapping\" prints it; - is standard input.");
    addText(mapping, "--preset", "PRESET", m_preset, "Use this preset's mapping from now on.")->check(presetName());
    addFlag(mapping, "--reset", m_resets, "Go back to the mapping of the source's preset.");
    addName(addVerbOf(app, "mapping", "Prints a source's mapping, its own or its preset's, as JSON.",
                      "source mapping ads", &SourceCommand::mapping));
    CLI::App &proving = addVerbOf(app, "secret", "Saves a source's secret, which is read from standard input.",
                                  "source secret calls --kind hmac\n"
                                  "source secret facebook --kind token",
                                  &SourceCommand::secret);
    addName(proving);
    addText(proving, "--kind", "KIND", m_secretKind,
            "hmac (the source signs with it) or token (its leads are fetched with it).")
        ->required()
        ->check(oneOf(kSecretKinds));
    m_signature.describe(proving);
    CLI::App &rotating = addVerbOf(app, "rotate", "Gives a source a new key; the old one works for another day.",
                                   "source rotate website", &SourceCommand::rotate);
    addName(rotating);
    addJsonOption(rotating, m_asJson);
}

void SourceCommand::withRow(const QByteArray &columns, const std::function<void(const json &)> &next)
{
    then(rest().selectJson(Query("lead_sources").select(columns).eq("name", name())),
         [this, next](const json &rows) { rows.empty() ? fail(noSuchSource()) : next(rows.front()); });
}

void SourceCommand::withSource(const std::function<void(const LeadSource &)> &next)
{
    withRow(LeadSource::columns(), [this, next](const json &row) {
        const auto source = LeadSource::fromJson(row);
        source ? next(*source) : fail(source.error());
    });
}

void SourceCommand::change(const LeadSource &source, const json &changes, const std::function<void()> &next)
{
    then(rest().guardedUpdate<LeadSource>("lead_sources", source.id, source.version, changes),
         [this, next](const GuardedWrite<LeadSource> &written) {
             if (written.somebodyWasFaster())
                 return fail({ErrorCode::Outdated,
                              QStringLiteral("Somebody else has just changed \"%1\". Try again.").arg(name())});
             next();
         });
}

/// Without the source's defaults, so that printing a mapping and saving it changes nothing.
void SourceCommand::mapping()
{
    withSource([this](const LeadSource &source) {
        const json inForce = source.mapping.is_null() ? mapping::presetOf(source).mapping.toJson() : source.mapping;
        const std::string text = inForce.dump(2, ' ', false, json::error_handler_t::replace);
        Q_EMIT finished(QByteArray::fromStdString(text) + '\n');
    });
}

void SourceCommand::map()
{
    if (int(!m_file.isEmpty()) + int(!m_preset.isEmpty()) + int(m_resets) != 1)
        return fail(usageError(QStringLiteral("Usage: source map NAME --file FILE, --preset PRESET, or --reset")));
    json changes{{"mapping", nullptr}};
    if (!m_preset.isEmpty())
        changes["preset"] = toJson(m_preset);
    if (!m_file.isEmpty()) {
        const auto read = mappingFrom(m_file);
        if (!read)
            return fail(read.error());
        changes["mapping"] = *read;
    }
    withSource([this, changes](const LeadSource &source) {
        change(source, changes, [this] {
            Q_EMIT finished(QStringLiteral("The mapping of \"%1\" is set. To try again what waits: "
                                           "intake retry --all --source \"%1\"\n")
                                .arg(name())
                                .toUtf8());
        });
    });
}

void SourceCommand::secret()
{
    const bool isToken = m_secretKind == u"token";
    if (isToken && m_signature.areGiven())
        return fail(usageError(QStringLiteral("A token signs nothing: leave out the options of the signature.")));
    const auto secret = secretFromInput();
    if (!secret)
        return fail(secret.error());
    withSource([this, isToken, secret = *secret](const LeadSource &source) {
        if (isToken)
            return saveSecret(source, secret);
        const json now =
            source.authentication.is_null() ? authenticationJson(mapping::presetOf(source)) : source.authentication;
        const auto ways = m_signature.appliedTo(now);
        if (!ways)
            return fail(ways.error());
        if (*ways == now)
            return saveSecret(source, secret);
        change(source, {{"authentication", *ways}}, [this, source, secret] { saveSecret(source, secret); });
    });
}

/// Secrets are added, never changed: the newest holds.
void SourceCommand::saveSecret(const LeadSource &source, const QString &secret)
{
    const json row{{"source_id", toJson(source.id)}, {"kind", toJson(m_secretKind)}, {"secret", toJson(secret)}};
    then(rest().insert(Query("source_secrets").select("id"), row), [this, source](const json &) {
        QString text = QStringLiteral("The secret of \"%1\" is saved.\n").arg(name());
        if (m_secretKind == u"hmac")
            text += QStringLiteral("What is signed with it may go to %1, an address without the key.\n")
                        .arg(dataDir().address() + hookPath(source.id.toByteArray(QUuid::WithoutBraces)));
        Q_EMIT finished(text.toUtf8());
    });
}

void SourceCommand::rotate()
{
    withRow(LeadSource::columns() + ",key_hash", [this](const json &row) {
        const auto source = LeadSource::fromJson(row);
        if (!source)
            return fail(source.error());
        if (!source->active)
            return fail({ErrorCode::Conflict, QStringLiteral("The key of \"%1\" is revoked.").arg(name())});
        const auto key = SourceKey::create(source->kind);
        const Timestamp until = rest().serverTime().addSeconds(kOldKeySeconds);
        change(*source, rotation(row, key, until),
               [this, source = *source, key, until] { Q_EMIT finished(describeRotation(source, key, until)); });
    });
}

QByteArray SourceCommand::describeRotation(const LeadSource &source, const SourceKey &key, Timestamp oldUntil) const
{
    const QString path = pathOf(source.kind, key.text());
    if (m_asJson) {
        json made{{"id", toJson(source.id)},
                  {"name", toJson(source.name)},
                  {"key", key.text().toStdString()},
                  {"old_key_until", toJson(oldUntil.toString())}};
        if (!path.isEmpty())
            made["address"] = toJson(path);
        return printed(made);
    }
    QList<QStringList> lines{{QStringLiteral("name"), source.name},
                             {QStringLiteral("key"), QString::fromLatin1(key.text())}};
    if (!path.isEmpty())
        lines.append({QStringLiteral("address"), dataDir().address() + path});
    return printedTable(lines) + "The key before this one works until " + printedTime(oldUntil).toUtf8() + ".\n";
}

} // namespace pl
