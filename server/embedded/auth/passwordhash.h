#pragma once

#include <QByteArray>
#include <QString>

namespace pl::embedded {

/// Argon2id with libsodium's interactive limits (64 MiB); the result carries its salt and limits. Null if out of
/// memory.
QByteArray hashPassword(const QString &password);

/// For a null `hash` (no such account, or none with a password) returns false after the same time as for a wrong
/// password.
bool verifyPassword(const QString &password, const QByteArray &hash);

} // namespace pl::embedded
