#include "ui/importing/importdesk.h"

// Checks the rows, all of them or one that was changed.

namespace pl::ui {

using importing::CheckedSheet;
using importing::KnownRows;

void ImportDesk::check()
{
    if (m_work != Work::None || !m_sheet)
        return;
    m_rules.now = m_context.clock();
    m_rules.zone = m_context.replica.settings().dispatch.zone();
    m_rules.services.clear();
    for (const Service &service : m_context.replica.services())
        m_rules.services += service.name;
    begin(Work::Checking);
    // The sheet is shared, not copied; nothing changes it while the worker reads.
    const auto work = [sheet = m_sheet, rules = m_rules, leads = m_context.replica.snapshot(),
                       plumbers = m_context.replica.plumbers(), state = m_state]() -> Result<Checked> {
        const auto known = std::make_shared<KnownRows>(rules.kind);
        for (const Plumber &plumber : plumbers)
            known->add(plumber);
        const auto read = leads.each([&known, &state](const Lead &lead) {
            known->add(lead);
            return !state->isCancelled.load();
        });
        if (!read)
            return read.error();
        auto checked = importing::checkSheet(*sheet, rules, *known, watchOf(state));
        if (!checked)
            return checked.error();
        return Checked{std::make_shared<CheckedSheet>(std::move(*checked)), known};
    };
    inBackground<Checked>(this, work, [this](const Result<Checked> &checked) { rowsChecked(checked); });
}

void ImportDesk::rowsChecked(const Result<Checked> &checked)
{
    if (!checked) {
        // The check before still counts, and what is shown must be what is imported.
        if (m_checked) {
            m_rules.onMatch = m_checked->rules.onMatch;
            m_rules.matchBy = m_checked->rules.matchBy;
        }
        return end(checked.error().code == ErrorCode::Cancelled ? QString() : checked.error().message);
    }
    dropInBackground(m_checked);
    dropInBackground(m_known);
    m_checked = checked->sheet;
    m_known = checked->known;
    ++m_checking;
    m_step = Step::Check;
    end();
}

void ImportDesk::chooseOnMatch(importing::OnMatch onMatch)
{
    if (m_work != Work::None || m_rules.onMatch == onMatch)
        return;
    m_rules.onMatch = onMatch;
    check();
}

void ImportDesk::chooseMatchBy(const QList<importing::MatchBy> &matchBy)
{
    if (m_work != Work::None || m_rules.matchBy == matchBy)
        return;
    m_rules.matchBy = matchBy;
    check();
}

bool ImportDesk::fix(std::size_t row, int column, const QString &text)
{
    if (m_work != Work::None || !m_checked || row >= m_sheet->rows.size())
        return false;
    m_sheet->rows[row].setCell(column, text.trimmed());
    importing::recheckRow(*m_checked, *m_sheet, row, *m_known);
    Q_EMIT rowChecked(row);
    return true;
}

} // namespace pl::ui
