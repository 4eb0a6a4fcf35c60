#include "models/mapping/texttree.h"

#include <QStringList>

namespace pl::mapping {
namespace {

using nlohmann::json;

constexpr qsizetype kMaxLabel = 60;
constexpr std::size_t kMaxLabels = 500;

/// Where a line's label ends; -1 when it has none. "4:41 am" and "https://…" have none.
qsizetype labelEnd(QStringView line)
{
    const qsizetype colon = line.indexOf(u':');
    if (colon < 1 || colon > kMaxLabel || !line.trimmed().at(0).isLetter())
        return -1;
    const QStringView behind = line.sliced(colon + 1);
    const bool isTime = line.at(colon - 1).isDigit() && !behind.isEmpty() && behind.at(0).isDigit();
    const bool isSentence = line.first(colon).count(u' ') > 7;
    return isTime || isSentence || behind.startsWith(u"//") ? -1 : colon;
}

void addText(json &object, const QString &name, const QString &value)
{
    json &place = object[name.toStdString()];
    if (place.is_null())
        place = value.toStdString();
    else if (place.is_array())
        place.push_back(value.toStdString());
    else
        place = json::array({std::move(place), value.toStdString()});
}

} // namespace

json textTree(const QString &text)
{
    json tree = json::object();
    QString label = QStringLiteral("text");
    QStringList lines;
    const auto finish = [&tree, &label, &lines] {
        const QString value = lines.join(u'\n').trimmed();
        if (!value.isEmpty() || label != u"text")
            addText(tree, label, value);
        lines.clear();
    };
    for (const QString &line : text.split(u'\n')) {
        const qsizetype end = tree.size() < kMaxLabels ? labelEnd(line.trimmed()) : -1;
        if (end < 0) {
            lines += line.trimmed();
            continue;
        }
        finish();
        label = line.trimmed().first(end).trimmed();
        lines += line.trimmed().sliced(end + 1).trimmed();
    }
    finish();
    return tree;
}

} // namespace pl::mapping
