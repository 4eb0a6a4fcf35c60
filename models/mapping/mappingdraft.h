#pragma once

#include "models/mapping/mapping.h"

#include <QHash>

#include <nlohmann/json.hpp>

namespace pl::mapping {

/// What somebody says a value of a body is.
struct Meaning
{
    enum class Kind { Field, TestMark, NotNeeded };
    Kind kind = Kind::Field;
    LeadField field = LeadField::FullName; ///< for Kind::Field
    bool operator==(const Meaning &) const = default;
};

/// A mapping that somebody changes by pointing at values.
class MappingDraft
{
public:
    explicit MappingDraft(Mapping mapping = {}) : m_before(mapping), m_mapping(std::move(mapping)) {}

    const Mapping &mapping() const { return m_mapping; }
    bool isChanged() const { return !(m_mapping == m_before); }

    /// From now on what this path leads to means that, before all that meant it so far, and no longer anything else. A
    /// whole name replaces where its parts came from.
    void point(const Path &path, const Meaning &meaning);
    /// The longest word of a table, in bytes as JSON counts them.
    static constexpr qsizetype kMaxWordBytes = 200;
    /// A source's word for one of the office's services, or (a word of pl::Urgency) for an urgency. Nothing for a word
    /// that is empty or too long.
    void nameService(const QString &word, const QString &service);
    void nameUrgency(const QString &word, const QString &urgency);

private:
    void forget(const Path &path);

    Mapping m_before;
    Mapping m_mapping;
};

/// What a mapping takes the values of a body for: by the value, a part of `tree`. Of a field's sources the first that
/// has a text counts, or all where they are joined.
QHash<const nlohmann::json *, Meaning> meaningsIn(const nlohmann::json &tree, const Mapping &mapping);

} // namespace pl::mapping
