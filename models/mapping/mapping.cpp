#include "models/mapping/mapping.h"

#include "models/base/jsonreader.h"

namespace pl::mapping {
namespace {

using nlohmann::json;

json sourceJson(const ValueSource &source)
{
    if (source.pattern.isEmpty())
        return pl::toJson(source.path.text());
    return {{"in", pl::toJson(source.path.text())}, {"pattern", pl::toJson(source.pattern)}};
}

json ruleJson(const ValueRule &rule)
{
    json from = json::array();
    for (const ValueSource &source : rule.from)
        from.push_back(sourceJson(source));
    if (rule.fallback.isEmpty() && !rule.joined)
        return from;
    json object = json::object();
    if (!from.empty())
        object["from"] = std::move(from);
    if (!rule.fallback.isEmpty())
        object["default"] = pl::toJson(rule.fallback);
    if (rule.joined)
        object["join"] = true;
    return object;
}

json rulesJson(const QMap<QString, ValueRule> &rules)
{
    json object = json::object();
    for (auto it = rules.begin(); it != rules.end(); ++it)
        object[it.key().toStdString()] = ruleJson(it.value());
    return object;
}

json wordsJson(const QMap<QString, QString> &words)
{
    json object = json::object();
    for (auto it = words.begin(); it != words.end(); ++it)
        object[it.key().toStdString()] = pl::toJson(it.value());
    return object;
}

json conditionJson(const Condition &condition)
{
    json object{{"path", pl::toJson(condition.path.text())}};
    if (!condition.is.isEmpty())
        object["is"] = pl::toJson(condition.is);
    if (!condition.isNot.isEmpty())
        object["is_not"] = pl::toJson(condition.isNot);
    return object;
}

json pathsJson(const QList<Path> &paths)
{
    json list = json::array();
    for (const Path &path : paths)
        list.push_back(pl::toJson(path.text()));
    return list;
}

json questionJson(const QuestionRule &rule)
{
    return {{"items", pl::toJson(rule.items.text())},
            {"question", pathsJson(rule.question)},
            {"answer", pathsJson(rule.answer)}};
}

template <class T, class F>
void addList(json &object, const char *name, const QList<T> &list, const F &itemJson)
{
    if (list.isEmpty())
        return;
    json &array = object[name] = json::array();
    for (const T &item : list)
        array.push_back(itemJson(item));
}

void addUnlessEmpty(json &object, const char *name, json value)
{
    if (!value.empty())
        object[name] = std::move(value);
}

} // namespace

json Mapping::toJson() const
{
    json object = json::object();
    json &own = object["fields"] = json::object();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        own[enumText(it.key())] = ruleJson(it.value());
    addUnlessEmpty(object, "origin", rulesJson(origin));
    addUnlessEmpty(object, "consent", rulesJson(consent));
    addUnlessEmpty(object, "services", wordsJson(services));
    addUnlessEmpty(object, "urgencies", wordsJson(urgencies));
    if (!each.isEmpty())
        object["each"] = pl::toJson(each.text());
    addList(object, "questions", questions, questionJson);
    addUnlessEmpty(object, "ignore", pathsJson(ignore));
    addList(object, "no_lead", noLead, [](const NoLeadRule &rule) {
        json item = conditionJson(rule.when);
        item["reason"] = pl::toJson(rule.reason);
        return item;
    });
    addList(object, "tests", tests, conditionJson);
    if (repeats != Repeats::Ignore)
        object["repeats"] = enumText(repeats);
    if (costUnit != CostUnit::Dollars)
        object["cost_unit"] = enumText(costUnit);
    return object;
}

} // namespace pl::mapping
