#include "models/mapping/suggestedpath.h"

#include "models/mapping/labels.h"

#include <QStringList>

#include <optional>

namespace pl::mapping {
namespace {

constexpr qsizetype kMaxIdentity = 100;

/// What tells the elements of a list apart, the steadiest first: makers change a question's wording, not its id.
const QStringList &identities()
{
    static const QStringList labels{
        QStringLiteral("columnid"),   QStringLiteral("ref"),        QStringLiteral("slug"),
        QStringLiteral("fieldid"),    QStringLiteral("questionid"), QStringLiteral("key"),
        QStringLiteral("identifier"), QStringLiteral("name"),       QStringLiteral("fieldname"),
        QStringLiteral("columnname"), QStringLiteral("question"),   QStringLiteral("questiontext"),
        QStringLiteral("label"),      QStringLiteral("fieldlabel"), QStringLiteral("title"),
        QStringLiteral("type"),       QStringLiteral("id")};
    return labels;
}

QString quoted(QString name)
{
    return u'"' + name.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) + u'"';
}

QString bareOrQuoted(const QString &name)
{
    const bool isPlain = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'_' || c == u'-';
    });
    return isPlain ? name : quoted(name);
}

/// A member of an element that identifies it, or one of an object in it: "column_id", "field.ref".
struct Identity
{
    qsizetype rank = 0;
    QString key;
    QString value;
};

void addIdentities(const BodyTree &tree, int object, const QString &prefix, int pointedAt, QList<Identity> &found)
{
    const auto &node = tree.node(object);
    for (int child = node.firstChild; child < node.firstChild + node.childCount; ++child) {
        const auto &member = tree.node(child);
        const qsizetype rank = identities().indexOf(member.label);
        const QString value = scalarText(*member.value);
        // What is pointed at differs from body to body.
        if (rank >= 0 && child != pointedAt && !value.isEmpty() && value.size() <= kMaxIdentity)
            found += {rank, prefix + bareOrQuoted(member.key), value};
        else if (prefix.isEmpty() && member.value->is_object())
            addIdentities(tree, child, bareOrQuoted(member.key) + u'.', pointedAt, found);
    }
}

bool leadsTo(const BodyTree &tree, const QString &path, int number)
{
    const auto parsed = Path::parse(path);
    return parsed && parsed->find(tree) == QList<int>{number};
}

/// The step to an element of a list behind the path `before`.
QString elementStep(const BodyTree &tree, int element, const QString &before, int pointedAt)
{
    QList<Identity> found;
    if (tree.node(element).value->is_object())
        addIdentities(tree, element, {}, pointedAt, found);
    std::stable_sort(found.begin(), found.end(),
                     [](const Identity &one, const Identity &other) { return one.rank < other.rank; });
    for (const Identity &identity : found) {
        const QString step = u'[' + identity.key + u'=' + bareOrQuoted(identity.value) + u']';
        if (leadsTo(tree, before + step, element))
            return step;
    }
    return QStringLiteral("[%1]").arg(tree.node(element).element);
}

} // namespace

Path suggestedPath(const BodyTree &tree, int number)
{
    QList<int> way;
    for (int at = number; at > 0; at = tree.node(at).parent)
        way.prepend(at);
    QString path;
    for (const int at : way) {
        const auto &node = tree.node(at);
        if (node.element >= 0)
            path += elementStep(tree, at, path, number);
        else
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + bareOrQuoted(node.key);
    }
    for (const QString &candidate : {path, tree.pathTo(number)})
        if (leadsTo(tree, candidate, number))
            return *Path::parse(candidate);
    return {};
}

} // namespace pl::mapping
