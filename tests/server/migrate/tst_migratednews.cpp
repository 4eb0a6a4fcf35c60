#include "tests/server/embedded/embeddedfixture.h"
#include "tests/server/migrate/officedatabase.h"

#include <QRegularExpression>
#include <QTest>

using namespace pl;
using namespace pl::test;

/// office_news() on a real PostgreSQL, and that the embedded database says the same.
class TestMigratedNews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalsTheEmbeddedAnswer_data();
    void equalsTheEmbeddedAnswer();
    void changesWithTheData();
    void readsOnlyTheEndsOfIndexes_data();
    void readsOnlyTheEndsOfIndexes();

private:
    /// The answer to a query as somebody; the refusal's code when it is refused.
    QString ask(const QString &who, const QString &query);

    OfficeDatabase m_office;
    EmbeddedFixture m_embedded;
};

namespace {

/// Settings are written by the migrations, each database at its own time.
QString withoutSettings(QString news)
{
    static const QRegularExpression settings(QStringLiteral("\"settings\": (null|\"[^\"]*\"), "));
    return news.remove(settings);
}

void addPeople()
{
    QTest::addColumn<QString>("who");
    for (const char *who : {"norole", "plumber", "staff", "admin", "service"})
        QTest::newRow(who) << QString::fromLatin1(who);
}

} // namespace

void TestMigratedNews::initTestCase()
{
    QVERIFY2(m_office.start() && m_office.reload(), m_office.log());
    QVERIFY(m_embedded.isOpen() && m_embedded.reload());
}

QString TestMigratedNews::ask(const QString &who, const QString &query)
{
    auto &database = m_office.connection();
    const auto answer = database.inTransaction([&]() -> Result<QString> {
        if (const auto became = becomeCaller(database, who); !became)
            return became.error();
        return textOf(database, query);
    });
    return answer ? *answer : answer.error().message;
}

void TestMigratedNews::equalsTheEmbeddedAnswer_data()
{
    addPeople();
}

void TestMigratedNews::equalsTheEmbeddedAnswer()
{
    QFETCH(QString, who);
    const QString news = ask(who, QStringLiteral("select office_news()::text"));
    QVERIFY2(news.startsWith(who == u"norole" || who == u"plumber" ? u"{\"leads\": null, " : u"{\"leads\": \"2026-"),
             qPrintable(news));
    QCOMPARE(withoutSettings(news),
             withoutSettings(QString::fromUtf8(m_embedded.ask(who, "GET", "/rest/v1/rpc/office_news").body)));
}

void TestMigratedNews::changesWithTheData()
{
    const QString staff = QStringLiteral("staff");
    const QString query = QStringLiteral("select office_news() ->> 'leads', office_news() ->> 'lead_events'");
    const QString before = ask(staff, query);
    QCOMPARE(m_office.as(staff, QStringLiteral("update leads set zip_code = '78799'")).text(), QStringLiteral("6"));
    const QString after = ask(staff, query);
    QVERIFY2(before.section(u'|', 0, 0) != after.section(u'|', 0, 0), qPrintable(after));
    QVERIFY2(before.section(u'|', 1) != after.section(u'|', 1), qPrintable(after));
    QVERIFY(m_office.reload());
}

void TestMigratedNews::readsOnlyTheEndsOfIndexes_data()
{
    addPeople();
}

/// Whatever there is, and whoever asks: far fewer pages than one of the tables has.
void TestMigratedNews::readsOnlyTheEndsOfIndexes()
{
    QFETCH(QString, who);
    if (m_office.text(QStringLiteral("select count(*) from leads")).toInt() < 1000) {
        for (const char *statement :
             {"set session_replication_role = replica",
              "insert into leads (first_name, last_name, email, phone_number, service_needed, urgency, description)"
              " select 'A', 'B', 'c' || i, i, 'x', 'day', repeat('x', 300) from generate_series(1, 30000) i",
              "insert into lead_events (lead_id, kind, actor) select id, 'received', 'server' from leads",
              "insert into notifications (lead_id, channel, template, recipient)"
              " select id, 'email', 'x', email from leads",
              "insert into payments (lead_id, plumber_id, amount_cents)"
              " select l.id, p.id, 1 from leads l, (select id from plumbers limit 1) p"
              " on conflict do nothing",
              "insert into stripe_events (id, type, created, payload, processed_at)"
              " select i, 'x', now(), '{}', now() from generate_series(1, 30000) i",
              "reset session_replication_role", "analyze"})
            QVERIFY2(m_office.connection().run(QString::fromLatin1(statement)).ok(), statement);
    }
    const QString pages = QStringLiteral("select sum(relpages) from pg_class where relname = 'leads'");
    QVERIFY(m_office.text(pages).toInt() > 1500);
    const QString explain = QStringLiteral("explain (analyze, buffers, timing off) select office_news()");
    ask(who, explain); // what the session must learn first
    const QString plan = ask(who, explain);
    static const QRegularExpression hit(QStringLiteral("Buffers: shared hit=(\\d+)"));
    const auto match = hit.match(plan);
    QVERIFY2(plan.contains(QStringLiteral("Execution Time")), qPrintable(plan));
    // For who may see nothing, nothing is looked for.
    const int allowed = who == u"norole" || who == u"plumber" ? 20 : 500;
    QVERIFY2(match.captured(1).toInt() < allowed, qPrintable(plan)); // none at all isn't said
}

QTEST_GUILESS_MAIN(TestMigratedNews)
#include "tst_migratednews.moc"
