#include "models/mapping/mappingdraft.h"

#include "models/mapping/mapper.h"

namespace pl::mapping {
namespace {

using Meanings = QHash<const nlohmann::json *, Meaning>;

void note(const BodyTree &tree, int number, const Meaning &meaning, Meanings &found)
{
    const int answer = tree.node(number).answer;
    const nlohmann::json *value = tree.node(answer >= 0 ? answer : number).value;
    if (!found.contains(value))
        found.insert(value, meaning);
}

void noteField(const BodyTree &tree, LeadField field, const ValueRule &rule, Meanings &found)
{
    for (const ValueSource &source : rule.from)
        for (const int number : source.path.find(tree)) {
            if (tree.text(number).isEmpty())
                continue;
            note(tree, number, {Meaning::Kind::Field, field}, found);
            if (!rule.joined)
                return;
        }
}

void addWord(QMap<QString, QString> &table, const QString &word, const QString &meaning)
{
    const QString tidy = word.simplified();
    if (!tidy.isEmpty() && tidy.toUtf8().size() <= MappingDraft::kMaxWordBytes)
        table.insert(tidy, meaning);
}

} // namespace

void MappingDraft::forget(const Path &path)
{
    for (ValueRule &rule : m_mapping.fields)
        rule.from.removeIf([&](const ValueSource &source) { return source.path == path && source.pattern.isEmpty(); });
    m_mapping.fields.removeIf([](const std::pair<const LeadField &, ValueRule &> &field) {
        return field.second.from.isEmpty() && field.second.fallback.isEmpty();
    });
    m_mapping.tests.removeIf([&](const Condition &condition) { return condition == Condition{path, {}, {}}; });
    m_mapping.ignore.removeAll(path);
}

void MappingDraft::point(const Path &path, const Meaning &meaning)
{
    if (path.isEmpty())
        return;
    forget(path);
    switch (meaning.kind) {
    case Meaning::Kind::Field:
        if (meaning.field == LeadField::FullName)
            for (const LeadField part : {LeadField::FirstName, LeadField::LastName})
                m_mapping.fields.remove(part);
        m_mapping.fields[meaning.field].from.prepend(ValueSource{path, {}});
        break;
    case Meaning::Kind::TestMark:
        m_mapping.tests.append(Condition{path, {}, {}});
        break;
    case Meaning::Kind::NotNeeded:
        m_mapping.ignore.append(path);
        break;
    }
}

void MappingDraft::nameService(const QString &word, const QString &service)
{
    addWord(m_mapping.services, word, service);
}

void MappingDraft::nameUrgency(const QString &word, const QString &urgency)
{
    addWord(m_mapping.urgencies, word, urgency);
}

QHash<const nlohmann::json *, Meaning> meaningsIn(const nlohmann::json &tree, const Mapping &mapping)
{
    Meanings found;
    for (const nlohmann::json *item : leadsIn(tree, mapping)) {
        const BodyTree body(*item);
        for (auto it = mapping.fields.begin(); it != mapping.fields.end(); ++it)
            noteField(body, it.key(), it.value(), found);
        for (const Condition &condition : mapping.tests)
            for (const int number : condition.path.find(body))
                note(body, number, {Meaning::Kind::TestMark, {}}, found);
        for (const Path &path : mapping.ignore)
            for (const int number : path.find(body))
                note(body, number, {Meaning::Kind::NotNeeded, {}}, found);
    }
    return found;
}

} // namespace pl::mapping
