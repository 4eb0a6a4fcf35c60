#pragma once

#include <QString>

namespace pl {

/// A password that is easy to type and hard to guess: four groups of five lowercase letters and digits (about 99 bits).
QString randomPassword();

/// A password or another secret: the first line of standard input, at most 8 KiB of it.
QString readSecret();

} // namespace pl
