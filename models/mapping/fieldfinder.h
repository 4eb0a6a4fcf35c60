#pragma once

#include "models/mapping/mapping.h"

#include <functional>
#include <vector>

namespace pl::mapping {

/// Looks up a mapping's values in one body, and remembers which of them were taken: what nobody took becomes an answer.
class FieldFinder
{
public:
    explicit FieldFinder(const BodyTree &tree) : m_tree(tree), m_used(std::size_t(tree.size()), false) {}

    const BodyTree &tree() const { return m_tree; }
    /// The first text that a source has and that fits, or else the first; joined, all of them. Without the fallback.
    /// Takes what it gives.
    QString text(const ValueRule &rule, const QString &separator = QStringLiteral(", "),
                 const std::function<bool(const QString &)> &fits = {});
    /// The first value that a source has, taken as it is: a text, an object …; null when there is none.
    nlohmann::json value(const ValueRule &rule);
    /// Takes values that say nothing new, such as a full name beside its parts.
    void takeIf(const ValueRule &rule, const QString &text);
    void take(const Path &path);
    void take(int number);

    bool holds(const Condition &condition) const;
    /// Whether this value was taken by itself; those below a taken one are, too, without being marked.
    bool isTaken(int number) const { return m_used[std::size_t(number)]; }

private:
    struct Found
    {
        QString text;
        int number = -1; ///< what is to be taken; -1 for a piece of a text, whose rest is still worth reading
    };
    QList<Found> all(const ValueRule &rule, const QString &separator) const;
    QString textOf(int number, const ValueSource &source, const QString &separator) const;

    const BodyTree &m_tree;
    std::vector<bool> m_used;
};

} // namespace pl::mapping
