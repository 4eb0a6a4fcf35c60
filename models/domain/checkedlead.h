#pragma once

#include <QByteArray>
#include <QString>

namespace pl {

/// A lead that has passed its checks, ready to be stored.
struct CheckedLead
{
    QByteArray row;     ///< its row of `leads` as JSON: NewLead::toJsonText
    QString externalId; ///< null if the source gave none
    bool operator==(const CheckedLead &) const = default;
};

} // namespace pl
