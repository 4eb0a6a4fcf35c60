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
    QHash<QUuid, int> leadsThisWeek;  ///< leads assigned since the office's Monday, by plumber
    QHash<QUuid, int> leadsThisMonth; ///< … since the first of the month
    QDateTime local;                  ///< the office's date and time; invalid: pauses, papers and hours don't matter

    /// One lead more, or with -1 one less, for this plumber.
    void count(const QUuid &plumberId, int leads = 1);
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
        bool hasTerms = false;
    };
    /// What few plumbers have, kept apart so that ranking the others stays fast.
    struct Terms
    {
        std::optional<int> weeklyCap;
        std::optional<int> monthlyCap;
        std::optional<QDate> pausedUntil;
        std::optional<QDate> licenseExpires;
        std::optional<QDate> insuranceExpires;
        WorkHours hours;
        bool operator==(const Terms &) const = default;
    };
    struct View;
    struct Judgement;
    void judge(const View &view, std::size_t i, Judgement &judgement) const;
    Exclusion exclusionOf(const View &view, std::size_t i, std::optional<double> miles) const;
    static Exclusion expired(const Terms &terms, const Situation &situation);
    static bool isBack(const Terms &terms, const Situation &situation);
    static bool isOff(const Terms &terms, const Situation &situation);
    Exclusion capReached(const Entry &entry, int leadsToday, const Situation &situation) const;
    std::size_t positionFor(const QUuid &id);
    void putZips(std::size_t position, const QStringList &zips);
    Candidate candidate(std::size_t i, const Judgement &judgement, const Situation &situation) const;
    static void explain(Candidate &candidate, const Terms &terms, const Situation &situation);

    std::vector<Entry> m_entries;
    QHash<QUuid, std::size_t> m_positions;
    QHash<QString, std::vector<bool>> m_offers; ///< by service: whether the entry at a position offers it
    QHash<QUuid, Terms> m_terms;
    QHash<QString, QSet<std::size_t>> m_byZip; ///< the entries that name a ZIP code
    QHash<std::size_t, QStringList> m_zips;    ///< the ZIP codes that an entry names
};

} // namespace pl
