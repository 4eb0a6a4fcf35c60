#include "server/main/sourcecommand.h"

#include "models/domain/onresult.h"
#include "server/main/newsource.h"

namespace pl {

using nlohmann::json;
using supabase::Query;

void SourceCommand::describe(QCommandLineParser &parser) const
{
    StoreCommand::describe(parser);
    parser.addOption({QStringLiteral("json"), QStringLiteral("Print JSON.")});
    parser.addPositionalArgument(QStringLiteral("source"), QStringLiteral("add NAME, list, or revoke NAME"),
                                 QStringLiteral("source add NAME | list | revoke NAME"));
}

void SourceCommand::run(const QStringList &arguments, const QCommandLineParser &parser)
{
    const QString verb = arguments.value(0);
    const QString name = arguments.value(1).trimmed();
    const bool asJson = parser.isSet(QStringLiteral("json"));
    if (verb == u"list" && arguments.size() == 1)
        return list(asJson);
    if (arguments.size() != 2 || name.isEmpty() || name.size() > 100)
        return Q_EMIT finished(usageError(QStringLiteral("Say: source add NAME, source list, or source revoke NAME.")));
    if (verb == u"add")
        return add(name, asJson);
    if (verb == u"revoke")
        return revoke(name);
    Q_EMIT finished(usageError(QStringLiteral("There is no \"source %1\".").arg(verb)));
}

void SourceCommand::add(const QString &name, bool asJson)
{
    onResult(this, addSource(rest(), name), [this, asJson](const Result<NewSource> &source) {
        if (!source)
            return Q_EMIT finished(source.error());
        const QString id = source->id.toString(QUuid::WithoutBraces);
        if (asJson)
            return Q_EMIT finished(printed(
                {{"id", id.toStdString()}, {"name", source->name.toStdString()}, {"key", source->key.toStdString()}}));
        Q_EMIT finished(printedTable({{QStringLiteral("id"), id},
                                      {QStringLiteral("name"), source->name},
                                      {QStringLiteral("key"), QString::fromLatin1(source->key)}}) +
                        "Keep the key: it is not shown again.\n");
    });
}

void SourceCommand::list(bool asJson)
{
    auto query = Query("lead_sources").select("id,name,key_prefix,active,created_at").order("name");
    onResult(this, rest().selectJson(query), [this, asJson](const Result<json> &rows) {
        if (!rows)
            return Q_EMIT finished(rows.error());
        if (asJson)
            return Q_EMIT finished(printed(*rows));
        QList<QStringList> table{{QStringLiteral("NAME"), QStringLiteral("KEY"), QStringLiteral("STATE")}};
        for (const json &row : *rows) {
            JsonReader reader(row);
            const QString state =
                reader.booleanOr("active", true) ? QStringLiteral("active") : QStringLiteral("revoked");
            table.append({reader.string("name"), reader.string("key_prefix") + u'…', state});
        }
        Q_EMIT finished(printedTable(table));
    });
}

void SourceCommand::revoke(const QString &name)
{
    auto query = Query("lead_sources").eq("name", name).select("id");
    onResult(this, rest().update(query, {{"active", false}}), [this, name](const Result<json> &rows) {
        if (!rows)
            return Q_EMIT finished(rows.error());
        if (rows->empty())
            return Q_EMIT finished(Error{ErrorCode::NotFound, QStringLiteral("There is no source \"%1\".").arg(name)});
        Q_EMIT finished(QStringLiteral("The key of \"%1\" is revoked.\n").arg(name).toUtf8());
    });
}

} // namespace pl
