#include "server/embedded/rest/relations.h"

#include "server/embedded/store/resterror.h"

namespace pl::embedded {
namespace {

bool isNamed(const ForeignKey &key, const QString &hint)
{
    return hint == key.constraint || hint == key.column || hint == u"id";
}

/// `parent` holds the foreign key.
QList<Relation> toOneRelations(const Table &parent, const QString &target, const QString &hint)
{
    QList<Relation> found;
    for (const ForeignKey &key : parent.foreignKeys) {
        const bool isSelf = key.target == parent.name;
        const bool byKey = hint.isEmpty() && (target == key.column || (target == key.constraint && !isSelf));
        const bool byTable = !isSelf && target == key.target && (hint.isEmpty() || isNamed(key, hint));
        if (byKey || byTable) {
            const Table *table = Schema::instance().table(key.target);
            found += {table, table->primaryKey, key.column, true};
        }
    }
    return found;
}

/// The embedded table holds it.
QList<Relation> toManyRelations(const Table &parent, const QString &target, const QString &hint)
{
    QList<Relation> found;
    for (const auto &[table, key] : Schema::instance().referencesTo(parent)) {
        const bool byKey = hint.isEmpty() && target == key->constraint && table != &parent;
        const bool byTable = target == table->name && (hint.isEmpty() || isNamed(*key, hint));
        if (byKey || byTable)
            found += {table, key->column, parent.primaryKey, false};
    }
    return found;
}

RestError noRelation(const Table &parent, const QString &target, const QString &hint)
{
    const QString howAsked = hint.isEmpty() ? QString() : QStringLiteral(" using the hint '%1'").arg(hint);
    return {
        400, QStringLiteral("PGRST200"),
        QStringLiteral("Could not find a relationship between '%1' and '%2' in the schema cache")
            .arg(parent.name, target),
        QStringLiteral("Searched for a foreign key relationship between '%1' and '%2'%3 in the schema 'public', but no "
                       "matches were found.")
            .arg(parent.name, target, howAsked)};
}

} // namespace

Relation findRelation(const Table &parent, const QString &target, const QString &hint)
{
    const QList<Relation> found = toOneRelations(parent, target, hint) + toManyRelations(parent, target, hint);
    if (found.isEmpty())
        throw noRelation(parent, target, hint);
    if (found.size() > 1)
        throw RestError{300, QStringLiteral("PGRST201"),
                        QStringLiteral("Could not embed because more than one relationship was found for '%1' and '%2'")
                            .arg(parent.name, target)};
    return found.first();
}

} // namespace pl::embedded
