#pragma once

#include "models/domain/leadsource.h"
#include "models/mapping/sourcemapping.h"
#include "models/supabase/officenews.h"

#include <QHash>
#include <QSet>

#include <memory>

namespace pl::sorting {

/// A source, and how its bodies become leads.
struct KnownSource
{
    LeadSource source;
    Result<mapping::Mapping> mapping; ///< an error when the source's own can't be used
};

/// What sorting has to know of the office: all sources, inactive ones too, and the services that are on.
struct OfficeRules
{
    QHash<QUuid, KnownSource> sources;
    QStringList services;
};
using OfficeRulesPtr = std::shared_ptr<const OfficeRules>;

/// The office's sources and services. Keeps a copy of the store's rows, and reads them again when they changed or an
/// unknown source is asked for. On the client's thread.
class SourceBook : public QObject
{
    Q_OBJECT
public:
    /// `rest` must outlive this.
    explicit SourceBook(supabase::RestClient &rest, QObject *parent = nullptr);

    /// From now on the copy counts as outdated when there is news. `news` must outlive this.
    void follow(supabase::OfficeNews &news);

    /// The rules, read again if the copy is outdated or holds one of these sources not. A source that is still missing
    /// then is not in the store.
    QFuture<Result<OfficeRulesPtr>> knowing(const QSet<QUuid> &sources);
    /// The rules as the store has them now.
    QFuture<Result<OfficeRulesPtr>> read();
    /// The rules as last read; null before.
    const OfficeRulesPtr &latest() const { return m_rules; }

private:
    Result<OfficeRulesPtr> take(quint64 reading, const nlohmann::json &sources, const nlohmann::json &services);

    supabase::RestClient &m_rest;
    OfficeRulesPtr m_rules;
    bool m_isOutdated = true;
    quint64 m_readings = 0; // begun
    quint64 m_taken = 0;    // the latest of them whose rules are kept
};

} // namespace pl::sorting
