#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/urgency.h"

namespace pl {

/// What a customer can request, and what such a lead costs a plumber: one row of `services`.
struct Service
{
    QString name;
    QString category;
    qint64 priceCents = 0; ///< for Urgency::Week
    bool active = true;
    qint64 version = 1;

    bool operator==(const Service &) const = default;
    static Result<Service> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

} // namespace pl
