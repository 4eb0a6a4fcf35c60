#include "server/customer/historyread.h"

#include "models/base/jsonmember.h"
#include "models/domain/historychain.h"

namespace pl::customer {

using nlohmann::json;
using supabase::Condition;
using supabase::Query;

namespace {

constexpr qsizetype kSlice = 100; // whose ids fit into a request line

qint64 sequenceOfLine(const json &row)
{
    const json sequence = jsonMember(row, "sequence");
    return sequence.is_number_integer() ? sequence.get<qint64>() : 0;
}

/// Behind the last line: the rest of its lead, and the leads after it. The bound beside them lets the index begin
/// there.
Query &behind(Query &query, const json &last)
{
    const QString lead = jsonText(last, "lead_id");
    const QString sequence = QString::number(sequenceOfLine(last));
    return query.filter("lead_id", "gte", lead)
        .any({Condition::compare("lead_id", "gt", lead),
              Condition::all({Condition::eq("lead_id", lead), Condition::compare("sequence", "gt", sequence)})});
}

} // namespace

HistoryRead::HistoryRead(supabase::RestClient &rest, QStringList leads, Take take, QObject *parent)
    : Call(parent), m_rest(rest), m_left(std::move(leads)), m_take(std::move(take))
{
    nextSlice();
}

bool HistoryRead::nextSlice()
{
    m_slice = m_left.mid(0, kSlice);
    m_left = m_left.mid(kSlice);
    return !m_slice.isEmpty();
}

void HistoryRead::read(const json &last)
{
    Query query("lead_events");
    query.select(HistoryLine::columns());
    if (!m_slice.isEmpty())
        query.in("lead_id", m_slice);
    if (!last.is_null())
        behind(query, last);
    query.order("lead_id.asc,sequence.asc").limit(supabase::kPageRows);
    then(m_rest.selectJson(query), [this](const json &rows) {
        m_take(rows);
        if (rows.size() == std::size_t(supabase::kPageRows))
            return read(rows.back());
        nextSlice() ? read(nullptr) : finish({});
    });
}

} // namespace pl::customer
