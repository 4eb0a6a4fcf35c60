#pragma once

#include "models/domain/importorder.h"
#include "models/importing/rowcheck.h"

#include <QFuture>

namespace CLI {
class App;
}

namespace pl::supabase {
class RestClient;
}

namespace pl {

/// The file of `import FILE`: read, checked against what is in the store, and what became of its lines.
class ImportFile : public QObject
{
    Q_OBJECT
public:
    void describe(CLI::App &app);
    bool isDryRun() const { return m_isDryRun; }

    /// Reads the file and all rows it may match. Errors: the file's (InvalidInput, TooLarge), the command line's, the
    /// store's. `rest` must outlive the answer.
    QFuture<Result<ImportOrder>> check(supabase::RestClient &rest);
    /// For standard output. `outcome`: none of a dry run.
    QByteArray report(const std::optional<ImportOutcome> &outcome, bool asJson) const;

private:
    Result<> read();
    Result<> mapColumns();
    Result<ImportOrder> checked();
    std::vector<RowFault> faults(const std::optional<ImportOutcome> &outcome) const;

    QString m_path;
    QString m_kindWord;
    QString m_updateBy;
    QStringList m_map;
    bool m_isDryRun = false;
    bool m_charges = false;
    bool m_tells = false;
    importing::Sheet m_sheet;
    importing::ImportRules m_rules;
    importing::KnownRows m_known;
    importing::CheckedSheet m_checked;
};

} // namespace pl
