#pragma once

#include "models/replica/paymentcommands.h"
#include "models/replica/paymentreplica.h"
#include "models/replica/pricebook.h"

#include <QUrl>

#include <functional>

class QWidget;

namespace pl::ui {

/// What the views about money work on; there is none for staff. Everything in it outlives the window.
struct BillingContext
{
    replica::PaymentReplica &payments;
    replica::PaymentCommands &commands;
    replica::PriceBook &prices;
    /// Shows a receipt or a page at Stripe.
    std::function<void(const QUrl &)> openUrl;
    /// Asks where to save a file of that name and calls `chosen` with the path; not at all when the person gives up.
    std::function<void(QWidget *parent, const QString &name, const std::function<void(const QString &)> &chosen)>
        chooseFile;
};

} // namespace pl::ui
