#pragma once

#include "models/base/foldedtext.h"

#include <QList>

#include <functional>
#include <optional>

namespace pl::ui {

/// How well a line matches what was typed; the lower, the better.
enum PaletteRank { RankWhole, RankStart, RankWords, RankInside, RankElsewhere, RankLast };

/// A line of the palette: what it says, and what happens when it is chosen.
struct PaletteHit
{
    QString key; ///< the same in every session, for the recent ones: "lead/<id>"; empty: never one of them
    QString text;
    QString detail = {}; ///< behind the text, in second text
    QString keys = {};   ///< on a key cap at the right
    std::function<void()> run;
    std::optional<int> rank = {}; ///< a PaletteRank; none: by its text
};

/// What finds lines for what was typed, in its own order; on an empty line those that are always offered.
using PaletteProvider = std::function<QList<PaletteHit>(const QString &typed)>;

/// One group of the palette.
struct PaletteSource
{
    QString title;
    PaletteProvider find;
    /// The line of one of the recent ones, while it exists. Without this, it is looked for among find({}).
    std::function<std::optional<PaletteHit>(const QString &key)> byKey = {};
};

/// How well `text` itself matches; nothing when it doesn't.
std::optional<int> paletteRank(const QString &text, const SearchWords &typed);

} // namespace pl::ui
