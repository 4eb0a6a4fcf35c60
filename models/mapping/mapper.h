#pragma once

#include "models/domain/urgency.h"
#include "models/mapping/bodyreader.h"
#include "models/mapping/mapping.h"

#include <QList>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace pl::mapping {

/// What an office has to ask for.
enum class Missing { Name, LastName, Reach, Email, Phone, Service, Urgency, ZipCode };

/// A lead as a source sent it. Each text is tidied, within its column's length, and empty when it is unknown.
struct MappedLead
{
    QString firstName;
    QString lastName;
    QString email;
    QString phoneNumber;        ///< E.164
    bool hasValidPhone = false; ///< false for a number that nobody can have, and when there is none
    QString phoneExtension;
    QString serviceNeeded; ///< one of the office's services
    std::optional<Urgency> urgency;
    QString zipCode; ///< "78701" or "78701-1234"
    QString description;
    QString street;
    QString city;
    QString state;
    QString externalId;
    nlohmann::json consent;         ///< an object, or null
    nlohmann::ordered_json answers; ///< question → answer, as sent; an object
    nlohmann::json origin;          ///< utm_source, gclid, page, …; an object
    std::optional<qint64> costCents;
    bool isTest = false;
    bool changesEarlier = false; ///< a lead with the same external id is changed by this one
    QList<Missing> missing;

    bool operator==(const MappedLead &) const = default;
    /// The columns of `leads`: what is unknown is an empty text where the column takes no null, or else left out.
    nlohmann::json toJson() const;
};

/// Something else that comes to the same address, such as a message.
struct NoLead
{
    QString reason;
    bool operator==(const NoLead &) const = default;
};

/// Nobody could be reached, or the service is unknown; a plain sentence says which.
struct Unmappable
{
    QString reason;
    bool operator==(const Unmappable &) const = default;
};

using Mapped = std::variant<MappedLead, NoLead, Unmappable>;

constexpr std::size_t kMaxLeadsInBody = 100;

/// The lead in one body, or in one item of a body of several. Pure, thread-safe, never throws, in time linear by the
/// body's size for a given mapping.
///
/// A lead has a phone number or an e-mail address; anything else may be missing. `services` are the office's; when
/// there are none any is taken. A service that is sent and unknown has the mapping's default, and the word as it was
/// sent among its answers; without a default the body can't be mapped. What is neither mapped nor ignored is an answer.
Mapped mapLead(const nlohmann::json &tree, const Mapping &mapping, const QStringList &services);

/// The values of a body at which a mapping's paths begin: those that `each` leads to, the elements of an array of
/// objects, or the whole. Never empty. They are part of `tree`, which must live as long.
std::vector<const nlohmann::json *> leadsIn(const nlohmann::json &tree, const Mapping &mapping);

/// All leads in a body: one a value that `each` leads to, if that leads anywhere; one an element when the body is an
/// array of objects; otherwise one. The names of files that were left out are among the answers.
QList<Mapped> mapBody(const ReadBody &body, const Mapping &mapping, const QStringList &services);

} // namespace pl::mapping

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 8> kEnumNames<mapping::Missing>{
    QLatin1StringView("name"),    QLatin1StringView("last_name"), QLatin1StringView("reach"),
    QLatin1StringView("email"),   QLatin1StringView("phone"),     QLatin1StringView("service"),
    QLatin1StringView("urgency"), QLatin1StringView("zip_code")};

} // namespace pl
