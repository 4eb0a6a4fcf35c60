#include "models/domain/contactfields.h"
#include "models/domain/urgency.h"
#include "models/mapping/mapping.h"

#include <initializer_list>

namespace pl::mapping {
namespace {

using nlohmann::json;

constexpr qsizetype kMaxWord = 200;

QString mustBeUrgency()
{
    return QStringLiteral("must be day, week, or month");
}

/// Reads a mapping and gathers what is wrong with it, each fault under the place where it stands.
class MappingReader
{
public:
    Result<Mapping> read(const json &object)
    {
        Mapping mapping;
        if (!isObject(object, QString()))
            return m_errors.failure();
        refuseOthers(object, QString(),
                     {"fields", "origin", "consent", "services", "urgencies", "each", "questions", "ignore", "no_lead",
                      "tests", "repeats", "cost_unit"});
        readFields(member(object, "fields"), mapping.fields);
        mapping.origin = named(member(object, "origin"), QStringLiteral("origin"));
        mapping.consent = named(member(object, "consent"), QStringLiteral("consent"));
        mapping.services = words(member(object, "services"), QStringLiteral("services"));
        mapping.urgencies = words(member(object, "urgencies"), QStringLiteral("urgencies"));
        checkUrgencies(mapping);
        if (const json &each = member(object, "each"); !each.is_null())
            mapping.each = path(each, QStringLiteral("each"));
        mapping.ignore = paths(member(object, "ignore"), QStringLiteral("ignore"));
        forEach(member(object, "questions"), QStringLiteral("questions"),
                [&](const json &item, const QString &at) { mapping.questions += question(item, at); });
        forEach(member(object, "no_lead"), QStringLiteral("no_lead"),
                [&](const json &item, const QString &at) { mapping.noLead += noLead(item, at); });
        forEach(member(object, "tests"), QStringLiteral("tests"),
                [&](const json &item, const QString &at) { mapping.tests += condition(item, at, {}); });
        mapping.repeats = choice<Repeats>(member(object, "repeats"), QStringLiteral("repeats"));
        mapping.costUnit = choice<CostUnit>(member(object, "cost_unit"), QStringLiteral("cost_unit"));
        if (m_sources > Mapping::kMaxSources)
            fault(QString(), "too_long", QStringLiteral("may have at most %1 paths").arg(Mapping::kMaxSources));
        return m_errors.finish(mapping);
    }

private:
    static const json &member(const json &object, const char *name)
    {
        static const json none;
        const auto it = object.find(name);
        return it == object.end() ? none : *it;
    }

    void fault(const QString &at, const char *code, const QString &detail)
    {
        m_errors.add({at.isEmpty() ? QStringLiteral("mapping") : at, QString::fromLatin1(code), detail});
    }

    bool isObject(const json &value, const QString &at)
    {
        if (!value.is_object())
            fault(at, "wrong_type", QStringLiteral("must be a JSON object"));
        return value.is_object();
    }

    void refuseOthers(const json &object, const QString &at, std::initializer_list<const char *> known)
    {
        for (const auto &[key, value] : object.items()) {
            const bool isKnown =
                std::any_of(known.begin(), known.end(), [&key = key](auto name) { return key == name; });
            if (!isKnown)
                fault(joined(at, key), "unknown_field", QStringLiteral("is no part of a mapping"));
        }
    }

    static QString joined(const QString &at, const std::string &key)
    {
        const QString name = QString::fromStdString(key).left(60);
        return at.isEmpty() ? name : at + u'.' + name;
    }

    QString text(const json &value, const QString &at)
    {
        if (!value.is_string() || value.get_ref<const std::string &>().empty()) {
            fault(at, "wrong_type", QStringLiteral("must be a text"));
            return {};
        }
        const QString read = QString::fromStdString(value.get_ref<const std::string &>());
        if (read.size() > Path::kMaxLength)
            fault(at, "too_long", QStringLiteral("must be at most %1 characters").arg(Path::kMaxLength));
        return read.left(Path::kMaxLength);
    }

    Path path(const json &value, const QString &at)
    {
        ++m_sources;
        const QString read = text(value, at);
        if (read.isEmpty())
            return {};
        auto parsed = Path::parse(read);
        if (!parsed)
            fault(at, "invalid", QStringLiteral("is no path: ") + parsed.error().message);
        return parsed.valueOr({});
    }

    template <class F>
    void forEach(const json &list, const QString &at, const F &take)
    {
        if (list.is_null())
            return;
        if (!list.is_array())
            return fault(at, "wrong_type", QStringLiteral("must be a list"));
        for (std::size_t i = 0; i < qMin<std::size_t>(list.size(), Mapping::kMaxSources + 1); ++i)
            take(list[i], QStringLiteral("%1[%2]").arg(at).arg(i));
    }

    /// One text, or a list of them.
    template <class F>
    void forOneOrEach(const json &value, const QString &at, const F &take)
    {
        if (value.is_array() || value.is_null())
            forEach(value, at, take);
        else
            take(value, at);
    }

    QList<Path> paths(const json &value, const QString &at)
    {
        QList<Path> list;
        forOneOrEach(value, at, [&](const json &item, const QString &place) { list += path(item, place); });
        return list;
    }

    QStringList texts(const json &value, const QString &at)
    {
        QStringList list;
        forOneOrEach(value, at, [&](const json &item, const QString &place) { list += text(item, place); });
        return list;
    }

    ValueSource source(const json &value, const QString &at)
    {
        if (!value.is_object())
            return {path(value, at), {}};
        refuseOthers(value, at, {"in", "pattern"});
        static const json theText = "text";
        const json &in = member(value, "in");
        ValueSource read{path(in.is_null() ? theText : in, joined(at, "in")),
                         text(member(value, "pattern"), joined(at, "pattern"))};
        if (!read.pattern.isEmpty() && !read.pattern.contains(u'*'))
            fault(joined(at, "pattern"), "invalid", QStringLiteral("must hold a * where the value stands"));
        return read;
    }

    ValueRule rule(const json &value, const QString &at)
    {
        ValueRule read;
        const bool isWhole =
            value.is_object() && (value.contains("from") || value.contains("default") || value.contains("join"));
        if (isWhole) {
            refuseOthers(value, at, {"from", "default", "join"});
            if (const json &fallback = member(value, "default"); !fallback.is_null())
                read.fallback = text(fallback, joined(at, "default"));
            if (const json &join = member(value, "join"); join.is_boolean())
                read.joined = join.get<bool>();
            else if (!join.is_null())
                fault(joined(at, "join"), "wrong_type", QStringLiteral("must be true or false"));
        }
        forOneOrEach(isWhole ? member(value, "from") : value, at,
                     [&](const json &item, const QString &place) { read.from += source(item, place); });
        if (read.from.isEmpty() && read.fallback.isEmpty())
            fault(at, "required", QStringLiteral("must have a path or a default"));
        return read;
    }

    void readFields(const json &object, QMap<LeadField, ValueRule> &fields)
    {
        if (!isObject(object, QStringLiteral("fields")))
            return;
        for (const auto &[key, value] : object.items()) {
            const QString at = joined(QStringLiteral("fields"), key);
            if (const auto field = enumFromName<LeadField>(QString::fromStdString(key)))
                fields[*field] = rule(value, at);
            else
                fault(at, "unknown_field", QStringLiteral("is no field of a lead"));
        }
        if (const auto it = fields.find(LeadField::Urgency); it != fields.end() && !it->fallback.isEmpty())
            if (!enumFromName<Urgency>(it->fallback))
                fault(QStringLiteral("fields.urgency.default"), "invalid", mustBeUrgency());
    }

    QMap<QString, ValueRule> named(const json &object, const QString &at)
    {
        QMap<QString, ValueRule> rules;
        if (object.is_null() || !isObject(object, at))
            return rules;
        for (const auto &[key, value] : object.items()) {
            const QString place = joined(at, key);
            if (key.empty() || key.size() > 40)
                fault(place, "invalid", QStringLiteral("must be a name of 1 to 40 characters"));
            else
                rules[QString::fromStdString(key)] = rule(value, place);
        }
        return rules;
    }

    QMap<QString, QString> words(const json &object, const QString &at)
    {
        QMap<QString, QString> table;
        if (object.is_null() || !isObject(object, at))
            return table;
        if (object.size() > Mapping::kMaxWords)
            fault(at, "too_long", QStringLiteral("may have at most %1 words").arg(Mapping::kMaxWords));
        for (const auto &[key, value] : object.items()) {
            if (key.empty() || key.size() > kMaxWord)
                fault(joined(at, key), "invalid", QStringLiteral("must be a word of 1 to %1 bytes").arg(kMaxWord));
            else if (table.size() < Mapping::kMaxWords)
                table[QString::fromStdString(key)] = text(value, joined(at, key));
        }
        return table;
    }

    void checkUrgencies(const Mapping &mapping)
    {
        for (auto it = mapping.urgencies.begin(); it != mapping.urgencies.end(); ++it)
            if (!it.value().isEmpty() && !enumFromName<Urgency>(it.value()))
                fault(joined(QStringLiteral("urgencies"), it.key().toStdString()), "invalid", mustBeUrgency());
    }

    Condition condition(const json &value, const QString &at, std::initializer_list<const char *> others)
    {
        if (!isObject(value, at))
            return {};
        if (others.size() == 0)
            refuseOthers(value, at, {"path", "is", "is_not"});
        else
            refuseOthers(value, at, {"path", "is", "is_not", *others.begin()});
        return {path(member(value, "path"), joined(at, "path")), texts(member(value, "is"), joined(at, "is")),
                texts(member(value, "is_not"), joined(at, "is_not"))};
    }

    NoLeadRule noLead(const json &value, const QString &at)
    {
        NoLeadRule read{condition(value, at, {"reason"}), {}};
        if (value.is_object())
            read.reason = text(member(value, "reason"), joined(at, "reason"));
        return read;
    }

    QuestionRule question(const json &value, const QString &at)
    {
        if (!isObject(value, at))
            return {};
        refuseOthers(value, at, {"items", "question", "answer"});
        QuestionRule read{path(member(value, "items"), joined(at, "items")),
                          paths(member(value, "question"), joined(at, "question")),
                          paths(member(value, "answer"), joined(at, "answer"))};
        if (read.question.isEmpty() || read.answer.isEmpty())
            fault(at, "required", QStringLiteral("must name items, a question, and an answer"));
        return read;
    }

    template <class E>
    E choice(const json &value, const QString &at)
    {
        if (value.is_null())
            return E{};
        const auto read = enumFromName<E>(text(value, at));
        if (!read)
            fault(at, "invalid", QStringLiteral("must be %1 or %2").arg(kEnumNames<E>[0], kEnumNames<E>[1]));
        return read.value_or(E{});
    }

    FieldErrors m_errors;
    int m_sources = 0;
};

} // namespace

Result<Mapping> Mapping::fromJson(const json &json)
{
    return MappingReader().read(json);
}

} // namespace pl::mapping
