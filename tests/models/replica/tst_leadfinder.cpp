#include "models/replica/leadfinder.h"
#include "tests/support/officefixture.h"

#include <QTest>

using namespace pl;
using namespace pl::replica;
using pl::test::OfficeFixture;

/// People are found by what is known of them, and all are counted, however many they are.
class TestLeadFinder : public QObject
{
    Q_OBJECT

private:
    using Where = LeadFinder::Where;
    static constexpr int kLeads = 6;
    std::unique_ptr<OfficeFixture> m_office;

    QList<int> found(const QString &typed, Where where = Where::People) const
    {
        QList<int> numbers;
        for (const columns::Row row : LeadFinder(m_office->replica).find(typed, where).rows)
            for (int number = 1; number <= kLeads; ++number)
                if (m_office->replica.columns().id(row) == OfficeFixture::leadId(number))
                    numbers += number;
        return numbers;
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<OfficeFixture>(kLeads);
        QVERIFY(m_office->load());
        QTRY_COMPARE(m_office->replica.leadCount(), kLeads);
        for (int number = 1; number <= kLeads; ++number)
            m_office->changeLead(number, [number](Lead &lead) {
                lead.firstName = QStringLiteral("Ann");
                lead.lastName = QStringLiteral("Lee %1").arg(number);
                lead.email = QStringLiteral("lee%1@home.test").arg(number);
                lead.phoneNumber = QStringLiteral("+1512555010%1").arg(number);
                lead.zipCode = QStringLiteral("7870%1").arg(number);
                lead.createdAt = {1'794'900'000'000'000 + number * qint64(60'000'000)};
                lead.description = QStringLiteral("The sink of Zoe");
            });
    }
    void cleanup() { m_office.reset(); }

    void onlyWhatIsKnownOfThePersonCounts()
    {
        QCOMPARE(found(QStringLiteral("lee 3")), QList<int>{3});
        QCOMPARE(found(QStringLiteral("LEE4@home")), QList<int>{4});
        QCOMPARE(found(QStringLiteral("(512) 555-0105")), QList<int>{5});
        QCOMPARE(found(QStringLiteral("zoe")), QList<int>());
        QCOMPARE(found(QStringLiteral("drain")), QList<int>());
        QCOMPARE(found(QStringLiteral("  ")), QList<int>());
    }

    void zipCodesCountWhereTheyAreAskedFor()
    {
        QCOMPARE(found(QStringLiteral("78702")), QList<int>());
        QCOMPARE(found(QStringLiteral("ann 78702"), Where::PeopleAndZip), QList<int>{2});
        LeadFinder finder(m_office->replica);
        for (int times = 0; times < 2; ++times) {
            QCOMPARE(finder.find(QStringLiteral("78702")).count, 0);
            QCOMPARE(finder.find(QStringLiteral("78702"), Where::PeopleAndZip).count, 1);
        }
    }

    void theNewestComesFirst() { QCOMPARE(found(QStringLiteral("ann")), (QList<int>{6, 5, 4, 3, 2, 1})); }

    void signsOfSearchesAreLettersHere()
    {
        m_office->changeLead(2, [](Lead &lead) { lead.lastName = QStringLiteral("\"Status:new\" -x"); });
        QCOMPARE(found(QStringLiteral("status:new")), QList<int>{2});
        QCOMPARE(found(QStringLiteral("\"status -x")), QList<int>{2});
        QCOMPARE(found(QStringLiteral("-ann")), QList<int>());
    }

    void theErasedAreNotFound()
    {
        m_office->changeLead(2, [](Lead &lead) { lead.erasedAt = lead.createdAt; });
        const auto all = LeadFinder(m_office->replica).find(QStringLiteral("home.test"));
        QCOMPARE(all.count, kLeads - 1);
        QVERIFY(!found(QStringLiteral("home.test")).contains(2));
    }

    void severalTextsFindEachLeadOnce()
    {
        const auto all = LeadFinder(m_office->replica)
                             .findAny({QStringLiteral("lee 3"), QStringLiteral("lee3@"), QStringLiteral("0105")});
        QCOMPARE(all.count, 2);
        QCOMPARE(all.rows.size(), std::size_t(2));
        QVERIFY(!all.isCut());
        QCOMPARE(m_office->replica.columns().id(all.rows.front()), OfficeFixture::leadId(5));
    }

    void moreThanAreGivenAreCounted()
    {
        const qsizetype more = qsizetype(LeadFinder::kMostRows) + 10;
        Lead lead = m_office->lead(1);
        for (qsizetype number = 0; number < more; ++number) {
            lead.id = QUuid::createUuid();
            m_office->replica.apply(lead);
        }
        const auto all = LeadFinder(m_office->replica).find(QStringLiteral("a"));
        QCOMPARE(all.count, more + kLeads);
        QCOMPARE(all.rows.size(), LeadFinder::kMostRows);
        QVERIFY(all.isCut());
        QCOMPARE(m_office->replica.columns().id(all.rows.front()), OfficeFixture::leadId(6));
    }
};

QTEST_GUILESS_MAIN(TestLeadFinder)
#include "tst_leadfinder.moc"
