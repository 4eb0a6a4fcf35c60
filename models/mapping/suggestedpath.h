#pragma once

#include "models/mapping/path.h"

namespace pl::mapping {

/// A path to this value of a body, for somebody who has pointed at it. Where it stands in a list, the element is named
/// by what identifies it ("user_column_data[column_id=phone_1].string_value"), so that the path holds when the next
/// body has its elements in another order; by its place where nothing does. It leads to this value alone. Empty when
/// there is no such path within Path's limits, and for the root.
Path suggestedPath(const BodyTree &tree, int number);

} // namespace pl::mapping
