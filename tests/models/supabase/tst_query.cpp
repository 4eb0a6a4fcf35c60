#include "models/supabase/query.h"

#include <QTest>

using pl::Timestamp;
using pl::supabase::Query;

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
        row("a keyset", Query("leads").after(Timestamp{0}, id).order("updated_at,id").limit(10),
            "/rest/v1/leads?or=(updated_at.gt.%221970-01-01T00:00:00%2B00:00%22,and(updated_at.eq."
            "%221970-01-01T00:00:00%2B00:00%22,id.gt.20000000-0000-4000-8000-000000000001))&order=updated_at,id&limit="
            "10");
        row("null and conflict", Query("leads").isNull("assigned_plumber_id").onConflict("id"),
            "/rest/v1/leads?assigned_plumber_id=is.null&on_conflict=id");
    }
    void target()
    {
        QFETCH(QByteArray, target);
        QTEST(target, "expected");
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
