// `source secret` and `source rotate`: what a source proves itself with.
#include "models/mapping/signature.h"
#include "server/main/commands/intaketable.h"
#include "server/main/commands/sourcecommand.h"
#include "server/main/passwords.h"

namespace pl {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr qsizetype kMaxSecret = 4096;
constexpr qint64 kOldKeySeconds = 24 * 60 * 60;

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

void SourceCommand::secret()
{
    const bool isToken = m_secretKind == u"token";
    if (isToken && m_signature.settings.areGiven())
        return fail(usageError(QStringLiteral("A token signs nothing: leave out the options of the signature.")));
    const auto secret = secretFromInput();
    if (!secret)
        return fail(secret.error());
    withSource([this, isToken, secret = *secret](const LeadSource &source) {
        if (isToken)
            return saveSecret(source, secret);
        const json now = mapping::authenticationOf(source);
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
        const QString text = QStringLiteral("The secret of \"%1\" is saved.\n").arg(name());
        if (m_secretKind == u"token")
            return fetchAgain(source, text);
        Q_EMIT finished((text + QStringLiteral("What is signed with it may go to %1, an address without the key.\n")
                                    .arg(dataDir().address() + hookPath(source.id.toByteArray(QUuid::WithoutBraces))))
                            .toUtf8());
    });
}

/// What waits because its lead could not be fetched has probably waited for this token.
void SourceCommand::fetchAgain(const LeadSource &source, const QString &done)
{
    const auto query = Query("intake_items")
                           .eq("source_id", source.id)
                           .eq("status", QString(enumName(IntakeStatus::Waiting)))
                           .eq("cause", QString(enumName(IntakeCause::NotFetched)))
                           .isNull("erased_at")
                           .select("id");
    then(rest().update(query, retryChanges()), [this, done](const json &rows) {
        const QString tried = QStringLiteral("Will be tried again: %1\n").arg(rows.size());
        Q_EMIT finished((rows.empty() ? done : done + tried).toUtf8());
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
