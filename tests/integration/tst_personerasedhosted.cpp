#include "tests/integration/hostedproject.h"
#include "tests/integration/markedcustomer.h"
#include "tests/server/migrate/officedatabase.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;

/// The same as tst_personerased on a project's PostgreSQL: the mark is in no column of any table.
class TestPersonErasedHosted : public QObject
{
    Q_OBJECT

    OfficeDatabase m_office;
    HostedProject m_project;
    MessageProviders m_providers;
    ServerProcess m_server{ServerProcess::Store::Embedded};
    std::unique_ptr<MarkedCustomer> m_customer;

    /// "leads 3", whatever type the columns have, in every table that is the office's.
    QStringList markedTables()
    {
        QStringList marked;
        const QStringList tables =
            m_office
                .text(u"select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace "
                      "order by 1"_s)
                .split(u'\n', Qt::SkipEmptyParts);
        for (const QString &table : tables) {
            const QString count = m_office.text(
                u"select count(*) from public.%1 t where t::text ~* 'xyzzyplugh|5125550143|555-0143'"_s.arg(table));
            if (count != u"0")
                marked += table + u' ' + count;
        }
        return marked;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_office.start(), m_office.log());
        QVERIFY(m_project.start(m_office.cluster().address(u"office"_s)));
        m_providers.serve(m_server);
        for (const auto &[name, value] : {std::pair("SUPABASE_URL", m_project.url()),
                                          std::pair("SUPABASE_KEY", QString::fromLatin1(m_project.publishableKey())),
                                          std::pair("SUPABASE_SERVICE_KEY", QString::fromLatin1(m_project.secretKey())),
                                          std::pair("PUBLIC_URL", u"https://office.example"_s)})
            m_server.setEnvironment(QString::fromLatin1(name), value);
        QVERIFY2(m_server.start(), m_server.errorOutput());
        m_customer = std::make_unique<MarkedCustomer>(m_server, m_providers, m_project.url(), m_project.secretKey());
    }

    void isNowhereAfterwards()
    {
        QVERIFY2(m_customer->comes(), qPrintable(m_project.refusals().join(u'\n')));
        QVERIFY(m_customer->openWindow());
        QVERIFY(markedTables().size() >= 8);
        QVERIFY(!m_customer->markedInFolder().isEmpty());
        const auto erased = m_server.run({u"erase"_s, u"--phone"_s, MarkedCustomer::kPhone, u"--email"_s,
                                          MarkedCustomer::kEmail, u"--yes"_s, u"--json"_s});
        QVERIFY2(erased.exitCode == 0, erased.errorOutput + m_project.refusals().join(u'\n').toUtf8());
        QCOMPARE(erased.json()["leads"].get<int>(), 2);
        QCOMPARE(markedTables(), QStringList());
        QTRY_COMPARE_WITH_TIMEOUT(m_customer->markedFiles(), QStringList(), 20'000);
        QVERIFY(!MarkedCustomer::isMarked(m_server.errorOutput()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_customer->windowHolds(), 20'000);
        QCOMPARE(m_customer->markedInFolder(), QStringList());
    }

    void aLineThatWasAlteredIsFound()
    {
        const auto sound = m_server.run({u"check"_s, u"--history"_s});
        QVERIFY2(sound.exitCode == 0, sound.errorOutput.constData());
        const QString lead = m_office.text(u"select lead_id from lead_events where sequence = 2 limit 1"_s);
        QVERIFY2(m_office.cluster().runScript(
                     u"office"_s,
                     u"alter table lead_events disable trigger user; update lead_events set actor = 'eve' "
                     "where sequence = 2 and lead_id = '%1'; alter table lead_events enable trigger user"_s.arg(lead)),
                 m_office.log());
        const auto altered = m_server.run({u"check"_s, u"--history"_s});
        QCOMPARE(altered.exitCode, 1);
        QVERIFY2(altered.output.contains(lead.toUtf8()) && altered.output.contains("line_altered"),
                 altered.output.constData());
    }
};

QTEST_GUILESS_MAIN(TestPersonErasedHosted)
#include "tst_personerasedhosted.moc"
