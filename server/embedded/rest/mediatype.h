#pragma once

#include <QByteArray>

namespace pl::embedded {

/// The form of an answer.
struct MediaType
{
    enum class Form { Array, Object, Csv };
    Form form = Form::Array;
    bool withoutNulls = false;

    QByteArray contentType() const;
    /// The first of the header's types, by their weights, that we have. Throws RestError (PGRST107) when there is none.
    static MediaType accepted(const QByteArray &acceptHeader);
};

} // namespace pl::embedded
