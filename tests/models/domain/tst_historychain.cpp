#include "models/domain/historycheck.h"

#include <QTest>

using namespace pl;

/// The hashes here were made by another program from the definition alone.
class TestHistoryChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashesAreAsDefined();
    void everyFieldCounts_data();
    void everyFieldCounts();
    void wordsCountUntilTheyAreErased();
    void leadsHaveChainsOfTheirOwn();
    void readsARow();
};

namespace {

const QUuid kLead(QStringLiteral("20000000-0000-4000-8000-000000000077"));
const QString kFirstHash = QStringLiteral("6364854d9d4ec5f787a574a8a2cb0cf7995e9287fe20aae781766403d1ea94ad");

HistoryLine firstLine()
{
    HistoryLine line;
    line.leadId = kLead;
    line.sequence = 1;
    line.previousHash = QStringLiteral("b8f7645d837f56ab34a0075aaeec5e8cb08bc0f514fe7baebe8373c810364ac6");
    line.hash = kFirstHash;
    line.at = Timestamp{1764590400123456};
    line.kind = QStringLiteral("received");
    line.actor = QStringLiteral("server");
    return line;
}

HistoryLine secondLine()
{
    HistoryLine line;
    line.leadId = kLead;
    line.sequence = 2;
    line.previousHash = kFirstHash;
    line.hash = QStringLiteral("cef5479ac913b606e7634687ac948de2fdeea6040c7f70d8ae957c14e18dce7f");
    line.textHash = QStringLiteral("28e778ab66d3527685ec988e13e555edc8d11a9704243210757a7237ad01d712");
    line.textSalt = QUuid(QStringLiteral("30000000-0000-4000-8000-000000000001"));
    line.at = Timestamp{1764590401000000};
    line.kind = QStringLiteral("note");
    line.actor = QStringLiteral("sam@office.test");
    line.plumberId = QUuid(QStringLiteral("10000000-0000-4000-8000-000000000001"));
    line.note = QStringLiteral("Zo\u00eb rang");
    line.detail = QStringLiteral("{\"a\": 1.50}");
    return line;
}

HistoryFault faultOf(const HistoryLine &second)
{
    HistoryCheck check;
    return check.add(firstLine()) == HistoryFault::None ? check.add(second) : HistoryFault::NotSealed;
}

} // namespace

void TestHistoryChain::hashesAreAsDefined()
{
    QCOMPARE(historyStart(kLead), firstLine().previousHash);
    QCOMPARE(historyHash(firstLine()), kFirstHash);
    QCOMPARE(historyTextHash(secondLine()), secondLine().textHash);
    QCOMPARE(historyHash(secondLine()), secondLine().hash);
    HistoryCheck check;
    QCOMPARE(check.add(firstLine()), HistoryFault::None);
    QCOMPARE(check.add(secondLine()), HistoryFault::None);
    QCOMPARE(check.lines(), 2);
    QCOMPARE(check.leads(), 1);
    QCOMPARE(check.faults(), 0);
    QCOMPARE(check.lastHash(), secondLine().hash);
}

void TestHistoryChain::everyFieldCounts_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<HistoryFault>("fault");
    QTest::newRow("none") << QString() << HistoryFault::None;
    for (const char *field : {"at", "kind", "actor", "plumber", "textHash"})
        QTest::newRow(field) << QString::fromLatin1(field) << HistoryFault::LineAltered;
    for (const char *field : {"note", "detail", "salt"})
        QTest::newRow(field) << QString::fromLatin1(field) << HistoryFault::TextAltered;
    QTest::newRow("previous") << QStringLiteral("previous") << HistoryFault::OrderBroken;
    QTest::newRow("sequence") << QStringLiteral("sequence") << HistoryFault::LineMissing;
    QTest::newRow("unsealed") << QStringLiteral("unsealed") << HistoryFault::NotSealed;
}

void TestHistoryChain::everyFieldCounts()
{
    QFETCH(QString, field);
    HistoryLine line = secondLine();
    if (field == u"at")
        line.at.micros += 1;
    if (field == u"kind")
        line.kind = QStringLiteral("edited");
    if (field == u"actor")
        line.actor = QStringLiteral("ada@office.test");
    if (field == u"plumber")
        line.plumberId.reset();
    if (field == u"textHash")
        line.textHash = kFirstHash;
    if (field == u"note")
        line.note = QStringLiteral("Zoe rang");
    if (field == u"detail")
        line.detail = QStringLiteral("{\"a\": 1.5}");
    if (field == u"salt")
        line.textSalt = kLead;
    if (field == u"previous")
        line.previousHash = line.hash;
    if (field == u"sequence")
        line.sequence = 3;
    if (field == u"unsealed")
        line.sequence = 0;
    QTEST(faultOf(line), "fault");
}

void TestHistoryChain::wordsCountUntilTheyAreErased()
{
    HistoryLine line = secondLine();
    QVERIFY(!line.isErased());
    line.note.reset();
    QCOMPARE(faultOf(line), HistoryFault::TextAltered); // the detail is still there
    line.detail.reset();
    line.textSalt.reset();
    QVERIFY(line.isErased());
    QCOMPARE(faultOf(line), HistoryFault::None);
}

void TestHistoryChain::leadsHaveChainsOfTheirOwn()
{
    HistoryLine other = firstLine();
    other.leadId = QUuid(QStringLiteral("20000000-0000-4000-8000-000000000078"));
    other.previousHash = historyStart(other.leadId);
    other.hash = historyHash(other);
    HistoryCheck check;
    QCOMPARE(check.add(firstLine()), HistoryFault::None);
    QCOMPARE(check.add(other), HistoryFault::None);
    QCOMPARE(check.add(other), HistoryFault::LineMissing); // it is there twice
    QCOMPARE(check.leads(), 2);
    QCOMPARE(check.faults(), 1);
}

void TestHistoryChain::readsARow()
{
    const nlohmann::json row{{"lead_id", "20000000-0000-4000-8000-000000000077"},
                             {"sequence", 2},
                             {"previous_hash", "6364854d9d4ec5f787a574a8a2cb0cf7995e9287fe20aae781766403d1ea94ad"},
                             {"hash", "cef5479ac913b606e7634687ac948de2fdeea6040c7f70d8ae957c14e18dce7f"},
                             {"text_hash", "28e778ab66d3527685ec988e13e555edc8d11a9704243210757a7237ad01d712"},
                             {"text_salt", "30000000-0000-4000-8000-000000000001"},
                             {"at", "2025-12-01T12:00:01+00:00"},
                             {"kind", "note"},
                             {"actor", "sam@office.test"},
                             {"plumber_id", "10000000-0000-4000-8000-000000000001"},
                             {"note", "Zo\u00eb rang"},
                             {"detail_text", "{\"a\": 1.50}"}};
    const auto line = HistoryLine::fromJson(row);
    QVERIFY(line.ok());
    QVERIFY(*line == secondLine());
    QVERIFY(!HistoryLine::fromJson(nlohmann::json::object()).ok());
}

QTEST_GUILESS_MAIN(TestHistoryChain)
#include "tst_historychain.moc"
