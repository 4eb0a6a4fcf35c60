#pragma once

#include "models/disk/replicafile.h"
#include "models/replica/leadsnapshot.h"
#include "tests/models/columns/madeleads.h"

namespace pl::test {

inline replica::CopyPlace imagedPlace(const QString &path)
{
    return {path, {QStringLiteral("office.test"), QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1), QStringLiteral("staff")}};
}

/// New and changed leads of an office with 4,000, for a copy on disk.
class ImagedLeads
{
public:
    static constexpr int kLeads = 4'000;

    explicit ImagedLeads(unsigned seed) : m_made(seed, 50), m_version(Timestamp::now().micros / 1'000 % 1'000'000'000)
    {
    }

    QList<Lead> next(int count)
    {
        QList<Lead> leads;
        while (leads.size() < count)
            leads += one(m_made.below(kLeads));
        return leads;
    }
    QList<Lead> all()
    {
        QList<Lead> leads;
        for (int number = 0; number < kLeads; ++number)
            leads += one(number);
        return leads;
    }
    /// Newer than any other.
    Lead one(int number)
    {
        Lead lead = m_made.lead(number);
        lead.version = ++m_version;
        return lead;
    }

private:
    MadeLeads m_made;
    qint64 m_version;
};

} // namespace pl::test
