#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

#include <nlohmann/json.hpp>

namespace pl::sorting {

/// Asks a maker for a lead of which its hook sent the id alone.
class LeadSourceApi
{
public:
    virtual ~LeadSourceApi() = default;

    /// The lead with this `id` as the maker's API tells it. `service` is what the preset says (`Preset::fetch`):
    /// "meta", "yelp". `token` is the source's access token.
    ///
    /// Unauthenticated: the token has run out or is wrong. NotFound: there is no such lead. RateLimited, Unavailable,
    /// and the network's errors: try later (`Error::retryAfterSeconds`, if known).
    virtual QFuture<Result<nlohmann::json>> fetch(const QString &service, const QString &id,
                                                  const QByteArray &token) = 0;
};

} // namespace pl::sorting
