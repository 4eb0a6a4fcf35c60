#include "models/columns/leadengine.h"
#include "models/columns/leadrecord.h"
#include "models/domain/leadname.h"
#include "tests/models/columns/madeleads.h"

#include <QTest>

#include <thread>

using namespace pl;
using namespace pl::columns;
using pl::test::MadeLeads;

class TestLeadColumns : public QObject
{
    Q_OBJECT

private:
    static QString text(std::string_view bytes)
    {
        return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    static std::optional<Timestamp> wholeSeconds(const Lead &lead, const std::optional<Timestamp> &moment)
    {
        return moment ? std::optional(lead.createdAt.addSeconds(lead.createdAt.secondsTo(*moment))) : std::nullopt;
    }
    static void compare(const LeadColumns &columns, const Lead &lead)
    {
        const Row row = columns.rowOf(lead.id);
        QVERIFY(row != kNoRow);
        QVERIFY(columns.live().test(row));
        QCOMPARE(columns.id(row), lead.id);
        QCOMPARE(columns.version(row), lead.version);
        QVERIFY(columns.createdAt(row) == lead.createdAt && columns.updatedAt(row) == lead.updatedAt);
        QVERIFY(columns.assignedAt(row) == wholeSeconds(lead, lead.assignedAt));
        QVERIFY(columns.acceptedAt(row) == wholeSeconds(lead, lead.acceptedAt));
        QVERIFY(columns.completedAt(row) == wholeSeconds(lead, lead.completedAt));
        const LeadState state = columns.state(row);
        QCOMPARE(state.status(), lead.status);
        QCOMPARE(state.urgency(), lead.urgency);
        QVERIFY(state.closedReason() == lead.closedReason);
        QVERIFY(columns.attention(row) == lead.attention);
        QCOMPARE(state.isAccepted(), lead.acceptedAt.has_value());
        QCOMPARE(state.isTest(), lead.isTest);
        QCOMPARE(state.isDuplicate(), lead.duplicateOf.has_value());
        QCOMPARE(state.isErased(), lead.erasedAt.has_value());
        QVERIFY(columns.sourceCostCents(row) == lead.sourceCostCents);
        QCOMPARE(LeadColumns::idOf(columns.plumbers().key(columns.plumberCode(row))),
                 lead.assignedPlumberId.value_or(QUuid()));
        QCOMPARE(LeadColumns::idOf(columns.sources().key(columns.sourceCode(row))), lead.sourceId.value_or(QUuid()));
        QCOMPARE(text(columns.services().key(columns.serviceCode(row))), lead.serviceNeeded);
        QCOMPARE(text(columns.zips().key(columns.zipCode(row))), lead.zipCode.value_or(QString()));
        QCOMPARE(text(shownName(columns.record(row))), calledName(lead));
        QCOMPARE(text(shownEmail(columns.record(row))), lead.email);
        QCOMPARE(text(partOf(columns.record(row), RecordPart::Phone)), lead.phoneNumber);
    }

private Q_SLOTS:
    void whatIsPutInIsThere()
    {
        MadeLeads made(3, 100);
        LeadColumns columns;
        QHash<QUuid, Lead> leads;
        for (int step = 0; step < 8'000; ++step) {
            Lead lead = made.lead(made.below(1'500));
            lead.version = step + 1;
            if (made.oneIn(3))
                lead.attention = static_cast<Attention>(made.below(4));
            if (made.oneIn(50)) {
                lead.erasedAt = lead.createdAt;
                lead.firstName = lead.lastName = lead.email = lead.phoneNumber = QString();
            }
            if (made.oneIn(4)) {
                QCOMPARE(columns.erase(lead.id), leads.remove(lead.id));
                QCOMPARE(columns.rowOf(lead.id), kNoRow);
            } else {
                QVERIFY(columns.upsert(lead));
                leads.insert(lead.id, lead);
            }
            if (made.oneIn(100))
                columns.compact();
        }
        QCOMPARE(columns.size(), static_cast<std::size_t>(leads.size()));
        QCOMPARE(columns.live().count(), columns.size());
        QVERIFY2(columns.rows() <= 1'500, "rows of erased leads are used again");
        for (const Lead &lead : leads)
            compare(columns, lead);
    }

    void anOlderVersionChangesNothing()
    {
        MadeLeads made(4);
        LeadColumns columns;
        Lead lead = made.lead(1);
        lead.version = 5;
        QVERIFY(columns.upsert(lead));
        Lead older = made.lead(1);
        older.version = 4;
        QVERIFY(!columns.upsert(older));
        older.version = 5;
        QVERIFY(!columns.upsert(older));
        compare(columns, lead);
        lead.withdrawnAt = lead.createdAt;
        QVERIFY(columns.upsert(lead));
        QCOMPARE(columns.size(), std::size_t(0));
    }

    void anErasedCustomerIsNowhere()
    {
        MadeLeads made(5);
        LeadColumns columns;
        for (int i = 0; i < 500; ++i)
            columns.upsert(made.lead(i));
        Lead lead = made.lead(7);
        lead.version = 2;
        lead.firstName = QStringLiteral("Quirina");
        lead.lastName = QString::fromUtf8("Übermorgen");
        lead.serviceNeeded = QStringLiteral("at Quirina's house");
        columns.upsert(lead);
        QVERIFY(columns.texts().holds("quirina") && columns.texts().holds("Übermorgen"));
        QVERIFY(columns.services().find("at Quirina's house") != 0);
        Lead erased = lead;
        erased.version = 3;
        erased.erasedAt = erased.createdAt;
        erased.firstName = erased.lastName = erased.email = erased.phoneNumber = erased.serviceNeeded = QString();
        columns.upsert(erased);
        QVERIFY(!columns.texts().holds("quirina") && !columns.texts().holds("Quirina"));
        QVERIFY(!columns.texts().holds("Übermorgen"));
        QCOMPARE(columns.services().find("at Quirina's house"), 0u);
        compare(columns, erased);
    }

    void numbersOfNamesAreUsedAgain()
    {
        ColumnDictionary names(ColumnDictionary::Names::AreKeys);
        const auto first = names.use("Drain");
        QCOMPARE(names.use("Drain"), first);
        QCOMPARE(names.rows(first), std::size_t(2));
        names.release(first);
        QCOMPARE(names.find("Drain"), first);
        names.release(first);
        QCOMPARE(names.find("Drain"), 0u);
        QCOMPARE(names.use("Leak"), first);
        QCOMPARE(names.name(first), std::string("Leak"));
        names.use("leak");
        names.use("Árbol");
        const auto &ranks = names.ranks(Collation());
        QCOMPARE(ranks[names.find("leak")], ranks[first]);
        QVERIFY(ranks[names.find("Árbol")] != ranks[first]);
    }

    void aGivenNameStaysWithoutRows()
    {
        ColumnDictionary names(ColumnDictionary::Names::AreGiven);
        names.setName("1", QStringLiteral("Ann Lee"));
        const auto code = names.use("1");
        names.release(code);
        QCOMPARE(names.name(names.find("1")), std::string("Ann Lee"));
        QCOMPARE(names.foldedName(code), std::string("ann lee"));
        QCOMPARE(names.name(names.use("2")), std::string());
        names.clearNames();
        QCOMPARE(names.find("1"), 0u);
        QVERIFY(names.find("2") != 0);
    }

    void anEngineIsMadeOnAnotherThread()
    {
        std::unique_ptr<LeadEngine> engine;
        std::thread worker([&engine] {
            MadeLeads made(6);
            LeadEngineBuilder builder(2'000);
            for (int i = 0; i < 2'000; ++i)
                builder.add(LeadTexts(made.lead(i)).row());
            engine = builder.finish();
        });
        worker.join();
        QCOMPARE(engine->columns.size(), std::size_t(2'000));
        Lead lead = MadeLeads(6).lead(0);
        QVERIFY(!engine->columns.upsert(lead));
        lead.version = 2;
        QVERIFY(engine->columns.upsert(lead));
        QCOMPARE(engine->tally.counts(Timestamp::now()).all, 2'000);
    }

    void aMillionFitsIntoItsBounds()
    {
        MadeLeads made(8);
        LeadEngineBuilder builder(20'000);
        std::size_t texts = 0;
        for (int i = 0; i < 20'000; ++i) {
            const Lead lead = made.lead(i);
            texts += static_cast<std::size_t>(leadWords(lead).size() + leadAddress(lead).size());
            builder.add(LeadTexts(lead).row());
        }
        const auto engine = builder.finish();
        const std::size_t bytes = engine->columns.bytes() + engine->orders.bytes() - ColumnArena::kChunkBytes - texts;
        QVERIFY2(bytes / 20'000 < 210, qPrintable(QString::number(bytes / 20'000)));
    }
};

QTEST_APPLESS_MAIN(TestLeadColumns)
#include "tst_leadcolumns.moc"
