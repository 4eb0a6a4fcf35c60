#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/leadstatus.h"
#include "models/domain/urgency.h"

namespace pl {

/// A customer who needs a plumber: one row of `leads`. A name, phone number, e-mail address, or service that is unknown
/// is an empty text.
struct Lead
{
    QUuid id;
    QString firstName;
    QString lastName;
    QString email;
    QString phoneNumber; ///< E.164
    QString serviceNeeded;
    Urgency urgency = Urgency::Week;
    LeadStatus status = LeadStatus::New;
    std::optional<QUuid> assignedPlumberId;
    Timestamp createdAt;
    Timestamp updatedAt;
    std::optional<QString> zipCode;
    std::optional<QString> description;
    std::optional<QUuid> sourceId;
    std::optional<QString> externalId;
    std::optional<QUuid> duplicateOf;
    std::optional<ClosedReason> closedReason;
    std::optional<Timestamp> erasedAt;
    std::optional<Timestamp> assignedAt;
    std::optional<Timestamp> acceptedAt;
    std::optional<Timestamp> completedAt;
    qint64 version = 1;
    std::optional<Attention> attention; ///< new leads only
    std::optional<QString> street;
    std::optional<QString> city;
    std::optional<QString> state;
    std::optional<QString> phoneExtension;
    nlohmann::json answers;                ///< an object: question → answer as the source sent them; or null
    nlohmann::json origin;                 ///< an object: utm_source, gclid, page, …; or null
    std::optional<qint64> sourceCostCents; ///< what the source charged for it
    bool isTest = false;                   ///< charged to nobody
    std::optional<bool> hasRealPhone; ///< false: a number that nobody can have; charged to nobody. None: not checked
    std::optional<QUuid> importId;    ///< came in by an import, not from a source or by hand
    std::optional<Timestamp> withdrawnAt; ///< its import was undone: it is in no list, and its data are gone
    bool doNotSell = false;               ///< the person asked for that; nobody can have it. Written by the database

    bool operator==(const Lead &) const = default;
    /// No plumber pays for a test, or for a number that nobody can have; the databases write no payment for either.
    bool isFree() const { return isTest || hasRealPhone == false; }
    /// Empty when the name is unknown.
    QString fullName() const { return (firstName + QLatin1Char(' ') + lastName).trimmed(); }

    static Result<Lead> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, in PostgREST's order, for `select=`.
    static QByteArray columns();
};

} // namespace pl
