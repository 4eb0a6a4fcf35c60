#include "server/move/officemove.h"

namespace pl::move {

namespace {

Error officeChanged()
{
    return {ErrorCode::Conflict,
            QStringLiteral("The office has changed since its move began, or another office's move began here. Run this "
                           "command with --start-over: it takes out what was moved and begins again.")};
}

Error anotherOffice(const MoveProgress &progress)
{
    return {ErrorCode::Conflict,
            QStringLiteral("An office moved into this project on %1 UTC, and what is here differs from it. Move into "
                           "a new project.")
                .arg(progress.doneAt)};
}

} // namespace

OfficeMove::OfficeMove(SourceOffice &source, TargetProject &target, const QList<MoveTable> &tables, Tell tell,
                       int pageRows)
    : m_source(source), m_target(target), m_tables(tables), m_tell(std::move(tell)), m_pageRows(pageRows)
{
}

/// An office is all that it has: a row that changes makes it another.
QString OfficeMove::officeName() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qsizetype i = 0; i < m_tables.size(); ++i)
        hash.addData(m_tables.at(i).name.toUtf8() + ' ' + m_here.at(i).hash + '\n');
    return QString::fromLatin1(hash.result().toHex());
}

QList<MoveStep> OfficeMove::steps() const
{
    QList<MoveStep> steps;
    for (const MoveTable &table : m_tables) {
        steps.append({&table});
        for (const QString &column : table.selfReferences)
            steps.append({&table, column});
    }
    return steps;
}

Result<MoveProgress> OfficeMove::look()
{
    m_here.clear();
    for (const MoveTable &table : m_tables) {
        const auto state = m_source.state(table);
        if (!state)
            return state.error();
        m_here += *state;
    }
    const auto progress = m_target.progress();
    if (!progress)
        return progress.error();
    if (progress->stage != MoveProgress::Stage::NotBegun && progress->office != officeName())
        return progress->stage == MoveProgress::Stage::Begun ? officeChanged() : anotherOffice(*progress);
    return progress;
}

Result<> OfficeMove::copy(const MoveProgress &progress)
{
    if (progress.stage == MoveProgress::Stage::NotBegun)
        if (const auto begun = m_target.begin(officeName(), steps()); !begun)
            return begun;
    for (const MoveStep &step : steps())
        if (const auto copied = copyStep(step, progress.steps.value(step.name())); !copied)
            return copied;
    return {};
}

Result<> OfficeMove::copyStep(const MoveStep &step, StepProgress progress)
{
    while (!progress.isDone) {
        const auto page = step.reference.isEmpty()
                              ? m_source.page(*step.table, progress.position, m_pageRows)
                              : m_source.references(*step.table, step.reference, progress.position, m_pageRows);
        if (!page)
            return page.error();
        const auto written = m_target.write(step, progress, *page);
        if (!written)
            return written.error();
        progress = *written;
        m_tell(step.name(), progress.rows, progress.isDone ? progress.rows : rowsHere(*step.table));
    }
    return {};
}

qint64 OfficeMove::rowsHere(const MoveTable &table) const
{
    return m_here.at(&table - m_tables.constData()).rows;
}

Result<QList<Comparison>> OfficeMove::compare()
{
    QList<Comparison> all;
    for (qsizetype i = 0; i < m_tables.size(); ++i) {
        const auto there = m_target.state(m_tables.at(i));
        if (!there)
            return there.error();
        all.append({&m_tables.at(i), m_here.at(i), *there});
    }
    return all;
}

Result<> OfficeMove::finish()
{
    QMap<QString, qint64> lastNumbers;
    for (const MoveTable &table : m_tables) {
        if (!table.isNumbered)
            continue;
        const auto last = m_source.lastNumber(table);
        if (!last)
            return last.error();
        lastNumbers.insert(table.name, *last);
    }
    return m_target.finish(lastNumbers);
}

} // namespace pl::move
