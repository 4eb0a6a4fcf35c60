#pragma once

#include "tests/support/requestshapes.h"

namespace pl::test {

/// The statement that PostgREST 14 makes of a request at PostgreSQL (its src/PostgREST/Query/QueryBuilder.hs): each
/// embedded resource a lateral join, at most 1,000 rows on every level, as a hosted project has it. `request.target`
/// has its values in it and is percent-encoded. A write is told apart from the row it writes: an update sets each
/// column to what it is, an insert has no row but names its columns and its conflict.
///
/// An Error for what is not PostgREST's, or not written down here.
Result<QString> restStatement(const RequestShape &request);

} // namespace pl::test
