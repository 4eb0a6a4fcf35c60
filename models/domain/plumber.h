#pragma once

#include "models/domain/workhours.h"

namespace pl {

enum class PlumberStatus { Active, Paused, Removed };
enum class NotifyBy { Email, Sms, Both, None };

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<PlumberStatus>{
    QLatin1StringView("active"), QLatin1StringView("paused"), QLatin1StringView("removed")};

template <>
inline constexpr std::array<QLatin1StringView, 4> kEnumNames<NotifyBy>{
    QLatin1StringView("email"), QLatin1StringView("sms"), QLatin1StringView("both"), QLatin1StringView("none")};

/// A plumber, who takes leads and pays for them: one row of `plumbers`.
struct Plumber
{
    QUuid id;
    QString firstName;
    QString lastName;
    QString email;
    QString phoneNumber; ///< E.164
    QString zipCode;
    QStringList services;
    Timestamp createdAt;
    Timestamp updatedAt;
    PlumberStatus status = PlumberStatus::Active;
    int serviceRadiusMiles = 25;
    std::optional<int> dailyLeadCap; ///< none: no cap
    NotifyBy notifyBy = NotifyBy::Both;
    QString company;
    QString licenseNumber;
    std::optional<QDate> licenseExpires;   ///< the last day it is valid
    std::optional<QDate> insuranceExpires; ///< the last day it is valid
    std::optional<QDate> pausedUntil;  ///< of a paused one: takes leads again from that day on, in the office's zone
    std::optional<int> weeklyLeadCap;  ///< a week begins on Monday; none: no cap
    std::optional<int> monthlyLeadCap; ///< none: no cap
    QStringList zipCodes;              ///< five digits each: takes leads from there, too, however far away
    WorkHours workHours;
    QString language = QStringLiteral("en"); ///< of messages: "en" or "es"
    std::optional<Timestamp> verifiedAt;     ///< the office has checked who that is; the database writes the time
    QString verifiedBy;                      ///< who did; written by the database
    bool paymentReady = false;               ///< a card is on file at Stripe
    qint64 version = 1;
    std::optional<QUuid> importId;        ///< came in by an import, not by hand
    std::optional<Timestamp> withdrawnAt; ///< its import was undone: in no list

    bool operator==(const Plumber &) const = default;
    static constexpr int kMaxZipCodes = 200;
    bool isVerified() const { return verifiedAt.has_value(); }
    bool isPausedOn(QDate day) const { return status == PlumberStatus::Paused && (!pausedUntil || day < *pausedUntil); }
    /// Active once a pause is over, although nobody wrote it.
    PlumberStatus statusOn(QDate day) const
    {
        return status == PlumberStatus::Paused && !isPausedOn(day) ? PlumberStatus::Active : status;
    }
    bool insuranceExpiredOn(QDate day) const { return insuranceExpires && *insuranceExpires < day; }
    bool licenseExpiredOn(QDate day) const { return licenseExpires && *licenseExpires < day; }
    QString fullName() const { return (firstName + QLatin1Char(' ') + lastName).trimmed(); }

    static Result<Plumber> fromJson(const nlohmann::json &row);
    static QByteArray columns();
    /// The columns that the office may write.
    nlohmann::json toJson() const;
    /// Checks and normalizes what a person typed (trims, converts the phone number to E.164, cuts ZIP+4 codes of the
    /// list to five digits and leaves out repeated ones, drops `pausedUntil` of one who isn't paused); the error lists
    /// every invalid field by its column.
    Result<Plumber> validated() const;
};

} // namespace pl
