#pragma once

#include "models/base/timestamp.h"
#include "server/main/demo/democatalog.h"

#include <QList>
#include <QRandomGenerator>
#include <QUuid>

#include <nlohmann/json.hpp>

#include <vector>

namespace pl::demo {

/// Makes up an office's data, as rows for the store. The same seed and time give the same rows, except for the leads'
/// ids.
class DemoGenerator
{
public:
    DemoGenerator(quint32 seed, Timestamp now);

    nlohmann::json serviceRows() const;
    /// The plumbers' ids are the same in every run.
    nlohmann::json plumberRows();

    /// Sample leads of the last 30 days, in all states: recent ones are mostly new, older ones mostly done. The first
    /// `fresh` arrived within the last 45 minutes.
    std::vector<nlohmann::json> leadRows(int count, int fresh, const QList<QUuid> &sources);

private:
    template <class T>
    const T &pick(std::span<const T> list)
    {
        return list[std::size_t(m_random.bounded(int(list.size())))];
    }
    bool chance(int percent) { return m_random.bounded(100) < percent; }
    nlohmann::json leadRow(qint64 ageSeconds, const QList<QUuid> &sources);
    void decide(nlohmann::json &row, const CatalogService &service, qint64 ageSeconds);
    nlohmann::json termsOf(std::size_t index) const;
    QUuid plumberFor(const CatalogService &service);
    std::string phone();
    static std::string email(const char *firstName, const char *lastName, const char *domain);
    static QUuid plumberId(std::size_t index);

    QRandomGenerator m_random;
    const Timestamp m_now;
};

} // namespace pl::demo
