#pragma once

#include "models/base/call.h"
#include "server/billing/stripeclient.h"

namespace pl::billing {

/// Reads a list page by page, each starting after the last object of the previous one.
class StripeListCall : public Call<QList<nlohmann::json>>
{
public:
    StripeListCall(StripeClient &stripe, QByteArray path, nlohmann::json parameters);

private:
    void run() override;
    void onPage(const Result<nlohmann::json> &page);

    StripeClient &m_stripe;
    const QByteArray m_path;
    nlohmann::json m_parameters;
    QList<nlohmann::json> m_objects;
};

} // namespace pl::billing
