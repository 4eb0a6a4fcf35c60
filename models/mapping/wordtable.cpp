#include "models/mapping/wordtable.h"

#include "models/mapping/labels.h"

namespace pl::mapping {
namespace {

/// How people and forms say when they need somebody.
const QMap<QString, QString> &usualUrgencies()
{
    static const QMap<QString, QString> words = [] {
        QMap<QString, QString> table;
        const auto add = [&table](const char *word, std::initializer_list<const char *> patterns) {
            for (const char *pattern : patterns)
                table[QString::fromLatin1(pattern)] = QString::fromLatin1(word);
        };
        add("day", {"*emergency*", "*asap*", "*as soon as possible*", "*urgent*", "*immediate*", "now", "right now",
                    "right away", "*today*", "*same day*", "*24 hours*", "*tonight*", "*right away*", "high",
                    "*tomorrow*", "1 day", "*next day*", "*few hours*"});
        add("week", {"*48 hours*", "*72 hours*", "*this week*", "*within a week*", "*few days*", "*couple of days*",
                     "*1 week*", "*one week*", "*within the week*", "soon", "*next week*", "*days*", "normal", "medium",
                     "*less than a week*", "standard"});
        add("month", {"*month*",        "*no rush*",       "*flexible*",   "*not urgent*", "*not an emergency*",
                      "*no emergency*", "*non emergency*", "*non urgent*", "*30 days*",    "*14 days*",
                      "*not sure*",     "*researching*",   "*planning*",   "*weeks*",      "*1 2 weeks*",
                      "*whenever*",     "*budgeting*",     "low",          "*year*",       "*not in a hurry*",
                      "*no hurry*"});
        return table;
    }();
    return words;
}

QString knownName(const QString &name, const QStringList &services)
{
    const QString label = labelOf(name);
    const auto it = std::find_if(services.begin(), services.end(),
                                 [&label](const QString &service) { return labelOf(service) == label; });
    return it == services.end() || label.isEmpty() ? QString() : *it;
}

std::optional<QString> oneService(const QString &text, const QMap<QString, QString> &words, const QStringList &services)
{
    const auto word = translated(words, text);
    if (services.isEmpty())
        return word ? word : text.simplified();
    if (word)
        if (const QString known = knownName(*word, services); !known.isEmpty())
            return known;
    const QString known = knownName(text, services);
    return known.isEmpty() ? std::nullopt : std::optional(known);
}

} // namespace

std::optional<QString> translated(const QMap<QString, QString> &words, const QString &text)
{
    const QString sent = wordOf(text.left(500));
    std::optional<QString> best;
    qsizetype bestSize = -1;
    for (auto it = words.begin(); it != words.end() && !sent.isEmpty(); ++it) {
        const QString word = wordOf(it.key(), true);
        if (!word.contains(u'*')) {
            if (word == sent)
                return it.value();
        } else if (word.size() > bestSize && fitsPattern(sent, word)) {
            best = it.value();
            bestSize = word.size();
        }
    }
    return best;
}

std::optional<QString> serviceMeant(const QString &text, const QMap<QString, QString> &words,
                                    const QStringList &services)
{
    if (text.isEmpty())
        return std::nullopt;
    if (auto whole = oneService(text, words, services))
        return whole;
    for (const QString &part : text.left(500).split(u','))
        if (auto one = oneService(part.trimmed(), words, services); one && !part.trimmed().isEmpty())
            return one;
    return std::nullopt;
}

std::optional<Urgency> urgencyMeant(const QString &text, const QMap<QString, QString> &words)
{
    if (const auto word = translated(words, text))
        return enumFromName<Urgency>(*word);
    if (const auto own = enumFromName<Urgency>(text.trimmed().toLower()))
        return own;
    const auto word = translated(usualUrgencies(), text);
    return word ? enumFromName<Urgency>(*word) : std::nullopt;
}

bool saysYes(const QString &text)
{
    static const QStringList noes{QStringLiteral("no"),   QStringLiteral("false"), QStringLiteral("0"),
                                  QStringLiteral("off"),  QStringLiteral("n"),     QStringLiteral("none"),
                                  QStringLiteral("null"), QStringLiteral("f")};
    const QString word = text.simplified().toLower();
    return !word.isEmpty() && !noes.contains(word);
}

} // namespace pl::mapping
