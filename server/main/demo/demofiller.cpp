#include "server/main/demo/demofiller.h"

#include "models/base/jsonmember.h"
#include "models/domain/notification.h"
#include "server/main/demo/demopayments.h"

namespace pl::demo {

namespace {

using nlohmann::json;
using supabase::OnConflict;
using supabase::Query;

constexpr quint32 kRandomSeed = 20261120;
constexpr int kBatch = 1000;
constexpr int kFresh = 9;
constexpr const char *kSampleRecipients[] = {"*@example.*", "*@plumbing.example", "+1___55501__"};

} // namespace

DemoFiller::DemoFiller(supabase::RestClient &rest, QObject *parent)
    : QObject(parent), m_rest(rest), m_generator(kRandomSeed, m_now)
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
        QHash<QString, Timestamp> assigned;
        for (const json &row : rows)
            if (const auto at = dateHistory(row))
                assigned.insert(jsonText(row, "id"), *at);
        settleMessages(assigned);
        m_steps.add([this](const json &) {
            return m_rest.selectJson(Query("payments").select("id,lead_id,amount_cents").order("id"));
        });
        m_steps.add([this, assigned](const json &payments) {
            settlePayments(payments, assigned);
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
std::optional<Timestamp> DemoFiller::dateHistory(const json &row)
{
    const auto received = Timestamp::parse(jsonText(row, "created_at")).value_or(m_now);
    const qint64 age = received.secondsTo(m_now);
    const QString lead = jsonText(row, "id");
    m_history.date(lead, QStringLiteral("received"), received);
    if (row["status"] == "new")
        return std::nullopt;
    if (row["status"] == "completed")
        m_history.date(lead, QStringLiteral("completed"),
                       received.addSeconds(std::min<qint64>(age / 2, 2 * 24 * 3600)));
    if (row["assigned_plumber_id"].is_null())
        return std::nullopt;
    const Timestamp assigned = received.addSeconds(std::min<qint64>(age / 4, 1800));
    m_history.date(lead, QStringLiteral("assigned"), assigned);
    return assigned;
}

void DemoFiller::settleMessages(const QHash<QString, Timestamp> &assigned)
{
    // By the leads' own order, which is the same each time.
    QStringList leads = assigned.keys();
    leads.sort();
    for (qsizetype i = 0; i < leads.size(); ++i) {
        const Timestamp at = assigned.value(leads[i]);
        const json sent{{"status", "sent"}, {"attempts", 1}};
        const json refused{
            {"status", "failed"}, {"attempts", 1}, {"error", "The e-mail service rejected this address or message."}};
        const json stopped{{"status", "skipped"}, {"error", toJson(QString(kAnsweredStop))}};
        addMessages(leads[i], "email", i % 29 == 3 ? refused : sent, at);
        addMessages(leads[i], "sms", i % 11 == 5 ? stopped : sent, at);
    }
}

void DemoFiller::addMessages(const QString &lead, const char *channel, json changes, Timestamp at)
{
    changes["created_at"] = changes["next_attempt_at"] = at.toString().toStdString();
    m_steps.add([=, this](const json &) {
        const auto query =
            Query("notifications").eq("lead_id", lead).eq("channel", QString::fromLatin1(channel)).select("id");
        return m_rest.update(query, changes);
    });
}

void DemoFiller::settlePayments(const json &payments, const QHash<QString, Timestamp> &assigned)
{
    DemoPayments settled(assigned, m_now);
    settled.settle(payments);
    for (const DemoPayments::Update &update : settled.updates())
        m_steps.add([this, update](const json &) {
            return m_rest.update(Query("payments").eq("id", update.id).select("id"), update.changes);
        });
    if (!settled.attempts().empty())
        m_steps.add([this, attempts = settled.attempts()](const json &) {
            return m_rest.insert(Query("payment_attempts").select("id"), attempts);
        });
    if (!settled.exceptions().empty())
        m_steps.add([this, exceptions = settled.exceptions()](const json &) {
            return m_rest.insert(Query("billing_exceptions").select("id").onConflict("id"), exceptions,
                                 supabase::OnConflict::IgnoreDuplicates);
        });
}

} // namespace pl::demo
