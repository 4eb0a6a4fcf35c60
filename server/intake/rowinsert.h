#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

#include <QSet>

#include <vector>

namespace pl::intake {

/// Inserts rows that bring their own ids, so that a second try changes nothing: rows that are there already stay as
/// they are. It succeeds only when the store has them all. On the client's thread.
class RowInsert : public Call<QSet<QString>>
{
public:
    /// The ids (as text, without braces) of the rows that were new. Each row has an `id` of its own, and all have the
    /// same columns. The client must outlive this, or its end cancels it.
    static QFuture<Result<QSet<QString>>> into(supabase::RestClient &rest, const QByteArray &table,
                                               const std::vector<nlohmann::json> &rows);

private:
    RowInsert(supabase::RestClient &rest, QByteArray table, const std::vector<nlohmann::json> &rows);
    void run() override;
    void onInserted(const nlohmann::json &rows);
    void confirm();

    supabase::RestClient &m_rest;
    const QByteArray m_table;
    nlohmann::json m_rows;
    QSet<QString> m_new;
    QStringList m_others; // were not inserted, and must be shown to be there
};

} // namespace pl::intake
