#include "models/columns/heldplace.h"
#include "models/columns/leadengine.h"
#include "models/columns/leadview.h"
#include "tests/models/columns/madeleads.h"
#include "tests/models/columns/plainoffice.h"

#include <QTest>

using namespace pl;
using namespace pl::columns;
using pl::test::MadeLeads;
using pl::test::PlainOffice;

namespace {

constexpr int kEngineLeads = 250;

/// Words and a filter beside them.
struct Search
{
    ColumnFilter filter;
    QString text;
};

/// An office as values and as columns, which get the same changes.
struct TwoOffices
{
    explicit TwoOffices(unsigned seed) : made(seed, 20), engine(std::make_unique<LeadEngine>())
    {
        for (int i = 0; i < MadeLeads::kPlumbers; ++i)
            name(i, QString::fromUtf8(i % 3 ? "Ann Lée %1" : "Bo %1").arg(i / 2));
        engine->columns.setMinutes(office.minutes);
    }
    void name(int number, const QString &name)
    {
        office.plumbers[MadeLeads::plumberId(number)] = name;
        engine->columns.setPlumberName(MadeLeads::plumberId(number), name);
    }
    void change(const std::function<void(Lead &)> &how = [](Lead &) {})
    {
        const int number = made.below(kEngineLeads);
        Lead lead = made.lead(number);
        if (office.leads.contains(lead.id) && made.oneIn(2)) {
            lead = office.leads[lead.id];
            made.setProgress(lead);
        }
        how(lead);
        if (withdrawn.contains(number))
            return; // which doesn't come back
        lead.version = ++version;
        if (lead.withdrawnAt)
            office.leads.remove(lead.id);
        else
            office.leads[lead.id] = lead;
        engine->columns.upsert(lead);
    }
    void withdraw()
    {
        change([this](Lead &lead) {
            lead.withdrawnAt = lead.createdAt;
            withdrawn += static_cast<int>(lead.id.data1 - 0x1ead0000u);
        });
    }
    Search search()
    {
        Search search;
        ColumnFilter &filter = search.filter;
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
            search.text = text();
        return search;
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
    PlainOffice office;
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

    static void compareCounts(TwoOffices &two, const QHash<QUuid, Search> &views, Timestamp now)
    {
        QVERIFY(two.engine->tally.counts(now) == two.office.counts(now));
        for (auto view = views.cbegin(); view != views.cend(); ++view)
            QCOMPARE(two.engine->views.count(view.key(), now),
                     std::count_if(two.office.leads.cbegin(), two.office.leads.cend(), [&](const Lead &lead) {
                         return two.office.matches(lead, view->filter, view->text, now);
                     }));
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
        Timestamp now{MadeLeads::kBegin};
        LeadView view(two.engine->columns, two.engine->orders);
        Search search;
        QHash<QUuid, Search> views;
        for (int step = 0; step < 150; ++step) {
            for (int left = two.made.oneIn(10) ? kEngineLeads : two.made.below(6); left > 0; --left)
                two.made.oneIn(40) ? two.withdraw() : two.change();
            two.engine->columns.compact();
            if (two.made.oneIn(8))
                two.name(two.made.below(MadeLeads::kPlumbers), two.text());
            if (two.made.oneIn(3))
                now.micros += two.made.below(100) * (MadeLeads::kYears / 3'000);
            if (two.made.oneIn(3)) {
                search = two.search();
                view.setFilter(search.filter);
                view.setSearch(SearchQuery(search.text));
            }
            if (two.made.oneIn(4))
                view.setSort(static_cast<SortBy>(two.made.below(int(SortBy::Count))), two.made.oneIn(2));
            if (two.made.oneIn(6)) {
                const QUuid key = MadeLeads::id(two.made.below(5));
                views[key] = two.search();
                two.engine->views.setView(key, views[key].filter, SearchQuery(views[key].text), views[key].text);
            }
            view.update(now);
            QVERIFY(!view.isOutdated(now));
            const QList<QUuid> expected = two.office.sorted(view.sortBy(), view.isAscending(), [&](const Lead &lead) {
                return two.office.matches(lead, search.filter, search.text, now);
            });
            const QString where =
                QStringLiteral("step %1, column %2, \"%3\"").arg(step).arg(int(view.sortBy())).arg(search.text);
            QVERIFY2(idsOf(*two.engine, view) == expected, qPrintable(where));
            QVERIFY(placesFit(*two.engine, view));
            compareCounts(two, views, now);
            if (QTest::currentTestFailed())
                return;
        }
    }

    /// A row that is held stands where it stood, whatever it and others have become.
    void aHeldPlaceStaysAmongTheOthers()
    {
        TwoOffices two(5);
        for (int i = 0; i < 2 * kEngineLeads; ++i)
            two.change();
        LeadView view(two.engine->columns, two.engine->orders);
        for (int step = 0; step < 200; ++step) {
            const bool ascending = two.made.oneIn(2);
            view.setSort(static_cast<SortBy>(step % int(SortBy::Count)), ascending);
            view.update({});
            const Row row = view.row(static_cast<std::size_t>(two.made.below(int(view.size()))));
            const HeldPlace held(two.engine->columns, view.sortBy(), row);
            const auto place = static_cast<std::ptrdiff_t>(view.placeOf(row));
            const QUuid id = two.engine->columns.id(row);
            two.name(two.made.below(MadeLeads::kPlumbers), two.text());
            Lead lead = two.made.lead(kEngineLeads + step);
            two.engine->columns.upsert(lead); // new names, ZIP codes, services
            two.engine->columns.erase(lead.id);
            lead.id = id;
            lead.version = ++two.version;
            two.engine->columns.upsert(lead);
            view.update({});
            std::vector<Row> others = view.rows();
            std::erase(others, row);
            if (view.sortBy() == SortBy::Plumber)
                continue; // others may have moved
            const auto at = std::partition_point(others.begin(), others.end(), [&](Row other) {
                return held.isBehind(two.engine->columns, other, ascending);
            });
            QCOMPARE(at - others.begin(), place);
        }
    }

    void termsFindWhatTheyAskFor()
    {
        TwoOffices two(9);
        for (int i = 0; i < 2 * kEngineLeads; ++i)
            two.change();
        two.engine->columns.setSourceName(MadeLeads::sourceId(3), QStringLiteral("Google Ads"));
        const Timestamp now{MadeLeads::kBegin + MadeLeads::kYears};
        LeadView view(two.engine->columns, two.engine->orders);
        const auto plumber = [&two](const Lead &lead) { return two.office.plumberName(lead); };
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
            for (const Lead &lead : std::as_const(two.office.leads))
                if (fits(lead))
                    expected += lead.id;
            const QList<QUuid> found = idsOf(*two.engine, view);
            QVERIFY2(QSet<QUuid>(found.begin(), found.end()) == expected, typed);
            for (const Lead &lead : std::as_const(two.office.leads))
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
