#pragma once

#include <QCache>
#include <QFont>
#include <QGlyphRun>
#include <QTextLayout>

class QPainter;

namespace pl::ui {

/// Draws lines of text for tables: as QPainter::drawText() draws what elided() gives, at a fraction of its cost.
///
/// A text is laid out once and then kept as glyphs, by text, font, direction and, where it had to be cut, width. What
/// glyphs alone don't do justice (scripts that join or stack letters, two directions, letters from several fonts, no
/// glyph at all) is kept as the layout that Qt draws itself. Who was not drawn for the longest time goes first. One for
/// each view; only the GUI thread uses it.
class TextCache
{
public:
    /// `maxBytes`: about as much memory is used.
    explicit TextCache(qsizetype maxBytes = 2 * 1024 * 1024) : m_lines(maxBytes) {}

    /// One line with the painter's font and pen, cut with an ellipsis when it is more than `spare` wider than `room`.
    void draw(QPainter *painter, const QRect &room, const QString &text,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, int spare = 0);

    /// How often a text was laid out so far.
    int layouts() const { return m_layouts; }
    qsizetype bytes() const { return m_lines.totalCost(); }
    /// When the system's fonts have changed.
    void clear() { m_lines.clear(); }

private:
    struct Key
    {
        QString text;
        QFont font;
        Qt::LayoutDirection direction;
        int room; ///< kWhole: not cut
        bool operator==(const Key &) const = default;
    };
    friend size_t qHash(const Key &key, size_t seed)
    {
        return qHashMulti(seed, key.text, key.font, int(key.direction), key.room);
    }
    struct Line
    {
        QSizeF size;
        QGlyphRun glyphs;                    ///< empty: `layout` draws
        std::unique_ptr<QTextLayout> layout; ///< null: there is nothing to draw, or `glyphs` do
        qsizetype bytes() const;
    };
    static constexpr int kWhole = -1;
    const Line *lineFor(const Key &key);
    std::unique_ptr<Line> layOut(const Key &key);

    QCache<Key, Line> m_lines;
    int m_layouts = 0;
};

} // namespace pl::ui
