#pragma once

#include "models/replica/leadfinder.h"
#include "models/tables/textsearch.h"
#include "ui/shell/palettehit.h"

namespace pl::ui {

/// Finds leads and plumbers for the palette by name, phone number, e-mail address and ZIP code. A letter
/// costs a search through bytes.
class PeopleSearch
{
public:
    struct Ways
    {
        std::function<void(const QUuid &lead)> showLead;
        std::function<void(const QUuid &plumber)> showPlumber;
        /// All leads that contain this.
        std::function<void(const QString &typed)> searchLeads;
    };
    /// The most of a kind that are listed.
    static constexpr int kMost = 6;

    /// `replica` must outlive the search.
    PeopleSearch(const replica::OfficeReplica &replica, Ways ways);

    /// The best, open ones before completed ones and new ones before old ones; where there are more, a line that shows
    /// all of them. Nothing on an empty line.
    QList<PaletteHit> leads(const QString &typed) const;
    QList<PaletteHit> plumbers(const QString &typed) const;
    std::optional<PaletteHit> leadByKey(const QString &key) const;
    std::optional<PaletteHit> plumberByKey(const QString &key) const;
    /// A customer was erased: what was found goes.
    void forget() { m_finder.forget(); }

private:
    PaletteHit hitOf(const Lead &lead) const;
    PaletteHit hitOf(const Plumber &plumber) const;
    /// By the office's calendar: a pause ends by itself.
    QDate today() const;

    const replica::OfficeReplica &m_replica;
    const Ways m_ways;
    replica::LeadFinder m_finder;
    mutable tables::TextSearch m_plumberTexts;
};

} // namespace pl::ui
