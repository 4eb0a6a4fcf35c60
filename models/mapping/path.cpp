#include "models/mapping/path.h"

#include "models/mapping/labels.h"

namespace pl::mapping {
namespace {

using Step = Path::Step;

int elementNumber(const BodyTree &tree, int from, int element)
{
    const auto &node = tree.node(from);
    if (node.value->is_object())
        return tree.member(from, QString::number(element));
    const int place = element < 0 ? node.childCount + element : element;
    return place >= 0 && place < node.childCount ? node.firstChild + place : -1;
}

bool isChosen(const BodyTree &tree, int candidate, const Step &step)
{
    for (const QString &name : step.key) {
        candidate = tree.member(candidate, name);
        if (candidate < 0)
            return false;
    }
    const QString text = scalarText(*tree.node(candidate).value);
    if (step.name.contains(u'*'))
        return fitsPattern(wordOf(QStringView(text).first(qMin<qsizetype>(text.size(), 200))), wordOf(step.name, true));
    // Signs alone have no label: then the texts decide.
    const QString label = labelOf(step.name);
    return label.isEmpty() ? text == step.name : labelOf(text) == label;
}

bool fits(const BodyTree &tree, int child, const Step &step)
{
    switch (step.kind) {
    case Step::Kind::Pattern:
        return tree.node(child).element < 0 && fitsPattern(QStringView(tree.node(child).key)
                                                               .first(qMin<qsizetype>(tree.node(child).key.size(), 200))
                                                               .toString()
                                                               .toLower(),
                                                           step.name);
    case Step::Kind::EveryElement:
        return tree.node(child).element >= 0;
    case Step::Kind::Choice:
        return isChosen(tree, child, step);
    case Step::Kind::Member:
    case Step::Kind::Anywhere:
    case Step::Kind::Element:
        break;
    }
    return false;
}

void addFound(const BodyTree &tree, int from, const Step &step, QList<int> &found)
{
    const auto &node = tree.node(from);
    if (step.kind == Step::Kind::Member || step.kind == Step::Kind::Element) {
        const int one =
            step.kind == Step::Kind::Member ? tree.member(from, step.name) : elementNumber(tree, from, step.element);
        if (one >= 0)
            found.append(one);
        return;
    }
    for (int child = node.firstChild; child < node.firstChild + node.childCount; ++child)
        if (fits(tree, child, step))
            found.append(child);
}

QList<int> anywhere(const BodyTree &tree, const Step &step)
{
    if (!step.name.contains(u'*'))
        return tree.called(labelOf(step.name));
    QList<int> found;
    for (int number = 1; number < tree.size(); ++number)
        if (fitsPattern(tree.node(number).label.left(200), step.name))
            found.append(number);
    return found;
}

} // namespace

QList<int> Path::find(const BodyTree &tree, int from) const
{
    QList<int> found{from};
    for (const Step &step : m_steps) {
        if (step.kind == Step::Kind::Anywhere) {
            found = anywhere(tree, step);
            continue;
        }
        QList<int> next;
        for (const int number : found)
            addFound(tree, number, step, next);
        found = std::move(next);
    }
    return found;
}

} // namespace pl::mapping
