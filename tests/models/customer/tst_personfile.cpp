#include "tests/models/customer/personrows.h"

#include <QTest>

using namespace pl;
using pl::customer::LeadFile;
using pl::customer::PersonFile;
using pl::test::PersonRows;

class TestPersonFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsRowsToTheirLeads()
    {
        const PersonFile file = PersonRows().file();
        QCOMPARE(file.leads.size(), 2);
        QCOMPARE(file.leads.first().id, PersonRows::kLead); // the oldest
        QVERIFY(file.leads.last().isDuplicate() && !file.leads.first().isDuplicate());
        const LeadFile &lead = file.leads.first();
        QCOMPARE(lead.history.size(), std::size_t(3));
        QCOMPARE(lead.messages.size(), std::size_t(2));
        QCOMPARE(lead.payments.size(), std::size_t(1));
        QCOMPARE(lead.attempts.size(), std::size_t(1));
        QCOMPARE(lead.exceptions.size(), std::size_t(1));
        QVERIFY(file.leads.last().payments.empty() && file.leads.last().attempts.empty());
        QCOMPARE(file.replies.size(), std::size_t(1));
        QCOMPARE(file.items.size(), std::size_t(1));
        QCOMPARE(file.plumbers.value(PersonRows::kJoe), QStringLiteral("Joe's Pipes"));
        QCOMPARE(file.sources.value(PersonRows::kSource), QStringLiteral("Website"));
    }

    void sortsTheHistoryBySequence()
    {
        PersonRows maria;
        std::reverse(maria.rows.history.begin(), maria.rows.history.end());
        const PersonFile file = maria.file();
        QVERIFY(file.leads.first().history.front()["sequence"] == nlohmann::json(1));
        QVERIFY(file.leads.first().history.back()["sequence"] == nlohmann::json(3));
    }

    void knowsWhetherALeadIsOpenSoldOrErased()
    {
        PersonRows maria;
        QVERIFY(maria.file().leads.first().isOpen());
        QVERIFY(maria.file().leads.first().wasSold());
        QVERIFY(!maria.file().leads.last().wasSold());
        maria.rows.leads[1]["status"] = "completed";
        QVERIFY(!maria.file().leads.first().isOpen());
        maria.rows.leads[1]["erased_at"] = "2026-11-20T10:00:00+00:00";
        QVERIFY(maria.file().leads.first().isErased());
    }

    void isOneDocument()
    {
        const nlohmann::json all = PersonRows().file().toJson();
        QCOMPARE(all["leads"].size(), std::size_t(2));
        QVERIFY(all["leads"][0]["lead"]["first_name"] == nlohmann::json("Maria"));
        QCOMPARE(all["do_not_contact"].size(), std::size_t(1));
        QVERIFY(all["person"]["phone"] == nlohmann::json("+15125550143"));
    }

    void isEmptyForAStranger()
    {
        QVERIFY(PersonFile::of({QStringLiteral("+15125550199"), {}}, {}).isEmpty());
        QVERIFY(!PersonRows().file().isEmpty());
    }

    void skipsRowsThatCanNotBeRead()
    {
        PersonRows maria;
        maria.rows.leads.push_back({{"id", 5}});
        maria.rows.leads.push_back("no row");
        maria.rows.history.push_back(nullptr);
        QCOMPARE(maria.file().leads.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestPersonFile)
#include "tst_personfile.moc"
