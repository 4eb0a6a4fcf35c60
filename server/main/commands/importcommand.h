#pragma once

#include "models/replica/importer.h"
#include "server/main/commands/storecommand.h"

namespace pl {

class ImportFile;

/// `import`: a file of leads or plumbers from another program, the imports there were, and undoing one.
class ImportCommand : public StoreCommand
{
    Q_OBJECT
public:
    ImportCommand();
    ~ImportCommand() override;
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    using Verb = void (ImportCommand::*)();

    CLI::App &addVerbOf(CLI::App &app, const char *name, const char *description, const char *example, Verb verb);
    void importFile();
    void list();
    void undo();
    void keep();
    /// At most ten lines of how far it is, on standard error.
    void tellProgress(int done, int total);

    Verb m_verb = nullptr;
    std::unique_ptr<ImportFile> m_file;
    std::unique_ptr<replica::Importer> m_importer;
    QString m_id;
    int m_told = -1; ///< tenths
    bool m_asJson = false;
};

} // namespace pl
