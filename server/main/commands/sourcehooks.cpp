// What sources in other people's words need besides a key: their mappings, and the command line of all that.
#include "models/mapping/mappingfile.h"
#include "server/main/commands/sourcecommand.h"

#include <QFile>

#include <cstdio>

namespace pl {

using nlohmann::json;
using supabase::GuardedWrite;
using supabase::Query;

namespace {

const QStringList kSecretKinds{QStringLiteral("hmac"), QStringLiteral("token")};

/// "-" is standard input.
Result<json> mappingFrom(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return Error{ErrorCode::NotFound, QStringLiteral("Can't read %1: %2.").arg(path, file.errorString())};
    QByteArray text;
    const qint64 most = mapping::kMaxMappingBytes + 1;
    for (QByteArray more; !(more = file.read(most - text.size())).isEmpty();) // a pipe comes in pieces
        text += more;
    return mapping::mappingFromText(text);
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

void SourceCommand::mapping()
{
    withSource([this](const LeadSource &source) { Q_EMIT finished(mapping::mappingText(source)); });
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

} // namespace pl
