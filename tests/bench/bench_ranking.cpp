// Ranking 20,000 plumbers for a lead, against the way it is written first: for each plumber its ZIP code is looked up
// in a hash of latitudes and longitudes, its services in its list of texts, and whole candidates are sorted.

#include "models/domain/ranking.h"
#include "tests/bench/stopwatch.h"

#include <cmath>
#include <cstdio>
#include <random>

using namespace pl;

namespace {

constexpr int kPlumbers = 20'000;
constexpr int kRuns = 41;
const Timestamp kNow{1'795'000'000'000'000};
const QString kDrains = QStringLiteral("Drain Cleaning");

struct Degrees
{
    double latitude = 0;
    double longitude = 0;
};

QHash<QString, Degrees> plainPlaces()
{
    QHash<QString, Degrees> places;
    for (int zip = 0; zip < 100'000; ++zip) {
        const QString text = QStringLiteral("%1").arg(zip, 5, 10, QLatin1Char('0'));
        if (const auto place = zipPlace(text); place && !place->approximate)
            places[text] = {std::asin(place->z), std::atan2(place->y, place->x)};
    }
    return places;
}

double haversineMiles(const Degrees &a, const Degrees &b)
{
    const double p = std::sin((b.latitude - a.latitude) / 2);
    const double l = std::sin((b.longitude - a.longitude) / 2);
    return 2 * 3958.7613 * std::asin(std::sqrt(p * p + std::cos(a.latitude) * std::cos(b.latitude) * l * l));
}

Plumber makePlumber(int i, const QStringList &zips, std::mt19937 &random)
{
    Plumber p;
    p.id = QUuid(random(), ushort(i), 2, 3, 4, 5, 6, 7, 8, 9, 10);
    p.firstName = QStringLiteral("First%1").arg(random() % 5000);
    p.lastName = QStringLiteral("Last%1").arg(i);
    p.zipCode = zips[qsizetype(random() % size_t(zips.size()))];
    for (const char *service : {"Leak Detection & Repair", "Burst Pipe Repair", "Water Heater Installation",
                                "Bathroom Remodeling", "Drain Cleaning"})
        if (random() % 4 || QLatin1StringView(service) == kDrains)
            p.services += QString::fromLatin1(service);
    p.serviceRadiusMiles = 500;
    p.paymentReady = true;
    return p;
}

QList<Candidate> plainRank(const Lead &lead, const QList<Plumber> &plumbers, const Situation &situation,
                           const QHash<QString, Degrees> &places)
{
    QList<std::pair<QString, Candidate>> all;
    for (const Plumber &plumber : plumbers) {
        Candidate c;
        c.plumberId = plumber.id;
        c.leadsToday = situation.leadsToday.value(plumber.id);
        c.answers = situation.answers.value(plumber.id);
        c.radiusMiles = plumber.serviceRadiusMiles;
        const auto to = places.constFind(plumber.zipCode.left(5));
        if (to != places.cend())
            c.miles = haversineMiles(places.value(*lead.zipCode), *to);
        if (!plumber.services.contains(lead.serviceNeeded))
            c.exclusion = Exclusion::ServiceNotOffered;
        else if (c.miles && *c.miles > plumber.serviceRadiusMiles)
            c.exclusion = Exclusion::TooFar;
        c.points = std::llround(1e6 / (1 + c.miles.value_or(1e9)) / (1 + c.leadsToday));
        all.emplaceBack(plumber.fullName(), c);
    }
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
        return std::make_tuple(a.second.exclusion, -a.second.points, a.first) <
               std::make_tuple(b.second.exclusion, -b.second.points, b.first);
    });
    QList<Candidate> ranked;
    for (const auto &[name, candidate] : all)
        ranked += candidate;
    return ranked;
}

} // namespace

int main()
{
    std::mt19937 random(3);
    const auto places = plainPlaces();
    QStringList texans;
    for (auto it = places.begin(); it != places.end(); ++it)
        if (it.key().startsWith(QStringLiteral("78")) || it.key().startsWith(QStringLiteral("77")))
            texans += it.key();
    texans.sort();
    QList<Plumber> plumbers;
    Situation usual;
    usual.now = kNow;
    Situation busy = usual;
    for (int i = 0; i < kPlumbers; ++i) {
        plumbers += makePlumber(i, texans, random);
        const QUuid &id = plumbers.last().id;
        busy.leadsToday[id] = int(random() % 4);
        busy.answers[id] = {int(random() % 9), int(random() % 9), qint64(random() % 9000), kNow};
        if (i % 10 == 0) {
            usual.leadsToday[id] = busy.leadsToday[id];
            usual.answers[id] = busy.answers[id];
        }
    }
    Lead lead;
    lead.serviceNeeded = kDrains;
    lead.zipCode = QStringLiteral("78701");
    const PlumberRoster roster(plumbers);
    std::printf("%d plumbers, all of them eligible; median of %d runs\n", kPlumbers, kRuns);
    for (const Situation &situation : {usual, busy}) {
        const char *name = situation.answers.size() < kPlumbers ? "a tenth had leads lately" : "all had leads lately";
        const double ours = bench::medianMs(kRuns, [&](int) { (void)roster.rank(lead, situation); });
        const double plain = bench::medianMs(kRuns, [&](int) { (void)plainRank(lead, plumbers, situation, places); });
        std::printf("%-34s ours %8.2f ms   plain %8.2f ms   ratio %.1f\n", name, ours, plain, plain / ours);
    }
    const double making = bench::medianMs(kRuns, [&](int) { PlumberRoster anew(plumbers); });
    std::printf("%-34s ours %8.2f ms   (once; after that by rows that change)\n", "roster made", making);
    return 0;
}
