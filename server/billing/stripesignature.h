#pragma once

#include "models/base/timestamp.h"

#include <QByteArray>
#include <QByteArrayList>

#include <chrono>

namespace pl::billing {

/// The keys with which Stripe may sign its calls: one, or the old and the new one while it is being replaced.
class StripeSignature
{
public:
    /// How far a signature's time may lie from ours, in both directions.
    static constexpr std::chrono::seconds kTolerance{300};

    /// `secrets` as in STRIPE_WEBHOOK_SECRET: "whsec_…", several separated by commas.
    explicit StripeSignature(const QByteArray &secrets);

    /// Whether the header `Stripe-Signature` ("t=1492774577,v1=5257a8…,v1=…,v0=…") signs this body, as it came over
    /// the wire, within the tolerance around `now`. Any `v1` by any of the secrets will do; other schemes are nothing.
    bool signs(const QByteArray &body, const QByteArray &header, Timestamp now) const;

private:
    QByteArrayList m_secrets;
};

} // namespace pl::billing
