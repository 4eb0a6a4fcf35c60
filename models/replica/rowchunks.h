#pragma once

#include "models/columns/uuidindex.h"

#include <QList>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

namespace pl::replica {

/// The rows of a large table in little memory, as they were at one moment: a value that any thread may read. Rows are
/// numbered in the order in which they came first. `Fixed` is a plain struct: what is sorted, filtered and counted by.
template <class Fixed>
class RowChunks
{
public:
    static constexpr std::size_t kRowsOfChunk = 1024;

    std::size_t size() const { return m_size; }
    const Fixed &operator[](columns::Row row) const { return chunkOf(row).rows[row % kRowsOfChunk]; }
    const QUuid &id(columns::Row row) const { return m_ids[row]; }
    /// What is searched of it: folded (models/base/foldedtext.h), its parts apart by line feeds.
    std::string_view text(columns::Row row) const
    {
        const Chunk &chunk = chunkOf(row);
        return {chunk.texts.data() + chunk.places[row % kRowsOfChunk].start, chunk.places[row % kRowsOfChunk].size};
    }
    /// Whether the bytes are anywhere, also where no row's text is: nothing that was replaced may be.
    bool holds(std::string_view bytes) const
    {
        return std::any_of(m_chunks.begin(), m_chunks.end(),
                           [bytes](const auto &chunk) { return chunk->texts.find(bytes) != std::string::npos; });
    }
    std::size_t bytes() const
    {
        std::size_t sum = m_size * sizeof(QUuid);
        for (const auto &chunk : m_chunks)
            sum += kRowsOfChunk * (sizeof(Fixed) + sizeof(Place)) + chunk->texts.capacity();
        return sum;
    }

private:
    template <class>
    friend class CompactRows;

    struct Place
    {
        std::uint32_t start = 0;
        std::uint32_t size = 0;
    };
    struct Chunk
    {
        std::vector<Fixed> rows;
        std::vector<Place> places;
        std::string texts;
        std::size_t holes = 0; ///< bytes of texts that no row has any more
        unsigned age = 0;
    };
    const Chunk &chunkOf(columns::Row row) const { return *m_chunks[row / kRowsOfChunk]; }

    std::size_t m_size = 0;
    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::shared_ptr<std::vector<QUuid>> m_keptIds; ///< of all rows, and maybe of later ones
    const QUuid *m_ids = nullptr;                  ///< its own
};

/// The ids of rows that have a createdAt, the newest first: a tenth of a second for a million.
template <class Fixed>
QList<QUuid> idsNewestFirst(const RowChunks<Fixed> &rows)
{
    std::vector<std::pair<qint64, columns::Row>> made(rows.size());
    for (columns::Row row = 0; row < rows.size(); ++row)
        made[row] = {-rows[row].createdAt, row};
    std::sort(made.begin(), made.end());
    QList<QUuid> ids;
    ids.reserve(qsizetype(made.size()));
    for (const auto &[at, row] : made)
        ids += rows.id(row);
    return ids;
}

/// The rows as they come and change; none ever goes. For one thread. What a snapshot shares is copied before it
/// changes, a chunk of a thousand rows at a time: some 50 µs.
template <class Fixed>
class CompactRows
{
public:
    using Chunks = RowChunks<Fixed>;
    /// Of one row; what is longer is cut.
    static constexpr std::size_t kMaxText = 16 * 1024;

    CompactRows() { keepIds(kLeastRoom); }
    CompactRows(const CompactRows &) = delete;
    CompactRows &operator=(const CompactRows &) = delete;

    /// As they are now. Valid until a row changes.
    const Chunks &chunks() const { return m_all; }
    Chunks snapshot()
    {
        ++m_age;
        return m_all;
    }
    std::size_t size() const { return m_all.size(); }
    /// kNoRow when it isn't there.
    columns::Row find(const QUuid &id) const { return m_index.find(id, *m_all.m_keptIds); }
    columns::Row add(const QUuid &id, const Fixed &fixed, std::string_view text)
    {
        const auto row = static_cast<columns::Row>(m_all.m_size);
        if (m_all.m_keptIds->size() == m_all.m_keptIds->capacity()) // others may be reading where they are
            keepIds(m_all.m_size + m_all.m_size / 4);
        m_all.m_keptIds->push_back(id);
        m_index.insert(row, *m_all.m_keptIds);
        if (row % Chunks::kRowsOfChunk == 0)
            m_all.m_chunks.push_back(newChunk());
        Chunk &chunk = ownChunk(row);
        chunk.rows.push_back(fixed);
        chunk.places.push_back(append(chunk, text));
        ++m_all.m_size;
        return row;
    }
    /// No byte of the text before stays.
    void put(columns::Row row, const Fixed &fixed, std::string_view text)
    {
        Chunk &chunk = ownChunk(row);
        chunk.rows[row % Chunks::kRowsOfChunk] = fixed;
        Place &place = chunk.places[row % Chunks::kRowsOfChunk];
        overwrite(chunk.texts, place);
        chunk.holes += place.size;
        place = append(chunk, text);
        if (chunk.holes > chunk.texts.size() / 4)
            tidy(chunk);
    }
    std::size_t bytes() const { return m_all.bytes() + m_index.bytes(); }

private:
    using Chunk = typename Chunks::Chunk;
    using Place = typename Chunks::Place;
    static constexpr std::size_t kLeastRoom = 1024;

    std::shared_ptr<Chunk> newChunk() const
    {
        auto chunk = std::make_shared<Chunk>();
        chunk->rows.reserve(Chunks::kRowsOfChunk);
        chunk->places.reserve(Chunks::kRowsOfChunk);
        chunk->age = m_age;
        return chunk;
    }
    void keepIds(std::size_t room)
    {
        auto ids = std::make_shared<std::vector<QUuid>>();
        ids->reserve(std::max(room, kLeastRoom));
        if (m_all.m_keptIds)
            ids->assign(m_all.m_keptIds->begin(), m_all.m_keptIds->end());
        m_all.m_ids = ids->data();
        m_all.m_keptIds = std::move(ids);
    }
    Chunk &ownChunk(columns::Row row)
    {
        std::shared_ptr<Chunk> &chunk = m_all.m_chunks[row / Chunks::kRowsOfChunk];
        if (chunk->age == m_age)
            return *chunk;
        std::shared_ptr<Chunk> own = newChunk();
        own->rows.assign(chunk->rows.begin(), chunk->rows.end());
        own->places.assign(chunk->places.begin(), chunk->places.end());
        own->texts = chunk->texts;
        own->holes = chunk->holes;
        chunk = std::move(own);
        return *chunk;
    }
    static Place append(Chunk &chunk, std::string_view text)
    {
        text = text.substr(0, kMaxText);
        const Place place{static_cast<std::uint32_t>(chunk.texts.size()), static_cast<std::uint32_t>(text.size())};
        chunk.texts += text;
        return place;
    }
    /// Also when nobody reads the text afterwards.
    static void overwrite(std::string &texts, Place place)
    {
        volatile char *at = texts.data() + place.start;
        for (std::uint32_t i = 0; i < place.size; ++i)
            at[i] = '\0';
    }
    static void tidy(Chunk &chunk)
    {
        std::string texts;
        texts.reserve(chunk.texts.size() - chunk.holes);
        for (Place &place : chunk.places) {
            const std::uint32_t start = std::exchange(place.start, static_cast<std::uint32_t>(texts.size()));
            texts.append(chunk.texts, start, place.size);
        }
        overwrite(chunk.texts, {0, static_cast<std::uint32_t>(chunk.texts.size())});
        chunk.texts = std::move(texts);
        chunk.holes = 0;
    }

    Chunks m_all;
    columns::UuidIndex m_index;
    unsigned m_age = 0; ///< counts snapshots
};

} // namespace pl::replica
