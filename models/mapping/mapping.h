#pragma once

#include "models/base/enumnames.h"
#include "models/mapping/path.h"

#include <QMap>
#include <QStringList>

namespace pl::mapping {

/// What a body is read into. FullName is split where there are no first and last name.
enum class LeadField {
    FirstName,
    LastName,
    FullName,
    Email,
    PhoneNumber,
    PhoneExtension,
    ServiceNeeded,
    Urgency,
    ZipCode,
    Description,
    Street,
    City,
    State,
    ExternalId, ///< the source's own id of the lead: a repeat has the same
    Cost        ///< what the source charged for it
};

enum class CostUnit { Dollars, Cents };

/// What a second body with the same external id does.
enum class Repeats { Ignore, Change };

/// Where one value comes from.
struct ValueSource
{
    Path path;
    QString pattern; ///< if any: a line of the text fits it, and what '*' first stands for is the value
    bool operator==(const ValueSource &) const = default;
};

/// A value: the first of its sources that has one, or else the fallback. Without sources a constant.
struct ValueRule
{
    QList<ValueSource> from;
    QString fallback;
    bool joined = false; ///< all sources' texts, a line each, instead of the first
    bool operator==(const ValueRule &) const = default;
};

/// Holds when a value that the path leads to fits one of `is` and none of `isNot` (patterns, compared as words); with
/// neither, when one is a yes: not empty, "no", "false", or 0. `isNot` alone holds when nothing is there, too.
struct Condition
{
    Path path;
    QStringList is;
    QStringList isNot;
    bool operator==(const Condition &) const = default;
};

/// What arrives at the address and is no lead.
struct NoLeadRule
{
    Condition when;
    QString reason;
    bool operator==(const NoLeadRule &) const = default;
};

/// Questions with their answers where bodytree.h doesn't see them by itself; the paths begin at the item.
struct QuestionRule
{
    Path items;
    QList<Path> question;
    QList<Path> answer;
    bool operator==(const QuestionRule &) const = default;
};

/// How a source's bodies become leads. As JSON:
///
///     {"fields": {"full_name": "user_column_data[column_id=FULL_NAME].string_value",     a path,
///                 "email": ["**.email", {"in": "text", "pattern": "E-mail: *"}],         several, tried in order,
///                 "service_needed": {"from": ["**.service"], "default": "Drain Cleaning"}, one with a default,
///                 "description": {"from": ["notes", "details"], "join": true}},          or all of them
///      "origin": {"utm_source": ["**.utm_source"]},   kept beside the lead; names of the mapping's own
///      "consent": {"certificate": "trustedFormUrl"},  what the customer agreed to, likewise
///      "services": {"Water heater": "Water Heater Repair", "*drain*": "Drain Cleaning"},
///      "urgencies": {"Within 48 hours": "week"},
///      "each": "entry[*].changes[*]",                 a body of several leads; paths begin at each
///      "questions": [{"items": "answers[*]", "question": "field.ref", "answer": ["text", "choice.label"]}],
///      "ignore": ["google_key"],                      never an answer
///      "no_lead": [{"path": "event.eventType", "is": ["Message*"], "reason": "a message"}],
///      "tests": [{"path": "is_test"}],                any of them marks a test
///      "repeats": "change",                           or "ignore"
///      "cost_unit": "cents"}                          or "dollars"
///
/// Of the words an exact one wins over a pattern, and a longer pattern over a shorter one. `from` may be left out: then
/// the default is a constant.
struct Mapping
{
    static constexpr int kMaxSources = 400; ///< all together
    static constexpr int kMaxWords = 500;   ///< a table

    QMap<LeadField, ValueRule> fields;
    QMap<QString, ValueRule> origin;
    QMap<QString, ValueRule> consent;
    QMap<QString, QString> services;
    QMap<QString, QString> urgencies; ///< the words are those of pl::Urgency
    Path each;
    QList<QuestionRule> questions;
    QList<Path> ignore;
    QList<NoLeadRule> noLead;
    QList<Condition> tests;
    Repeats repeats = Repeats::Ignore;
    CostUnit costUnit = CostUnit::Dollars;

    bool operator==(const Mapping &) const = default;

    /// Strict: an unknown name, a wrong type, a path that is none and a limit passed are each an error of its own,
    /// under names such as "fields.email[1]".
    static Result<Mapping> fromJson(const nlohmann::json &json);
    nlohmann::json toJson() const;
};

} // namespace pl::mapping

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 15> kEnumNames<mapping::LeadField>{
    QLatin1StringView("first_name"),     QLatin1StringView("last_name"),    QLatin1StringView("full_name"),
    QLatin1StringView("email"),          QLatin1StringView("phone_number"), QLatin1StringView("phone_extension"),
    QLatin1StringView("service_needed"), QLatin1StringView("urgency"),      QLatin1StringView("zip_code"),
    QLatin1StringView("description"),    QLatin1StringView("street"),       QLatin1StringView("city"),
    QLatin1StringView("state"),          QLatin1StringView("external_id"),  QLatin1StringView("cost")};

template <>
inline constexpr std::array<QLatin1StringView, 2> kEnumNames<mapping::CostUnit>{QLatin1StringView("dollars"),
                                                                                QLatin1StringView("cents")};

template <>
inline constexpr std::array<QLatin1StringView, 2> kEnumNames<mapping::Repeats>{QLatin1StringView("ignore"),
                                                                               QLatin1StringView("change")};

} // namespace pl
