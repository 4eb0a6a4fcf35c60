#pragma once

#include "models/base/jsonreader.h"

namespace pl {

enum class ContactChannel {
    Sms,
    Email,
    Call,
    Letter,
    Sale ///< do not sell: the person's leads are assigned to nobody
};

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<ContactChannel>{
    QLatin1StringView("sms"), QLatin1StringView("email"), QLatin1StringView("call"), QLatin1StringView("letter"),
    QLatin1StringView("sale")};

/// How a person said it.
enum class RefusalWay { Reply, Call, Letter, Email, Other };

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<RefusalWay>{
    QLatin1StringView("reply"), QLatin1StringView("call"), QLatin1StringView("letter"), QLatin1StringView("email"),
    QLatin1StringView("other")};

// What the databases say instead of assigning a lead.
inline constexpr QLatin1StringView kNotForSale("this person asked that their leads are not sold");

/// What a person asked not to get: one row of `contact_refusals`, or an answer STOP. The database keeps the person as a
/// hash, which outlives the person's erasing.
struct ContactRefusal
{
    static constexpr const char *kTable = "contact_refusals";
    static constexpr int kMaxReason = 500;

    std::optional<QUuid> id = {}; ///< none: an answer STOP
    QString contact = {}; ///< E.164 number or e-mail address; empty when the person was erased, or when not asked for
    ContactChannel channel = ContactChannel::Sms;
    RefusalWay way = RefusalWay::Other;
    QString reason = {};
    std::optional<QDate> saidOn = {}; ///< none: the day of `at`
    QString enteredBy = {};           ///< an account's e-mail; empty: the server
    Timestamp at = {};

    bool operator==(const ContactRefusal &) const = default;
    static Result<ContactRefusal> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, for `select=`.
    static QByteArray columns();
    /// The columns that people may write, without `id`.
    nlohmann::json toJson() const;
};

/// Everything that one person asked not to get, the oldest first: the answer of the database's function
/// `do_not_contact`.
struct DoNotContact
{
    QList<ContactRefusal> all;

    bool operator==(const DoNotContact &) const = default;
    bool forbids(ContactChannel channel) const;
    static Result<DoNotContact> fromJson(const nlohmann::json &answer);
};

} // namespace pl
