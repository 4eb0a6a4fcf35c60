#include "models/mapping/bodytree.h"

#include "models/mapping/bodyreader.h"
#include "models/mapping/labels.h"

#include <QStringList>

namespace pl::mapping {
namespace {

constexpr qsizetype kMaxText = 10'000;

const QStringList &questionLabels()
{
    static const QStringList labels{
        QStringLiteral("question"),   QStringLiteral("questiontext"), QStringLiteral("columnname"),
        QStringLiteral("label"),      QStringLiteral("title"),        QStringLiteral("name"),
        QStringLiteral("key"),        QStringLiteral("columnid"),     QStringLiteral("slug"),
        QStringLiteral("fieldlabel"), QStringLiteral("fieldname"),    QStringLiteral("ref"),
        QStringLiteral("id")};
    return labels;
}

const QStringList &answerLabels()
{
    static const QStringList labels{QStringLiteral("answer"),      QStringLiteral("answertext"),
                                    QStringLiteral("value"),       QStringLiteral("values"),
                                    QStringLiteral("stringvalue"), QStringLiteral("response")};
    return labels;
}

/// What stands in a pair besides.
bool isFurniture(const QString &label)
{
    static const QStringList labels{
        QStringLiteral("type"),       QStringLiteral("rawvalue"),      QStringLiteral("required"),
        QStringLiteral("order"),      QStringLiteral("fieldid"),       QStringLiteral("questionid"),
        QStringLiteral("answerid"),   QStringLiteral("questiontype"),  QStringLiteral("answerids"),
        QStringLiteral("identifier"), QStringLiteral("questionid"),    QStringLiteral("placeholder"),
        QStringLiteral("valueraw"),   QStringLiteral("valuechoice"),   QStringLiteral("questionidentifier"),
        QStringLiteral("first"),      QStringLiteral("middle"),        QStringLiteral("last"),
        QStringLiteral("selected"),   QStringLiteral("answeroptions"), QStringLiteral("description")};
    return labels.contains(label) || questionLabels().contains(label);
}

QString quotedIfNeeded(const QString &name)
{
    const bool isPlain = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u' ' || c == u'@' || c == u'#';
    });
    QString inner = name;
    inner.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return isPlain && name.trimmed() == name ? name : u'"' + inner + u'"';
}

} // namespace

BodyTree::BodyTree(const nlohmann::json &root)
{
    m_nodes.reserve(64);
    m_nodes.push_back({&root, -1, 0, 0, -1, {}, {}, -1, -1});
    for (int number = 0; number < size(); ++number)
        addChildren(number);
    for (Node &object : m_nodes)
        findPair(object);
    listNames();
}

void BodyTree::addChildren(int number)
{
    const nlohmann::json &value = *m_nodes[std::size_t(number)].value;
    if (!value.is_structured() || size() + int(value.size()) > kMaxBodyValues + 1)
        return;
    const int first = size();
    if (value.is_object()) {
        for (const auto &[key, item] : value.items()) {
            const QString name = QString::fromStdString(key);
            m_nodes.push_back({&item, number, 0, 0, -1, name, labelOf(name), -1, -1});
        }
    } else {
        for (const auto &item : value)
            m_nodes.push_back({&item, number, 0, 0, size() - first, {}, {}, -1, -1});
    }
    m_nodes[std::size_t(number)].firstChild = first;
    m_nodes[std::size_t(number)].childCount = size() - first;
}

void BodyTree::findPair(Node &object) const
{
    if (!object.value->is_object() || object.childCount < 2 || object.childCount > 12)
        return;
    qsizetype bestQuestion = questionLabels().size();
    int question = -1;
    int answer = -1;
    for (int child = object.firstChild; child < object.firstChild + object.childCount; ++child) {
        const QString &label = node(child).label;
        const qsizetype rank = questionLabels().indexOf(label);
        if (answerLabels().contains(label))
            answer = child;
        else if (rank >= 0 && rank < bestQuestion && !scalarText(*node(child).value).isEmpty())
            bestQuestion = rank, question = child;
        else if (rank < 0 && !isFurniture(label))
            return;
    }
    if (question >= 0 && answer >= 0) {
        object.question = question;
        object.answer = answer;
    }
}

void BodyTree::listNames()
{
    for (int number = 1; number < size(); ++number) {
        const Node &item = node(number);
        const Node &parent = node(item.parent);
        if (parent.answer < 0 && item.element < 0)
            m_called[item.label].append(number);
        if (item.answer < 0)
            continue;
        for (int child = item.firstChild; child < item.firstChild + item.childCount; ++child) {
            if (!questionLabels().contains(node(child).label))
                continue;
            const QString label = labelOf(scalarText(*node(child).value));
            QList<int> &list = m_called[label];
            if (!label.isEmpty() && (list.isEmpty() || list.last() != item.answer))
                list.append(item.answer);
        }
    }
}

int BodyTree::member(int object, const QString &name) const
{
    const Node &parent = node(object);
    if (!parent.value->is_object())
        return -1;
    for (int child = parent.firstChild; child < parent.firstChild + parent.childCount; ++child)
        if (node(child).key == name)
            return child;
    const QString label = labelOf(name);
    for (int child = parent.firstChild; !label.isEmpty() && child < parent.firstChild + parent.childCount; ++child)
        if (node(child).label == label)
            return child;
    return -1;
}

QString BodyTree::text(int number, const QString &separator) const
{
    QString text;
    appendText(number, separator, text, 0);
    return text.size() > kMaxText ? text.first(kMaxText) : text;
}

// NOLINTNEXTLINE(misc-no-recursion): a tree is at most kMaxBodyDepth deep
void BodyTree::appendText(int number, const QString &separator, QString &text, int depth) const
{
    const Node &item = node(number);
    if (text.size() > kMaxText || depth > kMaxBodyDepth)
        return;
    if (item.answer >= 0)
        return appendText(item.answer, separator, text, depth + 1);
    const QString own = scalarText(*item.value);
    if (!own.isEmpty())
        text += (text.isEmpty() ? QString() : separator) + own;
    for (int child = item.firstChild; child < item.firstChild + item.childCount; ++child)
        appendText(child, separator, text, depth + 1);
}

bool BodyTree::isListOfPairs() const
{
    const Node &root = node(0);
    const auto first = m_nodes.begin() + root.firstChild;
    return root.childCount > 0 && root.value->is_array() &&
           std::all_of(first, first + root.childCount, [](const Node &item) { return item.answer >= 0; });
}

QString BodyTree::pathTo(int number) const
{
    QStringList steps;
    for (; number > 0; number = node(number).parent) {
        const Node &item = node(number);
        const QString step = item.element >= 0 ? QStringLiteral("[%1]").arg(item.element) : quotedIfNeeded(item.key);
        const bool isAfterDot = item.element < 0 && item.parent > 0;
        steps.prepend(isAfterDot ? u'.' + step : step);
    }
    return steps.join(QString());
}

} // namespace pl::mapping
