#include "server/main/demo/demofiller.h"

namespace pl::demo {

namespace {

using nlohmann::json;
using supabase::OnConflict;
using supabase::Query;

constexpr quint32 kSeed = 20261120;
constexpr int kBatch = 1000;
constexpr int kFresh = 9;
constexpr const char *kSampleRecipients[] = {"*@example.*", "*@plumbing.example", "+1___55501__"};

QString textOf(const json &row, const char *field)
{
    const auto found = row.find(field);
    return found != row.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QSet<QString> completedLeads(const std::vector<json> &rows)
{
    QSet<QString> ids;
    for (const json &row : rows)
        if (row["status"] == "completed")
            ids.insert(textOf(row, "id"));
    return ids;
}

} // namespace

DemoFiller::DemoFiller(supabase::RestClient &rest, QObject *parent)
    : QObject(parent), m_rest(rest), m_generator(kSeed, m_now)
{
}

QFuture<Result<>> DemoFiller::fill(int leads, const QList<QUuid> &sources, bool history)
{
    m_steps.add([this](const json &) {
        return m_rest.insert(Query("services").onConflict("name").select("name"), m_generator.serviceRows(),
                             OnConflict::IgnoreDuplicates);
    });
    m_steps.add([this](const json &) {
        return m_rest.insert(Query("plumbers").onConflict("id").select("id"), m_generator.plumberRows(),
                             OnConflict::IgnoreDuplicates);
    });
    for (int done = 0; done < leads; done += kBatch) {
        const int count = std::min(kBatch, leads - done);
        const int fresh = history && done == 0 ? std::min(kFresh, count) : 0;
        m_steps.add([=, this](const json &) { return insertLeads(count, fresh, sources, history); });
        for (const char *pattern : kSampleRecipients)
            m_steps.add([this, pattern](const json &) { return skipNotifications(pattern); });
    }
    return m_steps.run();
}

DemoFiller::Answer DemoFiller::insertLeads(int count, int fresh, const QList<QUuid> &sources, bool history)
{
    const auto rows = m_generator.leadRows(count, fresh, sources);
    if (history) {
        for (const json &row : rows)
            dateHistory(row);
        m_steps.add(
            [this](const json &) { return m_rest.selectJson(Query("payments").select("id,lead_id").order("id")); });
        m_steps.add([this, completed = completedLeads(rows)](const json &payments) {
            settlePayments(payments, completed);
            return QtFuture::makeReadyFuture(Result<json>(json()));
        });
    }
    return m_rest.insert(Query("leads").select("id"), json(rows));
}

DemoFiller::Answer DemoFiller::skipNotifications(const char *recipientPattern)
{
    const auto query = Query("notifications")
                           .eq("status", QStringLiteral("pending"))
                           .filter("recipient", "like", QString::fromLatin1(recipientPattern))
                           .select("id");
    return m_rest.update(query, {{"status", "skipped"}});
}

/// The store's triggers date everything now.
void DemoFiller::dateHistory(const json &row)
{
    const auto received = Timestamp::parse(textOf(row, "created_at")).value_or(m_now);
    const qint64 age = received.secondsTo(m_now);
    const QString lead = textOf(row, "id");
    dateEvent(lead, "received", received);
    if (row["status"] == "new")
        return;
    if (!row["assigned_plumber_id"].is_null())
        dateEvent(lead, "assigned", received.addSeconds(std::min<qint64>(age / 4, 1800)));
    if (row["status"] == "completed")
        dateEvent(lead, "completed", received.addSeconds(std::min<qint64>(age / 2, 2 * 24 * 3600)));
}

void DemoFiller::dateEvent(const QString &lead, const char *kind, Timestamp at)
{
    m_steps.add([=, this](const json &) {
        const auto query = Query("lead_events").eq("lead_id", lead).eq("kind", QString::fromLatin1(kind)).select("id");
        return m_rest.update(query, {{"at", at.toString().toStdString()}});
    });
}

/// Of ten past payments, nine were paid.
void DemoFiller::settlePayments(const json &payments, const QSet<QString> &completedLeads)
{
    int count = 0;
    for (const json &payment : payments) {
        if (!completedLeads.contains(textOf(payment, "lead_id")))
            continue;
        const bool isPaid = ++count % 10 != 0;
        const json changes = isPaid ? json{{"status", "succeeded"}}
                                    : json{{"status", "failed"},
                                           {"failure_code", "card_declined"},
                                           {"failure_message", "Your card was declined."}};
        m_steps.add([this, id = textOf(payment, "id"), changes](const json &) {
            return m_rest.update(Query("payments").eq("id", id).select("id"), changes);
        });
    }
}

} // namespace pl::demo
