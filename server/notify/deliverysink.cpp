#include "server/notify/deliverysink.h"

#include "models/base/call.h"
#include "models/base/jsonmember.h"
#include "server/notify/deliveryreport.h"

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::Condition;
using supabase::Query;

constexpr qsizetype kAtOnce = 40;
constexpr int kMaxConflicts = 20;

QList<DeliveryReport> reportsIn(const QList<journal::Entry> &entries)
{
    QList<DeliveryReport> reports;
    for (const journal::Entry &entry : entries) {
        const json parsed = parseJson(entry.payload, {}).valueOr(json());
        if (!parsed.is_array())
            continue;
        for (const json &each : parsed)
            if (const auto report = DeliveryReport::fromJson(each))
                reports += *report;
    }
    return reports;
}

Query rowsOf(const QList<DeliveryReport> &reports)
{
    QStringList ids, providerIds;
    for (const DeliveryReport &report : reports) {
        if (!report.message.isNull())
            ids += report.message.toString(QUuid::WithoutBraces);
        if (!report.providerId.isEmpty())
            providerIds += report.providerId;
    }
    QList<Condition> conditions;
    if (!ids.isEmpty())
        conditions += Condition::in("id", ids);
    if (!providerIds.isEmpty())
        conditions += Condition::in("provider_id", providerIds);
    return Query("notifications")
        .select("id,channel,provider_id,status,attempts,delivery,delivery_error,version")
        .any(conditions);
}

/// The columns to change; empty when the row is up to date.
json changesOf(const json &row, const DeliveryReport &report)
{
    json changes = json::object();
    const auto known = enumFromName<DeliveryState>(jsonText(row, "delivery"));
    if (isNewer(report, known, !jsonText(row, "delivery_error").isEmpty()))
        changes = {{"delivery", enumText(report.state)},
                   {"delivery_at", toJson(report.at.toString())},
                   {"delivery_error", report.words.isEmpty() ? json() : toJson(report.words)}};
    if (jsonText(row, "status") == u"sent")
        return changes;
    changes.update({{"status", "sent"}, {"error", nullptr}, {"attempts", row.value("attempts", 0) + 1}});
    if (!report.providerId.isEmpty())
        changes["provider_id"] = toJson(report.providerId);
    return changes;
}

/// One batch: reads several rows at once and writes each changed one, guarded by its version.
class DeliveryCall : public Call<>
{
public:
    DeliveryCall(supabase::RestClient &rest, metrics::Family<metrics::Counter> &reports, QList<DeliveryReport> news,
                 QObject *parent)
        : Call(parent), m_rest(rest), m_counts(reports), m_news(std::move(news))
    {
    }

private:
    void run() override
    {
        if (m_news.isEmpty())
            return finish({});
        m_some = m_news.first(std::min(m_news.size(), kAtOnce));
        m_news = m_news.sliced(m_some.size());
        then(m_rest.selectJson(rowsOf(m_some)), [this](const json &rows) {
            m_rows = rows;
            writeNext();
        });
    }

    const json *rowOf(const DeliveryReport &report) const
    {
        const QString id = report.message.toString(QUuid::WithoutBraces);
        const json *byProvider = nullptr;
        for (const json &row : m_rows) {
            if (jsonText(row, "channel") != report.channel)
                continue;
            if (jsonText(row, "id") == id)
                return &row;
            if (!report.providerId.isEmpty() && jsonText(row, "provider_id") == report.providerId)
                byProvider = &row;
        }
        return byProvider;
    }

    void writeNext()
    {
        while (!m_some.isEmpty()) {
            const DeliveryReport report = m_some.takeFirst();
            const json *row = rowOf(report);
            const json changes = row ? changesOf(*row, report) : json();
            if (row && !changes.empty())
                return write(*row, report, changes);
            m_counts.with({row ? "known" : "unknown"}).add();
        }
        run();
    }

    void write(const json &row, const DeliveryReport &report, const json &changes)
    {
        const auto query =
            Query("notifications").select("id").eq("id", jsonText(row, "id")).eq("version", row.value("version", 0LL));
        then(m_rest.update(query, changes), [this, report](const json &written) {
            if (!written.empty())
                m_counts.with({enumText(report.state).c_str()}).add();
            else if (++m_conflicts > kMaxConflicts)
                return finish(Error{ErrorCode::Unavailable, QStringLiteral("A message keeps changing.")});
            else
                m_news.prepend(report); // someone else wrote, or the previous report did
            writeNext();
        });
    }

    supabase::RestClient &m_rest;
    metrics::Family<metrics::Counter> &m_counts;
    QList<DeliveryReport> m_news;
    QList<DeliveryReport> m_some; // the ones that m_rows belong to
    json m_rows;
    int m_conflicts = 0;
};

} // namespace

journal::EventSink deliverySink(supabase::RestClient &rest, metrics::Registry &registry, QObject *owner)
{
    auto &counts =
        registry.counter("delivery_reports_total", "Providers' reports on messages they accepted.", {"outcome"});
    return [&rest, &counts, owner](const QList<journal::Entry> &entries) {
        return (new DeliveryCall(rest, counts, reportsIn(entries), owner))->start();
    };
}

} // namespace pl::notify
