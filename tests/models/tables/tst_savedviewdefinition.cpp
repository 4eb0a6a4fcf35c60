#include "models/tables/leadtablemodel.h"
#include "models/tables/savedviewdefinition.h"
#include "models/tables/viewcounts.h"
#include "tests/support/officefixture.h"

#include <QTest>

using namespace pl;
using namespace pl::tables;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::OfficeFixture;

class TestSavedViewDefinition : public QObject
{
    Q_OBJECT

    const QTimeZone m_office{"America/Chicago"};
    const Timestamp m_now = *Timestamp::parse(u"2026-11-18T05:30:20Z"); // still the 17th in Chicago

    static SavedViewDefinition full()
    {
        SavedViewDefinition view;
        view.filter.text = u"boiler O’Brien"_s;
        view.filter.statuses = {LeadStatus::New, LeadStatus::Assigned};
        view.filter.urgencies = {Urgency::Day};
        view.filter.services = {u"Drain Cleaning"_s, QString()};
        view.filter.dueNowOnly = view.filter.unansweredOnly = true;
        view.filter.closedReasons = {ClosedReason::Lost};
        view.filter.sources = {QUuid(), OfficeFixture::plumberId(7)};
        view.filter.plumbers = {OfficeFixture::plumberId(1)};
        view.filter.zipPrefixes = {u"787"_s};
        view.filter.hidesTests = view.filter.hidesDuplicates = true;
        view.received = {7, QDate(2026, 11, 1), QDate(2026, 11, 15), 24};
        view.sortColumn = LeadTableModel::CustomerColumn;
        view.sortOrder = Qt::AscendingOrder;
        view.columns = {LeadTableModel::CustomerColumn, LeadTableModel::ZipColumn};
        view.grouping = LeadGrouping::Plumber;
        view.board = true;
        return view;
    }

private Q_SLOTS:
    void everythingComesBackAsItWas()
    {
        const json written = full().toJson();
        QVERIFY(SavedViewDefinition::fromJson(written) == full());
        QVERIFY(SavedViewDefinition::fromJson(written).toJson() == written);
        QVERIFY(written["version"] == 1);
        QVERIFY(full().fits());
        const json plain = SavedViewDefinition().toJson();
        QVERIFY2(plain["filter"].empty() && !plain.contains("group_by") && !plain.contains("board"),
                 plain.dump().c_str());
    }

    void whatANewerProgramWroteIsKept()
    {
        json written = full().toJson();
        written["version"] = 2;
        written["map"] = {{"zoom", 4}};
        written["filter"]["mood"] = {"glad"};
        SavedViewDefinition view = SavedViewDefinition::fromJson(written);
        view.filter.text = u"sink"_s;
        written["filter"]["text"] = "sink";
        QVERIFY2(view.toJson() == written, view.toJson().dump().c_str());
    }

    void oddJsonIsNoView_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("list") << QByteArray("[1,2]");
        QTest::newRow("filter is a text") << QByteArray(R"({"filter":"all"})");
        QTest::newRow("every member of another type")
            << QByteArray(R"({"version":"x","filter":{"text":3,"statuses":{"new":1},"urgencies":["soon"],"sources":7,)"
                          R"("received":[],"older_than_hours":"9","no_tests":"yes"},"sort":["zip"],"columns":{},)"
                          R"("group_by":4})");
    }
    void oddJsonIsNoView()
    {
        QFETCH(QByteArray, text);
        const SavedViewDefinition view = SavedViewDefinition::fromJson(json::parse(text.toStdString()));
        QVERIFY(view.filter.isEmpty() && view.received.isEmpty() && view.columns.isEmpty());
        QCOMPARE(view.sortColumn, int(LeadTableModel::ReceivedColumn));
    }

    void whatIsNoIdDoesntMeanNone()
    {
        const SavedViewDefinition view = SavedViewDefinition::fromJson(
            {{"filter", {{"plumbers", {"everybody"}}, {"sources", {"00000000-0000-0000-0000-000000000000"}}}}});
        QVERIFY(view.filter.plumbers.isEmpty());
        QCOMPARE(view.filter.sources, QSet<QUuid>{QUuid()});
    }

    void aViewThatIsTooLongForTheStoreSaysSo()
    {
        SavedViewDefinition view;
        for (int i = 0; i < 300; ++i)
            view.filter.plumbers.insert(QUuid::createUuid());
        QVERIFY(!view.fits());
    }

    void daysAreTheOffices()
    {
        LeadFilter filter;
        ReceivedRange{.lastDays = 1}.apply(filter, m_now, m_office);
        QCOMPARE(filter.receivedFrom->toString(), u"2026-11-17T06:00:00+00:00"_s);
        QVERIFY(!filter.receivedUntil);
        ReceivedRange{.lastDays = 7}.apply(filter, m_now, m_office);
        QCOMPARE(filter.receivedFrom->toString(), u"2026-11-11T06:00:00+00:00"_s);
        // The clocks went back on the first: that day begins an hour earlier by UTC.
        ReceivedRange{.from = QDate(2026, 11, 1), .until = QDate(2026, 11, 1)}.apply(filter, m_now, m_office);
        QCOMPARE(filter.receivedFrom->toString(), u"2026-11-01T05:00:00+00:00"_s);
        QCOMPARE(filter.receivedUntil->toString(), u"2026-11-02T06:00:00+00:00"_s);
        ReceivedRange{.olderThanHours = 2}.apply(filter, m_now, m_office);
        QVERIFY(!filter.receivedFrom);
        QCOMPARE(filter.receivedUntil->toString(), u"2026-11-18T03:30:00+00:00"_s);
        ReceivedRange{}.apply(filter, m_now, m_office);
        QVERIFY(filter.isEmpty());
    }

    void countsAreWhatTheTableShows()
    {
        OfficeFixture office(5);
        QVERIFY(office.load());
        office.changeLead(1, [](Lead &lead) { lead.lastName = u"O’Brien"_s; });
        office.changeLead(2, [](Lead &lead) { lead.status = LeadStatus::Completed; });
        LeadFilter text;
        text.text = u"obrien"_s;
        LeadFilter open;
        open.statuses = {LeadStatus::New};
        const QUuid one = QUuid::createUuid();
        const QUuid two = QUuid::createUuid();
        ViewCounts counts(office.replica);
        const QHash<QUuid, LeadFilter> filters{{one, text}, {two, open}};
        QCOMPARE(counts.count(filters, m_now), (QHash<QUuid, int>{{one, 1}, {two, 4}}));
        office.changeLead(3, [](Lead &lead) { lead.firstName = u"Obrien"_s; });
        QCOMPARE(counts.count(filters, m_now).value(one), 2);
        LeadTableModel model(office.replica);
        model.setFilter(text);
        QCOMPARE(model.rowCount(), 2);
    }
};

QTEST_GUILESS_MAIN(TestSavedViewDefinition)
#include "tst_savedviewdefinition.moc"
