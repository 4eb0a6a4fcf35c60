#pragma once

#include "server/billing/paymentrow.h"
#include "server/billing/stripepayment.h"

#include <QSet>

namespace pl::billing {

/// One point in which Stripe and the office's rows differ.
struct Difference
{
    enum class Kind {
        ChargedWithoutRow, ///< Stripe took money that no payment asks for
        RowWithoutCharge,  ///< a payment says that money was taken, and Stripe knows nothing of it
        ChargedTwice,
        Amount,
        State,        ///< what became of it; the row can follow Stripe
        LostLead,     ///< paid, but the plumber has the lead no more
        Waiting,      ///< begun and not finished for long
        Card,         ///< whether the plumber has a card on file
        Customer,     ///< a plumber's customer that Stripe does not have
        RefundFailed, ///< found by following a payment, not by comparing
    };
    Kind kind = Kind::State;
    std::optional<QUuid> payment = {};
    std::optional<QUuid> plumber = {};
    QString stripeId = {};
    QString detail = {}; ///< a sentence without personal data
    bool operator==(const Difference &) const = default;
    /// Its row of `billing_exceptions`; the same difference has always the same id.
    nlohmann::json row() const;
};

struct PlumberCard
{
    QUuid plumber;
    QString customer;
    bool isReady = false;
};

/// All that is compared.
struct Books
{
    QList<PaymentRow> rows;
    QList<StripePayment> payments; ///< every intent at Stripe
    QList<PlumberCard> plumbers;
    QHash<QString, bool> customers; ///< Stripe's: id, and whether it has a default card
};

/// Every difference. Rows that are being worked on at `now` may be behind Stripe for a moment and are left out until
/// they have waited for an hour.
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
