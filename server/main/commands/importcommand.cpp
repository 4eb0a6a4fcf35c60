#include "server/main/commands/importcommand.h"

#include "server/main/commands/importfile.h"
#include "server/main/commands/intaketable.h"
#include "server/main/commands/options.h"

#include <cstdio>

namespace pl {

using nlohmann::json;

namespace {

std::string importIdFault(const std::string &value)
{
    return QUuid::fromString(QString::fromStdString(value)).isNull()
               ? "must be an import's id, as \"import list\" shows it"
               : std::string();
}

json importJson(const ImportRecord &record)
{
    return {{"id", toJson(record.id)},
            {"kind", enumText(record.kind)},
            {"file", toJson(record.fileName)},
            {"rows", record.total},
            {"done", record.done},
            {"state", enumText(record.state)},
            {"created_by", toJson(record.createdBy)},
            {"created_at", toJson(record.createdAt.toString())}};
}

QByteArray importTable(const QList<ImportRecord> &records)
{
    QList<QStringList> table{{QStringLiteral("ID"), QStringLiteral("BEGUN"), QStringLiteral("KIND"),
                              QStringLiteral("ROWS"), QStringLiteral("STATE"), QStringLiteral("BY"),
                              QStringLiteral("FILE")}};
    for (const ImportRecord &record : records)
        table.append(
            {record.id.toString(QUuid::WithoutBraces), printedTime(record.createdAt), QString(enumName(record.kind)),
             QString::number(record.total), QString(enumName(record.state)),
             record.createdBy.isEmpty() ? QStringLiteral("server") : terminalText(record.createdBy).simplified(),
             terminalText(record.fileName).simplified()});
    return printedTable(table);
}

} // namespace

ImportCommand::ImportCommand() : m_file(std::make_unique<ImportFile>()) {}
ImportCommand::~ImportCommand() = default;

CLI::App &ImportCommand::addVerbOf(CLI::App &app, const char *name, const char *description, const char *example,
                                   Verb verb)
{
    CLI::App &added = addVerb(app, name, description, example, [this, verb] { m_verb = verb; });
    addDataOption(added, dataPath());
    return added;
}

void ImportCommand::describe(CLI::App &app)
{
    const CLI::Validator isId(importIdFault, std::string());
    app.footer("import leads.csv --kind leads --dry-run\n"
               "import plumbers.xlsx --kind plumbers --update-by email\n"
               "import list");
    m_file->describe(app);
    addDataOption(app, dataPath());
    addJsonOption(app, m_asJson);
    CLI::App &listing = addVerbOf(app, "list", "Lists the newest 20 imports.", "import list", &ImportCommand::list);
    addJsonOption(listing, m_asJson);
    CLI::App &undoing = addVerbOf(app, "undo", "Takes an import back: what it added goes, what it changed is put back.",
                                  "import undo 0190b5a2-4c1e-7f00-8000-000000000001", &ImportCommand::undo);
    addArgument(undoing, "ID", m_id, "The import's id.")->required()->check(isId);
    addJsonOption(undoing, m_asJson);
    CLI::App &keeping = addVerbOf(app, "keep", "Ends an import that stopped in the middle; what is there stays.",
                                  "import keep 0190b5a2-4c1e-7f00-8000-000000000001", &ImportCommand::keep);
    addArgument(keeping, "ID", m_id, "The import's id.")->required()->check(isId);
}

void ImportCommand::run()
{
    m_importer = std::make_unique<replica::Importer>(rest());
    connect(m_importer.get(), &replica::Importer::progressed, this, &ImportCommand::tellProgress);
    m_verb ? (this->*m_verb)() : importFile();
}

void ImportCommand::tellProgress(int done, int total)
{
    const int tenth = total > 0 ? int(10LL * done / total) : 0;
    if (std::exchange(m_told, tenth) != tenth && done > 0)
        std::fprintf(stderr, "%d of %d rows\n", done, total);
}

void ImportCommand::importFile()
{
    then(m_file->check(rest()), [this](const ImportOrder &order) {
        if (m_file->isDryRun() || order.rows.empty()) // an import of nothing is nothing to take back
            return Q_EMIT finished(m_file->report({}, m_asJson));
        then(m_importer->run(order),
             [this](const ImportOutcome &outcome) { Q_EMIT finished(m_file->report(outcome, m_asJson)); });
    });
}

void ImportCommand::list()
{
    then(m_importer->recent(), [this](const QList<ImportRecord> &records) {
        json all = json::array();
        for (const ImportRecord &record : records)
            all.push_back(importJson(record));
        Q_EMIT finished(m_asJson ? printed(all) : importTable(records));
    });
}

void ImportCommand::undo()
{
    then(m_importer->undo(QUuid::fromString(m_id)), [this](const ImportUndo &undone) {
        if (m_asJson)
            return Q_EMIT finished(printed({{"undone", undone.undone}, {"kept", undone.kept}}));
        const QString text = QStringLiteral("Rows taken back: %1\n").arg(undone.undone);
        const QString kept = undone.kept > 0
                                 ? QStringLiteral("Rows left as they are because somebody changed them since or they "
                                                  "have a payment or a lead: %1\n")
                                       .arg(undone.kept)
                                 : QString();
        Q_EMIT finished((text + kept).toUtf8());
    });
}

void ImportCommand::keep()
{
    then(m_importer->keep(QUuid::fromString(m_id)), [this](const ImportRecord &record) {
        Q_EMIT finished(QStringLiteral("The import is kept as it is. Rows written: %1 of %2\n")
                            .arg(record.done)
                            .arg(record.total)
                            .toUtf8());
    });
}

} // namespace pl
