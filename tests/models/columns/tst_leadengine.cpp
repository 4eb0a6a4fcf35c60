#include "models/columns/leadengine.h"
#include "models/columns/leadview.h"
#include "models/tables/leadtablemodel.h"
#include "models/tables/viewcounts.h"
#include "tests/models/columns/madeleads.h"
#include "tests/support/leadsof.h"
#include "tests/support/officefixture.h"

using namespace pl;
using namespace pl::columns;
using pl::tables::LeadFilter;
using pl::tables::LeadTableModel;
using pl::test::MadeLeads;
using pl::test::OfficeFixture;

namespace {

constexpr int kEngineLeads = 250;

ColumnFilter columnFilter(const LeadFilter &filter)
{
    return {filter.statuses,      filter.urgencies,  filter.services,       filter.dueNowOnly,  filter.unansweredOnly,
            filter.closedReasons, filter.sources,    filter.plumbers,       filter.zipPrefixes, filter.receivedFrom,
            filter.receivedUntil, filter.hidesTests, filter.hidesDuplicates};
}

/// An office as values and as columns, which get the same changes.
struct TwoOffices
{
    explicit TwoOffices(unsigned seed) : made(seed, 20), office(0), engine(std::make_unique<LeadEngine>()) {}

    bool load()
    {
        if (!office.load())
            return false;
        for (int i = 0; i < MadeLeads::kPlumbers; ++i)
            name(i, QString::fromUtf8(i % 3 ? "Ann Lée %1" : "Bo %1").arg(i / 2));
        const OfficeSettings &settings = office.replica.settings();
        engine->columns.setMinutes({settings.minutesToAssign(Urgency::Day), settings.minutesToAssign(Urgency::Week),
                                    settings.minutesToAssign(Urgency::Month)});
        return true;
    }
    void name(int number, const QString &name)
    {
        Plumber plumber;
        plumber.id = MadeLeads::plumberId(number);
        plumber.lastName = name;
        plumber.version = ++version;
        office.replica.apply(plumber);
        engine->columns.setPlumberName(plumber.id, plumber.fullName());
    }
    void change(const std::function<void(Lead &)> &how = [](Lead &) {})
    {
        const int number = made.below(kEngineLeads);
        Lead lead = made.lead(number);
        if (const Lead *known = office.replica.lead(lead.id); known && made.oneIn(2)) {
            lead = *known;
            made.setProgress(lead);
        }
        how(lead);
        if (withdrawn.contains(number))
            return; // which doesn't come back
        lead.version = ++version;
        office.replica.apply(lead);
        engine->columns.upsert(lead);
    }
    void withdraw()
    {
        change([this](Lead &lead) {
            lead.withdrawnAt = lead.createdAt;
            withdrawn += static_cast<int>(lead.id.data1 - 0x1ead0000u);
        });
    }
    LeadFilter filter()
    {
        LeadFilter filter;
        if (made.oneIn(3))
            filter.statuses += static_cast<LeadStatus>(made.below(3));
        if (made.oneIn(5))
            filter.urgencies += static_cast<Urgency>(made.below(3));
        if (made.oneIn(6))
            filter.services = {made.pick(MadeLeads::services()), made.pick(MadeLeads::services())};
        if (made.oneIn(8))
            filter.plumbers = {MadeLeads::plumberId(made.below(MadeLeads::kPlumbers)), QUuid()};
        if (made.oneIn(8))
            filter.sources = {MadeLeads::sourceId(made.below(12)), MadeLeads::sourceId(3)};
        if (made.oneIn(8))
            filter.closedReasons += static_cast<ClosedReason>(made.below(4));
        if (made.oneIn(8))
            filter.zipPrefixes = {QStringLiteral("75"), QStringLiteral("787")};
        if (made.oneIn(8))
            filter.receivedFrom = {MadeLeads::kBegin + made.below(1'000) * (MadeLeads::kYears / 1'000)};
        if (made.oneIn(8))
            filter.receivedUntil = {MadeLeads::kBegin + made.below(1'000) * (MadeLeads::kYears / 1'000)};
        filter.dueNowOnly = made.oneIn(8);
        filter.unansweredOnly = made.oneIn(10);
        filter.hidesTests = made.oneIn(6);
        filter.hidesDuplicates = made.oneIn(6);
        if (made.oneIn(2))
            filter.text = text();
        return filter;
    }
    QString text()
    {
        static const QStringList all{
            QStringLiteral("a"),         QStringLiteral("ann"),       QStringLiteral("o'brien"),
            QString::fromUtf8("müller"), QStringLiteral("drain"),     QStringLiteral("75"),
            QStringLiteral("512 555"),   QStringLiteral("555-0"),     QStringLiteral("bo 1"),
            QStringLiteral("google"),    QStringLiteral("lee aust"),  QString::fromUtf8("王"),
            QStringLiteral("home.exa"),  QStringLiteral("bathrooms"), QStringLiteral("nobody"),
            QStringLiteral("(512) 5550")};
        return made.pick(all);
    }

    MadeLeads made;
    OfficeFixture office;
    std::unique_ptr<LeadEngine> engine;
    QSet<int> withdrawn;
    qint64 version = 100;
};

QList<QUuid> idsOf(const LeadEngine &engine, const LeadView &view)
{
    QList<QUuid> ids;
    for (std::size_t place = 0; place < view.size(); ++place)
        ids += engine.columns.id(view.row(place));
    return ids;
}

QList<QUuid> idsOf(const LeadTableModel &model)
{
    QList<QUuid> ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids += model.leadAt(model.index(row, 0))->id;
    return ids;
}

} // namespace

class TestLeadEngine : public QObject
{
    Q_OBJECT

private:
    static bool placesFit(const LeadEngine &engine, const LeadView &view)
    {
        std::size_t found = 0;
        for (Row row = 0; row < engine.columns.rows(); ++row)
            if (const std::uint32_t place = view.placeOf(row); place != kNoRow) {
                ++found;
                if (place >= view.size() || view.row(place) != row)
                    return false;
            }
        return found == view.size();
    }

    static void compareCounts(TwoOffices &two, const QHash<QUuid, LeadFilter> &views, tables::ViewCounts &counted,
                              Timestamp now)
    {
        const replica::LeadCounts expected = two.office.replica.counts(now);
        const OfficeCounts kept = two.engine->tally.counts(now);
        QCOMPARE(kept.all, expected.all);
        QCOMPARE(kept.toAssign, expected.toAssign);
        QCOMPARE(kept.dueNow, expected.dueNow);
        QCOMPARE(kept.unanswered, expected.unanswered);
        QCOMPARE(kept.completed, expected.completed);
        QCOMPARE(kept.forToday, expected.forToday);
        const QHash<QUuid, int> counts = counted.count(views, now);
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            QCOMPARE(two.engine->views.count(it.key(), now), *it);
    }

private Q_SLOTS:
    void theTableIsTheOneOfValues_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void theTableIsTheOneOfValues()
    {
        QFETCH(unsigned, seed);
        TwoOffices two(seed);
        QVERIFY(two.load());
        Timestamp now{MadeLeads::kBegin};
        LeadTableModel model(two.office.replica, nullptr, [&now] { return now; });
        LeadView view(two.engine->columns, two.engine->orders);
        tables::ViewCounts counted(two.office.replica);
        LeadFilter filter;
        QHash<QUuid, LeadFilter> views;
        for (int step = 0; step < 150; ++step) {
            for (int left = two.made.oneIn(10) ? kEngineLeads : two.made.below(6); left > 0; --left)
                two.made.oneIn(40) ? two.withdraw() : two.change();
            two.engine->columns.compact();
            if (two.made.oneIn(8))
                two.name(two.made.below(MadeLeads::kPlumbers), two.text());
            if (two.made.oneIn(3))
                now.micros += two.made.below(100) * (MadeLeads::kYears / 3'000);
            if (two.made.oneIn(3)) {
                filter = two.filter();
                view.setFilter(columnFilter(filter));
                view.setSearch(SearchQuery(filter.text));
            }
            if (two.made.oneIn(4)) {
                const int column = two.made.below(LeadTableModel::ColumnCount);
                const bool ascending = two.made.oneIn(2);
                model.sort(column, ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
                view.setSort(static_cast<SortBy>(column), ascending);
            }
            if (two.made.oneIn(6)) {
                const QUuid key = MadeLeads::id(two.made.below(5));
                views[key] = two.filter();
                two.engine->views.setView(key, columnFilter(views[key]), SearchQuery(views[key].text), views[key].text);
            }
            view.update(now);
            QVERIFY(!view.isOutdated(now));
            LeadFilter another;
            another.hidesTests = !filter.hidesTests;
            model.setFilter(another); // so that it looks at the time again
            model.setFilter(filter);
            const QString where =
                QStringLiteral("step %1, column %2, \"%3\"").arg(step).arg(model.sortColumn()).arg(filter.text);
            QVERIFY2(idsOf(*two.engine, view) == idsOf(model), qPrintable(where));
            QVERIFY(placesFit(*two.engine, view));
            compareCounts(two, views, counted, now);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void termsFindWhatTheyAskFor()
    {
        TwoOffices two(9);
        QVERIFY(two.load());
        for (int i = 0; i < 2 * kEngineLeads; ++i)
            two.change();
        two.engine->columns.setSourceName(MadeLeads::sourceId(3), QStringLiteral("Google Ads"));
        const Timestamp now{MadeLeads::kBegin + MadeLeads::kYears};
        LeadView view(two.engine->columns, two.engine->orders);
        const replica::OfficeReplica &replica = two.office.replica;
        const auto plumber = [&replica](const Lead &lead) { return replica.plumberName(lead.assignedPlumberId); };
        const auto has = [](const QString &text, const char *part) { return folded(text).contains(part); };
        const std::vector<std::pair<const char *, std::function<bool(const Lead &)>>> cases{
            {"plumber:lee", [&](const Lead &l) { return has(plumber(l), "lee"); }},
            {"-plumber:\"ann lee 1\"", [&](const Lead &l) { return !has(plumber(l), "ann lee 1"); }},
            {"status:new", [](const Lead &l) { return l.status == LeadStatus::New; }},
            {"-status:new urgency:day",
             [](const Lead &l) { return l.status != LeadStatus::New && l.urgency == Urgency::Day; }},
            {"zip:75", [](const Lead &l) { return l.zipCode.value_or(QString()).startsWith(QStringLiteral("75")); }},
            {"zip:5", [](const Lead &) { return false; }},
            {"source:google", [](const Lead &l) { return l.sourceId == MadeLeads::sourceId(3); }},
            {"service:drain", [&](const Lead &l) { return has(l.serviceNeeded, "drain"); }},
            {"name:obrien", [&](const Lead &l) { return has(l.fullName(), "obrien"); }},
            {"-name:ann", [&](const Lead &l) { return !has(l.fullName(), "ann"); }},
            {"email:ann", [&](const Lead &l) { return has(l.email, "ann"); }},
            {"phone:512-555", [](const Lead &l) { return l.phoneNumber.contains(QStringLiteral("512555")); }},
            {"\"under the sink\"",
             [](const Lead &l) {
                 return l.description.value_or(QString()).contains(QStringLiteral("under the sink"));
             }},
            {"age:<500d", [now](const Lead &l) { return l.createdAt > now.addSeconds(-500 * 86'400); }},
            {"age:>20w", [now](const Lead &l) { return l.createdAt <= now.addSeconds(-140 * 86'400); }},
        };
        for (const auto &[typed, fits] : cases) {
            for (qsizetype length = 1; length <= qsizetype(std::strlen(typed)); ++length) { // as one types
                view.setSearch(SearchQuery(QString::fromUtf8(typed, length)));
                view.update(now);
            }
            QSet<QUuid> expected;
            for (const Lead &lead : test::leadsOf(two.office.replica))
                if (fits(lead))
                    expected += lead.id;
            const QList<QUuid> found = idsOf(*two.engine, view);
            QVERIFY2(QSet<QUuid>(found.begin(), found.end()) == expected, typed);
            for (const Lead &lead : test::leadsOf(two.office.replica))
                QCOMPARE(view.matches(two.engine->columns.rowOf(lead.id), now), expected.contains(lead.id));
        }
    }

    void whatIsShownIsNotSearched()
    {
        LeadEngine engine;
        Lead lead = MadeLeads(1).lead(1);
        lead.firstName = lead.lastName = QString();
        lead.phoneNumber = QStringLiteral("+15125550143"); // shown as (512) 555-0143
        lead.email = QStringLiteral("Zoe@Home.example");
        engine.columns.upsert(lead);
        LeadView view(engine.columns, engine.orders);
        const auto finds = [&](const char *typed) {
            view.setSearch(SearchQuery(QString::fromUtf8(typed)));
            view.update({});
            return view.size() == 1;
        };
        QVERIFY(!finds("\"(512) 555\""));
        QVERIFY(!finds("name:512"));
        QVERIFY(finds("(512) 555"));
        QVERIFY(finds("email:zoe@home"));
    }

    void valuesAreOfferedByUse()
    {
        LeadEngine engine;
        for (int i = 0; i < 5; ++i) {
            Lead lead = MadeLeads(1).lead(i);
            lead.serviceNeeded = i < 3 ? QStringLiteral("Leak") : i < 4 ? QStringLiteral("Drain") : QString();
            engine.columns.upsert(lead);
        }
        QCOMPARE(searchValues(engine.columns, SearchField::Service),
                 (QStringList{QStringLiteral("Leak"), QStringLiteral("Drain")}));
        QVERIFY(searchValues(engine.columns, SearchField::Name).isEmpty());
    }

    void aLeadFallsDueWhenTheReplicaSaysSo()
    {
        for (const qint64 minutes : {0, 1, 2, 3, 7, 120, 2'880}) {
            const Timestamp created{MadeLeads::kBegin + 123'457};
            const Timestamp from = dueAfter(created, minutes);
            // OfficeReplica::isDueNow()
            const auto isDue = [&](Timestamp now) {
                return now.secondsTo(created.addSeconds(minutes * 60)) < minutes * 60 / 4;
            };
            QVERIFY2(isDue(from), qPrintable(QString::number(minutes)));
            QVERIFY2(!isDue({from.micros - 1}), qPrintable(QString::number(minutes)));
        }
    }
};

QTEST_GUILESS_MAIN(TestLeadEngine)
#include "tst_leadengine.moc"
