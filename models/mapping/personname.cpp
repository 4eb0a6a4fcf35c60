#include "models/mapping/personname.h"

#include <QStringList>

namespace pl::mapping {
namespace {

QString bareWord(const QString &word)
{
    QString bare = word.toLower();
    bare.remove(u'.').remove(u',');
    return bare;
}

bool isOneOf(const QString &word, std::initializer_list<const char *> list)
{
    const QString bare = bareWord(word);
    return std::any_of(list.begin(), list.end(), [&bare](const char *one) { return bare == QLatin1StringView(one); });
}

bool isSuffix(const QString &word)
{
    return isOneOf(word, {"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"});
}

bool isParticle(const QString &word)
{
    return isOneOf(word, {"van", "von", "der", "den", "de", "del", "la",  "las", "los", "da", "di",
                          "dos", "du",  "le",  "bin", "al", "el",  "ter", "ten", "zu",  "st"});
}

QStringList withoutAddress(QStringList words)
{
    while (words.size() > 1 && isOneOf(words.first(), {"mr", "mrs", "ms", "miss", "mx"}))
        words.removeFirst();
    return words;
}

} // namespace

PersonName splitName(const QString &name)
{
    const QString tidy = name.simplified();
    const qsizetype comma = tidy.indexOf(u',');
    if (comma > 0 && !isSuffix(tidy.sliced(comma + 1).trimmed())) {
        const QString first = tidy.sliced(comma + 1).trimmed();
        const QString last = tidy.first(comma).trimmed();
        if (!first.isEmpty())
            return {withoutAddress(first.split(u' ')).join(u' '), last};
        return {last, {}};
    }
    const QStringList words = withoutAddress(tidy.split(u' ', Qt::SkipEmptyParts));
    qsizetype split = words.size() - 1;
    while (split > 1 && isSuffix(words.at(split)))
        --split;
    while (split > 1 && isParticle(words.at(split - 1)))
        --split;
    if (split < 1)
        return {words.join(u' '), {}};
    return {words.first(split).join(u' '), words.sliced(split).join(u' ')};
}

} // namespace pl::mapping
