#pragma once

#include <QDateTime>
#include <QString>
#include <QStringView>

#include <compare>
#include <optional>

namespace pl {

/// A moment with PostgreSQL's precision: microseconds since 1970-01-01T00:00:00Z. (QDateTime keeps milliseconds only,
/// which would lose rows in keyset paging.)
struct Timestamp
{
    qint64 micros = 0;

    auto operator<=>(const Timestamp &) const = default; // NOLINT(modernize-use-nullptr): no pointer in it

    /// Reads ISO 8601 / RFC 3339 and PostgreSQL's text form: "2026-11-20T12:00:00.123456+00:00", "…Z", a space for the
    /// T, offsets as +HH, +HHMM or +HH:MM, 0 to 6 digits of fraction (more are rounded as PostgreSQL does). Text
    /// without an offset is UTC. Empty when the text is malformed or the day does not exist.
    static std::optional<Timestamp> parse(QStringView text);
    static Timestamp now();
    static Timestamp fromMSecs(qint64 msecs) { return {msecs * 1000}; }

    /// As PostgREST writes it: "2026-11-20T12:00:00.123456+00:00", without trailing zeros of the fraction.
    QString toString() const;
    QDateTime toDateTime() const { return QDateTime::fromMSecsSinceEpoch(micros / 1000, Qt::UTC); }

    Timestamp addSeconds(qint64 seconds) const { return {micros + seconds * 1'000'000}; }
    qint64 secondsTo(Timestamp other) const { return (other.micros - micros) / 1'000'000; }
};

} // namespace pl
