#pragma once

#include <QByteArray>
#include <QString>

namespace pl::embedded {

/// Argon2id with libsodium's interactive limits (64 MiB); the result carries its salt and limits. Null when there is
/// not the memory for it.
QByteArray hashPassword(const QString &password);

/// Takes as long for a null `hash` (nobody of that name, or nobody who signs in by password) as for a wrong password,
/// and says false.
bool verifyPassword(const QString &password, const QByteArray &hash);

} // namespace pl::embedded
