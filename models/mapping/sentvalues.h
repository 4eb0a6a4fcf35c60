#pragma once

#include "models/mapping/mapping.h"

#include <QString>

#include <nlohmann/json.hpp>

#include <optional>

namespace pl::mapping {

/// The first e-mail address in a text: "Rosa <rosa@example.com>", "a@example.com, b@example.com", "mailto:…".
struct SentEmail
{
    QString address;   ///< empty when there is none that checkEmail takes
    bool isAll = true; ///< the text holds nothing else
};
SentEmail readEmail(const QString &text);

/// "78701", "78701-1234"; a number has lost its leading zeros ("2134" is 02134), a ZIP+4 its dash; also within a line
/// such as "Austin, TX 78701". Empty when there is none.
QString readZip(const QString &text);

/// An amount in cents: "$23.50", "25.67", "1,250", "USD 25". One with a currency's sign or decimals is in dollars,
/// whatever the unit. Nothing for no amount, or one beyond a million dollars.
std::optional<qint64> readCents(const QString &text, CostUnit unit);

/// One line without control characters, at most `length` characters long.
QString line(const QString &text, qsizetype length);
/// Lines without control characters but tabs.
QString lines(const QString &text, qsizetype length);

/// The value without NUL, which PostgreSQL's JSON can't hold, neither in a text nor in a name.
nlohmann::json withoutNul(const nlohmann::json &value);

} // namespace pl::mapping
