#pragma once

#include "models/base/enumnames.h"
#include "models/base/jsontext.h"
#include "models/base/timestamp.h"

#include <QDate>
#include <QStringList>
#include <QUuid>
#include <QVarLengthArray>

#include <nlohmann/json.hpp>

#include <bitset>
#include <string_view>

namespace pl {

/// Reads one JSON object into plain values and collects all field errors instead of stopping at the first.
///
///     JsonReader r(json);
///     lead.firstName = r.string("first_name");
///     lead.zipCode = r.optionalString("zip_code");
///     return r.finish(lead);
///
/// Error codes: "required" for a missing or null required field, "wrong_type" for another type, "invalid" for text that
/// does not parse. Fields that were not read are ignored unless `refuseUnknown()` is called.
class JsonReader
{
public:
    explicit JsonReader(const nlohmann::json &object);
    explicit JsonReader(const JsonFields &fields);

    QString string(const char *field);
    std::optional<QString> optionalString(const char *field);
    qint64 integer(const char *field);
    qint64 integerOr(const char *field, qint64 fallback);
    std::optional<qint64> optionalInteger(const char *field);
    bool booleanOr(const char *field, bool fallback);
    QUuid uuid(const char *field);
    std::optional<QUuid> optionalUuid(const char *field);
    Timestamp timestamp(const char *field);
    std::optional<Timestamp> optionalTimestamp(const char *field);
    /// A day such as 2026-11-20.
    std::optional<QDate> optionalDate(const char *field);
    QStringList stringList(const char *field);
    /// Empty when the field is absent or null.
    QStringList optionalStringList(const char *field);
    /// The raw value; null when absent.
    nlohmann::json raw(const char *field);

    template <class E>
    E enumeration(const char *field)
    {
        return enumerationIn<E>(field, true).value_or(E{});
    }
    template <class E>
    std::optional<E> optionalEnumeration(const char *field)
    {
        return enumerationIn<E>(field, false);
    }

    /// Whether the field is there and null.
    bool isNull(const char *field);

    void addError(const char *field, const char *code, const QString &detail);
    bool hasErrorFor(const char *field) const;
    /// Reports every field that was not read as an "unknown_field".
    void refuseUnknown();
    const QList<FieldError> &errors() const { return m_errors; }

    /// The value, or an InvalidInput that lists every wrong field.
    template <class T>
    Result<T> finish(T value) const
    {
        if (m_errors.isEmpty())
            return value;
        return failure();
    }

private:
    template <class E>
    std::optional<E> enumerationIn(const char *field, bool required)
    {
        const auto text = text_(field, required);
        if (!text)
            return std::nullopt;
        if (const auto value = enumFromName<E>(*text))
            return value;
        QStringList names;
        for (const QLatin1StringView name : kEnumNames<E>)
            names += QString(name);
        addError(field, "invalid", QStringLiteral("must be one of: %1").arg(names.join(QStringLiteral(", "))));
        return std::nullopt;
    }

    /// A field's value; at most one of the two is set.
    struct Found
    {
        const QString *text = nullptr;
        const nlohmann::json *value = nullptr;
        explicit operator bool() const { return text || value; }
    };
    /// Empty when the field is absent or null; reports "required" if it is required.
    Found find(const char *field, bool required);
    Found lookUp(const char *field);
    Found lookUpInFields(std::string_view field);
    std::optional<QString> text_(const char *field, bool required);
    std::optional<qint64> integer_(const char *field, bool required);
    std::optional<QUuid> uuid_(const char *field, bool required);
    std::optional<Timestamp> timestamp_(const char *field, bool required);
    QStringList stringList_(const char *field, bool required);
    Error failure() const;

    const nlohmann::json &m_object;
    const JsonFields *m_fields = nullptr;             ///< instead of the object
    bool m_isObject;                                  ///< if false, the only error is about that
    std::bitset<JsonFields::kMaxFields> m_readFields; ///< of m_fields
    QVarLengthArray<std::string_view, 32> m_read;     ///< of m_object; names live as long as the program
    QList<FieldError> m_errors;
};

/// A QString as JSON; nlohmann's strings are UTF-8.
nlohmann::json toJson(const QString &text);
nlohmann::json toJson(const std::optional<QString> &text);
nlohmann::json toJson(const QUuid &id);
nlohmann::json toJson(const std::optional<QUuid> &id);
nlohmann::json toJson(const std::optional<Timestamp> &at);
nlohmann::json toJson(const std::optional<QDate> &date);
nlohmann::json toJson(const QStringList &list);

} // namespace pl
