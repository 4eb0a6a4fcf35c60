#pragma once

#include "models/columns/bitmap.h"

#include <array>
#include <string_view>

namespace pl::columns {

/// All places at which a text was found, with what follows it there: which of their rows have it with some letters more
/// is known without reading them again. 16 bytes a place.
class FoundPlaces
{
public:
    static constexpr std::size_t kMore = 12; ///< letters

    /// `behind` the text, so many bytes can be read.
    void add(Row row, const char *behind);
    void add(const FoundPlaces &others);
    std::size_t size() const { return m_places.size(); }
    /// Sets the rows in which these follow, up to kMore.
    void setRowsWith(std::string_view more, Bitmap &rows) const;

private:
    struct Place
    {
        Row row;
        std::array<char, kMore> next;
    };
    std::vector<Place> m_places;
};

} // namespace pl::columns
