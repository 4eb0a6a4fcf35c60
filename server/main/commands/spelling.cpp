#include "server/main/commands/spelling.h"

#include <algorithm>
#include <vector>

namespace pl {

int spellingDistance(const QString &one, const QString &other)
{
    const auto width = std::size_t(other.size()) + 1;
    std::vector<std::vector<int>> far(std::size_t(one.size()) + 1, std::vector<int>(width));
    for (std::size_t i = 0; i < far.size(); ++i)
        for (std::size_t j = 0; j < width; ++j) {
            if (i == 0 || j == 0) {
                far[i][j] = int(i + j);
                continue;
            }
            const auto letter = [&](std::size_t at) { return one.at(qsizetype(at) - 1); };
            const auto otherLetter = [&](std::size_t at) { return other.at(qsizetype(at) - 1); };
            const int replaced = far[i - 1][j - 1] + (letter(i) == otherLetter(j) ? 0 : 1);
            far[i][j] = std::min({far[i - 1][j] + 1, far[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && letter(i) == otherLetter(j - 1) && letter(i - 1) == otherLetter(j))
                far[i][j] = std::min(far[i][j], far[i - 2][j - 2] + 1);
        }
    return far.back().back();
}

QString nearestWord(const QString &typed, const QStringList &words)
{
    QString nearest;
    // A third of the letters may be wrong; more is another word.
    int least = std::max(1, int(typed.size()) / 3) + 1;
    for (const QString &word : words) {
        const int distance =
            typed.size() >= 3 && word.startsWith(typed) ? 1 : spellingDistance(typed.toLower(), word.toLower());
        if (distance < least) {
            least = distance;
            nearest = word;
        }
    }
    return nearest;
}

} // namespace pl
