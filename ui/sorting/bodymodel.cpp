#include "ui/sorting/bodymodel.h"

#include "ui/words/intakewords.h"

namespace pl::ui {

using mapping::BodyTree;
using mapping::Meaning;

void BodyModel::setBody(const OpenedBodyPtr &body)
{
    beginResetModel();
    m_body = body;
    m_meanings.clear();
    m_lines.clear();
    m_ahead.clear();
    if (m_body && m_body->read()) {
        push(0, -1);
        addLines(kFirstRows);
    }
    endResetModel();
}

void BodyModel::setMapping(const mapping::Mapping &mapping)
{
    if (!m_body || !m_body->read())
        return;
    m_meanings = mapping::meaningsIn(m_body->read()->tree, mapping);
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

/// Its children, so that the first of them comes next.
void BodyModel::push(int node, int depth)
{
    const auto &item = m_body->tree().node(node);
    for (int child = item.firstChild + item.childCount - 1; child >= item.firstChild; --child)
        m_ahead += Line{child, depth + 1};
}

void BodyModel::addLines(int most)
{
    const BodyTree &tree = m_body->tree();
    for (int i = 0; i < most && !m_ahead.isEmpty(); ++i) {
        Line line = m_ahead.takeLast();
        // A question and its answer are one line when the answer is one value.
        const int answer = tree.node(line.node).answer;
        if (answer >= 0 && tree.node(answer).childCount == 0)
            line.node = answer;
        m_lines += line;
        push(line.node, line.depth);
    }
}

void BodyModel::showMore()
{
    beginResetModel();
    addLines(kFirstRows);
    endResetModel();
}

int BodyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size()) + (m_ahead.isEmpty() ? 0 : 1);
}

bool BodyModel::isMore(const QModelIndex &index) const
{
    return index.isValid() && index.row() == m_lines.size();
}

int BodyModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_lines.size() ? m_lines[index.row()].node : -1;
}

QString BodyModel::nameOf(int node) const
{
    const BodyTree &tree = m_body->tree();
    const auto &item = tree.node(node);
    const auto &parent = tree.node(item.parent);
    if (parent.answer == node && item.childCount == 0)
        return mapping::scalarText(*tree.node(parent.question).value);
    return item.element >= 0 ? QStringLiteral("[%1]").arg(item.element) : item.key;
}

QString BodyModel::valueOf(int node) const
{
    const nlohmann::json &value = *m_body->tree().node(node).value;
    if (value.is_object())
        return QStringLiteral("{ %1 }").arg(value.size());
    if (value.is_array())
        return QStringLiteral("[ %1 ]").arg(value.size());
    if (value.is_null())
        return QStringLiteral("null");
    const QString text = mapping::scalarText(value);
    return value.is_string() ? u'"' + text + u'"' : text;
}

QVariant BodyModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (isMore(index))
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(tr("Show more values\u2026"))
                                                                         : QVariant();
    const Line &line = m_lines[index.row()];
    const nlohmann::json *value = m_body->tree().node(line.node).value;
    const auto meaning = m_meanings.constFind(value);
    const QString meant = meaning == m_meanings.cend() ? QString() : meaningText(*meaning);
    switch (role) {
    case Qt::DisplayRole:
        return tr("%1: %2").arg(nameOf(line.node), valueOf(line.node));
    case Qt::AccessibleTextRole: {
        const QString spoken = tr("%1: %2").arg(nameOf(line.node), valueOf(line.node));
        return meant.isEmpty() ? spoken : tr("%1, %2").arg(spoken, meant);
    }
    case NameRole:
        return nameOf(line.node);
    case ValueRole:
        return valueOf(line.node);
    case DepthRole:
        return line.depth;
    case MeaningRole:
        return meant;
    case CanBePointedAtRole:
        return !value->is_null();
    default:
        return {};
    }
}

std::optional<Meaning> BodyModel::meaningOf(int node) const
{
    if (!m_body || !m_body->read())
        return std::nullopt;
    const auto meaning = m_meanings.constFind(m_body->tree().node(node).value);
    return meaning == m_meanings.cend() ? std::nullopt : std::optional(*meaning);
}

std::optional<BodyModel::Origin> BodyModel::originOf(mapping::LeadField field) const
{
    if (!m_body || !m_body->read())
        return std::nullopt;
    const BodyTree &tree = m_body->tree();
    for (int node = 1; node < tree.size(); ++node) {
        const auto meaning = m_meanings.constFind(tree.node(node).value);
        if (meaning != m_meanings.cend() && *meaning == Meaning{Meaning::Kind::Field, field})
            return Origin{nameOf(node), tree.text(node)};
    }
    return std::nullopt;
}

} // namespace pl::ui
