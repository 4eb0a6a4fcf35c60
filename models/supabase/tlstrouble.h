#pragma once

#include <QList>
#include <QSslError>
#include <QString>

namespace pl::supabase {

/// Why a secure connection to `host` was refused: a sentence about the most important of `errors` and what to do.
QString tlsTrouble(const QString &host, const QList<QSslError> &errors);

} // namespace pl::supabase
