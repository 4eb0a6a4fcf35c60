#include "server/embedded/rest/paramcursor.h"
#include "server/embedded/rest/paramparsers.h"

namespace pl::embedded {
namespace {

const QString kItemEnd = QStringLiteral("\"->>\", \"->\", \"::\", \".\", \")\", \",\" or end of input");

std::vector<SelectItem> readItems(ParamCursor &cursor, bool nested);

/// `!inner`, `!left` and `!hint`, at most one of each kind.
void readEmbedParameters(ParamCursor &cursor, SelectItem &item)
{
    for (int i = 0; i < 2 && cursor.take('!'); ++i) {
        const QString word = cursor.fieldName();
        if (word == u"inner")
            item.isInner = true;
        else if (word != u"left")
            item.hint = word;
    }
}

void readRelation(ParamCursor &cursor, SelectItem &item)
{
    item.isRelation = true;
    readEmbedParameters(cursor, item);
    cursor.expect('(');
    item.items = readItems(cursor, true);
    cursor.expect(')');
}

void readAggregate(ParamCursor &cursor, SelectItem &item)
{
    cursor.take('.');
    cursor.fieldName();
    if (!cursor.take(QLatin1StringView("()")))
        cursor.fail(QStringLiteral("\"()\""));
    item.isAggregate = true;
    if (cursor.take(QLatin1StringView("::")))
        cursor.fieldName();
}

void readColumn(ParamCursor &cursor, SelectItem &item)
{
    if (cursor.take(QLatin1StringView("::")))
        item.cast = cursor.fieldName();
    if (cursor.peek() == u'.')
        readAggregate(cursor, item);
    cursor.skipBlanks();
    if (!cursor.atEnd() && cursor.peek() != u',' && cursor.peek() != u')')
        cursor.fail(kItemEnd);
}

SelectItem readItem(ParamCursor &cursor)
{
    SelectItem item;
    cursor.skipBlanks();
    if (cursor.take('*')) {
        item.field.name = QStringLiteral("*");
        readColumn(cursor, item);
        return item;
    }
    item.isSpread = cursor.take(QLatin1StringView("..."));
    item.field.name = cursor.fieldName();
    if (!item.isSpread && cursor.peek() == u':' && cursor.peek(1) != u':') {
        cursor.take(':');
        item.alias = item.field.name;
        item.field.name = cursor.fieldName();
    }
    if (item.field.name == u"count" && cursor.take(QLatin1StringView("()"))) {
        item.isAggregate = true;
        readColumn(cursor, item);
    } else if (item.isSpread || cursor.peek() == u'(' || cursor.peek() == u'!') {
        readRelation(cursor, item);
        cursor.skipBlanks();
    } else {
        item.field.steps = cursor.jsonSteps();
        readColumn(cursor, item);
    }
    return item;
}

std::vector<SelectItem> readItems(ParamCursor &cursor, bool nested)
{
    std::vector<SelectItem> items;
    cursor.skipBlanks();
    if (nested ? cursor.peek() == u')' : cursor.atEnd())
        return items;
    do {
        items.push_back(readItem(cursor));
    } while (cursor.take(','));
    return items;
}

std::optional<bool> readNulls(ParamCursor &cursor)
{
    if (cursor.take(QLatin1StringView(".nullsfirst")))
        return true;
    if (cursor.take(QLatin1StringView(".nullslast")))
        return false;
    return std::nullopt;
}

void readDirection(ParamCursor &cursor, OrderTerm &term)
{
    const qsizetype before = cursor.position();
    term.descending = cursor.take(QLatin1StringView(".desc"));
    const bool directed = term.descending || cursor.take(QLatin1StringView(".asc"));
    term.nullsFirst = readNulls(cursor);
    cursor.skipBlanks();
    if (cursor.atEnd() || cursor.peek() == u',')
        return;
    if (cursor.peek() == u'.' && !term.nullsFirst)
        cursor.failAt(cursor.position() + 1, cursor.position() + 1,
                      directed ? QStringLiteral("\"nullsfirst\" or \"nullslast\"")
                               : QStringLiteral("\"asc\", \"desc\", \"nullsfirst\" or \"nullslast\""));
    cursor.failAt(std::max(before, cursor.position()), cursor.position(),
                  QStringLiteral("delimiter (.), \",\" or end of input"));
}

} // namespace

std::vector<SelectItem> parseSelect(const QString &value)
{
    ParamCursor cursor(QStringLiteral("select parameter"), value, value);
    std::vector<SelectItem> items = readItems(cursor, false);
    if (!cursor.atEnd())
        cursor.fail(kItemEnd);
    return items;
}

std::vector<OrderTerm> parseOrder(const QString &value)
{
    ParamCursor cursor(QStringLiteral("order"), value, value);
    std::vector<OrderTerm> terms;
    do {
        cursor.skipBlanks();
        OrderTerm term;
        term.field = cursor.fieldPath();
        if (cursor.take('(')) {
            term.relation = term.field.name;
            term.field = cursor.fieldPath();
            cursor.expect(')');
        }
        readDirection(cursor, term);
        terms.push_back(term);
    } while (cursor.take(','));
    return terms;
}

QStringList parseNames(const QString &parameter, const QString &value)
{
    ParamCursor cursor(parameter, value, value);
    QStringList names;
    do {
        cursor.skipBlanks();
        names += cursor.fieldName();
        cursor.skipBlanks();
    } while (cursor.take(','));
    if (!cursor.atEnd())
        cursor.fail(QStringLiteral("\",\" or end of input"));
    return names;
}

} // namespace pl::embedded
