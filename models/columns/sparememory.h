#pragma once

namespace pl::columns {

/// Gives memory that was needed for a moment back to the system, where it would stay with this program otherwise: some
/// ms. For the thread that makes something large.
void giveBackMemory();

} // namespace pl::columns
