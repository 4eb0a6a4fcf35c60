#pragma once

#include "models/base/timestamp.h"

#include <QByteArray>
#include <QByteArrayList>

#include <chrono>

namespace pl::billing {

/// Checks Stripe's webhook signatures, with one secret, or with the old and the new one during a rotation.
class StripeSignature
{
public:
    /// How far a signature's time may differ from ours, in either direction.
    static constexpr std::chrono::seconds kTolerance{300};

    /// `secrets` as in STRIPE_WEBHOOK_SECRET: "whsec_…", several separated by commas.
    explicit StripeSignature(const QByteArray &secrets);

    /// Whether the header `Stripe-Signature` ("t=1492774577,v1=5257a8…,v1=…,v0=…") signs this exact body, within the
    /// tolerance around `now`. Any `v1` with any of the secrets is enough; other schemes are ignored.
    bool signs(const QByteArray &body, const QByteArray &header, Timestamp now) const;

private:
    QByteArrayList m_secrets;
};

} // namespace pl::billing
