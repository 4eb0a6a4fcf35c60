#pragma once

#include "models/base/result.h"
#include "models/importing/field.h"

#include <QStringList>

#include <nlohmann/json.hpp>

namespace pl::importing {

/// How a program's export names its columns: a file of resources/imports, compiled in. Titles are labels
/// (mapping::labelOf).
struct ExportPreset
{
    struct Titles
    {
        Field field = Field::Ignore;
        QStringList labels; ///< the best first
    };
    QString title;
    QList<QStringList> knownBy;
    QList<Titles> leads;
    QList<Titles> plumbers;

    const QList<Titles> &of(ImportKind kind) const { return kind == ImportKind::Leads ? leads : plumbers; }
    bool knows(const QStringList &labels) const;
    /// Strict: InvalidInput for an unknown field or member.
    static Result<ExportPreset> fromJson(const nlohmann::json &json);
};

/// All of them, the generic one last.
const QList<ExportPreset> &exportPresets();

} // namespace pl::importing
