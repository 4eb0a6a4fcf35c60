#pragma once

#include <QString>
#include <QVariantList>

namespace pl::embedded {

/// A piece of SQL and the values of its question marks, in order. The text consists only of our own literals and the
/// schema's identifiers; client input is always a value.
struct Sql
{
    QString text;
    QVariantList values = {};

    Sql &operator+=(const Sql &other)
    {
        text += other.text;
        values += other.values;
        return *this;
    }
    friend Sql operator+(Sql a, const Sql &b) { return a += b; }

    bool isEmpty() const { return text.isEmpty(); }

    static Sql lit(const char *text) { return {QString::fromLatin1(text), {}}; }
    static Sql value(const QVariant &value) { return {QStringLiteral("?"), {value}}; }
    static Sql name(const QString &identifier) { return {u'"' + identifier + u'"', {}}; }
    static Sql joined(const QList<Sql> &parts, const char *separator)
    {
        Sql all;
        for (const Sql &part : parts)
            all += all.isEmpty() ? part : lit(separator) + part;
        return all;
    }
};

} // namespace pl::embedded
