#include "server/sorting/sourcebook.h"

#include "models/base/answer.h"
#include "models/base/jsonmember.h"

namespace pl::sorting {

using nlohmann::json;
using supabase::Query;

namespace {

/// A row that can't be read is left out: it must not block the other sources.
OfficeRulesPtr rulesOf(const json &sources, const json &services)
{
    auto rules = std::make_shared<OfficeRules>();
    for (const json &row : sources)
        if (auto source = LeadSource::fromJson(row))
            rules->sources.insert(source->id, {*source, mapping::mappingOf(*source)});
    for (const json &row : services)
        if (const QString name = jsonText(row, "name"); !name.isEmpty())
            rules->services += name;
    return rules;
}

} // namespace

SourceBook::SourceBook(supabase::RestClient &rest, QObject *parent) : QObject(parent), m_rest(rest) {}

void SourceBook::follow(supabase::OfficeNews &news)
{
    news.watch({"lead_sources", "services"}, this, [this] { m_isOutdated = true; });
}

QFuture<Result<OfficeRulesPtr>> SourceBook::knowing(const QSet<QUuid> &sources)
{
    const bool isEnough = m_rules && !m_isOutdated &&
                          std::all_of(sources.begin(), sources.end(),
                                      [this](const QUuid &source) { return m_rules->sources.contains(source); });
    if (!isEnough)
        return read();
    const Answer<OfficeRulesPtr> answer;
    answer.finish(m_rules);
    return answer.future();
}

QFuture<Result<OfficeRulesPtr>> SourceBook::read()
{
    m_isOutdated = false;
    const quint64 reading = ++m_readings;
    const Answer<OfficeRulesPtr> answer;
    const auto fail = [this, answer](const Error &error) {
        m_isOutdated = true;
        answer.finish(error);
    };
    const auto services = Query("services").select("name").filter("active", "is", QStringLiteral("true"));
    onResult(this, m_rest.selectAll(Query("lead_sources").select(LeadSource::columns())),
             [=, this](const Result<json> &sources) {
                 if (!sources)
                     return fail(sources.error());
                 onResult(this, m_rest.selectAll(services, "name"),
                          [this, reading, answer, fail, sources](const Result<json> &names) {
                              names ? answer.finish(take(reading, *sources, *names)) : fail(names.error());
                          });
             });
    return answer.future();
}

/// Two readings may end in another order than they began.
Result<OfficeRulesPtr> SourceBook::take(quint64 reading, const json &sources, const json &services)
{
    auto rules = rulesOf(sources, services);
    if (reading > m_taken) {
        m_taken = reading;
        m_rules = rules;
    }
    return rules;
}

} // namespace pl::sorting
