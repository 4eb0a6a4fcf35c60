#pragma once

#include "models/base/result.h"
#include "models/mapping/bodytree.h"

#include <QList>
#include <QString>

namespace pl::mapping {

/// Where a value stands in a body. Steps with dots between them:
///
///     name            the member of that name, or else the one that reads the same without case, blanks, and signs:
///                     your-name finds "Your Name*"
///     "a.b [1]"       a name with signs of its own; \" and \\ inside
///     q*_name         the members whose names fit, '*' standing for any text; * alone: every member
///     [0]  [-1]       an element, counted from the front or from the back; also the member "0" of an object
///     [*]             every element
///     [key=VALUE]     the elements, or the members of an object, whose key has that value. VALUE is compared like a
///                     name, may hold '*', and stands in quotes when it holds ']'; key may be several names with dots
///     **.name         the first step only: whatever is called so anywhere, nearest to the root first, and the answers
///                     to questions of that name (bodytree.h)
///
/// Examples: user_column_data[column_id=FULL_NAME].string_value · data.request.details[0].answer · "1.3" ·
/// rawRequest.q*_name.first · **.phone
///
/// Following a path takes time by the number of the body's values at most, whatever the path is.
class Path
{
public:
    static constexpr qsizetype kMaxLength = 300;
    static constexpr qsizetype kMaxSteps = 16;

    /// An InvalidInput says what is wrong and where: "character 12: a ] is missing".
    static Result<Path> parse(const QString &text);

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_steps.isEmpty(); }
    bool operator==(const Path &other) const { return m_text == other.m_text; }

    /// The values it leads to, in the body's order, or nearest to the root first.
    QList<int> find(const BodyTree &tree) const { return find(tree, 0); }
    /// The same from another value than the root.
    QList<int> find(const BodyTree &tree, int from) const;

    struct Step
    {
        enum class Kind { Member, Pattern, Anywhere, Element, EveryElement, Choice };
        Kind kind = Kind::Member;
        QString name;       ///< of a member; a choice's value; a pattern is in lower case
        QList<QString> key; ///< of a choice
        int element = 0;
    };

private:
    QString m_text;
    QList<Step> m_steps;
};

} // namespace pl::mapping
