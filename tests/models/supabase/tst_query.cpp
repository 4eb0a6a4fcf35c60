#include "models/supabase/query.h"
#include "models/supabase/requesttarget.h"

#include <QTest>
#include <QUrl>

using pl::Timestamp;
using pl::supabase::checkTarget;
using pl::supabase::Condition;
using pl::supabase::Query;

namespace {

/// Every ASCII character but NUL, which PostgreSQL has not, and some of what else people are called.
QStringList awkwardValues()
{
    QStringList values{QString(),
                       QStringLiteral("Zo\u00eb O\u2019Hara"),
                       QStringLiteral("\u0141\u00f3d\u017a"),
                       QStringLiteral("\u6c34\u7ba1\u5de5"),
                       QStringLiteral("\U0001F6BF tap"),
                       QStringLiteral("\u202Ea"),
                       QStringLiteral("\u2028"),
                       QStringLiteral("a,b.c(d)"),
                       QStringLiteral("\\\""),
                       QStringLiteral("in.(1,2)"),
                       QStringLiteral("%25 &x=y#z")};
    for (char16_t c = 1; c < 0x80; ++c)
        values += QStringLiteral("a") + QChar(c) + QStringLiteral("b");
    return values;
}

/// What a server reads out of the one parameter.
QString received(const Query &query)
{
    const QByteArray target = query.target();
    return QString::fromUtf8(QByteArray::fromPercentEncoding(target.mid(target.indexOf('=') + 1)));
}

QString inQuotes(QString value)
{
    return QLatin1Char('"') + value.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) +
           QLatin1Char('"');
}

} // namespace

class TestQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void target_data()
    {
        const QUuid id(QStringLiteral("20000000-0000-4000-8000-000000000001"));
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const Query &query, const char *expected) {
            QTest::newRow(name) << query.target() << QByteArray(expected);
        };
        row("a table alone", Query("leads"), "/rest/v1/leads");
        row("a guarded write", Query("leads").eq("id", id).eq("version", 7).select("id"),
            "/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000001&version=eq.7&select=id");
        row("syntax in a value is encoded", Query("leads").eq("last_name", QStringLiteral("a&b=c d+%")),
            "/rest/v1/leads?last_name=eq.a%26b%3Dc%20d%2B%25");
        row("a list quotes its values", Query("services").in("name", {QStringLiteral("a,b"), QStringLiteral("c\"d\\")}),
            "/rest/v1/services?name=in.(%22a,b%22,%22c%5C%22d%5C%5C%22)");
        row("times carry their offset", Query("leads").gte("updated_at", Timestamp{1'795'176'000'123'456}),
            "/rest/v1/leads?updated_at=gte.2026-11-20T12:00:00.123456%2B00:00");
        row("a keyset says from where", Query("leads").after(Timestamp{0}, id).order("updated_at,id").limit(10),
            "/rest/v1/"
            "leads?updated_at=gte.1970-01-01T00:00:00%2B00:00&or=(updated_at.gt.%221970-01-01T00:00:00%2B00:00%"
            "22,and(updated_at.eq.%221970-01-01T00:00:00%2B00:00%22,id.gt.%2220000000-0000-4000-8000-000000000001%22))"
            "&order=updated_at,id&limit=10");
        row("a keyset by another time", Query("payments").after(Timestamp{0}, id, "created_at"),
            "/rest/v1/"
            "payments?created_at=gte.1970-01-01T00:00:00%2B00:00&or=(created_at.gt.%221970-01-01T00:00:00%2B00:"
            "00%22,and(created_at.eq.%221970-01-01T00:00:00%2B00:00%22,id.gt.%2220000000-0000-4000-8000-000000000001%22"
            "))");
        row("conditions",
            Query("payments")
                .any({Condition::eq("status", QStringLiteral("void")),
                      Condition::all({Condition::isNotNull("a"), Condition::isNull("b"),
                                      Condition::any({Condition::in("c", {QStringLiteral("1")})})})}),
            "/rest/v1/payments?or=(status.eq.%22void%22,and(a.not.is.null,b.is.null,or(c.in.(%221%22))))");
        row("null and conflict", Query("leads").isNull("assigned_plumber_id").onConflict("id"),
            "/rest/v1/leads?assigned_plumber_id=is.null&on_conflict=id");
    }
    void target()
    {
        QFETCH(QByteArray, target);
        QTEST(target, "expected");
    }

    void everyCharacterArrivesInEveryKindOfValue()
    {
        for (const QString &value : awkwardValues()) {
            const QString quoted = inQuotes(value);
            const std::pair<Query, QString> kinds[] = {
                {Query("services").eq("name", value), QStringLiteral("eq.") + value},
                {Query("services").filter("name", "like", value), QStringLiteral("like.") + value},
                {Query("services").in("name", {value, value}), QStringLiteral("in.(") + quoted + u',' + quoted + u')'},
                {Query("services").any({Condition::compare("name", "neq", value)}),
                 QStringLiteral("(name.neq.") + quoted + u')'},
                {Query("services").any({Condition::all({Condition::in("name", {value})})}),
                 QStringLiteral("(and(name.in.(") + quoted + QStringLiteral(")))")}};
            for (const auto &[query, expected] : kinds) {
                QVERIFY2(checkTarget({.target = query.target()}), query.target().constData());
                QVERIFY2(QUrl::fromEncoded("http://h" + query.target(), QUrl::StrictMode).isValid(),
                         query.target().constData());
                QCOMPARE(received(query), expected);
            }
        }
    }

    void unencodedParametersAreNamed_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QString>("named");
        const QString orParameter = QStringLiteral("GET /rest/v1/payments was not sent: its parameter \"or\" is not "
                                                   "percent-encoded.");
        QTest::newRow("a quote") << QByteArray("/rest/v1/payments?select=id&or=(id.eq.\"Maria\")") << orParameter;
        QTest::newRow("half an escape") << QByteArray("/rest/v1/payments?or=%4") << orParameter;
        QTest::newRow("no hex") << QByteArray("/rest/v1/payments?or=%zz") << orParameter;
        QTest::newRow("a blank") << QByteArray("/rest/v1/payments?or=a b") << orParameter;
        QTest::newRow("Unicode") << QByteArray("/rest/v1/payments?or=Zo\xc3\xab") << orParameter;
        QTest::newRow("a path") << QByteArray("/rest/v1/pay ments")
                                << QStringLiteral("GET /rest/v1/pay ments was not sent: this is not a valid address.");
        QTest::newRow("no path") << QByteArray("rest")
                                 << QStringLiteral("GET rest was not sent: this is not a valid address.");
    }
    void unencodedParametersAreNamed()
    {
        QFETCH(QByteArray, target);
        const auto checked = checkTarget({.target = target});
        QVERIFY(!checked);
        QVERIFY(checked.error().code == pl::ErrorCode::InvalidInput);
        QTEST(checked.error().message, "named");
        QVERIFY(!checked.error().message.contains(QStringLiteral("Maria")));
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
