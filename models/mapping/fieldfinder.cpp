#include "models/mapping/fieldfinder.h"

#include "models/mapping/labels.h"
#include "models/mapping/wordtable.h"

#include <QStringList>

namespace pl::mapping {
namespace {

constexpr qsizetype kMaxFound = 50;

/// What '*' first stands for in the first line that fits "Phone: *"; later stars stand for whatever follows.
QString patternValue(const QString &text, const QString &pattern)
{
    const qsizetype star = pattern.indexOf(u'*');
    const QString before = pattern.first(star).trimmed();
    const QStringList behind = pattern.sliced(star + 1).split(u'*');
    const QString after = behind.first().trimmed();
    for (const QString &line : text.split(u'\n')) {
        const QString whole = line.trimmed();
        if (!whole.startsWith(before, Qt::CaseInsensitive))
            continue;
        const QString rest = whole.sliced(before.size());
        const qsizetype end = after.isEmpty() ? rest.size() : rest.indexOf(after, 0, Qt::CaseInsensitive);
        if (const QString value = end < 0 ? QString() : rest.first(end).trimmed(); !value.isEmpty())
            return value;
    }
    return {};
}

bool fitsOne(const QString &text, const QStringList &patterns)
{
    const QString word = wordOf(text.left(500));
    return std::any_of(patterns.begin(), patterns.end(), [&](const QString &pattern) {
        const QString form = wordOf(pattern, true);
        return form.isEmpty() ? text == pattern : fitsPattern(word, form);
    });
}

} // namespace

QString FieldFinder::textOf(int number, const ValueSource &source, const QString &separator) const
{
    // An object's members are parts of one value: an address, a phone's area and number.
    const bool isObject = m_tree.node(number).value->is_object();
    const QString text = m_tree.text(number, isObject ? QStringLiteral(" ") : separator);
    return source.pattern.isEmpty() ? text : patternValue(text, source.pattern);
}

QList<FieldFinder::Found> FieldFinder::all(const ValueRule &rule, const QString &separator) const
{
    QList<Found> found;
    for (const ValueSource &source : rule.from)
        for (const int number : source.path.find(m_tree)) {
            const QString text = textOf(number, source, separator);
            if (!text.isEmpty() && found.size() < kMaxFound)
                found += {text, source.pattern.isEmpty() ? number : -1};
        }
    return found;
}

QString FieldFinder::text(const ValueRule &rule, const QString &separator,
                          const std::function<bool(const QString &)> &fits)
{
    const QList<Found> found = all(rule, separator);
    if (found.isEmpty())
        return {};
    const auto best =
        std::find_if(found.begin(), found.end(), [&fits](const Found &one) { return !fits || fits(one.text); });
    const auto first = best == found.end() ? found.begin() : best;
    QStringList texts;
    for (auto it = rule.joined ? found.begin() : first; it != (rule.joined ? found.end() : first + 1); ++it) {
        if (it->number >= 0)
            take(it->number);
        if (!texts.contains(it->text))
            texts += it->text;
    }
    return texts.join(u'\n');
}

nlohmann::json FieldFinder::value(const ValueRule &rule)
{
    for (const ValueSource &source : rule.from)
        for (const int number : source.path.find(m_tree)) {
            const QString found = textOf(number, source, QStringLiteral(", "));
            if (found.isEmpty())
                continue;
            take(number);
            if (source.pattern.isEmpty() && m_tree.node(number).value->is_object())
                return *m_tree.node(number).value;
            return found.toStdString();
        }
    return nullptr;
}

void FieldFinder::takeIf(const ValueRule &rule, const QString &text)
{
    for (const ValueSource &source : rule.from)
        for (const int number : source.path.find(m_tree))
            if (labelOf(m_tree.text(number, QStringLiteral(" "))) == labelOf(text))
                take(number);
}

void FieldFinder::take(const Path &path)
{
    for (const int number : path.find(m_tree))
        take(number);
}

void FieldFinder::take(int number)
{
    m_used[std::size_t(number)] = true;
    const int parent = m_tree.node(number).parent;
    if (parent >= 0 && m_tree.node(parent).answer == number)
        m_used[std::size_t(parent)] = true;
}

bool FieldFinder::holds(const Condition &condition) const
{
    QStringList texts;
    for (const int number : condition.path.find(m_tree))
        if (const QString text = m_tree.text(number); !text.isEmpty() && texts.size() < 50)
            texts += text;
    const auto fitAny = [&texts](const QStringList &patterns) {
        return std::any_of(texts.begin(), texts.end(), [&](const QString &text) { return fitsOne(text, patterns); });
    };
    if (condition.is.isEmpty() && condition.isNot.isEmpty())
        return std::any_of(texts.begin(), texts.end(), saysYes);
    return (condition.is.isEmpty() || fitAny(condition.is)) && !fitAny(condition.isNot);
}

} // namespace pl::mapping
