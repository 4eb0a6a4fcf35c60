#include "server/embedded/rest/restquery.h"

#include "server/embedded/rest/paramparsers.h"

#include <QByteArrayView>

namespace pl::embedded {
namespace {

struct Parameter
{
    QString key;
    QString value;
};

QString decoded(QByteArray text)
{
    text.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

/// A key without '=' is ignored.
QList<Parameter> parametersOf(QByteArrayView query)
{
    QList<Parameter> all;
    for (const QByteArray &part : query.toByteArray().split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0)
            all += {decoded(part.left(equals)), decoded(part.mid(equals + 1))};
    }
    return all;
}

void addLogic(RestQuery &query, QStringList path, const QString &op, const QString &value)
{
    const bool negated = path.removeAll(QStringLiteral("not")) > 0;
    query.conditions.push_back({path, parseLogic(op, negated, value)});
}

/// Like PostgREST, ignores a limit or offset that is not a number.
void addNumber(std::vector<AtPath<qint64>> &numbers, const QStringList &path, const QString &value)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (isNumber)
        numbers.push_back({path, number});
}

void addParameter(RestQuery &query, const Parameter &parameter)
{
    QStringList path = parameter.key.split(u'.');
    const QString last = path.takeLast();
    if (last == u"order") {
        query.orders.push_back({path, parseOrder(parameter.value)});
    } else if (last == u"limit") {
        addNumber(query.limits, path, parameter.value);
    } else if (last == u"offset") {
        addNumber(query.offsets, path, parameter.value);
    } else if (last == u"and" || last == u"or") {
        addLogic(query, path, last, parameter.value);
    } else {
        AtPath<FieldPath> field = parseTreePath(parameter.key);
        query.conditions.push_back({field.path, parseFilter(std::move(field.what), parameter.value)});
    }
}

} // namespace

RestQuery RestQuery::parse(QByteArrayView text)
{
    RestQuery query;
    std::optional<QString> select;
    for (const Parameter &parameter : parametersOf(text)) {
        if (parameter.key == u"select")
            select = select ? select : parameter.value;
        else if (parameter.key == u"columns")
            query.columns = parseNames(QStringLiteral("columns parameter"), parameter.value);
        else if (parameter.key == u"on_conflict")
            query.onConflict = parseNames(QStringLiteral("on_conflict parameter"), parameter.value);
        else
            addParameter(query, parameter);
    }
    query.select = parseSelect(select.value_or(QStringLiteral("*")));
    return query;
}

} // namespace pl::embedded
