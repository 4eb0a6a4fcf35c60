#pragma once

#include "models/domain/plumber.h"

#include <QHash>

namespace pl {

/// Which plumbers have a phone number or e-mail address in common, so that nobody is entered twice unnoticed. Case
/// doesn't count in an address. Removed plumbers count, too: the store refuses their addresses as well.
class PlumberMatches
{
public:
    struct Match
    {
        QUuid plumberId;
        bool hasPhone = false; ///< the same phone number
        bool hasEmail = false; ///< the same e-mail address
        bool isRemoved = false;

        bool operator==(const Match &) const = default;
    };

    PlumberMatches() = default;
    explicit PlumberMatches(const QHash<QUuid, Plumber> &plumbers);

    /// The others that have the phone number or address of this row, without removed ones, in the order of their ids.
    /// Cheap.
    QList<Match> of(const Plumber &plumber) const;
    /// Of what somebody is typing, in any form; `self` is the plumber who is edited, null for a new one. What is no
    /// number or address yet matches nobody. Removed ones come last.
    QList<Match> ofTyped(const QString &phone, const QString &email, const QUuid &self) const;

private:
    QList<Match> find(const QString &phone, const QString &email, const QUuid &self) const;

    QMultiHash<QString, QUuid> m_byPhone;
    QMultiHash<QString, QUuid> m_byEmail; ///< folded
    QSet<QUuid> m_removed;
};

} // namespace pl
