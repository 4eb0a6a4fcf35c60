#pragma once

#include "models/domain/customerkey.h"
#include "models/replica/leadfinder.h"

namespace pl::ui {

/// Finds people, not leads, by name, phone number or e-mail address, among the leads that the window has.
class CustomerSearch
{
public:
    struct Person
    {
        CustomerKey key;
        QString name; ///< of the newest lead; empty when it has none
        int leads = 0;
    };
    /// The most people that are listed.
    static constexpr int kMost = 30;

    /// `replica` must outlive the search.
    explicit CustomerSearch(const replica::OfficeReplica &replica) : m_replica(replica), m_finder(replica) {}

    /// The newest leads' people first. A whole phone number or e-mail address that no lead has is a person without
    /// leads: other tables may know them. Nothing on an empty line.
    QList<Person> find(const QString &typed, int most = kMost) const;
    /// A customer was erased: what was found goes.
    void forget() { m_finder.forget(); }

private:
    QString nameOf(const QUuid &id) const;

    const replica::OfficeReplica &m_replica;
    replica::LeadFinder m_finder;
};

} // namespace pl::ui
