// `source add`, once its options are known.
#include "server/main/commands/sourcecommand.h"

namespace pl {

using nlohmann::json;
using supabase::Query;

void SourceCommand::add()
{
    const auto wanted = sourceOptions();
    if (!wanted)
        return fail(wanted.error());
    if (wanted->hook.service.isEmpty())
        return addChecked(*wanted);
    const auto query = Query("services").select("name").filter("active", "is", QStringLiteral("true")).order("name");
    then(rest().selectJson(query), [this, options = *wanted](const json &rows) mutable {
        const auto service = officeService(rows, options.hook.service);
        if (!service)
            return fail(service.error());
        options.hook.service = *service;
        addChecked(options);
    });
}

void SourceCommand::addChecked(const SourceOptions &options)
{
    then(addSource(rest(), options), [this, kind = options.kind](const NewSource &source) {
        if (!m_asJson)
            return Q_EMIT finished(describeNew(source, kind));
        json made{{"id", toJson(source.id)}, {"name", toJson(source.name)}, {"key", source.key.toStdString()}};
        if (kind == LeadSource::Kind::Hook)
            made["address"] = toJson(hookPath(source.key));
        Q_EMIT finished(printed(made));
    });
}

QByteArray SourceCommand::describeNew(const NewSource &source, LeadSource::Kind kind) const
{
    QList<QStringList> lines{{QStringLiteral("id"), source.id.toString(QUuid::WithoutBraces)},
                             {QStringLiteral("name"), source.name},
                             {QStringLiteral("key"), QString::fromLatin1(source.key)}};
    switch (kind) {
    case LeadSource::Kind::Program:
        return printedTable(lines) + "Keep the key: it is not shown again.\n";
    case LeadSource::Kind::Form:
        return printedTable(lines) + "The form's action: /api/v1/forms/" + source.key + '\n';
    case LeadSource::Kind::Hook:
        break;
    }
    lines.append({QStringLiteral("address"), dataDir().address() + hookPath(source.key)});
    return hookAdvice(*mapping::presetOf(m_hook.preset), source.name) + '\n' + printedTable(lines) +
           "Keep the address and the key: they are not shown again.\n";
}

} // namespace pl
