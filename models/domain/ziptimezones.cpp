#include "models/domain/ziptimezones.h"

#include <algorithm>
#include <iterator>

namespace pl {

namespace {

struct PrefixRange
{
    int first;
    int last;
    const char *zones;
};

constexpr PrefixRange kRanges[] = {
#include "models/domain/ziptimezonetable.inc"
};

const char *zoneName(char letter)
{
    switch (letter) {
    case 'E':
        return "America/New_York";
    case 'C':
        return "America/Chicago";
    case 'M':
        return "America/Denver";
    case 'Z':
        return "America/Phoenix";
    case 'A':
        return "America/Anchorage";
    case 'D':
        return "America/Adak";
    case 'H':
        return "Pacific/Honolulu";
    case 'S':
        return "America/Puerto_Rico";
    case 'G':
        return "Pacific/Guam";
    case 'T':
        return "Pacific/Pago_Pago";
    default:
        return "America/Los_Angeles";
    }
}

const char *lettersOf(QStringView zip)
{
    constexpr const char *kBothCoasts = "EP";
    const QStringView digits = zip.trimmed().left(3);
    bool isNumber = false;
    const int prefix = digits.toInt(&isNumber);
    if (!isNumber || digits.size() < 3)
        return kBothCoasts;
    const auto range = std::find_if(std::begin(kRanges), std::end(kRanges), [prefix](const PrefixRange &each) {
        return each.first <= prefix && prefix <= each.last;
    });
    return range == std::end(kRanges) ? kBothCoasts : range->zones;
}

} // namespace

QList<QByteArray> zipTimeZones(QStringView zip)
{
    QList<QByteArray> names;
    for (const char *letter = lettersOf(zip); *letter; ++letter)
        names += zoneName(*letter);
    return names;
}

} // namespace pl
