#include "server/main/commands/intakepreview.h"

#include "models/base/jsonmember.h"
#include "models/mapping/mapper.h"
#include "models/mapping/sourcemapping.h"
#include "server/main/commands/intaketable.h"
#include "server/main/commands/storecommand.h"

namespace pl {

using mapping::Mapped;
using nlohmann::json;

namespace {

json refusal(const char *result, const QString &reason)
{
    return {{"result", result}, {"reason", toJson(reason)}};
}

json outcomeOf(const Mapped &mapped)
{
    if (const auto *none = std::get_if<mapping::NoLead>(&mapped))
        return refusal("no_lead", none->reason);
    if (const auto *trouble = std::get_if<mapping::Unmappable>(&mapped))
        return refusal("unmapped", trouble->reason);
    const auto &lead = std::get<mapping::MappedLead>(mapped);
    json missing = json::array();
    for (const mapping::Missing what : lead.missing)
        missing.push_back(enumText(what));
    return {{"result", "lead"}, {"lead", lead.toJson()}, {"missing", std::move(missing)}};
}

QString cellOf(const json &value)
{
    if (value.is_string())
        return terminalText(jsonText(value)).simplified();
    return terminalText(QString::fromUtf8(dumpJson(value)));
}

void addRows(const json &object, const QString &before, QList<QStringList> &rows)
{
    for (const auto &[key, value] : object.items()) {
        const QString name = before + terminalText(QString::fromStdString(key)).simplified();
        if (value.is_object())
            addRows(value, name + u'.', rows);
        else if (!isNothing(value))
            rows.append({QStringLiteral("  ") + name, cellOf(value)});
    }
}

QByteArray leadText(const json &outcome)
{
    QList<QStringList> rows;
    addRows(jsonMember(outcome, "lead"), QString(), rows);
    QStringList missing;
    for (const json &what : jsonMember(outcome, "missing"))
        missing += jsonText(what);
    const QByteArray text = "A lead:\n" + printedTable(rows);
    return missing.isEmpty()
               ? text
               : text + "To ask for: " + missing.join(QStringLiteral(", ")).replace(u'_', u' ').toUtf8() + '\n';
}

QByteArray outcomeText(const json &outcome)
{
    const QString result = jsonText(outcome, "result");
    if (result == u"lead")
        return leadText(outcome);
    if (result == u"to_fetch")
        return "Only ids came; the server asks the source for the leads: " +
               cellOf(jsonMember(outcome, "ids")).toUtf8() + '\n';
    const QByteArray reason = terminalText(jsonText(outcome, "reason")).simplified().toUtf8();
    return (result == u"no_lead" ? "No lead: " : "Not a lead yet: ") + reason + '\n';
}

} // namespace

json intakePreview(const IntakeItem &item, const IntakeBody &body, const LeadSource &source,
                   const QStringList &services)
{
    const auto read = mapping::readBody(item.contentType.toUtf8(), body.bytes);
    if (!read)
        return json::array({refusal("broken", read.error().message)});
    if (const QStringList ids = mapping::presetOf(source).idsToFetch(read->tree); !ids.isEmpty())
        return json::array({json{{"result", "to_fetch"}, {"ids", toJson(ids)}}});
    const auto rules = mapping::mappingOf(source);
    if (!rules)
        return json::array({refusal("unmapped", rules.error().message)});
    json outcomes = json::array();
    for (const Mapped &mapped : mapping::mapBody(*read, *rules, services))
        outcomes.push_back(outcomeOf(mapped));
    return outcomes;
}

QByteArray previewText(const json &preview)
{
    QByteArray text;
    for (const json &outcome : preview)
        text += outcomeText(outcome);
    return text;
}

} // namespace pl
