#pragma once

#include "ui/style/chip.h"

#include <QCache>
#include <QFont>
#include <QPixmap>

namespace pl::ui {

/// Draws chips for tables: as paintChip() does, from pixmaps that are made once.
///
/// A chip on one plain color is kept for each number of pixels to a point, where those are whole; on other grounds and
/// between whole pixels it is painted as ever. Who was not drawn for the longest time goes first. One for each view;
/// only the GUI thread uses it.
class ChipCache
{
public:
    /// `maxBytes`: about as much memory is used.
    explicit ChipCache(qsizetype maxBytes = 1024 * 1024) : m_pixmaps(maxBytes), m_sizes(kSizes) {}

    /// As paintChip(); `ground` is what is below the chip, invalid when it is no plain color.
    void draw(QPainter *painter, const QRect &cell, const Chip &chip, const Colors &colors, const QFont &font,
              const QColor &ground);
    /// chipSize(), which measures each text once.
    QSize size(const Chip &chip, const QFont &font);

    /// How often a chip was painted so far.
    int paintings() const { return m_paintings; }
    qsizetype bytes() const { return m_pixmaps.totalCost(); }
    /// When the system's fonts have changed.
    void clear();

private:
    struct Words
    {
        QString text;
        QFont font;
        bool operator==(const Words &) const = default;
    };
    struct Key
    {
        Words words;
        QRgb color;
        QRgb chip;
        QRgb ground;
        int width;
        int scale; ///< pixels to a point
        bool operator==(const Key &) const = default;
    };
    friend size_t qHash(const Words &words, size_t seed = 0) { return qHashMulti(seed, words.text, words.font); }
    friend size_t qHash(const Key &key, size_t seed)
    {
        return qHashMulti(seed, key.words, key.color, key.chip, key.ground, key.width, key.scale);
    }
    static constexpr qsizetype kSizes = 200;

    QCache<Key, QPixmap> m_pixmaps;
    QCache<Words, QSize> m_sizes;
    int m_paintings = 0;
};

} // namespace pl::ui
