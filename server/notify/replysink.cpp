#include "server/notify/replysink.h"

#include "models/base/call.h"
#include "models/supabase/contactrefusals.h"

#include <QMap>

#include <vector>

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::Query;

/// The reply's row id, the same for every try.
QUuid replyId(const QByteArray &sid)
{
    static const QUuid kSpace(QStringLiteral("0d9f6e54-3c1b-4a37-8a0e-6d5b2f1c7e90"));
    return QUuid::createUuidV5(kSpace, sid);
}

class ReplyCall : public Call<>
{
public:
    ReplyCall(supabase::RestClient &rest, const QList<journal::Entry> &entries, QObject *parent)
        : Call(parent), m_rest(rest)
    {
        for (const journal::Entry &entry : entries)
            read(entry);
    }

private:
    void run() override { writeStops(); }

    void read(const journal::Entry &entry)
    {
        const json event = parseJson(entry.payload, {}).valueOr(json());
        if (!event.is_object())
            return;
        const std::string from = event.value("from", "");
        const std::string wish = event.value("wish", "");
        if (wish == "stop" || wish == "start")
            m_stops[QString::fromStdString(from)] = wish == "stop";
        if (!event.contains("text")) // saved by an older version that kept no text
            return;
        m_replies.push_back({{"id", toJson(replyId(entry.key))},
                             {"lead_id", nullptr},
                             {"plumber_id", nullptr},
                             {"channel", "sms"},
                             {"template", "reply"},
                             {"recipient", from},
                             {"status", "sent"},
                             {"provider_id", entry.key.toStdString()},
                             {"body", event.value("text", "")},
                             {"seen", event.value("seen", false)}});
    }

    void writeStops()
    {
        json rows = json::array();
        for (auto it = m_stops.cbegin(); it != m_stops.cend(); ++it)
            if (it.value())
                rows.push_back({{"phone_number", toJson(it.key())}});
        if (rows.empty())
            return deleteStarts();
        then(m_rest.insert(Query("opt_outs").select("phone_number").onConflict("phone_number"), rows,
                           supabase::OnConflict::IgnoreDuplicates),
             [this](const json &) { deleteStarts(); });
    }

    void deleteStarts() { allow(m_stops.keys(false)); }

    void allow(QStringList numbers)
    {
        if (numbers.isEmpty())
            return findPlumbers();
        const QString number = numbers.takeFirst();
        then(supabase::allowTexts(m_rest, number), [this, numbers](int) { allow(numbers); });
    }

    QStringList senders() const
    {
        QStringList numbers;
        for (const json &reply : m_replies)
            if (reply["plumber_id"].is_null())
                numbers += QString::fromStdString(reply["recipient"].get<std::string>());
        numbers.removeDuplicates();
        return numbers;
    }

    /// Only the first row of each number counts.
    void note(const json &found, const char *column)
    {
        for (const json &row : found)
            for (json &reply : m_replies)
                if (row.is_object() && reply["plumber_id"].is_null() && reply["lead_id"].is_null() &&
                    row.value("phone_number", "") == reply["recipient"].get<std::string>())
                    reply[column] = row.value("id", json());
    }

    void findPlumbers()
    {
        if (m_replies.empty())
            return finish({});
        then(m_rest.selectJson(Query("plumbers")
                                   .select("id,phone_number")
                                   .in("phone_number", senders())
                                   .order("updated_at.desc")
                                   .limit(supabase::kPageRows)),
             [this](const json &plumbers) {
                 note(plumbers, "plumber_id");
                 findLeads();
             });
    }

    void findLeads()
    {
        const QStringList numbers = senders();
        if (numbers.isEmpty())
            return writeReplies();
        then(m_rest.selectJson(Query("leads")
                                   .select("id,phone_number")
                                   .in("phone_number", numbers)
                                   .isNull("erased_at")
                                   .order("created_at.desc")
                                   .limit(supabase::kPageRows)),
             [this](const json &leads) {
                 note(leads, "lead_id");
                 writeReplies();
             });
    }

    void writeReplies()
    {
        json rows = json::array();
        for (const json &reply : m_replies)
            rows.push_back(reply);
        then(m_rest.insert(Query("notifications").select("id").onConflict("id"), rows,
                           supabase::OnConflict::IgnoreDuplicates),
             [this](const json &) { finish({}); });
    }

    supabase::RestClient &m_rest;
    QMap<QString, bool> m_stops; // the last wish of each number
    std::vector<json> m_replies;
};

} // namespace

journal::EventSink replySink(supabase::RestClient &rest, QObject *owner)
{
    return
        [&rest, owner](const QList<journal::Entry> &entries) { return (new ReplyCall(rest, entries, owner))->start(); };
}

} // namespace pl::notify
