#include "models/mapping/answerlist.h"

namespace pl::mapping {
namespace {

constexpr std::size_t kMaxAnswers = 100;
constexpr qsizetype kMaxQuestion = 200;
constexpr qsizetype kMaxAnswer = 2'000;
constexpr qsizetype kMaxTotal = 32 * 1024;

/// Without NUL, which PostgreSQL's JSON can't hold: a name in a document may have one.
QString shortened(QString text, qsizetype length)
{
    text.remove(QChar(0));
    return text.size() <= length ? text : text.first(length - 1) + u'…';
}

/// The first of several paths from an item that leads to a text.
int firstFound(const BodyTree &tree, const QList<Path> &paths, int item)
{
    for (const Path &path : paths)
        for (const int number : path.find(tree, item))
            if (!tree.text(number).isEmpty())
                return number;
    return -1;
}

bool isListOfScalars(const nlohmann::json &value)
{
    return value.is_array() &&
           std::none_of(value.begin(), value.end(), [](const auto &item) { return item.is_structured(); });
}

} // namespace

void AnswerList::add(const QString &question, const QString &answer)
{
    if (answer.isEmpty())
        return;
    const QString text = shortened(answer, kMaxAnswer);
    QString name = shortened(question.isEmpty() ? QStringLiteral("?") : question, kMaxQuestion);
    if (const auto it = m_answers.find(name.toStdString()); it != m_answers.end()) {
        if (*it == text.toStdString())
            return;
        name += QStringLiteral(" (%1)").arg(m_answers.size() + 1);
    }
    m_size += name.size() + text.size();
    if (m_answers.size() >= kMaxAnswers || m_size > kMaxTotal)
        ++m_leftOut;
    else
        m_answers[name.toStdString()] = text.toStdString();
}

void AnswerList::addRest(FieldFinder &finder, const Mapping &mapping)
{
    for (const Path &path : mapping.ignore)
        finder.take(path);
    for (const QuestionRule &rule : mapping.questions)
        addQuestions(finder, rule);
    addBelow(finder, 0);
}

void AnswerList::addQuestions(FieldFinder &finder, const QuestionRule &rule)
{
    const BodyTree &tree = finder.tree();
    for (const int item : rule.items.find(tree)) {
        const int question = firstFound(tree, rule.question, item);
        const int answer = firstFound(tree, rule.answer, item);
        if (finder.isTaken(item) || question < 0 || answer < 0)
            continue;
        if (!finder.isTaken(answer))
            add(tree.text(question), tree.text(answer));
        finder.take(item);
    }
}

// NOLINTNEXTLINE(misc-no-recursion): a tree is at most kMaxBodyDepth deep
void AnswerList::addBelow(const FieldFinder &finder, int number)
{
    const BodyTree &tree = finder.tree();
    const auto &node = tree.node(number);
    if (finder.isTaken(number))
        return;
    if (node.answer >= 0) {
        if (!finder.isTaken(node.answer))
            add(tree.text(node.question), tree.text(node.answer));
    } else if (!node.value->is_structured() || isListOfScalars(*node.value)) {
        const QString text = tree.text(number);
        if (!text.isEmpty())
            add(node.parent <= 0 && node.element < 0 ? node.key : tree.pathTo(number), text);
    } else {
        for (int child = node.firstChild; child < node.firstChild + node.childCount; ++child)
            addBelow(finder, child);
    }
}

nlohmann::ordered_json AnswerList::take()
{
    if (m_leftOut > 0)
        m_answers["…"] = QStringLiteral("%1 more left out").arg(m_leftOut).toStdString();
    return std::exchange(m_answers, nlohmann::ordered_json::object());
}

} // namespace pl::mapping
