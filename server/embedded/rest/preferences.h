#pragma once

#include "server/http/message.h"

#include <QByteArrayList>

#include <optional>

namespace pl::embedded {

/// What the `Prefer` headers ask for. The first of each kind counts.
struct Preferences
{
    enum class Return { Minimal, HeadersOnly, Representation };
    enum class Resolution { Merge, Ignore };

    Return what = Return::Minimal;
    std::optional<Resolution> resolution = std::nullopt;
    bool missingIsDefault = false;
    bool counts = false;
    bool strict = false;
    std::optional<qint64> maxAffected = std::nullopt;
    QByteArrayList unknown = {};
    /// Those that are known, as written, in the order of PostgREST's answer: resolution, missing, return, count,
    /// handling, max-affected.
    QByteArrayList known = {};

    static Preferences of(const http::Headers &headers);
    /// The value of Preference-Applied for the preferences in `names`; empty if there is none.
    QByteArray applied(const QByteArrayList &names) const;
};

} // namespace pl::embedded
