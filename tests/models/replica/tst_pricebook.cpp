#include "models/base/onresult.h"
#include "models/replica/pricebook.h"
#include "tests/support/officefixture.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;

/// Prices are written with the versions that were read, and what was written is what the office sees.
class TestPriceBook : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<PriceBook> m_book;

    const Service &drain() const
    {
        return *std::find_if(m_book->services().cbegin(), m_book->services().cend(),
                             [](const Service &s) { return s.name == QStringLiteral("Drain Cleaning"); });
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(1);
        QVERIFY(m_office->load());
        m_book = std::make_unique<PriceBook>(m_office->client, m_office->replica);
        m_book->load();
        QTRY_VERIFY(m_book->isLoaded());
    }
    void cleanup()
    {
        m_book.reset();
        m_office.reset();
    }

    void aPriceIsChangedAndTheOfficeKnows()
    {
        QSignalSpy known(&m_office->replica, &OfficeReplica::settingsChanged);
        Service wanted = drain();
        wanted.priceCents = 3001;
        const auto outcome = test::wait(m_book->changeService(drain(), wanted));
        QVERIFY(outcome.ok());
        QCOMPARE(outcome->version, 2);
        QCOMPARE(drain().priceCents, 3001);
        QCOMPARE(known.count(), 1);
        const auto &replica = m_office->replica;
        QCOMPARE(replica.settings().leadPriceCents(replica.services(), wanted.name, Urgency::Day), 4502);
    }

    void anOldVersionChangesNothing()
    {
        const Service seen = drain();
        Service wanted = seen;
        wanted.priceCents = 1;
        QVERIFY(test::wait(m_book->changeService(seen, wanted)).ok());
        wanted.priceCents = 2;
        const auto lost = test::wait(m_book->changeService(seen, wanted));
        QVERIFY(!lost.ok());
        QCOMPARE(lost.error().code, ErrorCode::Outdated);
        QVERIFY(m_office->transport.row("services", "Drain Cleaning")["price_cents"] == 1);
    }

    void aServiceIsAddedOnce()
    {
        const Service fresh{QStringLiteral("Septic Tank"), QStringLiteral("Emergency"), 7000, true, 0};
        QVERIFY(test::wait(m_book->addService(fresh)).ok());
        QVERIFY(std::any_of(m_book->services().cbegin(), m_book->services().cend(),
                            [&](const Service &s) { return s.name == fresh.name; }));
        QCOMPARE(test::wait(m_book->addService(fresh)).error().remoteCode, QStringLiteral("23505"));
    }

    void factorsAreWrittenAsTheyWereTyped()
    {
        const OfficeSettings seen = m_book->settings();
        OfficeSettings wanted = seen;
        wanted.urgencyFactorMillionths[0] = 1'335'000;
        wanted.defaultPriceCents = 1999;
        const auto outcome = test::wait(m_book->changeRules(seen, wanted));
        QVERIFY(outcome.ok());
        QCOMPARE(m_office->transport.row("settings", "urgency_factor")["value"].dump(),
                 std::string(R"({"day":1.335,"month":0.8,"week":1.0})"));
        QVERIFY(m_office->transport.row("settings", "default_price_cents")["value"] == 1999);
        QCOMPARE(m_book->settings(), wanted);
        // The rules as they were before are no longer what anybody sees.
        QCOMPARE(test::wait(m_book->changeRules(seen, wanted)).error().code, ErrorCode::Outdated);
    }

    void otherSettingsThatChangedDontMatter()
    {
        OfficeSettings seen = m_book->settings();
        seen.dispatch.graceSeconds += 5;
        seen.serverNotices += ServerNotice{};
        OfficeSettings wanted = seen;
        wanted.defaultPriceCents = 1999;
        QVERIFY(test::wait(m_book->changeRules(seen, wanted)).ok());
        QVERIFY(m_office->transport.row("settings", "default_price_cents")["value"] == 1999);
    }

    void rulesLoseToSomebodyElse()
    {
        auto row = m_office->transport.row("settings", "urgency_factor");
        row["version"] = 9;
        m_office->transport.put("settings", row);
        OfficeSettings wanted = m_book->settings();
        wanted.urgencyFactorMillionths[0] = 2'000'000;
        const auto lost = test::wait(m_book->changeRules(m_book->settings(), wanted));
        QCOMPARE(lost.error().code, ErrorCode::Outdated);
        QVERIFY(m_office->transport.row("settings", "urgency_factor")["value"]["day"] == 1.5);
    }
};

QTEST_GUILESS_MAIN(TestPriceBook)
#include "tst_pricebook.moc"
