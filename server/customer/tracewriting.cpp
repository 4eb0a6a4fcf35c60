#include "server/customer/tracewriting.h"

#include "models/base/foldedtext.h"
#include "models/base/jsonmember.h"
#include "models/domain/intakeitem.h"
#include "models/domain/serverrequest.h"

namespace pl::customer {

using namespace Qt::StringLiterals;
using nlohmann::json;
using supabase::Query;

namespace {

constexpr qsizetype kRowsAtOnce = 100;
constexpr const char *kTestMessage = "message_test";
const QString kNote = u"The person it was about was erased."_s;

bool isOpenItem(const json &row)
{
    const QString status = jsonText(row, "status");
    return status == enumName(IntakeStatus::Waiting) || status == enumName(IntakeStatus::Retry);
}

/// The view without its search, and without a name that names somebody.
json cleaned(const json &view, bool namesSomebody)
{
    json changes;
    json definition = jsonMember(view, "definition");
    if (jsonMember(jsonMember(definition, "filter"), "text").is_string()) {
        definition["filter"].erase("text");
        changes["definition"] = definition;
    }
    if (namesSomebody)
        changes["name"] = "View";
    return changes;
}

} // namespace

TraceWriting::TraceWriting(supabase::RestClient &rest, const FoundPerson &person, Timestamp now, QObject *parent)
    : Call(parent), m_rest(rest), m_person(person), m_traces(person.file.key), m_now(now)
{
}

void TraceWriting::run()
{
    QStringList replies;
    for (const json &reply : m_person.file.replies)
        replies += jsonText(reply, "id");
    writeBodies(bodies(true), true, [this, replies] {
        writeBodies(bodies(false), false, [this, replies] {
            eraseReplies(replies, [this] { keepStopAsHash([this] { eraseContacts([this] { readViews(); }); }); });
        });
    });
}

QStringList TraceWriting::bodies(bool areOpen) const
{
    QStringList ids;
    for (const json &row : m_person.bodies)
        if (isOpenItem(row) == areOpen)
            ids += jsonText(row, "id");
    return ids;
}

/// Names the status again: somebody may settle an item meanwhile. Then the next look finds it.
void TraceWriting::writeBodies(QStringList ids, bool areOpen, const Next &next)
{
    if (ids.isEmpty())
        return next();
    const auto statuses = areOpen ? QStringList{enumName(IntakeStatus::Waiting), enumName(IntakeStatus::Retry)}
                                  : QStringList{enumName(IntakeStatus::Taken), enumName(IntakeStatus::Discarded)};
    const json at = toJson(m_now.toString());
    json changes{{"body", nullptr}, {"reason", ""}, {"note", nullptr}, {"erased_at", at}};
    if (areOpen)
        changes.update(json{{"status", enumText(IntakeStatus::Discarded)},
                            {"note", toJson(kNote)},
                            {"settled_at", at},
                            {"settled_by", "server"}});
    const auto query = Query("intake_items").select("id").in("id", ids.mid(0, kRowsAtOnce)).in("status", statuses);
    then(m_rest.update(query, changes),
         [=, this, rest = ids.mid(kRowsAtOnce)](const json &) { writeBodies(rest, areOpen, next); });
}

void TraceWriting::eraseReplies(QStringList ids, const Next &next)
{
    if (ids.isEmpty())
        return next();
    const auto query = Query("notifications").select("id").in("id", ids.mid(0, kRowsAtOnce));
    const json changes{{"recipient", ""},      {"body", nullptr},  {"provider_id", nullptr},
                       {"sent_text", nullptr}, {"error", nullptr}, {"delivery_error", nullptr}};
    then(m_rest.update(query, changes),
         [=, this, rest = ids.mid(kRowsAtOnce)](const json &) { eraseReplies(rest, next); });
}

/// "Never again" outlives the erasing. The store does the same where a lead has the number; somebody may have answered
/// STOP without one.
void TraceWriting::keepStopAsHash(const Next &next)
{
    if (m_person.optOuts == 0 || m_person.file.key.phone.isEmpty())
        return next();
    const json row{{"contact", toJson(m_person.file.key.phone)}, {"channel", "sms"}, {"way", "reply"}};
    const auto into = Query("contact_refusals").select("id").onConflict("contact_hash,channel");
    then(m_rest.insert(into, row, supabase::OnConflict::IgnoreDuplicates), [this, next](const json &) {
        const auto query = Query("opt_outs").eq("phone_number", m_person.file.key.phone);
        then(m_rest.send({"DELETE", query.target()}, true).then(supabase::jsonFromResponse),
             [next](const json &) { next(); });
    });
}

QStringList TraceWriting::contacts() const
{
    QStringList both{m_person.file.key.phone, m_person.file.key.email};
    both.removeAll(QString());
    return both;
}

void TraceWriting::eraseContacts(const Next &next)
{
    const auto query = Query("contact_refusals").select("id").in("contact", contacts());
    then(m_rest.update(query, {{"contact", nullptr}, {"reason", nullptr}}), [next](const json &) { next(); });
}

void TraceWriting::readViews()
{
    then(m_rest.selectAll(Query("saved_views").select("id,name,definition,version")),
         [this](const json &views) { cleanViews(views); });
}

void TraceWriting::cleanViews(json views)
{
    QList<SearchWords> names;
    for (const LeadFile &lead : m_person.file.leads) {
        const QString name = (jsonText(lead.lead, "first_name") + u' ' + jsonText(lead.lead, "last_name")).trimmed();
        if (!name.isEmpty())
            names += SearchWords(name);
    }
    const auto isAbout = [&](const QString &text) {
        return m_traces.isIn(text) || std::any_of(names.begin(), names.end(), [&text](const SearchWords &name) {
                   return name.occurIn(folded(text));
               });
    };
    while (!views.empty()) {
        const json view = views.back();
        views.erase(views.size() - 1);
        const QString search = jsonText(jsonMember(jsonMember(view, "definition"), "filter"), "text");
        const bool namesSomebody = isAbout(jsonText(view, "name"));
        const json changes = isAbout(search) || namesSomebody ? cleaned(view, namesSomebody) : json();
        if (changes.empty())
            continue;
        const auto query = Query("saved_views").select("id").eq("id", jsonText(view, "id"));
        return then(m_rest.update(query, changes), [this, views](const json &) { cleanViews(views); });
    }
    removeTestMessage();
}

void TraceWriting::removeTestMessage()
{
    const auto query = Query("settings").eq("key", QString::fromLatin1(kTestMessage));
    then(m_rest.selectJson(Query(query).select("key,value")), [this, query](const json &rows) {
        const bool isAbout = !rows.empty() && m_traces.isIn(QByteArray::fromStdString(rows.front().dump()));
        if (!isAbout)
            return emptyRequests();
        then(m_rest.send({"DELETE", query.target()}, true).then(supabase::jsonFromResponse),
             [this](const json &) { emptyRequests(); });
    });
}

/// The windows have their answers; whose they were is nobody's business any more.
void TraceWriting::emptyRequests()
{
    const auto query = Query(ServerRequest::kTable)
                           .select("id")
                           .in("kind", {u"find_person"_s, u"preview_erasing"_s, u"erase_person"_s})
                           .in("state", {u"done"_s, u"failed"_s});
    then(m_rest.update(query, {{"data", json::object()}}), [this](const json &) { finish({}); });
}

} // namespace pl::customer
