#pragma once

#include <QString>

namespace pl {

/// A password that nobody guesses and people can type: four groups of five small letters and digits (about 100 bits).
QString randomPassword();

/// The first line of standard input.
QString readPassword();

} // namespace pl
