#pragma once

#include "server/embedded/store/jsonnode.h"

#include <QStringList>

#include <optional>

namespace pl::embedded {

/// The rows of a request's body: JSON objects, a CSV table or a form.
struct Payload
{
    QStringList columns; ///< the keys of every row; or those named by the request, which a row may lack
    std::vector<JsonNode> rows;

    /// Throws RestError (PGRST102) if the body doesn't match its type or its rows' keys differ.
    static Payload read(const QByteArray &contentType, const QByteArray &body,
                        const std::optional<QStringList> &columns);
};

} // namespace pl::embedded
