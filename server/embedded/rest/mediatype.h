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
    /// The first supported type in the header, by weight. Throws RestError (PGRST107) if there is none.
    static MediaType accepted(const QByteArray &acceptHeader);
};

} // namespace pl::embedded
