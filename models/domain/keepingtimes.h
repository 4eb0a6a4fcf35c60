#pragma once

#include "models/base/jsonreader.h"

namespace pl {

/// How many days the office keeps what it has of its customers and people: the row `keeping_times` of `settings`, which
/// the databases' scripts begin with. Without that row nothing is let go.
struct KeepingTimes
{
    static constexpr const char *kKey = "keeping_times";
    static constexpr int kLeast = 1;
    static constexpr int kMost = 36500;

    int leads = 730;     ///< personal data of completed leads that no plumber had
    int proof = 1826;    ///< of those that a plumber had, if that is longer: four to five years are asked about
    int messages = 1826; ///< texts and recipients of messages
    int bodies = 30;     ///< what sources sent
    int journal = 30;    ///< the keys by which a server knows what it was sent before
    int activity = 1826; ///< who did what in the office
    QDate begins = {};   ///< nothing is let go before; invalid: at once

    bool operator==(const KeepingTimes &) const = default;
    /// After so many days a completed lead loses its personal data.
    int leadDays(bool wasSold) const { return wasSold ? std::max(leads, proof) : leads; }
    nlohmann::json toJson() const;
    /// What isn't there or doesn't fit is the default.
    static KeepingTimes fromJson(const nlohmann::json &value);
};

/// What the server will let go next, so that people see it before it bites: the row `keeping_forecast` of `settings`,
/// which a server writes every night.
struct KeepingForecast
{
    static constexpr const char *kKey = "keeping_forecast";

    Timestamp computedAt;
    QDate day; ///< when it will be done
    qint64 leads = 0;
    qint64 messages = 0;
    qint64 bodies = 0;
    qint64 activity = 0;

    bool operator==(const KeepingForecast &) const = default;
    bool isEmpty() const { return leads + messages + bodies + activity == 0; }
    nlohmann::json toJson() const;
    static Result<KeepingForecast> fromJson(const nlohmann::json &value);
};

} // namespace pl
