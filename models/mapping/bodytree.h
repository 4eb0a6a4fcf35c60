#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <nlohmann/json.hpp>

#include <vector>

namespace pl::mapping {

/// The values of a body in one list, nearest to the root first, so that they have numbers and a path is a walk along
/// them. Refers to the tree it was made of, which must live as long and must be within readBody's limits; more values
/// than those are left out. Thread-safe once made.
///
/// Many sources send questions with their answers: {"column_name": "Zip Code", "string_value": "78701"}. An object with
/// a question ("question", "label", "title", "name", "id" …), an answer ("answer", "value", "values", "string_value"
/// …), and nothing else but what usually stands beside them is such a **pair**.
class BodyTree
{
public:
    struct Node
    {
        const nlohmann::json *value = nullptr;
        int parent = -1;
        int firstChild = 0;
        int childCount = 0;
        int element = -1;  ///< its place in an array; -1 for a member
        QString key;       ///< its name in an object
        QString label;     ///< the same as it is compared
        int question = -1; ///< of a pair
        int answer = -1;   ///< of a pair
    };

    explicit BodyTree(const nlohmann::json &root);

    int size() const { return int(m_nodes.size()); }
    const Node &node(int number) const { return m_nodes[std::size_t(number)]; }
    /// The member of that name, or else the one whose label is the same (labels.h); -1 when there is none.
    int member(int object, const QString &name) const;
    /// Everything that is called so, nearest to the root first: members, and answers to questions of that name.
    QList<int> called(const QString &label) const { return m_called.value(label); }

    /// A text, number, or boolean as text; of a pair its answer; an array's and an object's texts, joined. At most
    /// 10,000 characters.
    QString text(int number, const QString &separator = QStringLiteral(", ")) const;
    /// Whether the root is an array of questions with their answers.
    bool isListOfPairs() const;
    /// A path (path.h) that leads to this value: names, and places in arrays.
    QString pathTo(int number) const;

private:
    void addChildren(int number);
    void findPair(Node &object) const;
    void listNames();
    void appendText(int number, const QString &separator, QString &text, int depth) const;

    std::vector<Node> m_nodes;
    QHash<QString, QList<int>> m_called;
};

/// A text, number, or boolean as text, without HTML's entities ("O&#039;Brien") and invisible characters; empty for
/// anything else. A whole number has no decimals.
QString scalarText(const nlohmann::json &value);
/// "&amp;", "&#39;", "&#x27;", and the few other entities that forms send, as their characters; once.
QString withoutEntities(const QString &text);

} // namespace pl::mapping
