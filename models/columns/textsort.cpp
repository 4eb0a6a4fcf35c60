#include "models/columns/textsort.h"

#include <algorithm>

namespace pl::columns {

Bitmap TextSort::sort(std::vector<Row> &rows)
{
    m_rows = &rows;
    split(rows);
    sortPlain(m_plain, 0);
    sortOthers();

    std::vector<Row> sorted;
    sorted.reserve(rows.size());
    Bitmap begins(rows.size());
    const auto add = [&](std::uint32_t place, bool isAsBefore) {
        begins.assign(sorted.size(), !isAsBefore);
        sorted.push_back(rows[place]);
    };
    const Other *between = nullptr; // the last one, if nothing came behind it
    std::size_t at = 0;
    const auto addPlain = [&](std::size_t end) {
        for (; at < end; ++at)
            add(m_plain[at].place,
                between ? isSame(m_plain[at], *std::exchange(between, nullptr)) : m_plain[at].isAsBefore);
    };
    for (const Other &other : m_others) {
        addPlain(placeOf(other, at));
        const bool isAsOther = between && m_order.columns().collation().compare(between->text, other.text) == 0;
        add(other.place, between ? isAsOther : at > 0 && isSame(m_plain[at - 1], other));
        between = &other;
    }
    addPlain(m_plain.size());
    rows = std::move(sorted);
    return begins;
}

void TextSort::split(const std::vector<Row> &rows)
{
    const Collation &collation = m_order.columns().collation();
    m_plain.reserve(rows.size());
    for (std::uint32_t place = 0; place < rows.size(); ++place) {
        const std::string_view text = m_order.text(rows[place], m_buffer);
        if (collation.isPlain(text))
            m_plain.push_back({collation.key(text, 0), place, false});
        else
            m_others.push_back({std::string(text), Collation::caseFolded(text), place});
    }
}

void TextSort::sortPlain(std::span<Plain> part, std::size_t from)
{
    std::sort(part.begin(), part.end(),
              [](const Plain &a, const Plain &b) { return a.key != b.key ? a.key < b.key : a.place < b.place; });
    for (std::size_t first = 0, end = 0; first < part.size(); first = end) {
        for (end = first + 1; end < part.size() && part[end].key == part[first].key;)
            ++end;
        sortEqualKeys(part.subspan(first, end - first), from);
    }
}

void TextSort::sortEqualKeys(std::span<Plain> part, std::size_t from)
{
    if (part.size() == 1)
        return;
    if (!Collation::goesOn(part.front().key)) {
        for (Plain &plain : part.subspan(1))
            plain.isAsBefore = true;
        return;
    }
    from += Collation::kKeyLength;
    for (Plain &plain : part)
        plain.key = m_order.columns().collation().key(textOf(plain), from);
    sortPlain(part, from);
}

void TextSort::sortOthers()
{
    const Collation &collation = m_order.columns().collation();
    std::sort(m_others.begin(), m_others.end(), [&](const Other &a, const Other &b) {
        const int order = collation.compare(a.text, a.caseFolded, b.text, b.caseFolded);
        return order != 0 ? order < 0 : a.place < b.place;
    });
}

/// Before which plain text it stands; mostly a near one.
std::size_t TextSort::placeOf(const Other &other, std::size_t from)
{
    std::size_t step = 1;
    std::size_t to = from;
    while (to < m_plain.size() && isBefore(m_plain[to], other)) {
        from = to + 1;
        to += step *= 2;
    }
    const auto begin = m_plain.begin();
    const auto place = std::partition_point(begin + static_cast<std::ptrdiff_t>(from),
                                            begin + static_cast<std::ptrdiff_t>(std::min(to, m_plain.size())),
                                            [&](const Plain &plain) { return isBefore(plain, other); });
    return static_cast<std::size_t>(place - begin);
}

bool TextSort::isBefore(const Plain &plain, const Other &other)
{
    const int order = m_order.columns().collation().compare(textOf(plain), other.text);
    return order != 0 ? order < 0 : plain.place < other.place;
}

bool TextSort::isSame(const Plain &plain, const Other &other)
{
    return m_order.columns().collation().compare(textOf(plain), other.text) == 0;
}

} // namespace pl::columns
