#pragma once

#include "server/billing/paymentrow.h"
#include "server/billing/stripepayment.h"

#include <QSet>

namespace pl::billing {

/// One difference between Stripe and the office's rows.
struct Difference
{
    enum class Kind {
        ChargedWithoutRow, ///< Stripe took money without a payment of ours
        RowWithoutCharge,  ///< a payment says that money was taken, but Stripe has no record of it
        ChargedTwice,
        Amount,
        State,        ///< the outcome; the row can be updated from Stripe
        LostLead,     ///< paid, but the plumber no longer has the lead
        Waiting,      ///< started long ago and not finished
        Card,         ///< whether the plumber has a card on file
        Customer,     ///< a plumber's customer that Stripe does not have
        RefundFailed, ///< found when updating a payment, not by comparing
    };
    Kind kind = Kind::State;
    std::optional<QUuid> payment = {};
    std::optional<QUuid> plumber = {};
    QString stripeId = {};
    QString detail = {}; ///< a sentence without personal data
    bool operator==(const Difference &) const = default;
    /// Its row of `billing_exceptions`; the same difference always has the same id.
    nlohmann::json row() const;
};

struct PlumberCard
{
    QUuid plumber;
    QString customer;
    bool isReady = false;
};

/// Everything that is compared.
struct Books
{
    QList<PaymentRow> rows;
    QList<StripePayment> payments; ///< every intent at Stripe
    QList<PlumberCard> plumbers;
    QHash<QString, bool> customers; ///< Stripe's customers: id, and whether it has a default card
};

/// Finds every difference. Rows in progress may briefly lag behind Stripe, so they are left out until they have waited
/// for an hour at `now`.
QList<Difference> differencesIn(const Books &books, Timestamp now);

} // namespace pl::billing

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 10> kEnumNames<billing::Difference::Kind>{
    QLatin1StringView("charged_without_row"),
    QLatin1StringView("row_without_charge"),
    QLatin1StringView("charged_twice"),
    QLatin1StringView("amount"),
    QLatin1StringView("state"),
    QLatin1StringView("lost_lead"),
    QLatin1StringView("waiting"),
    QLatin1StringView("card"),
    QLatin1StringView("customer"),
    QLatin1StringView("refund_failed")};

} // namespace pl
