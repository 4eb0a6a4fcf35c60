#include "models/replica/sourcetester.h"

#include "models/base/answer.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace pl::replica {

using nlohmann::json;
using supabase::Query;

struct SourceTester::Wish
{
    QUuid item = QUuid::createUuid();
    QDeadlineTimer deadline;
    Answer<SourceTest> answer = {};
};

SourceTester::SourceTester(supabase::RestClient &client, OfficeReplica &replica, QObject *parent, TestPace pace)
    : QObject(parent), m_client(client), m_replica(replica), m_pace(pace)
{
}

QFuture<Result<SourceTest>> SourceTester::send(const QUuid &source, const SourceSample &sample)
{
    auto wish = std::make_shared<Wish>();
    wish->deadline = QDeadlineTimer(m_pace.patience);
    json row = IntakeBody{sample.body}.toJson();
    row.update({{"id", toJson(wish->item)},
                {"source_id", toJson(source)},
                {"content_type", sample.contentType.toStdString()},
                {"is_test", true},
                {"status", enumText(IntakeStatus::Retry)},
                {"cause", enumText(IntakeCause::Unmapped)}});
    const auto query = Query("intake_items").onConflict("id").select("id");
    onResult(this, m_client.insert(query, row, supabase::OnConflict::IgnoreDuplicates),
             [this, wish = Sent(wish)](const Result<json> &rows) {
                 if (!rows)
                     return wish->answer.finish(rows.error());
                 lookLater(wish);
             });
    return wish->answer.future();
}

void SourceTester::lookLater(const Sent &wish)
{
    QTimer::singleShot(m_pace.look, this, [this, wish] {
        const auto query = Query("intake_items").select(IntakeItem::columns()).eq("id", wish->item);
        onResult(this, m_client.select<IntakeItem>(query), [this, wish](const Result<QList<IntakeItem>> &rows) {
            if (!rows)
                return wish->answer.finish(rows.error());
            if (rows->isEmpty())
                return wish->answer.finish(Error{ErrorCode::NotFound, QStringLiteral("The test is gone.")});
            look(wish, rows->first());
        });
    });
}

void SourceTester::look(const Sent &wish, const IntakeItem &item)
{
    if (item.status == IntakeStatus::Taken && item.leadId)
        return fetchLead(wish, item);
    if (item.status == IntakeStatus::Retry && !wish->deadline.hasExpired())
        return lookLater(wish);
    wish->answer.finish(SourceTest{item, std::nullopt});
}

void SourceTester::fetchLead(const Sent &wish, const IntakeItem &item)
{
    const auto query = Query("leads").select(Lead::columns()).eq("id", *item.leadId);
    onResult(this, m_client.select<Lead>(query), [this, wish, item](const Result<QList<Lead>> &rows) {
        SourceTest test{item, std::nullopt};
        if (rows && !rows->isEmpty()) {
            test.lead = rows->first();
            m_replica.apply(*test.lead);
        }
        wish->answer.finish(test);
    });
}

} // namespace pl::replica
