#pragma once

#include "models/base/jsonreader.h"

namespace pl {

/// A discrepancy between Stripe and the office's records that somebody must look at: one row of `billing_exceptions`.
struct BillingException
{
    QUuid id;
    QString kind; ///< the server's code, not for people
    std::optional<QUuid> paymentId;
    std::optional<QUuid> plumberId;
    std::optional<QString> stripeId;
    QString detail; ///< a sentence for people
    Timestamp foundAt;
    std::optional<Timestamp> settledAt;
    qint64 version = 1;

    bool operator==(const BillingException &) const = default;
    static Result<BillingException> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

} // namespace pl
