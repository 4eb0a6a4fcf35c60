#pragma once

#include "server/migrate/postgresconnection.h"
#include "tests/support/requestshapes.h"

#include <QHash>

namespace pl::test {

/// Puts values of manyrows.sql in the place of a shape's {…}: a delta begins a minute ago, a page in the middle of its
/// table, and an id, an address or a key is that of a row. The connection must outlive this.
class ShapeValues
{
public:
    explicit ShapeValues(migrate::PostgresConnection &connection) : m_connection(connection) {}

    /// The same request with its values, percent-encoded. An Error when one is known for none of the rows.
    Result<RequestShape> fill(const RequestShape &shape);

private:
    Result<QStringList> valuesFor(const RequestShape &shape, const QString &test, const QString &kind);
    Result<QString> filled(const RequestShape &shape, const QString &parameter);

    migrate::PostgresConnection &m_connection;
    QHash<QString, QStringList> m_known; ///< by their query
};

} // namespace pl::test
