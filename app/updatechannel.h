#pragma once

#include "models/updates/channel.h"

namespace pl::app {

/// Where this build looks for new versions: CMake's PL_UPDATE_URL and PL_UPDATE_KEY. Not set in a build without them;
/// one that can't work is reported in the log and counts as not set.
updates::Channel updateChannel();

} // namespace pl::app
