#include "server/embedded/rest/restquery.h"
#include "server/embedded/store/resterror.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pl::embedded;

/// The query string's parser alone: what it makes of a text, and where it stops at a bad one.
class TestRestQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conditions_data();
    void conditions();
    void selects_data();
    void selects();
    void otherParameters();
    void errors_data();
    void errors();
    void neverCrashes();
};

namespace {

QString shown(const FieldPath &field)
{
    QString text = field.name;
    for (const JsonStep &step : field.steps)
        text +=
            (step.asText ? QStringLiteral("->>") : QStringLiteral("->")) + (step.isIndex ? u'#' + step.key : step.key);
    return text;
}

QString shown(const Condition &condition)
{
    const QString negation = condition.negated ? QStringLiteral("!") : QString();
    if (condition.kind == Condition::Kind::Test) {
        const QString values = condition.values.isEmpty() ? condition.value : condition.values.join(u'|');
        return QStringLiteral("%1%2 %3%4 %5")
            .arg(negation, shown(condition.field), QString::number(int(condition.op)),
                 condition.quantifier == Quantifier::None ? QString() : QStringLiteral("?"), values);
    }
    QStringList parts;
    for (const Condition &part : condition.parts)
        parts += shown(part);
    return negation + (condition.kind == Condition::Kind::And ? u'&' : u'/') + u'(' + parts.join(QStringLiteral(", ")) +
           u')';
}

QString shown(const std::vector<SelectItem> &items)
{
    QStringList all;
    for (const SelectItem &item : items) {
        QString text = (item.isSpread ? QStringLiteral("...") : QString()) +
                       (item.alias.isNull() ? QString() : item.alias + u'=') + shown(item.field);
        text += item.cast.isEmpty() ? QString() : QStringLiteral("::") + item.cast;
        text += item.hint.isEmpty() ? QString() : u'!' + item.hint;
        text += item.isInner ? QStringLiteral("!inner") : QString();
        text += item.isAggregate ? QStringLiteral("()") : QString();
        all += item.isRelation ? text + u'(' + shown(item.items) + u')' : text;
    }
    return all.join(u',');
}

} // namespace

void TestRestQuery::conditions_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *query, const QString &expected) {
        QTest::newRow(query) << QByteArray(query) << expected;
    };
    const auto op = [](Operator o) { return QString::number(int(o)); };
    row("a=eq.1", QStringLiteral("a %1 1").arg(op(Operator::Eq)));
    row("a=eq.", QStringLiteral("a %1 ").arg(op(Operator::Eq)));
    row("a=not.eq.1", QStringLiteral("!a %1 1").arg(op(Operator::Eq)));
    row("a=eq.x.y,(z)", QStringLiteral("a %1 x.y,(z)").arg(op(Operator::Eq)));
    row("a=eq.%2B+%26", QStringLiteral("a %1 + &").arg(op(Operator::Eq)));
    row("a=in.(1,2)", QStringLiteral("a %1 1|2").arg(op(Operator::In)));
    row("a=in.(%22x,y%22,%22q%5C%22%22,a)b)", {});
    row("a=in.(%22x,y%22,%22q%5C%22%22)", QStringLiteral("a %1 x,y|q\"").arg(op(Operator::In)));
    row("a=in.(%22x%22y)", QStringLiteral("a %1 \"x\"y").arg(op(Operator::In)));
    row("a=is.NULL", QStringLiteral("a %1 null").arg(op(Operator::Is)));
    row("a=eq(any).{1,2}", QStringLiteral("a %1? 1|2").arg(op(Operator::Eq)));
    row("a->b->>0=eq.1", QStringLiteral("a->b->>#0 %1 1").arg(op(Operator::Eq)));
    row("or=(a.eq.1,b.not.is.null)", QStringLiteral("/(a %1 1, !b %2 null)").arg(op(Operator::Eq), op(Operator::Is)));
    row("not.and=(a.eq.1,or(b.eq.%22)%22,not.or(c.in.(1,2),d.gt.3)))",
        QStringLiteral("!&(a %1 1, /(b %1 ), !/(c %2 1|2, d %3 3)))")
            .arg(op(Operator::Eq), op(Operator::In), op(Operator::Gt)));
    row("and=( a.eq.1 , b.eq.2 )", QStringLiteral("&(a %1 1 , b %1 2 )").arg(op(Operator::Eq)));
    row("or=(android.eq.1,order.eq.2)", QStringLiteral("/(android %1 1, order %1 2)").arg(op(Operator::Eq)));
    row("or=(a.cs.{1,2},b.eq.1)",
        QStringLiteral("/(a %1 {1,2}, b %2 1)").arg(op(Operator::Contains), op(Operator::Eq)));
}

void TestRestQuery::conditions()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, expected);
    try {
        const RestQuery parsed = RestQuery::parse(query);
        QCOMPARE(parsed.conditions.size(), size_t(1));
        QCOMPARE(shown(parsed.conditions.front().what), expected);
    } catch (const RestError &error) {
        QVERIFY2(expected.isEmpty(), qPrintable(error.message + error.details));
    }
}

void TestRestQuery::selects_data()
{
    QTest::addColumn<QByteArray>("select");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *select, const char *expected) {
        QTest::newRow(select) << QByteArray(select) << QString::fromLatin1(expected);
    };
    row("*", "*");
    row("", "");
    row("a,b:c", "a,b=c");
    row("a::text,b:c->d->>0::int", "a::text,b=c->d->>#0::int");
    row("r(*)", "r(*)");
    row("x:r!fk!inner(a,s(b))", "x=r!fk!inner(a,s(b))");
    row("r!left(a)", "r(a)");
    row("r!inner!fk(a)", "r!fk!inner(a)");
    row("...r(a)", "...r(a)");
    row("r()", "r()");
    row("count()", "count()");
    row("n:a.sum()", "n=a()");
    row("\"odd name\"", "odd name");
    row("with-dash", "with-dash");
}

void TestRestQuery::selects()
{
    QFETCH(QByteArray, select);
    QFETCH(QString, expected);
    QCOMPARE(shown(RestQuery::parse("select=" + select).select), expected);
}

void TestRestQuery::otherParameters()
{
    const RestQuery query =
        RestQuery::parse("order=a.desc.nullslast,r(b).asc,c->>d&limit=3&r.limit=1&offset=x&r.order=e"
                         "&columns=a,%22b c%22&on_conflict=a,b&r.s.f=eq.1&select=a&select=b&novalue");
    QCOMPARE(query.orders.size(), size_t(2));
    const auto &terms = query.orders.front().what;
    QVERIFY(terms[0].descending && terms[0].nullsFirst == false && terms[1].relation == u"r");
    QCOMPARE(shown(terms[2].field), QStringLiteral("c->>d"));
    QCOMPARE(query.limits.size(), size_t(2));
    QVERIFY(query.offsets.empty());
    const QStringList columns{QStringLiteral("a"), QStringLiteral("b c")};
    QCOMPARE(query.columns.value_or(QStringList()), columns);
    QCOMPARE(query.onConflict->size(), 2);
    const QStringList path{QStringLiteral("r"), QStringLiteral("s")};
    QCOMPARE(query.conditions.front().path, path);
    QCOMPARE(shown(query.select), QStringLiteral("a"));
}

void TestRestQuery::errors_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("details");
    const auto row = [](const char *query, const char *message, const char *details) {
        QTest::newRow(query) << QByteArray(query) << QString::fromLatin1(message) << QString::fromLatin1(details);
    };
    row("a=zz.1", "\"failed to parse filter (zz.1)\" (line 1, column 1)",
        "unexpected \"z\" expecting \"not\" or operator (eq, gt, ...)");
    row("a=new", "\"failed to parse filter (new)\" (line 1, column 1)",
        "unexpected \"e\" expecting \"not\" or operator (eq, gt, ...)");
    row("a=", "\"failed to parse filter ()\" (line 1, column 1)",
        "unexpected end of input expecting \"not\" or operator (eq, gt, ...)");
    row("a=is.nothing", "\"failed to parse filter (is.nothing)\" (line 1, column 4)",
        "unexpected \"n\" expecting isVal: (null, not_null, true, false, unknown)");
    row("order=id.sideways", "\"failed to parse order (id.sideways)\" (line 1, column 4)",
        "unexpected \"s\" expecting \"asc\", \"desc\", \"nullsfirst\" or \"nullslast\"");
    row("order=id.asc.last", "\"failed to parse order (id.asc.last)\" (line 1, column 8)",
        "unexpected \"l\" expecting \"nullsfirst\" or \"nullslast\"");
    row("select=a(b", "\"failed to parse select parameter (a(b)\" (line 1, column 4)",
        "unexpected end of input expecting \")\"");
}

void TestRestQuery::errors()
{
    QFETCH(QByteArray, query);
    try {
        RestQuery::parse(query);
        QFAIL("it was taken");
    } catch (const RestError &error) {
        QCOMPARE(error.status, 400);
        QCOMPARE(error.code, QStringLiteral("PGRST100"));
        QTEST(error.message, "message");
        QTEST(error.details, "details");
    }
}

/// Whatever comes, it is a query or an error: texts of pieces that mean something, in any order.
void TestRestQuery::neverCrashes()
{
    const QByteArrayList pieces{"select=", "order=", "or=", "a",  "b",   ".",   ",", "(", ")",  "eq.", "in.",
                                "is.",     "not.",   "and", "->", "->>", "::",  ":", "!", "\"", "\\",  "*",
                                "...",     "{",      "}",   "&",  "=",   "%22", "%", "1", "-",  " "};
    QRandomGenerator random(20261123);
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray query = "a=";
        for (int n = random.bounded(12); n > 0; --n)
            query += pieces[random.bounded(int(pieces.size()))];
        try {
            RestQuery::parse(query);
        } catch (const RestError &error) {
            QCOMPARE(error.code, QStringLiteral("PGRST100"));
            ++refused;
        }
    }
    QVERIFY(refused > 10'000 && refused < 20'000);
}

QTEST_GUILESS_MAIN(TestRestQuery)
#include "tst_restquery.moc"
