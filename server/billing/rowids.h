#pragma once

#include <QByteArray>
#include <QUuid>

namespace pl::billing {

/// A deterministic id for a row that must exist only once however often it is written.
inline QUuid rowId(const char *purpose, const QByteArray &subject)
{
    static const QUuid space(QStringLiteral("{6f1d3a52-1c0e-4d0b-9a63-0b7f5a1f5c11}"));
    return QUuid::createUuidV5(space, QByteArray(purpose) + '/' + subject);
}

} // namespace pl::billing
