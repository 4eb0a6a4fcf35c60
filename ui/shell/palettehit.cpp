#include "ui/shell/palettehit.h"

namespace pl::ui {

std::optional<int> paletteRank(const QString &text, const SearchWords &typed)
{
    const QByteArray own = folded(text);
    if (!typed.occurIn(own))
        return std::nullopt;
    const QByteArrayList &words = typed.words();
    const QByteArray whole = words.join(' ');
    if (own == whole)
        return RankWhole;
    if (own.startsWith(whole))
        return RankStart;
    const bool beginsWords = std::all_of(words.cbegin(), words.cend(), [&own](const QByteArray &word) {
        return own.startsWith(word) || own.contains(' ' + word);
    });
    return beginsWords ? RankWords : RankInside;
}

} // namespace pl::ui
