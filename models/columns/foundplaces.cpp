#include "models/columns/foundplaces.h"

#include <algorithm>

namespace pl::columns {

void FoundPlaces::add(Row row, const char *behind)
{
    Place &place = m_places.emplace_back(Place{row, {}});
    std::copy_n(behind, kMore, place.next.begin());
}

void FoundPlaces::add(const FoundPlaces &others)
{
    m_places.insert(m_places.end(), others.m_places.begin(), others.m_places.end());
}

void FoundPlaces::setRowsWith(std::string_view more, Bitmap &rows) const
{
    for (const Place &place : m_places)
        if (std::equal(more.begin(), more.end(), place.next.begin()))
            rows.set(place.row);
}

} // namespace pl::columns
