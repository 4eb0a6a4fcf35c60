#include "server/intake/rowinsert.h"

#include "models/base/jsonmember.h"

namespace pl::intake {

namespace {

constexpr qsizetype kIdsInQuery = 150; // 6.5 KiB of the 8 KiB allowed in a request line

/// The ids in an answer's rows; empty if one has none.
std::optional<QSet<QString>> idsOf(const nlohmann::json &rows)
{
    QSet<QString> ids;
    for (const auto &row : rows) {
        const QString id = jsonText(row, "id");
        if (id.isEmpty())
            return std::nullopt;
        ids.insert(id);
    }
    return ids;
}

Error nonsense()
{
    return {ErrorCode::Protocol, QStringLiteral("The store sent an invalid answer.")};
}

} // namespace

QFuture<Result<QSet<QString>>> RowInsert::into(supabase::RestClient &rest, const QByteArray &table,
                                               const std::vector<nlohmann::json> &rows)
{
    return (new RowInsert(rest, table, rows))->start();
}

RowInsert::RowInsert(supabase::RestClient &rest, QByteArray table, const std::vector<nlohmann::json> &rows)
    : Call(&rest), m_rest(rest), m_table(std::move(table)), m_rows(rows)
{
}

void RowInsert::run()
{
    if (m_rows.empty())
        return finish(m_new);
    const auto query = supabase::Query(m_table).select("id").onConflict("id");
    then(m_rest.insert(query, m_rows, supabase::OnConflict::IgnoreDuplicates),
         [this](const nlohmann::json &rows) { onInserted(rows); });
}

void RowInsert::onInserted(const nlohmann::json &rows)
{
    const auto inserted = idsOf(rows);
    if (!inserted)
        return finish(nonsense());
    for (const auto &row : m_rows)
        if (const QString id = jsonText(row, "id"); inserted->contains(id))
            m_new.insert(id);
        else
            m_others += id;
    m_rows = {};
    confirm();
}

/// Rows that were not inserted should be there from an earlier try; they are released only if they are.
void RowInsert::confirm()
{
    if (m_others.isEmpty())
        return finish(m_new);
    const QStringList some = m_others.first(std::min(m_others.size(), kIdsInQuery));
    m_others.remove(0, some.size());
    then(m_rest.selectJson(supabase::Query(m_table).select("id").in("id", some)),
         [this, some](const nlohmann::json &rows) {
             const auto found = idsOf(rows);
             if (!found)
                 return finish(nonsense());
             if (!found->contains(QSet<QString>(some.begin(), some.end())))
                 return finish(
                     Error{ErrorCode::Protocol, QStringLiteral("The store accepted the rows but did not save them.")});
             confirm();
         });
}

} // namespace pl::intake
