#pragma once

#include "models/domain/customerkey.h"
#include "models/replica/officereplica.h"
#include "models/tables/textsearch.h"

namespace pl::ui {

/// Finds people, not leads, by name, phone number or e-mail address, among the leads that the window has. Each version
/// of a lead is read once.
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
    explicit CustomerSearch(const replica::OfficeReplica &replica) : m_replica(replica) {}

    /// The newest leads' people first. A whole phone number or e-mail address that no lead has is a person without
    /// leads: other tables may know them. Nothing on an empty line.
    QList<Person> find(const QString &typed, int most = kMost) const;
    /// A customer was erased: what was folded goes.
    void forget() { m_texts.clear(); }

private:
    QList<const Lead *> matching(const QString &typed) const;

    const replica::OfficeReplica &m_replica;
    mutable tables::TextSearch m_texts;
};

} // namespace pl::ui
