#pragma once

#include <QString>

namespace pl {

/// A password that is easy to type and hard to guess: four groups of five lowercase letters and digits (about 99 bits).
QString randomPassword();

/// The first line of standard input.
QString readPassword();

} // namespace pl
