#pragma once

#include "models/columns/leadengine.h"

#include <QIODevice>

namespace pl::columns {

/// Writes an engine to an open file so that readEngine() has it again in a small part of the time that making it from
/// rows takes: texts and orders by text are in it; names of plumbers and sources, times to assign and saved views are
/// not, because they are told to an engine. `key`: what readEngine() must be told. False when not all was written.
bool writeEngine(QIODevice &to, LeadEngine &engine, const QByteArray &key);

/// Null when the file is damaged or cut, has another key, or was written on another kind of machine or by another
/// version of this program, which may fold texts in another way. Orders that were made for another language are made
/// again. Then the engine is the caller's, as a builder's is.
std::unique_ptr<LeadEngine> readEngine(QIODevice &from, const QByteArray &key);

} // namespace pl::columns
