#pragma once

#include "models/replica/paymentcommands.h"
#include "models/replica/paymentreplica.h"
#include "models/replica/pricebook.h"

#include <QUrl>

#include <functional>

namespace pl::ui {

/// What the views about money work on; there is none for staff. Everything in it outlives the window.
struct BillingContext
{
    replica::PaymentReplica &payments;
    replica::PaymentCommands &commands;
    replica::PriceBook &prices;
    /// Shows a receipt or a page at Stripe.
    std::function<void(const QUrl &)> openUrl;
};

} // namespace pl::ui
