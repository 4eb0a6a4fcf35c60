#pragma once

#include "models/domain/candidate.h"
#include "models/domain/dispatchsettings.h"
#include "models/domain/lead.h"
#include "models/domain/plumber.h"
#include "models/domain/zipplaces.h"

#include <vector>

namespace pl {

/// What the ranking depends on besides the lead and the plumbers.
struct Situation
{
    Timestamp now;
    QHash<QUuid, int> leadsToday;       ///< leads assigned since the office's midnight, by plumber
    QHash<QUuid, AnswerRecord> answers; ///< by plumber
    QSet<QUuid> refusedBy;              ///< who had this lead and didn't take it
    RankingWeights weights;
    bool cardRequired = true;
};

/// The plumbers in the form that ranking needs: locations instead of ZIP codes, services as numbers. Built once and
/// kept up to date, it ranks 20,000 plumbers for a lead within milliseconds (`./dev bench ranking`).
class PlumberRoster
{
public:
    PlumberRoster() = default;
    /// From any range of plumbers.
    template <class Plumbers>
    explicit PlumberRoster(const Plumbers &plumbers)
    {
        for (const Plumber &plumber : plumbers)
            put(plumber);
    }

    /// Adds a plumber, or replaces the one with the same id.
    void put(const Plumber &plumber);
    void clear() { *this = {}; }

    /// All plumbers except removed ones: the best first, then those who can't take the lead, each with the reason. The
    /// order of the input doesn't matter. All else being equal, a plumber who is nearer or has fewer leads today never
    /// comes later. A plumber at unknown distance can take the lead, but comes after those known to be near. A lead
    /// whose service is unknown is suggested to nobody; the nearest plumbers come first, for the office to ask.
    QList<Candidate> rank(const Lead &lead, const Situation &situation) const;

private:
    struct Entry
    {
        QUuid id;
        std::optional<ZipPlace> place;
        int radius = 0;
        std::optional<int> cap;
        PlumberStatus status = PlumberStatus::Active;
        bool paymentReady = false;
    };
    struct View;
    struct Judgement;
    void judge(const View &view, std::size_t i, Judgement &judgement) const;
    Exclusion exclusionOf(const View &view, std::size_t i, std::optional<double> miles) const;
    Candidate candidate(std::size_t i, const Judgement &judgement) const;

    std::vector<Entry> m_entries;
    QHash<QUuid, std::size_t> m_positions;
    QHash<QString, std::vector<bool>> m_offers; ///< by service: whether the entry at a position offers it
};

} // namespace pl
